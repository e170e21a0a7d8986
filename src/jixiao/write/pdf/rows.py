"""How high the rows of a table are, where that can be told beforehand, and which of them stay together on a page.

Setting is faster where no height is to be found out. Widths are taken a little too great, so that what is said to fit
on one line does, whatever the font.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from math import ceil

from jixiao.write.paper import Cell
from jixiao.write.slots import Rows
from jixiao.write.wide import MARGIN, MILLIMETRES, Piece

_PADDING = 0.64  # above and below the text of a cell together, in em
_LEADING = 0.3  # between two lines of a cell, in em
_ROUNDING = 0.02  # em
_CHINESE = re.compile("[\u4e00-\u9fa5]+")
_WIDE_ASCII = re.compile(r"[^\s\d.,:;%\-]")

Span = tuple[int, int]  # first row of a cell and the first one below it


def padding(piece: Piece) -> float:
    """Give the room above and below the text of a cell together, in millimetres."""
    return _PADDING * piece.size * MILLIMETRES


def room(piece: Piece, column: int, cell: Cell) -> float:
    """Give the width for the text of a cell in em."""
    return (sum(piece.widths[column : column + cell.columns]) - MARGIN) / (piece.size * MILLIMETRES)


def length(text: str) -> float:
    """Give the greatest width that a line of text may have in em."""
    if not text.isascii():
        return float(len(text))
    return 0.6 * len(text) + 0.4 * len(_WIDE_ASCII.findall(text))


def lines(text: str, width: float) -> int:
    """Give the greatest number of lines that a text may fill."""
    if len(text) <= width and "\n" not in text:
        return 1
    return sum(max(1, ceil(length(line) / max(width - 1, 1.0))) for line in text.split("\n"))


def heights(rows: Rows, piece: Piece) -> list[float | None]:
    """Give the height of each row in millimetres, None where it is for typst to find out."""
    found = [_known_height(row, piece) for row in rows]
    for number, row in enumerate(rows):
        for column, cell in row:
            if cell.rows > 1 and _stands_out(cell, column, piece, found[number : number + cell.rows]):
                found[min(number + cell.rows, len(rows)) - 1] = None
    return found


def greatest_heights(rows: Rows, piece: Piece) -> list[float]:
    """Give the height that each row may have at most, in millimetres."""
    known = zip(rows, heights(rows, piece), strict=True)
    return [_height(_lines_of(row, piece), piece) if height is None else height for row, height in known]


def unbroken(rows: Rows, piece: Piece, limit: float) -> set[Span]:
    """Give the rows that stay on one page because a cell spans them: those that `limit` millimetres have room for.

    Where such cells overlap all their rows stay together, so the longest of them are given up until these fit too.
    """
    tops = [0.0, *accumulate(greatest_heights(rows, piece))]
    spans = sorted(
        {(number, number + cell.rows) for number, row in enumerate(rows) for _, cell in row if cell.rows > 1},
        key=lambda span: tops[span[1]] - tops[span[0]],
    )
    kept: set[Span] = set()
    for span in spans:
        start, end = _chain({*kept, span}, span)
        if tops[end] - tops[start] <= limit:
            kept.add(span)
    return kept


def _chain(spans: set[Span], span: Span) -> Span:
    """The rows that hang together with those of a span."""
    start, end = span
    while True:
        near = [other for other in spans if other[0] < end and other[1] > start]
        wider = min(other[0] for other in near), max(other[1] for other in near)
        if wider == (start, end):
            return wider
        start, end = wider


def _known_height(row: list[tuple[int, Cell]], piece: Piece) -> float | None:
    most = 1
    for column, cell in row:
        if cell.text and cell.rows == 1:
            count = _certain_lines(cell.text, room(piece, column, cell))
            if count is None:
                return None
            most = max(most, count)
    return max(piece.table.min_height, _height(most, piece))


def _certain_lines(text: str, width: float) -> int | None:
    """How many lines a text fills where that is certain: it fits one, or may be broken behind every character."""
    if "\n" not in text and length(text) <= width:
        return 1
    return ceil(len(text) / int(width - _ROUNDING)) if width > 1 + _ROUNDING and _CHINESE.fullmatch(text) else None


def _stands_out(cell: Cell, column: int, piece: Piece, beside: list[float | None]) -> bool:
    """Whether a cell may be higher than the rows that it spans, all of which have their height."""
    known = [height for height in beside if height is not None]
    return len(known) == len(beside) and _height(lines(cell.text, room(piece, column, cell)), piece) > sum(known)


def _lines_of(row: list[tuple[int, Cell]], piece: Piece) -> int:
    return max(_counts(row, piece), default=1)


def _counts(row: list[tuple[int, Cell]], piece: Piece) -> Iterator[int]:
    """The lines of the cells of a row; one that spans several has its share."""
    return (ceil(lines(cell.text, room(piece, column, cell)) / cell.rows) for column, cell in row)


def _height(count: int, piece: Piece) -> float:
    return (count * (1 + _LEADING) - _LEADING + _PADDING) * piece.size * MILLIMETRES
