"""Text boxes (文本框) of a worksheet: the text of the shapes in its drawing part."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from jixiao.read.archive import Archive
from jixiao.read.formats.xlsx_text import local

_BREAK = {"br": "\n", "tab": "\t"}


def shape_texts(archive: Archive, sheet_member: str, drawing: str) -> list[str]:
    """Give the paragraphs of the visible shapes of a sheet; `drawing` is the id of its relationship to them."""
    members = [relation.target for relation in archive.relations(sheet_member) if relation.id == drawing]
    texts = [_text(paragraph) for member in members if member in archive for paragraph in _walk(archive.parse(member))]
    return [text for text in texts if text.strip()]


def _walk(element: Element) -> Iterator[Element]:
    """Give the paragraphs; hidden shapes and the second spelling of a shape for old programs are passed over."""
    for child in element:
        name = local(child.tag)
        if name == "p":
            yield child
        elif name != "Fallback" and not _is_hidden(child):
            yield from _walk(child)


def _is_hidden(shape: Element) -> bool:
    return any(
        local(part.tag) == "cNvPr" and part.get("hidden") in ("1", "true")
        for properties in shape
        if local(properties.tag).startswith("nv")
        for part in properties
    )


def _text(paragraph: Element) -> str:
    pieces = [
        _BREAK.get(local(part.tag), (part.text or "") if local(part.tag) == "t" else "") for part in paragraph.iter()
    ]
    return "".join(pieces)
