"""The evidence files (佐证材料) of the example, made from the lines that the book has for them."""

from __future__ import annotations

from jixiao.write.paper import Block, Paper, Paragraph
from jixiao.write.pdf import write_pdf


def file_of(name: str, lines: list[str]) -> bytes:
    """Give the bytes of a file: a PDF with the first line as its title, else the lines as text."""
    if not name.endswith(".pdf"):
        return "\r\n".join(lines).encode("utf-8-sig")
    title, *body = lines
    blocks: list[Block] = [Paragraph([title], "title"), *(Paragraph([line]) for line in body)]
    return write_pdf(Paper(title, blocks))
