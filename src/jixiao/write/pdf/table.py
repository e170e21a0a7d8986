"""A table for typst: its title, its lines above, and its cells row by row.

A row stays on one page unless it is very high, and so do a few rows that a cell spans.
"""

from __future__ import annotations

import re

from jixiao.write.paper import Cell
from jixiao.write.pdf.literal import array, literal, truth
from jixiao.write.pdf.rows import Span, heights, length, lines, padding, room, unbroken
from jixiao.write.slots import filled
from jixiao.write.wide import Piece

_HIGH = 14  # lines that a row may have to stay on one page
_RUN = re.compile(r"[!-~]{3,}")


def table_source(piece: Piece, limit: float) -> str:
    """Give the calls that set a piece of a table; merged cells hold rows together up to `limit` millimetres."""
    table = piece.table
    rows = filled(table)
    kept = unbroken(rows, piece, limit)
    high = heights(rows, piece)
    cells = [_row(number, row, piece, high[number], kept) for number, row in enumerate(rows)]
    header, body = cells[: table.header_rows], cells[table.header_rows :]
    return (
        f"above-table({array(map(literal, table.heading))}, {literal(table.title)}, {truth(table.outline)}, "
        f"{literal(table.left_line)}, {literal(table.unit_line)})\n"
        f"ruled({array(map(_millimetres, piece.widths))}, {array(map(_millimetres, high))}, {piece.size}pt, "
        f"{array(filter(None, header))}, {array(filter(None, body))})"
    )


def _millimetres(length: float | None) -> str:
    return "auto" if length is None else f"{length:.3f}mm"


def _row(number: int, row: list[tuple[int, Cell]], piece: Piece, height: float | None, kept: set[Span]) -> str:
    counts = {column: lines(cell.text, room(piece, column, cell)) for column, cell in row} if height is None else {}
    high = max(counts.values(), default=0) > _HIGH
    held = _held(counts, piece.table.min_height - padding(piece))
    found = []
    for column, cell in row:
        words = held.get(column, "") + _words(cell, column, piece)
        may_break = high if cell.rows == 1 else (number, number + cell.rows) not in kept
        found.append(_cell(cell, words, may_break))
    return ",".join(found)


def _held(counts: dict[int, int], least: float) -> dict[int, str]:
    """What stands in front of the words of the cell with the fewest, so that the row is not lower than it shall be."""
    column = min(counts, key=lambda column: counts[column], default=0)
    return {column: f"strut({least:.2f}mm)+"} if least > 0 and counts.get(column) == 1 else {}


def _cell(cell: Cell, words: str, may_break: bool) -> str:
    look = [] if cell.align == "center" else [f"align: {cell.align} + horizon"]
    if may_break:
        look.append("breakable: true")
    if (cell.rows, cell.columns) != (1, 1):
        return f"over({','.join([str(cell.rows), str(cell.columns), *look, words])})"
    if look == ["align: right + horizon"] or look == ["align: left + horizon"]:
        return f"{cell.align[0]}({words})"
    return f"c({','.join([*look, words])})" if look else words


def _words(cell: Cell, column: int, piece: Piece) -> str:
    """Words of a cell; digits and letters that are too long for it are broken anywhere, as codes may be."""
    width = room(piece, column, cell)
    too_long = len(cell.text) > width and any(length(run) > width for run in _RUN.findall(cell.text))
    words = _broken(cell.text) if too_long else literal(cell.text)
    return f"emphasised({words})" if cell.bold else words


def _broken(text: str) -> str:
    """Empty boxes are where a line may end; unlike a space of no width they leave no mark in text that is copied."""
    parts = _RUN.sub(lambda run: "\0" + "\0".join(run[0]) + "\0", text).split("\0")
    return "(" + "+z+".join(literal(part) for part in parts if part) + ")"
