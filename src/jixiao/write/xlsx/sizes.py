"""Widths of columns and heights of rows: Excel does not work them out for wrapped and merged cells by itself."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from jixiao.write.paper import Cell, Table

UPRIGHT, LANDSCAPE = 98.0, 144.0  # characters on a line of A4
LINE = 14.0  # points of a line of text
_AIR = 4.0  # above and below it
_HIGHEST = 409.0  # points, what Excel allows
_NARROWEST = 4.0
_LINES, _WIDEST_WORDS = 3, 20.0
_POINTS = 72 / 25.4  # of a millimetre


def text_width(text: str) -> float:
    """Give the characters that a text takes; a Chinese one takes two."""
    return sum(1.0 if ord(char) < 0x2E80 and char not in "“”‘’—…·" else 2.0 for char in text)


def column_widths(table: Table) -> list[float]:
    """Give the widths in characters: the table's shares of the page, none too narrow for what stands in it."""
    page = LANDSCAPE if table.landscape else UPRIGHT
    whole = sum(table.widths) or 1.0
    widths = [max(share * page / whole, _NARROWEST) for share in table.widths]
    for row in table.cells:
        for column, cell in row:
            if cell.columns == 1:
                widths[column] = max(widths[column], _need(cell))
    return widths


def _need(cell: Cell) -> float:
    """A number stands on one line, words on a few."""
    width = text_width(cell.text)
    return width + 2 if cell.number is not None else min(width / _LINES, _WIDEST_WORDS) + 2


def row_heights(table: Table, widths: Sequence[float]) -> list[float]:
    """Give the heights in points: each row as high as its texts need, what a merged cell lacks shared by its rows."""
    heights = [max(LINE + _AIR, table.min_height * _POINTS)] * len(table.cells)
    tall: list[tuple[int, int, float]] = []
    for number, row in enumerate(table.cells):
        for column, cell in row:
            need = text_height(cell.text, sum(widths[column : column + cell.columns]))
            if cell.rows == 1:
                heights[number] = max(heights[number], need)
            else:
                tall.append((number, cell.rows, need))
    for number, rows, need in tall:
        lacking = need - sum(heights[number : number + rows])
        for place in range(number, number + rows if lacking > 0 else number):
            heights[place] += lacking / rows
    return [min(height, _HIGHEST) for height in heights]


def text_height(text: str, width: float) -> float:
    """Give the height in points of a text that wraps at a width in characters."""
    lines = sum(max(1, ceil(text_width(line) / max(width - 1.5, 1.0))) for line in text.split("\n"))
    return lines * LINE + _AIR
