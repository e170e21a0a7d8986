"""Papers as Word documents (docx) by GB/T 9704. `write_docx` is the entry."""

from jixiao.write.docx.document import write_docx

__all__ = ["write_docx"]
