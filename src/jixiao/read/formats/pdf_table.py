"""A table on one page: its column and row edges and its cells, each with the text runs that stand in it."""

from __future__ import annotations

from bisect import bisect

from jixiao.model.place import Box
from jixiao.read.formats.pdf_chars import Run
from jixiao.read.formats.pdf_lines import Line, lines_of
from jixiao.read.layout import Cell

Strip = tuple[float, float]
_EDGE = 3.0  # points: how far a drawn edge may shift from page to page
_NO_LINES: list[Line] = []


class PageCell(Cell):
    """A cell of the layout while its page is read: with its upright area and the text runs and lines in it.

    Rows and columns count from 0 within the table of the page.
    """

    __slots__ = ("area", "lines", "runs")

    def __init__(self, row: int, column: int, rows: int, columns: int, area: Box) -> None:
        self.text = ""
        self.row = row
        self.column = column
        self.rows = rows
        self.columns = columns
        self.page = self.box = self.line = self.address = self.paragraph = None
        self.area = area
        self.runs: list[Run] = []
        self.lines = _NO_LINES


class PageTable:
    """A table: `xs` and `ys` are the edges of its finest columns and rows, left to right and top to bottom.

    `is_ruled` tells edges that were drawn from those that were guessed from the white between the texts; `strips` has
    the white around guessed column edges, `head_rows` how many rows at the top are a header, for tables whose
    figures told their columns.
    """

    __slots__ = ("_owners", "cells", "head_rows", "is_ruled", "strips", "xs", "ys")

    def __init__(self, xs: list[float], ys: list[float], cells: list[PageCell]) -> None:
        self.xs = xs
        self.ys = ys
        self.cells = cells
        self.is_ruled = True
        self.head_rows: int | None = None
        self.strips: dict[float, Strip] = {}
        self._owners: list[PageCell | None] = []

    @property
    def area(self) -> Box:
        """The table's outer edges, upright."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def strip(self, x: float) -> Strip:
        """Give from where to where a column edge can be."""
        return self.strips.get(x) or (x - _EDGE, x + _EDGE)

    def row_at(self, y: float) -> int:
        """Give the row at a height; the first or the last for heights beyond."""
        return min(max(bisect(self.ys, y) - 1, 0), len(self.ys) - 2)

    def column_at(self, x: float) -> int:
        """Give the column at a place; the first or the last for places beyond."""
        return min(max(bisect(self.xs, x) - 1, 0), len(self.xs) - 2)

    def owners(self) -> list[PageCell | None]:
        """Give the cell of every slot, row by row: slot (row, column) is at row × columns + column."""
        if not self._owners:
            width = len(self.xs) - 1
            self._owners = [None] * (width * (len(self.ys) - 1))
            for cell in self.cells:
                _claim(self._owners, cell, width)
        return self._owners

    def row_cells(self) -> list[list[PageCell]]:
        """Give the cells that begin in each row, left to right."""
        rows: list[list[PageCell]] = [[] for _ in range(len(self.ys) - 1)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        return rows

    def move_edges(self, xs: list[float]) -> None:
        """Move the column edges, of which there are as many as before."""
        self.strips = {new: self.strips[old] for old, new in zip(self.xs, xs, strict=True) if old in self.strips}
        self.xs = xs
        for cell in self.cells:
            cell.area = (xs[cell.column], cell.area[1], xs[cell.column + cell.columns], cell.area[3])

    def changed(self) -> None:
        """Forget what was told of the cells: there are others."""
        self._owners = []

    def settle(self) -> None:
        """Turn the runs of the cells into lines and text, once all of them are there."""
        for cell in self.cells:
            if cell.runs:
                cell.lines = lines_of(cell.runs)
                cell.text = cell.lines[0][4] if len(cell.lines) == 1 else "\n".join([line[4] for line in cell.lines])


def meet(one: Strip, other: Strip) -> bool:
    """Whether two column edges can be the same."""
    return one[0] <= other[1] and other[0] <= one[1]


def _claim(owners: list[PageCell | None], cell: PageCell, width: int) -> None:
    start = cell.row * width + cell.column
    if cell.rows == 1:
        owners[start : start + cell.columns] = [cell] * cell.columns
        return
    for first in range(start, start + cell.rows * width, width):
        owners[first : first + cell.columns] = [cell] * cell.columns
