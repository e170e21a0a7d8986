"""Wide tables: the size of type and the widths of the columns that fit a page, and the cut where none fits.

A number must stand on one line; words may wrap. What no size of type brings onto a page is cut between columns into
several tables, each with the columns of codes and names (the stub) in front.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from math import ceil
from typing import NamedTuple

from jixiao.write.paper import Cell, Table

SIZES = (10.5, 9.0, 8.0, 7.0)  # points, the largest that fits is taken
CUT_SIZE = 8.0  # of a table that is cut: pages are not the dearest thing, eyes are
MARGIN = 1.6  # millimetres at both sides of a cell together, border included
MILLIMETRES = 25.4 / 72  # of a point
_HALF, _WIDER = 0.56, 0.4  # em of a digit or a small letter, and what capitals and signs such as % have more
_WIDE = re.compile(r"[A-Z%@&#+<>=~mw]")
_RUN = re.compile(r"[!-~≥≤≧≦≠±×÷‰°℃]+")  # never broken by a line's end
LONGEST_RUN = 13  # digits and letters that a column is wide enough for: 12,345,678.90; longer codes must be broken
_LINES = 4  # over which a text may wrap before its column is made wider


class Piece(NamedTuple):
    """A table that fits: its size of type in points, the widths of its grid columns in millimetres."""

    table: Table
    size: float
    widths: list[float]


def pieces(table: Table, room: float, sizes: Sequence[float] = SIZES) -> list[Piece]:
    """Give a table as it fits into `room` millimetres: whole, in the first of the sizes of type that does, or cut.

    Each piece of a cut table has the stub in front; the title is in the contents once, notes stand below the last
    piece, and sums lose their `addends`, whose columns may be in another piece.
    """
    needs = needs_of(table)
    for size in sizes:
        if _width(needs, size) <= room:
            return [_fitted(table, needs, size, room)]
    return [_fitted(piece, needs_of(piece), CUT_SIZE, room) for piece in _cut(table, needs, room)]


def needs_of(table: Table) -> list[float]:
    """Give the least width of each grid column in em; a cell over several columns shares out what it needs."""
    needs = [1.0] * table.columns
    spanning: list[tuple[int, Cell]] = []
    for row in table.cells:
        for column, cell in row:
            if cell.columns == 1:
                needs[column] = max(needs[column], _need(cell.text))
            elif cell.text:
                spanning.append((column, cell))
    for column, cell in spanning:
        lacking = _need(cell.text) - sum(needs[column : column + cell.columns])
        for at in range(column, column + cell.columns if lacking > 0 else column):
            needs[at] += lacking / cell.columns
    return needs


def _fitted(table: Table, needs: list[float], size: float, room: float) -> Piece:
    return Piece(table, size, _widths(table.widths, [_millimetres(need, size) for need in needs], room))


def _cut(table: Table, needs: list[float], room: float) -> list[Table]:
    stub = _stub(table)
    needs = [max(need, _stub_need(table, at)) if at < stub else need for at, need in enumerate(needs)]
    left = max(room - _width(needs[:stub], CUT_SIZE), room / 2)
    groups = _groups(table, [_millimetres(need, CUT_SIZE) for need in needs], stub, left)
    cut = [_columns(table, [*range(stub), *range(start, end)]) for start, end in groups]
    for piece in cut[1:]:
        piece.outline = False
    for piece in cut[:-1]:
        piece.notes = []
    return cut


@lru_cache(maxsize=4096)  # most cells are blank, or say what others say
def _need(text: str) -> float:
    """The least width of a text in em: its longest number, or what lets it wrap over a few lines."""
    longest = max((_length(run[:LONGEST_RUN]) for run in _RUN.findall(text)), default=0.0)
    whole = max((_length(line) for line in text.split("\n")), default=0.0)
    return max(longest, min(whole, 2.0), min(whole / _LINES, 6.0))


def _length(line: str) -> float:
    narrow = len(line.encode("ascii", "ignore"))
    return len(line) - narrow + narrow * _HALF + _WIDER * len(_WIDE.findall(line))


def _millimetres(need: float, size: float) -> float:
    return need * size * MILLIMETRES + MARGIN


def _width(needs: Sequence[float], size: float) -> float:
    return sum(_millimetres(need, size) for need in needs)


def _widths(shares: Sequence[float], least: list[float], room: float) -> list[float]:
    """The shares of the line, none below its least: what is too narrow gets that, the others share the rest."""
    fixed: set[int] = set()
    while True:
        free = [at for at in range(len(shares)) if at not in fixed]
        rest = room - sum(least[at] for at in fixed)
        whole = sum(shares[at] for at in free) or 1.0
        narrow = {at for at in free if shares[at] / whole * rest < least[at]}
        if not narrow or len(narrow) == len(free):
            break
        fixed |= narrow
    widths = [least[at] if at in fixed else shares[at] / whole * rest for at in range(len(shares))]
    return [width * room / sum(widths) for width in widths]


def _stub(table: Table) -> int:
    """How many columns of codes and names a table begins with: those in front of the first with a number."""
    body = table.cells[table.header_rows :]
    numbers = [column for row in body for column, cell in row if cell.number is not None]
    return min(numbers, default=1)


def _stub_need(table: Table, column: int) -> float:
    """The width in em at which the names of a column wrap once at most: they stand in front of every piece."""
    names = (cell.text for row in table.cells[table.header_rows :] for at, cell in row if at == column)
    return min(12.0, max((_length(name) / 2 for name in names), default=0.0) + 1.0)


def _groups(table: Table, widths: list[float], stub: int, room: float) -> list[tuple[int, int]]:
    """The columns behind the stub in pieces, about equally wide, cut between merged headers where one is near."""
    ends = list(accumulate(widths[stub:]))
    count = ceil(ends[-1] / room)
    whole = _between_headers(table)
    groups = []
    start = stub
    while start < table.columns:
        share = max(ends[-1] / count, room * 0.6)
        end = _end(widths, start, room, share, whole)
        groups.append((start, end))
        start = end
    return groups


def _end(widths: list[float], start: int, room: float, share: float, whole: set[int]) -> int:
    """Where a piece ends that begins at a column: near its share of the width, never beyond the room."""
    reach = [start + at + 1 for at, width in enumerate(accumulate(widths[start:])) if width <= room]
    furthest = max(reach, default=start + 1)
    if furthest == len(widths):
        return furthest
    fair = next((end for end in reach if sum(widths[start:end]) >= share), furthest)
    clean = [end for end in reach if end in whole and sum(widths[start:end]) >= room / 2]
    return clean[-1] if clean else fair


def _between_headers(table: Table) -> set[int]:
    """The columns in front of which no merged header is cut."""
    inside = {
        at
        for row in table.cells[: table.header_rows]
        for column, cell in row
        for at in range(column + 1, column + cell.columns)
    }
    return set(range(table.columns)) - inside


def _columns(table: Table, columns: list[int]) -> Table:
    """Some columns of a table as a table of their own; a merged cell that is cut says its words in each piece."""
    new = {old: at for at, old in enumerate(columns)}
    cells = []
    for number, row in enumerate(table.cells):
        held = [(column, cell, _held(column, cell, new)) for column, cell in row]
        header = number < table.header_rows
        cells.append([(new[at[0]], _shown(cell, column, at, header)) for column, cell, at in held if at])
    return replace(table, widths=[table.widths[at] for at in columns], cells=cells)


def _held(column: int, cell: Cell, new: dict[int, int]) -> list[int]:
    return [at for at in range(column, column + cell.columns) if at in new]


def _shown(cell: Cell, column: int, held: list[int], header: bool) -> Cell:
    """The part of a cell in a piece: a figure stands only in the piece that its first column is in."""
    own = column in held or header or cell.label
    if own and len(held) == cell.columns and not cell.addends:
        return cell
    if own:
        return replace(cell, columns=len(held), addends=())
    return Cell("", cell.rows, len(held), cell.align)
