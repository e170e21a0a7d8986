"""Which run of text stands in which cell, also where text is wider than its cell and lies over the next one."""

from __future__ import annotations

from bisect import bisect
from itertools import pairwise

from jixiao.read.formats.pdf_chars import Run, char_runs, joined
from jixiao.read.formats.pdf_native import Page
from jixiao.read.formats.pdf_table import PageCell, PageTable
from jixiao.read.formats.pdf_view import View

_INSET = 0.3  # of the height: so much of a character may lie beyond its cell
_ON_BORDER = 0.15  # of the height: so near to a border, one cell's text ends and the next one's begins
_CENTRED = 0.75  # points
_BLANK_SIDE = 0.45  # of the height
_OPENING = "（《「『【〔〈“‘"
_CLOSING = "）》」』】〕〉”’，。、；：！？"
_AT_EDGE = 1.2  # times the height: text that begins so near to a cell's left edge is left-aligned in it


def fill(tables: list[PageTable], runs: list[Run], page: Page, view: View) -> list[Run]:
    """Put each run into the cell it belongs to; give the runs outside of all tables."""
    outside = runs
    for table in sorted(tables, key=_area):  # a table inside of a cell first
        outside = _fill_one(table, outside, page, view)
    for table in tables:
        table.settle()
    return outside


def _area(table: PageTable) -> float:
    x0, y0, x1, y1 = table.area
    return (x1 - x0) * (y1 - y0)


def _fill_one(table: PageTable, runs: list[Run], page: Page, view: View) -> list[Run]:
    xs, ys, owners = table.xs, table.ys, table.owners()
    left, top, right, bottom = table.area
    width = len(xs) - 1
    outside: list[Run] = []
    for run in runs:
        x0, y0, x1, y1, _, _ = run
        middle = (y0 + y1) / 2
        inset = _INSET * (y1 - y0)
        if x1 - x0 < inset + inset:
            inset = (x1 - x0) / 2
        start, end = x0 + inset, x1 - inset
        if not (top < middle < bottom and left < end and start < right):
            outside.append(run)
            continue
        cell = owners[(bisect(ys, middle) - 1) * width + (bisect(xs, start) or 1) - 1]
        if cell and cell.area[2] > end:
            cell.runs.append(run)
        else:
            _put_wide(table, run, char_runs(page, view, run[4], run[5]), page)
    return outside


def _put_wide(table: PageTable, run: Run, chars: list[Run], page: Page) -> None:
    """Put a run that reaches over a border: in parts if one cell's text ends and another's begins there, else whole."""
    if len(chars) < 2 or chars[0][0] > chars[-1][0]:
        _put(table, run)
        return
    borders = _borders(table, run)
    part = [chars[0]]
    for char, following in pairwise(chars):
        if _parted(char, following, borders) and page.char_object(char[5]) != page.char_object(following[5]):
            _put(table, joined(part))
            part = []
        part.append(following)
    _put(table, joined(part))


def _borders(table: PageTable, run: Run) -> list[float]:
    return [cell.area[2] for cell in _crossed(table, run)[:-1]]


def _parted(char: Run, following: Run, borders: list[float]) -> bool:
    slack = _ON_BORDER * (char[3] - char[1])
    end, start = _ink(char)[1], _ink(following)[0]
    return any(end <= border + slack and start >= border - slack for border in borders)


def _crossed(table: PageTable, run: Run) -> list[PageCell]:
    """The cells that a run lies over, left to right."""
    left, right = _ink(run)
    inset = min(_INSET * (run[3] - run[1]), (right - left) / 2)
    first, last = table.column_at(left + inset), table.column_at(right - inset)
    at = table.row_at((run[1] + run[3]) / 2) * (len(table.xs) - 1)
    cells: list[PageCell] = []
    for cell in table.owners()[at + first : at + last + 1]:
        if cell and cell not in cells:
            cells.append(cell)
    return cells


def _ink(run: Run) -> tuple[float, float]:
    """Where the print of a run begins and ends: Chinese brackets and stops are blank on one side."""
    blank = _BLANK_SIDE * (run[3] - run[1])
    left = run[0] + blank if run[4][0] in _OPENING else run[0]
    right = run[2] - blank if run[4][-1] in _CLOSING else run[2]
    return left, right


def _put(table: PageTable, run: Run) -> None:
    cells = _crossed(table, run)
    if cells:
        _home(cells, run).runs.append(run)


def _home(cells: list[PageCell], run: Run) -> PageCell:
    """The cell of a run that is wider than its cell: the one it is centred on or aligned in, else where it begins."""
    for cell in cells:
        if abs(cell.area[0] + cell.area[2] - run[0] - run[2]) < 2 * _CENTRED:
            return cell
    near = _AT_EDGE * (run[3] - run[1])
    begins_inside = run[0] - cells[0].area[0] > near
    if begins_inside and 0 <= cells[-1].area[2] - run[2] < near:
        return cells[-1]
    return cells[0]
