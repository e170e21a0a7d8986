"""From PDF's coordinates (from the bottom left, perhaps turned) to those of a page held upright (from the top left)."""

from __future__ import annotations

from jixiao.model.place import Box
from jixiao.read.formats.pdf_native import Quad


class View:
    """A page held so that its text is upright: `turn` quarter turns clockwise from how PDF stores it.

    `shown` is how many quarter turns the page is shown with; text may be printed across the page (横排表格竖放).
    """

    __slots__ = ("_edges", "_shown", "height", "turn", "width")

    def __init__(self, edges: Quad, turn: int, shown: int) -> None:
        left, top, right, bottom = edges
        self._edges = edges
        self._shown = shown
        self.turn = turn
        across, up = right - left, top - bottom
        self.width, self.height = (up, across) if turn % 2 else (across, up)

    def boxes(self, values: list[float]) -> list[Box]:
        """Give upright boxes for PDF's boxes, which come as four numbers each: left, top, right, bottom."""
        left, top, right, bottom = self._edges
        quads = zip(values[0::4], values[1::4], values[2::4], values[3::4], strict=True)
        if self.turn == 0:
            return [(x0 - left, top - y1, x1 - left, top - y0) for x0, y1, x1, y0 in quads]
        if self.turn == 1:
            return [(y0 - bottom, x0 - left, y1 - bottom, x1 - left) for x0, y1, x1, y0 in quads]
        if self.turn == 2:
            return [(right - x1, y0 - bottom, right - x0, y1 - bottom) for x0, y1, x1, y0 in quads]
        return [(top - y1, right - x1, top - y0, right - x0) for x0, y1, x1, y0 in quads]

    def on_display(self, box: Box) -> Box:
        """Give where an upright box is on the page as it is shown."""
        x0, y0, x1, y1 = box
        turns = (self._shown - self.turn) % 4
        if turns == 0:
            return box
        if turns == 1:
            return self.height - y1, x0, self.height - y0, x1
        if turns == 2:
            return self.width - x1, self.height - y1, self.width - x0, self.height - y0
        return y0, self.width - x1, y1, self.width - x0

    def from_display(self, box: Box) -> Quad:
        """Give in PDF's coordinates (left, top, right, bottom) a box on the page as it is shown."""
        left, top, right, bottom = self._edges
        x0, y0, x1, y1 = box
        if self._shown == 0:
            return left + x0, top - y0, left + x1, top - y1
        if self._shown == 1:
            return left + y0, bottom + x1, left + y1, bottom + x0
        if self._shown == 2:
            return right - x1, bottom + y1, right - x0, bottom + y0
        return right - y1, top - x0, right - y0, top - x1
