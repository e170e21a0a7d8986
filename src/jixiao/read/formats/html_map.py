"""Where the cells, rows and lines that the HTML reader gives stand in the page: for those who write into it.

The reader's own walk is taken once more, noting the place of each tag and text, so that a number means the same to
reader and writer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from jixiao.read.formats.html import Numbers, Reader, reading_order
from jixiao.read.formats.html_table import RawCell, RawRow, RawTable, cells, lines
from jixiao.read.formats.html_tokens import tokens
from jixiao.read.layout import Grid, Paragraph


class Span(NamedTuple):
    """A stretch of the page."""

    start: int
    end: int


class Located(str):
    """A text and where it stands in the page."""

    __slots__ = ("span",)
    span: Span


class CellPlace(NamedTuple):
    """A cell in the page: its opening tag, its content, and the texts that it shows."""

    tag: Span
    content: Span
    texts: list[Located]


class RowPlace(NamedTuple):
    """A row in the page: all of it, and its cells by their columns in the grid."""

    whole: Span
    cells: dict[int, CellPlace]


class PageMap:
    """The places of a page: `cells` by table (from 1), row and column (from 0), rows, tables, and lines by number."""

    def __init__(self, page: str) -> None:
        reader = _Reader(len(page))
        for name, attributes, end, start, stop in tokens(page):
            reader.at = Span(start, stop)
            reader.take(name, attributes, end)
        reader.finish()
        self._reader = reader
        numbers = _Numbers()
        for _ in reading_order(reader.parts, numbers):
            pass
        self.lines = numbers.lines
        self.tables = {
            number: reader.tables[id(raw)] for number, raw in numbers.raw.items() if id(raw) in reader.tables
        }
        self.rows: dict[tuple[int, int], RowPlace] = {}
        self.cells: dict[tuple[int, int, int], CellPlace] = {}
        for number, raw in numbers.raw.items():
            self._place(number, raw)

    def _place(self, number: int, table: RawTable) -> None:
        raws = [(row, cell) for row in table.rows for cell in row.cells]
        for cell, (_, raw) in zip(cells(table), raws, strict=True):
            self.cells[number, cell.row, cell.column] = self._cell(raw)
        for index, row in enumerate(table.rows):
            held = {place[2]: each for place, each in self.cells.items() if place[:2] == (number, index)}
            self.rows[number, index] = RowPlace(self._reader.rows[id(row)], held)

    def _cell(self, raw: RawCell) -> CellPlace:
        tag, content = self._reader.cells[id(raw)]
        return CellPlace(tag, content, [part for part in raw.parts if isinstance(part, Located)])


class _Reader(Reader):
    """Reads as the reader does and notes where cells, rows, tables and texts stand."""

    def __init__(self, length: int) -> None:
        super().__init__()
        self.at = Span(0, 0)
        self.cells: dict[int, tuple[Span, Span]] = {}
        self.rows: dict[int, Span] = {}
        self.tables: dict[int, Span] = {}
        self._length = length
        self._kept: list[object] = []  # that no other object takes the identity of a cell

    def take(self, name: str, attributes: str, end: bool) -> None:
        before = list(self._open)
        held = [(each.table, each.row, each.cell) for each in before]
        super().take(name, attributes, end)
        for open_, (table, row, cell) in zip(before, held, strict=True):
            gone = open_ not in self._open
            if cell is not None and (gone or open_.cell is not cell):
                self._end_of_cell(cell)
            if row is not None and (gone or open_.row is not row):
                self._end_of_row(row, name == "tr" and end)
            if gone:
                self.tables[id(table)] = Span(self.tables[id(table)].start, self.at.end)
        self._note_new(name, end)

    def _note_new(self, name: str, end: bool) -> None:
        if not self._open:
            self._locate()
            return
        innermost = self._open[-1]
        if id(innermost.table) not in self.tables:
            self.tables[id(innermost.table)] = Span(self.at.start, self._length)
            self._kept.append(innermost.table)
        if innermost.row is not None and id(innermost.row) not in self.rows:
            self.rows[id(innermost.row)] = Span(self.at.start, self._length)
            self._kept.append(innermost.row)
        if innermost.cell is not None and id(innermost.cell) not in self.cells:
            self.cells[id(innermost.cell)] = self.at, Span(self.at.end, self._length)
            self._kept.append(innermost.cell)
        if not name:
            self._locate()

    def _locate(self) -> None:
        """Give the text that was added last its place."""
        if self._target and type(self._target[-1]) is str and self._target[-1] != "\n":
            located = Located(self._target[-1])
            located.span = self.at
            self._target[-1] = located

    def _end_of_cell(self, cell: RawCell) -> None:
        tag, content = self.cells[id(cell)]
        self.cells[id(cell)] = tag, Span(content.start, self.at.start)

    def _end_of_row(self, row: RawRow, closed: bool) -> None:
        self.rows[id(row)] = Span(self.rows[id(row)].start, self.at.end if closed else self.at.start)


class _Numbers(Numbers):
    """Counts as the reader does and remembers the table of each grid and the texts of each line."""

    def __init__(self) -> None:
        super().__init__()
        self.raw: dict[int, RawTable] = {}
        self.lines: dict[int, list[Located]] = {}

    def paragraphs(self, texts: list[str]) -> Iterator[Paragraph]:
        for run in _by_line(texts):
            for paragraph in super().paragraphs([*run]):
                self.lines[paragraph.number] = [text for text in run if isinstance(text, Located)]
                yield paragraph

    def grid(self, table: RawTable) -> Iterator[Grid]:
        for grid in super().grid(table):
            self.raw[grid.table] = table
            yield grid


def _by_line(texts: list[str]) -> Iterator[list[str]]:
    """Texts between two breaks; a text with breaks of its own (pre) stays whole where it makes one line only."""
    run: list[str] = []
    for text in texts:
        if "\n" not in text:
            run.append(text)
            continue
        first, *rest = text.split("\n")
        if text != "\n" and len(lines(text)) <= 1 and not lines("".join(run)):
            yield [*run, text]
            run = []
            continue
        yield [*run, first]
        for middle in rest[:-1]:
            yield [middle]
        run = [rest[-1]] if rest[-1] else []
    yield run
