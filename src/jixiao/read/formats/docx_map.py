"""Where the cells and paragraphs that the Word reader gives stand in the XML: for those who write into a document.

The reader's own walk is taken once more over the whole XML, so that a number means the same to reader and writer.
"""

from __future__ import annotations

from typing import NamedTuple
from xml.etree.ElementTree import Element

from jixiao.read.formats import docx_names as w
from jixiao.read.formats.docx import Walk
from jixiao.read.formats.docx_table import Placed, placed_rows
from jixiao.read.formats.docx_text import Text
from jixiao.read.layout import Grid


class Run(NamedTuple):
    """A run and its part of the text that it stands in, from 0."""

    element: Element
    start: int
    end: int


class DocumentMap:
    """The elements of a document by the numbers of their places: `cells` by table, row and column, all from 1."""

    def __init__(self, body: Element, data: bytes) -> None:
        self._text = _Text(data)
        walk = _Walk(self._text)
        walk.blocks_of(body)
        grids = [block for block in walk.blocks if isinstance(block, Grid)]
        places = [(grid.table, cell.row + 1, cell.column + 1) for grid in grids for cell in grid.cells]
        self.cells = dict(zip(places, self._text.cells, strict=True))
        self._paragraphs = walk.elements
        self._tables = walk.tables

    def table(self, number: int) -> Element:
        """Give the element of a table by its number from 1."""
        return self._tables[number]

    def rows(self, table: int) -> list[tuple[Element, list[Placed]]]:
        """Give the rows of a table by its number from 1, each with its cells as they are placed, merged ones too."""
        return list(placed_rows(self._tables[table], self._text))

    def paragraphs(self, number: int) -> list[Element]:
        """Give the elements of a paragraph: several where the end of one is deleted, none where there is no such."""
        return self._paragraphs.get(number, [])

    def lines(self, cell: Element) -> list[Element]:
        """Give the paragraphs directly in a cell."""
        return [block for block in self._text.blocks(cell) if block.tag == w.PARAGRAPH]

    def runs(self, paragraphs: list[Element]) -> list[Run]:
        """Give the runs of paragraphs in order, those within others left out, placed in the paragraphs' joined text."""
        found: list[Run] = []
        length = 0
        for paragraph in paragraphs:
            text, runs = self._text.traced(paragraph)
            found += [Run(run.element, run.start + length, run.end + length) for run in runs]
            length += len(text)
        return found


class _Text(Text):
    """Reads as `Text` does and remembers the cells that it gave the lines of, one after the other."""

    __slots__ = ("_depth", "_runs", "cells")

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.cells: list[Element] = []
        self._runs: list[Run] = []
        self._depth = 0

    def lines(self, parent: Element) -> list[str]:
        self.cells.append(parent)
        return super().lines(parent)

    def traced(self, paragraph: Element) -> tuple[str, list[Run]]:
        """Give the text of a paragraph and where its runs stand in it."""
        self._fields, self._runs = [], []
        parts: list[str] = []
        self._inline(paragraph, parts)
        return "".join(parts), self._runs

    def _run(self, run: Element, parts: list[str]) -> None:
        start = sum(map(len, parts))
        self._depth += 1
        super()._run(run, parts)
        self._depth -= 1
        if not self._depth:
            self._runs.append(Run(run, start, sum(map(len, parts))))


class _Walk(Walk):
    """Walks as the reader does and remembers the element of each paragraph and table."""

    __slots__ = ("elements", "tables")

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.elements: dict[int, list[Element]] = {}
        self.tables: dict[int, Element] = {}

    def _paragraph(self, paragraph: Element) -> None:
        number = self._paragraphs + (not self._open)
        self.elements.setdefault(number, []).append(paragraph)
        super()._paragraph(paragraph)

    def _table(self, table: Element) -> None:
        self.tables[self._tables + 1] = table  # one without cells has no number: the next takes it
        super()._table(table)
