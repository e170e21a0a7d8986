"""Word documents (docx): a walk over the XML of the body, no object model in between."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from jixiao.model.accounts import Written
from jixiao.model.place import Place
from jixiao.read.archive import Archive, Damaged, archive_of, parse_xml
from jixiao.read.failure import Unreadable
from jixiao.read.formats import docx_names as w
from jixiao.read.formats.docx_controls import Control, written
from jixiao.read.formats.docx_lean import lean
from jixiao.read.formats.docx_table import table_cells
from jixiao.read.formats.docx_text import Text
from jixiao.read.layout import Block, Grid, Layout, Paragraph
from jixiao.read.source import Source

_TRACKED = "文档有未接受的修订，按接受后的内容读取"
_CHUNKS = "文档嵌有另一份文件的全文（altChunk），没有读取"


def read_layout(source: Source) -> Layout:
    """Give the paragraphs and tables of a docx in reading order.

    A table in a cell and a text box follow the block that they are anchored in, as blocks of their own. Headers,
    footers, notes and comments are not part of it. Raises `Unreadable`.
    """
    archive = archive_of(source)
    member = archive.main_part("word/document.xml")
    data = lean(archive.read_xml(member).replace(w.STRICT_NAMESPACE.encode(), w.NAMESPACE.encode()))
    walk = Walk(Text(data))
    try:
        walk.blocks_of(_body(archive, member, data))
    except RecursionError as error:
        raise Unreadable(source.name, "表格或文本框的嵌套层次太深", "请在办公软件中简化后再试") from error
    return Layout(walk.blocks, remarks=archive.remarks() + walk.remarks(), written=walk.written)


def _body(archive: Archive, member: str, data: bytes) -> Element:
    body = parse_xml(archive.name, member, data).find(w.BODY)
    if body is None:
        raise Damaged(archive.name, f"{member} 没有正文")
    return body


class Walk:
    """Collects the blocks; `_tables` and `_paragraphs` count those met so far, empty paragraphs among them."""

    __slots__ = ("_carried", "_open", "_paragraphs", "_tables", "_text", "blocks", "written")

    def __init__(self, text: Text) -> None:
        self._text = text
        self._tables = 0
        self._paragraphs = 0
        self._carried = ""
        self._open = False  # whether the next paragraph continues the last one
        self.blocks: list[Block] = []
        self.written: list[Written] = []

    def blocks_of(self, parent: Element) -> None:
        """Add the paragraphs and tables of an element in document order."""
        for child in self._text.blocks(parent):
            if child.tag == w.PARAGRAPH:
                self._paragraph(child)
            else:
                self._table(child)
        self._end_paragraph()

    def remarks(self) -> list[str]:
        """Give what is to be said of tracked changes and embedded files."""
        return [_TRACKED] * self._text.changed + [_CHUNKS] * self._text.chunks

    def _paragraph(self, paragraph: Element) -> None:
        self._paragraphs += not self._open
        before = len(self._carried)
        self._carried += self._text.paragraph(paragraph)
        for control in self._controls():
            first = before + control.start + 1
            place = Place(paragraph=self._paragraphs, start=first, end=first + max(0, len(control.text) - 1))
            self.written += written(control, place)
        self._open = self._text.runs_on(paragraph)
        if not self._open:
            self._end_paragraph()
            self._anchored()

    def _end_paragraph(self) -> None:
        text, self._carried, self._open = self._carried, "", False
        if text and not text.isspace():
            self.blocks.append(Paragraph(text, self._paragraphs))

    def _table(self, table: Element) -> None:
        self._end_paragraph()
        cells = table_cells(table, self._text)
        if cells:
            self._tables += 1
            grid = Grid(cells, self._tables)
            self.blocks.append(grid)
            for control in self._controls():
                self.written += written(control, grid.place(control.cell) if control.cell else Place())
        self._anchored()

    def _controls(self) -> list[Control]:
        taken, self._text.controls = self._text.controls, []
        return taken

    def _anchored(self) -> None:
        waiting, self._text.anchored = self._text.anchored, []
        for element in waiting:
            if element.tag == w.TABLE:
                self._table(element)
            else:
                self.blocks_of(element)
