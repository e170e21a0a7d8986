"""The size of type of a table: the largest that brings it onto one page, where one does."""

from __future__ import annotations

from typing import NamedTuple

from jixiao.write.paper import Table
from jixiao.write.pdf.rows import greatest_heights
from jixiao.write.slots import filled
from jixiao.write.wide import SIZES, Piece, pieces

_SMALLEST = 8.0  # a table that needs smaller type to stand on one page stands on several
_LINE = 6.0  # millimetres that a line above or below a table takes


class Page(NamedTuple):
    """The room for text on a page in millimetres, as the look has its margins."""

    width: float
    height: float


UPRIGHT, LYING = Page(156.0, 225.0), Page(257.0, 157.0)


def sized(table: Table, page: Page) -> list[Piece]:
    """Give a table in pieces that fit the width of a page, each as large as lets it fit the height too."""
    found = pieces(table, page.width)
    if len(found) > 1:
        return found
    rows = filled(table)
    room = page.height - _around(table)
    for size in SIZES:
        if _SMALLEST <= size <= found[0].size:
            [piece] = pieces(table, page.width, (size,))
            if sum(greatest_heights(rows, piece)) <= room:
                return [piece]
    return found


def _around(table: Table) -> float:
    """The height of the lines above and below a table, its title taking two."""
    lines = len(table.heading) + 2 * bool(table.title) + len(table.notes)
    return _LINE * (lines + bool(table.left_line or table.unit_line))
