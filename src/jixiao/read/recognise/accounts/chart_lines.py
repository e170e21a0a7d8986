"""Words of charts (图): the labels that a PDF prints around a caption, in smaller type, are no part of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from jixiao.read.recognise.accounts.numbering import is_caption, numbered

if TYPE_CHECKING:
    from jixiao.read.recognise.accounts.lines import Line

_SMALL = 0.97  # of the height of the text's lines; two labels side by side, one a little lower, are nearly as high
_LONG = 36  # half-width characters: a line of running text


def without_charts(lines: list[Line]) -> list[Line]:
    """Give the lines without the labels of charts: small ones in one piece with a caption, on its page."""
    usual = _usual_height(lines)
    if usual is None:
        return lines
    labels: set[int] = set()
    for number, line in enumerate(lines):
        if is_caption(line.text):
            page = line.paragraph.page
            labels |= _small(lines, range(number - 1, -1, -1), usual, page)
            labels |= _small(lines, range(number + 1, len(lines)), usual, page)
    return [line for number, line in enumerate(lines) if number not in labels]


def _small(lines: list[Line], numbers: Iterable[int], usual: float, page: int | None) -> set[int]:
    found: set[int] = set()
    for number in numbers:
        line, height = lines[number], _height(lines[number])
        if height is None or height > _SMALL * usual or line.paragraph.page != page:
            break
        if numbered(line.text)[0] or is_caption(line.text) or "。" in line.text:
            break
        found.add(number)
    return found


def _usual_height(lines: list[Line]) -> float | None:
    """Give the height that most lines of running text have, None in a file without places on pages."""
    heights = Counter(
        round(height, 1) for line in lines if line.width >= _LONG and (height := _height(line)) is not None
    )
    return heights.most_common(1)[0][0] if heights else None


def _height(line: Line) -> float | None:
    box = line.paragraph.box
    return box[3] - box[1] if box is not None else None
