"""The size of type of a table: the largest that brings it onto one page, where one does."""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

from jixiao.write.paper import Table
from jixiao.write.pdf.rows import greatest_heights
from jixiao.write.slots import filled
from jixiao.write.wide import MILLIMETRES, SIZES, Piece, pieces

_SMALLEST = 8.0  # a table that needs smaller type to stand on one page stands on several
_NOTE, _TITLE = 10.5, 16.0  # points, as the look has them
# Millimetres that they take with what is between them and the next: a line around a table, one of its title, a heading.
_LINE, _TITLE_LINE, _HEADING = 6.0, 10.0, 17.0


class Page(NamedTuple):
    """The room for text on a page in millimetres, as the look has its margins."""

    width: float
    height: float


UPRIGHT, LYING = Page(156.0, 225.0), Page(257.0, 157.0)


def sized(table: Table, page: Page, headings: int = 0) -> list[Piece]:
    """Give a table in pieces that fit the width of a page, each as large as lets it fit the height too.

    `headings` stand above it on its page.
    """
    found = pieces(table, page.width)
    if len(found) > 1:
        return found
    rows = filled(table)
    room = page.height - headings * _HEADING - _around(table, page)
    for size in SIZES:
        if _SMALLEST <= size <= found[0].size:
            [piece] = pieces(table, page.width, (size,))
            if sum(greatest_heights(rows, piece)) <= room:
                return [piece]
    return found


def _around(table: Table, page: Page) -> float:
    """The height of the lines above and below a table."""
    lines = len(table.heading) + 2 * bool(table.left_line or table.unit_line)
    lines += sum(ceil(len(note) / (page.width / (_NOTE * MILLIMETRES) - 1)) for note in table.notes)
    title = ceil(len(table.title) / (page.width / (_TITLE * MILLIMETRES))) + table.title.count("\n")
    return _LINE * lines + _TITLE_LINE * title
