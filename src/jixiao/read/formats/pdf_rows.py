"""Which printed lines make a row of a table without lines, told from alignment.

A row is a stretch of successive lines. Its cells are centred on one height or begin at one height, a line follows
another in a cell only where the other is full, and a number has one line. The best division of all lines is sought.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise
from typing import NamedTuple

_NUMBER = re.compile(r"[-+−≥≤＝=<>]?\s*\d[\d,.，]*\s*(?:[%％]|分|万?元)?|#DIV/0!")
_MOST_LINES = 24  # of one row
_ROW = 0.3  # each row costs a little, so that what belongs together is put together
_NO_NUMBER = 0.4  # a row without a number where others have one
_SECOND_NUMBER = 3.0  # two numbers below each other in one cell
_NOT_FULL = 1.2  # a line after one that had room
_SLACK = 0.6  # of the text height
_HOLE = 1.5  # for each text height of blank between the lines of a cell
_OVERLAP = 2.0  # a row that begins above the end of the one before
_TIED = 4.0  # a row that begins amid a cell
_NUMBER_SHARE = 0.6
_FEWEST_NUMBERS = 3


class Piece(NamedTuple):
    """The text of one line in one column, where `line` and `column` count from 0.

    `room` is how much wider the text could be, `unit` how wide its beginning is that no line end may divide.
    """

    line: int
    column: int
    left: float
    top: float
    right: float
    bottom: float
    text: str
    room: float
    unit: float


def number_columns(pieces: list[Piece]) -> set[int]:
    """Give the columns whose pieces are mostly numbers."""
    columns: dict[int, list[bool]] = {}
    for piece in pieces:
        columns.setdefault(piece.column, []).append(is_number(piece))
    return {
        column for column, found in columns.items() if sum(found) >= max(_FEWEST_NUMBERS, _NUMBER_SHARE * len(found))
    }


def row_starts(
    lines: list[list[Piece]], height: float, forced: set[int], tied: Collection[int] = frozenset()
) -> list[int]:
    """Give the numbers of the lines that begin a row.

    `forced` are those that a drawn line stands above, `tied` those that go on with a cell of the line above.
    """
    numbers = number_columns([piece for line in lines for piece in line])
    centred = _divide(lines, height, numbers, forced, tied, is_centred=True)
    topped = _divide(lines, height, numbers, forced, tied, is_centred=False)
    return min(centred, topped)[1]


def _divide(
    lines: list[list[Piece]],
    height: float,
    numbers: set[int],
    forced: set[int],
    tied: Collection[int],
    is_centred: bool,
) -> tuple[float, list[int]]:
    """The cheapest division and its cost, by the best division of the lines up to each line."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(lines) + 1):
        choices = []
        for start in range(end - 1, max(-1, end - 1 - _MOST_LINES), -1):
            cost = best[start][0] + _cost(lines[start:end], height, numbers, is_centred) + _step(lines, start)
            cost += _TIED * (start in tied)
            choices.append((cost, start))
            if start in forced:
                break
        best.append(min(choices))
    starts = []
    end = len(lines)
    while end:
        end = best[end][1]
        starts.append(end)
    return best[-1][0], starts[::-1]


def _step(lines: list[list[Piece]], start: int) -> float:
    """What it costs to begin a row at a line."""
    if not start:
        return _ROW
    above = max(piece.bottom for piece in lines[start - 1])
    below = min(piece.top for piece in lines[start])
    deep = 0.2 * (lines[start][0].bottom - lines[start][0].top)
    return _ROW + _OVERLAP * (below < above - deep)


def _cost(group: list[list[Piece]], height: float, numbers: set[int], is_centred: bool) -> float:
    """What it costs to take some lines for one row."""
    cells: dict[int, list[Piece]] = {}
    for line in group:
        for piece in line:
            cells.setdefault(piece.column, []).append(piece)
    places = [(cell[0].top + cell[-1].bottom) / 2 if is_centred else cell[0].top for cell in cells.values()]
    cost = sum(_cell_cost(cell, height, column in numbers) for column, cell in cells.items())
    if places:
        middle = sorted(places)[len(places) // 2]
        cost += sum(min(abs(place - middle) / height, 2.0) for place in places)
    if numbers and not any(column in numbers and any(map(is_number, cell)) for column, cell in cells.items()):
        cost += _NO_NUMBER
    return cost


def is_number(piece: Piece) -> bool:
    """Whether a text is a number, perhaps with its unit."""
    return _NUMBER.fullmatch(piece.text) is not None


def _cell_cost(cell: list[Piece], height: float, has_numbers: bool) -> float:
    cost = 0.0
    for piece, following in pairwise(cell):
        cost += _NOT_FULL * (piece.room > following.unit + _SLACK * height)
        cost += _SECOND_NUMBER * (has_numbers and is_number(following))
        cost += _HOLE * max(0.0, (following.top - piece.bottom) / height - 0.6)
    return cost
