"""Where the columns of a table are in the next grid: on the next page the same table may have other finest columns."""

from __future__ import annotations

from jixiao.read.layout import Grid
from jixiao.read.recognise.accounts.table_columns import Shape, Slot

_Span = tuple[float, float, Slot]
_SPREAD = 6.0  # points: how far the edges of a table may shift from page to page


def width(grid: Grid) -> int:
    """Give the number of columns of a grid."""
    return max((cell.column + cell.columns for cell in grid.cells), default=0)


def slots_for(shape: Shape, first: Grid, grid: Grid) -> list[Slot | None] | None:
    """Give the slots of a table for the columns of a grid that goes on with it, None where the grid does not fit.

    A grid of as many columns as the `first` has the same ones; another is laid over it by where its cells stand on
    the page.
    """
    if width(grid) == width(first):
        return shape.slots
    spans = _spans(shape, first)
    if not spans:
        return None
    slots: list[Slot | None] = [None] * width(grid)
    for cell in grid.cells:
        if cell.box is None:
            return None
        if cell.columns == 1 and slots[cell.column] is None:
            slots[cell.column] = _slot_at(spans, (cell.box[0] + cell.box[2]) / 2)
    return slots if any(slots) and _same_edges(spans, grid) else None


def _spans(shape: Shape, grid: Grid) -> list[_Span]:
    """Give left and right edge of the columns of a grid, from left to right, as far as cells tell them."""
    found: dict[int, _Span] = {}
    for cell in grid.cells:
        slot = shape.slots[cell.column] if cell.column < len(shape.slots) else None
        if cell.columns == 1 and cell.box is not None and slot is not None and cell.column not in found:
            found[cell.column] = (cell.box[0], cell.box[2], slot)
    return [found[column] for column in sorted(found)]


def _slot_at(spans: list[_Span], x: float) -> Slot | None:
    return next((slot for left, right, slot in spans if left <= x <= right), None)


def _same_edges(spans: list[_Span], grid: Grid) -> bool:
    left = min(cell.box[0] for cell in grid.cells if cell.box)
    right = max(cell.box[2] for cell in grid.cells if cell.box)
    return abs(left - spans[0][0]) <= _SPREAD and abs(right - spans[-1][1]) <= _SPREAD
