"""A table on one page: its column and row edges and its cells, each with the text runs that stand in it."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable

from jixiao.model.place import Box
from jixiao.read.formats.pdf_chars import Run
from jixiao.read.formats.pdf_lines import Line, lines_of


class PageCell:
    """A cell, merged cells being one; rows and columns count from 0 within the table of the page."""

    __slots__ = ("box", "column", "columns", "lines", "row", "rows", "runs", "text")

    def __init__(self, row: int, column: int, rows: int, columns: int, box: Box) -> None:
        self.row = row
        self.column = column
        self.rows = rows
        self.columns = columns
        self.box = box
        self.runs: list[Run] = []
        self.lines: list[Line] = []
        self.text = ""

    def settle(self) -> None:
        """Turn the runs into lines and the text, once all of them are there."""
        if self.runs:
            self.lines = lines_of(self.runs)
            self.text = "\n".join([line[4] for line in self.lines])


class PageTable:
    """A table: `xs` and `ys` are the edges of its finest columns and rows, left to right and top to bottom."""

    __slots__ = ("_owners", "cells", "xs", "ys")

    def __init__(self, xs: list[float], ys: list[float], cells: list[PageCell]) -> None:
        self.xs = xs
        self.ys = ys
        self.cells = cells
        self._owners: list[PageCell | None] = []

    @property
    def box(self) -> Box:
        """The table's outer edges."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def covers(self, x: float, y: float) -> bool:
        """Whether a point is inside of the table."""
        return self.ys[0] <= y <= self.ys[-1] and self.xs[0] <= x <= self.xs[-1]

    def row_at(self, y: float) -> int:
        """Give the row at a height inside of the table."""
        return min(max(bisect(self.ys, y) - 1, 0), len(self.ys) - 2)

    def column_at(self, x: float) -> int:
        """Give the column at a place inside of the table."""
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

    def settle(self) -> None:
        """Settle all cells."""
        for cell in self.cells:
            cell.settle()


def _claim(owners: list[PageCell | None], cell: PageCell, width: int) -> None:
    for row in range(cell.row, cell.row + cell.rows):
        first = row * width + cell.column
        owners[first : first + cell.columns] = [cell] * cell.columns


def reading_order(cells: Iterable[PageCell]) -> list[PageCell]:
    """Give cells by row, then by column."""
    return sorted(cells, key=lambda cell: (cell.row, cell.column))
