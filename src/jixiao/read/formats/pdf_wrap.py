"""How text wraps in a cell: how far its lines are apart, and whether a line is full."""

from __future__ import annotations

import re

from jixiao.read.formats.pdf_table import PageCell

_SLACK = 0.3  # of a line's height
_LATIN_SLACK = 0.1
_LATIN_WIDTH = 0.55  # of a line's height
_SINGLE_PITCH = 1.2  # line heights from line to line, where there is but one
_LATIN = re.compile(r"[!-~]")
# What no line end may divide: opening marks, a word or a character, what hangs on it by a slash, closing marks.
_UNIT = re.compile(r"[（《「『【“‘(\[]*(?:[!-~]+|.)(?:[/／].)*[，。、；：！？）》」』】”’％,.;:!?)\]}%]*")


def pitch(cell: PageCell) -> float:
    """Give the distance from line to line of a cell that has text."""
    lines = cell.lines
    height = lines[-1][3] - lines[-1][1]
    return max(height, lines[-1][3] - lines[-2][3]) if len(lines) > 1 else _SINGLE_PITCH * height


def is_full(cell: PageCell, after: str, pad: float) -> bool:
    """Whether the beginning of the text `after` would not have fitted into the last line of a cell.

    `pad` is the blank that the table leaves beside text.
    """
    left, top, right, bottom, text = cell.lines[-1]
    room = cell.area[2] - cell.area[0] - 2 * pad - (right - left)
    slack = _LATIN_SLACK if _divides_word(text, after) else _SLACK
    return room < (bottom - top) * (first_unit(text, after) + slack)


def first_unit(before: str, after: str) -> float:
    """Give how wide, in line heights, the piece at the beginning of `after` is that no line end may divide."""
    if _divides_word(before, after):
        return _width(after[0])
    unit = _UNIT.match(after)
    return sum(map(_width, unit[0])) if unit else 1.0


def _divides_word(before: str, after: str) -> bool:
    """Whether a word or number was divided, which happens only where it is too long for its cell."""
    return bool(_LATIN.match(before[-1:]) and _LATIN.match(after))


def _width(char: str) -> float:
    return 1.0 if char > "~" or char in "%@" else _LATIN_WIDTH
