"""Old office formats: doc and wps by our own reader, et as the workbook that it is, rtf through LibreOffice.

Where our reader cannot read a document or finds the ends of cells outside of tables, the library undoc and LibreOffice
read it too, and the result with the most filled cells counts.
"""

from __future__ import annotations

from dataclasses import replace

from jixiao.read.failure import Unreadable
from jixiao.read.formats.office_convert import convert, program
from jixiao.read.layout import Layout
from jixiao.read.source import Kind, Source

_OTHER = {"et": "xlsx", "rtf": "docx"}


class NeedsLibreOffice(Unreadable):
    """A format that only LibreOffice can read, and it is not installed."""

    def __init__(self, name: str, kind: str, other: str) -> None:
        super().__init__(name, f"读取 .{kind} 文件需要安装 LibreOffice", f"请安装后再试，或另存为 {other}")


class NotConverted(Unreadable):
    """LibreOffice could not convert the file."""

    def __init__(self, name: str, kind: str, other: str) -> None:
        super().__init__(name, f"无法读取这个 .{kind} 文件，可能已损坏", f"请用办公软件另存为 {other} 后再试")


def read_layout(source: Source) -> Layout:
    """Give the layout of a doc, wps, et or rtf file. Raises Unreadable, also where LibreOffice is missing."""
    if source.kind in ("doc", "wps"):
        return _word(source)
    if source.kind == "et":
        return _workbook(source)
    return _by_libreoffice(source, source.kind)


def _word(source: Source) -> Layout:
    from jixiao.read.formats.doc import doc_layout
    from jixiao.read.formats.doc_file import NotReadable

    found: list[Layout] = []
    try:
        layout, complete = doc_layout(source.data)
        if complete:
            return layout
        found.append(layout)
    except NotReadable:
        pass
    found += _by_others(source)
    if not found:
        raise NotConverted(source.name, source.kind, "docx")
    return max(found, key=_filled)


def _by_others(source: Source) -> list[Layout]:
    from jixiao.read.formats.office_undoc import undoc_layout

    found = [layout] if (layout := undoc_layout(source.data)) else []
    try:
        return [*found, _by_libreoffice(source, "doc")]
    except Unreadable:
        return found


def _workbook(source: Source) -> Layout:
    """An et file of Kingsoft holds the stream of an xls file."""
    from jixiao.read.formats import xls

    try:
        return xls.read_layout(replace(source, kind="xls"))
    except Unreadable:
        return _by_libreoffice(source, "et")


def _by_libreoffice(source: Source, suffix: str) -> Layout:
    other = _OTHER.get(source.kind, "docx")
    if program() is None:
        raise NeedsLibreOffice(source.name, source.kind, other)
    data = convert(source.data, suffix, other)
    if data is None:
        raise NotConverted(source.name, source.kind, other)
    if other == "xlsx":
        from jixiao.read.formats import xlsx

        return xlsx.read_layout(_converted(source, data, "xlsx"))
    from jixiao.read.formats import docx

    return docx.read_layout(_converted(source, data, "docx"))


def _converted(source: Source, data: bytes, kind: Kind) -> Source:
    return Source(source.name, data, kind, source.path)


def _filled(layout: Layout) -> int:
    """Of how many cells the text was found, lines outside of tables counting least."""
    cells = sum(bool(cell.text.strip()) for grid in layout.grids() for cell in grid.cells)
    return cells * 1000 + min(sum(1 for _ in layout.paragraphs()), 999)
