"""Paragraphs and runs as XML, built as text: elements as objects would cost ten to a hundred times as much."""

from __future__ import annotations

import re

from jixiao.write.markup import escaped, legible

_RARE = re.compile("[\t\n\r]")
_SPACES = re.compile("^ | $|  ")
_BREAKS = re.compile("(\t|\r\n|\r|\n)")


def run(text: str, properties: str = "") -> str:
    """Give a run of text; tabs and line breaks in it become those of Word."""
    about = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{about}{_pieces(text) if _RARE.search(text) else _piece(text)}</w:r>"


def as_read(text: str) -> str:
    """Give a text as it will be read from the document: every line break one line feed, no control characters."""
    return legible(text).replace("\r\n", "\n").replace("\r", "\n")


def _piece(text: str) -> str:
    kept = ' xml:space="preserve"' if _SPACES.search(text) else ""
    return f"<w:t{kept}>{escaped(text)}</w:t>"


def _pieces(text: str) -> str:
    return "".join(map(_part, filter(None, _BREAKS.split(legible(text)))))


def _part(part: str) -> str:
    return "<w:tab/>" if part == "\t" else "<w:br/>" if part[0] in "\r\n" else _piece(part)


def paragraph(style: str, content: str, *, new_page: bool = False, more: str = "") -> str:
    """Give a paragraph; `more` are further properties of it in the order of the schema, from tabs on."""
    page = "<w:pageBreakBefore/>" if new_page else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{page}{more}</w:pPr>{content}</w:p>'


def in_last_paragraph(parts: list[str], section: str) -> None:
    """End a section: its properties stand in those of its last paragraph; one of no height is added where none is."""
    if not parts or not parts[-1].startswith("<w:p>"):
        parts.append(spacer())
    head, mark, tail = parts[-1].partition("</w:pPr>")
    parts[-1] = f"{head}{section}{mark}{tail}"


def spacer() -> str:
    """Give a paragraph of no height, where Word demands one."""
    return paragraph("Spacer", "")


def bookmarked(content: str, number: int) -> str:
    """Give content with a bookmark of its number around it."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{bookmark(number)}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def bookmark(number: int) -> str:
    """Give the name of a bookmark that the contents lead to, as Word names them."""
    return f"_Toc{number:08d}"
