"""How far the lines of a cell are apart, told from rows with figures: rows are further apart than the lines in them."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median

from jixiao.read.formats.pdf_chars import Run

_FIGURE = re.compile(r"[-+−－]?\d[\d,，]*(?:\.\d+)?[%％]?|[-−－–—]{1,2}")  # a dash stands for no figure
_UNKNOWN = 1.36  # text heights: lines of a cell are nearer than that, where nothing tells
_FARTHEST = 2.0  # text heights
_OF_ROWS = 0.92  # of what rows of one line are apart: more than the lines of a cell
_OF_LINES = 1.1  # of what the lines of wrapped labels are apart: the same
_STOREYS = 1.25  # times what the lines of a cell are apart: storeys of a header are further apart
_LEVEL = 0.3  # of the text height: texts whose middles differ less are in one line
_CENTRED = 0.3  # of the text height: so exactly the lines of a cell stand above each other


def is_figure(text: str) -> bool:
    """Tell whether a text is a number by itself, or the dash that stands for none."""
    return _FIGURE.fullmatch(text) is not None


def is_numbered(line: list[Run]) -> bool:
    """Tell whether a line has figures as a row of a table has: more than one, or beside a label."""
    figures = sum(1 for run in line if is_figure(run[4]))
    return figures > 1 or (figures == 1 and len(line) > 1)


def line_pitch(body: list[list[Run]], height: float) -> float:
    """Give what is more than the lines of a cell are apart, from middle to middle, and less than rows are.

    It is 0 where nothing tells. `body` are the lines of the rows with figures, `height` is that of the text.
    """
    middles = [median(middle(run) for run in line) for line in body if is_numbered(line)]
    rows = _least([after - before for before, after in pairwise(middles)])
    lines = _least(_label_pitches(body, height))
    if rows and lines and lines < _OF_ROWS * rows:
        return min(_OF_LINES * lines, _FARTHEST * height)
    return min(_OF_ROWS * rows, _FARTHEST * height)


def pitch_of_header(runs: list[Run], height: float) -> float:
    """Give what is more than the lines of a cell are apart in a header, from the header itself; it comes top down."""
    pitches: list[float] = []
    for number, run in enumerate(runs):
        below = [other for other in runs[number + 1 :] if other[0] < run[2] and other[2] > run[0]]
        pitches += [pitch for other in below[:1] if (pitch := middle(other) - middle(run)) > _LEVEL * height]
    if not pitches or max(pitches) < _STOREYS * min(pitches):
        return _UNKNOWN * height
    return min(_OF_LINES * min(pitches), _FARTHEST * height)


def goes_on(run: Run, following: Run, pitch: float, height: float) -> bool:
    """Tell whether a text may be the next line of a cell: near enough, centred below it or with the same left side."""
    if not _LEVEL * height < middle(following) - middle(run) < pitch:
        return False
    is_centred = abs(run[0] + run[2] - following[0] - following[2]) < 2 * _CENTRED * height
    return is_centred or abs(run[0] - following[0]) < _LEVEL * height


def middle(run: Run) -> float:
    """Give the height in the middle of a text."""
    return (run[1] + run[3]) / 2


def _label_pitches(body: list[list[Run]], height: float) -> list[float]:
    """How far each label is above the next one below it."""
    words = [[run for run in line if not is_figure(run[4])] for line in body]
    found = []
    for number, line in enumerate(words):
        near = [other for following in words[number : number + 3] for other in following]
        for run in line:
            below = [other for other in near if goes_on(run, other, _FARTHEST * height, height)]
            found += [min(map(middle, below)) - middle(run)] if below else []
    return found


def _least(pitches: list[float]) -> float:
    """The least of some distances, but for a few that are less by chance; 0 where there are none."""
    return sorted(pitches)[len(pitches) // 6] if pitches else 0.0
