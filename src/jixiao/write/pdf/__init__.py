"""PDF (印刷稿): a paper set by typst after GB/T 9704, with bookmarks, contents, tags and text that can be copied."""

from jixiao.write.pdf.document import write_pdf

__all__ = ["write_pdf"]
