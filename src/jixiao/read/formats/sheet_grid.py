"""From a worksheet (工作表) to a grid: merged ranges become one cell, hidden rows and columns drop out.

Both Excel readers end here. Cells of a sheet are keyed by one number, `key(row, column)`, both from 0: numbers sort
and hash several times faster than pairs, and in the order in which a sheet is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from jixiao.read.layout import Cell, Grid

BITS = 14  # of a key that are the column
MAX_ROWS = 1 << 20
MAX_COLUMNS = 1 << BITS
_COLUMN_MASK = MAX_COLUMNS - 1
# Ranges larger than this are cut to where the sheet has text; a title merged over a whole row has 16,384 cells.
_LARGE_RANGE = 10_000
_MAX_MERGED = 1_000_000  # cells covered by merged ranges in a sheet: beyond it, ranges are no longer merged
# A cell far away from all others (a slip in row 1,048,576) must not make a grid of a million rows.
_WIDEST_GAP = 500
_SINGLE, _COVERED = (1, 1), (0, 0)
_COLUMN = attrgetter("column")
_MOST_NAMED = 10  # runs of hidden rows or columns that a remark names

Range = tuple[int, int]  # keys of the first and the last cell


def key(row: int, column: int) -> int:
    """Give the key of a cell."""
    return row << BITS | column


def row_and_column(place: int) -> tuple[int, int]:
    """Give the row and the column of a key, from 0."""
    return place >> BITS, place & _COLUMN_MASK


def letters(column: int) -> str:
    """Give the letters of a column (from 0): A, …, Z, AA, …"""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name


def address(place: int) -> str:
    """Give the address of a key, such as B7."""
    row, column = row_and_column(place)
    return f"{letters(column)}{row + 1}"


class _Addresses(dict[int, str]):
    """Addresses of cells by their keys: a plain dictionary, because this is asked for every cell."""

    def __missing__(self, place: int) -> str:
        if len(self) >= _MOST_ADDRESSES:
            self.clear()
        self[place] = address(place)
        return self[place]


_MOST_ADDRESSES = 20_000
_ADDRESSES = _Addresses()


def column_number(name: str) -> int:
    """Give the column (from 0) that letters stand for."""
    column = 0
    for letter in name:
        column = column * 26 + ord(letter) - 64
    return column - 1


class Formula(NamedTuple):
    """A formula and the cell that it was written for: shared formulas are moved from there."""

    text: str
    written_for: int


class Sheet:
    """What a worksheet shows, before it is a grid: texts by key, merged ranges, and what is hidden (rows, from 0)."""

    __slots__ = ("hidden_columns", "hidden_rows", "merged", "name", "texts")

    def __init__(self, name: str) -> None:
        self.name = name
        self.texts: dict[int, str] = {}
        self.merged: list[Range] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []  # first and last

    def grid(self, table: int) -> tuple[Grid, list[str]]:
        """Give the grid of the sheet and Chinese remarks on what was left out of it.

        Cells are given that have text or are merged; blank single cells are not. `Cell.address` is the address in
        the sheet also where hidden rows and columns dropped out and the rows of the grid closed up.
        """
        cells = _cells(self.texts, _spans(self.texts, self.merged))
        if not cells:
            return Grid([], table, sheet=self.name), []
        cells, remarks = self._without_hidden(cells)
        return Grid(_without_gaps(cells), table, sheet=self.name), remarks

    def _without_hidden(self, cells: list[Cell]) -> tuple[list[Cell], list[str]]:
        if not self.hidden_columns and not self.hidden_rows:
            return cells, []
        widest = max(cell.column + cell.columns for cell in cells)
        columns = {column for first, last in self.hidden_columns for column in range(first, min(last + 1, widest))}
        kept, dropped = _close_up(cells, self.hidden_rows, columns)
        lost = [cell for cell in dropped if cell.text]
        rows = _named({cell.row for cell in lost} & self.hidden_rows, lambda row: str(row + 1))
        across = _named({cell.column for cell in lost} & columns, letters)
        what = "、".join([f"第{rows}行"] * bool(rows) + [f"{across}列"] * bool(across))
        return kept, [f"工作表“{self.name}”隐藏的{what}未读取"] * bool(what)


def _spans(texts: dict[int, str], merged: list[Range]) -> dict[int, tuple[int, int]]:
    """Give rows and columns of each merged range by the key of its first cell, (0, 0) for the cells it covers."""
    spans: dict[int, tuple[int, int]] = {}
    ends: tuple[int, int] | None = None
    for first, last in merged:
        rows = (last >> BITS) - (first >> BITS) + 1
        columns = (last & _COLUMN_MASK) - (first & _COLUMN_MASK) + 1
        if rows * columns > _LARGE_RANGE:
            ends = ends or _ends(texts)
            rows = min(rows, max(1, ends[0] - (first >> BITS) + 1))
            columns = min(columns, max(1, ends[1] - (first & _COLUMN_MASK) + 1))
        if rows * columns > 1 and rows > 0 and len(spans) + rows * columns <= _MAX_MERGED:
            _merge(spans, first, rows, columns)
    return spans


def _merge(spans: dict[int, tuple[int, int]], first: int, rows: int, columns: int) -> None:
    covered: Sequence[int] = range(first, first + columns)
    if rows > 1:
        covered = [place + (row << BITS) for row in range(rows) for place in covered]
    if spans.keys().isdisjoint(covered):  # ranges that overlap are a damage: the first one counts
        spans.update(dict.fromkeys(covered, _COVERED))
        spans[first] = (rows, columns)


def _ends(texts: dict[int, str]) -> tuple[int, int]:
    return max(texts, default=0) >> BITS, max((place & _COLUMN_MASK for place in texts), default=0)


def _cells(texts: dict[int, str], spans: dict[int, tuple[int, int]]) -> list[Cell]:
    blank = [place for place, (rows, _) in spans.items() if rows and place not in texts]
    cells = []
    for place in sorted([*texts, *blank]):
        rows, columns = spans.get(place, _SINGLE)
        if rows:
            text = texts.get(place, "")
            cells.append(Cell(text, place >> BITS, place & _COLUMN_MASK, rows, columns, address=_ADDRESSES[place]))
    return cells


def _close_up(cells: list[Cell], rows: set[int], columns: set[int]) -> tuple[list[Cell], list[Cell]]:
    """Take hidden rows and columns out: the cells that remain, moved and narrowed, and those that are gone."""
    above = _hidden_before(rows, max(cell.row + cell.rows for cell in cells))
    before = _hidden_before(columns, max(cell.column + cell.columns for cell in cells))
    kept, dropped = [], []
    for cell in cells:
        within = above[cell.row + cell.rows] - above[cell.row]
        across = before[cell.column + cell.columns] - before[cell.column]
        if within == cell.rows or across == cell.columns:
            dropped.append(cell)
            continue
        cell.row, cell.rows = cell.row - above[cell.row], cell.rows - within
        cell.column, cell.columns = cell.column - before[cell.column], cell.columns - across
        kept.append(cell)
    kept.sort(key=attrgetter("row", "column"))  # a range whose first row is hidden begins further down now
    return kept, dropped


def _hidden_before(lines: set[int], end: int) -> list[int]:
    """Give for each line, and for the end, how many hidden ones come before it."""
    return list(accumulate((line in lines for line in range(end)), initial=0))


def _without_gaps(cells: list[Cell]) -> list[Cell]:
    """Close very long runs of blank rows and columns, so that the size of a grid is in proportion to its cells."""
    if cells and cells[-1].row > len(cells) + _WIDEST_GAP:
        _close_gaps(cells, "row", "rows")
    if max(map(_COLUMN, cells), default=0) > _WIDEST_GAP:
        _close_gaps(cells, "column", "columns")
    return cells


def _close_gaps(cells: list[Cell], line: str, lines: str) -> None:
    end = moved = 0
    for cell in sorted(cells, key=attrgetter(line)):
        start = getattr(cell, line)
        moved += max(0, start - end - _WIDEST_GAP)
        setattr(cell, line, start - moved)
        end = max(end, start + getattr(cell, lines))


def _named(lines: Iterable[int], name: Callable[[int], str]) -> str:
    """Name lines for people, runs of them by their ends: 3、5—8."""
    runs: list[list[int]] = []
    for line in sorted(lines):
        if runs and line == runs[-1][1] + 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    named = [name(first) if first == last else f"{name(first)}—{name(last)}" for first, last in runs]
    return "、".join(named[:_MOST_NAMED]) + "等" * (len(named) > _MOST_NAMED)
