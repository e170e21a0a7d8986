"""Pages by GB/T 9704 (党政机关公文格式), in twips: a twentieth of a point, as Word counts."""

from __future__ import annotations

from typing import NamedTuple

POINT = 20
EMU = 635  # a twip has so many of the units that drawings are measured in
LINE = 579  # the pitch of body text: 22 lines on a page
CELL_SIDE = 40  # between the text of a cell and its left or right border
CELL_TOP = 24  # and between its lines and the upper or lower one


def twips(millimetres: float) -> int:
    """Give a length in twips."""
    return round(millimetres / 25.4 * 1440)


class Page(NamedTuple):
    """A page: its size, its margins and how far from its lower edge the page number stands."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    footer: int

    @property
    def text_width(self) -> int:
        """The width of a line."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> int:
        """The height of the text on a page."""
        return self.height - self.top - self.bottom


_LONG, _SHORT = 16838, 11906
# 156 × 225 mm of text; the dashes of the page number 7 mm below it.
PORTRAIT = Page(_SHORT, _LONG, twips(37), twips(26), twips(35), twips(28), twips(23))
# The standard turns the page with its margins; ours are narrower, because a wide table needs the room.
LANDSCAPE = Page(_LONG, _SHORT, twips(28), twips(20), twips(25), twips(20), twips(14))


def page_of(landscape: bool) -> Page:
    """Give the page that stands upright or lies."""
    return LANDSCAPE if landscape else PORTRAIT
