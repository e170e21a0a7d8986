"""A pie (饼图): slices clockwise, their labels outside on lines, none over another, none left out.

Zero has no slice; one slice alone is a full circle. The thinnest slices are drawn wide enough to be seen; what they
amount to is in their labels. A slice of more than half lies at the right, so that the lines to the others fan out.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from math import cos, pi, sin
from typing import NamedTuple

from jixiao.write.charts import draw
from jixiao.write.paper import Chart

_RADIUS = 96.0
_MIDDLE = draw.WIDTH / 2
_THINNEST = 2 * pi * 0.008
_ELBOW = 16.0  # how far from the pie the lines to the labels bend
_GAP = 8.0  # between two labels
_ROOM = draw.WIDTH / 2 - _RADIUS - _ELBOW - 16  # of a label


class _Slice(NamedTuple):
    """A slice: its number among the categories, the lines of its label, the angles clockwise from the top."""

    number: int
    lines: list[str]
    start: float
    end: float

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2

    @property
    def right(self) -> bool:
        return sin(self.middle) >= -1e-9

    @property
    def height(self) -> float:
        return len(self.lines) * draw.LINE


def pie(chart: Chart) -> tuple[str, float]:
    """Give the drawing and its height."""
    slices = _slices(chart)
    sides = [sorted((each for each in slices if each.right is right), key=_depth) for right in (True, False)]
    height = max(2 * (_RADIUS + _ELBOW) + 2 * draw.LINE, *(_tall(side) + 2 * _GAP for side in sides))
    middle = height / 2
    body = [_drawn(each, middle, alone=len(slices) == 1) for each in slices]
    for side in sides:
        for each, y in zip(side, _places(side, middle, height), strict=True):
            body.append(_label(each, middle, y))
    if not slices:
        body.append(draw.words(_MIDDLE, middle, "没有大于零的数据", fill=draw.SOFT))
    return "".join(body), height


def _slices(chart: Chart) -> list[_Slice]:
    values = chart.series[0].values if chart.series else []
    shown = [(at, value) for at, value in enumerate(values[: len(chart.categories)]) if value > 0]
    whole = sum((value for _, value in shown), Decimal(0))
    angles = _angles([float(value / whole) for _, value in shown])
    found, start = [], _start(angles)
    for (at, value), angle in zip(shown, angles, strict=True):
        found.append(_Slice(at, _lines(chart, at, value, whole), start, start + angle))
        start += angle
    return found


def _start(angles: list[float]) -> float:
    """Where the first slice begins: at the top, or where it brings a slice of more than half to the right."""
    largest = max(angles, default=0.0)
    if len(angles) == 2 or largest <= pi:
        return 0.0
    return pi / 2 - largest / 2 - sum(angles[: angles.index(largest)])


def _depth(each: _Slice) -> float:
    return -cos(each.middle)


def _angles(shares: list[float]) -> list[float]:
    """The angles of the slices: none thinner than can be seen, what that takes being taken from the wide ones."""
    least = min(_THINNEST, 2 * pi / max(1, len(shares)))
    angles = [max(least, 2 * pi * share) for share in shares]
    wide = sum(angle for angle in angles if angle > least)
    over = sum(angles) - 2 * pi
    return [angle - over * angle / wide if angle > least else angle for angle in angles]


def _lines(chart: Chart, at: int, value: Decimal, whole: Decimal) -> list[str]:
    share = (value / whole * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    amount = f"{value:f}{chart.unit}"
    both = f"{amount}，{share}%"
    return [
        *draw.wrapped(chart.categories[at], _ROOM),
        *([both] if draw.length(both) <= _ROOM else [amount, f"{share}%"]),
    ]


def _tall(side: list[_Slice]) -> float:
    return sum(each.height + _GAP for each in side)


def _places(side: list[_Slice], middle: float, height: float) -> list[float]:
    """The middles of the labels of a side from top to bottom: beside their slices, pushed apart where too near."""
    wanted = [middle - cos(each.middle) * (_RADIUS + _ELBOW) for each in side]
    places: list[float] = []
    edge = _GAP
    for each, y in zip(side, wanted, strict=True):
        places.append(max(y, edge + each.height / 2))
        edge = places[-1] + each.height / 2 + _GAP
    edge = height - _GAP
    for at in reversed(range(len(side))):
        places[at] = min(places[at], edge - side[at].height / 2)
        edge = places[at] - side[at].height / 2 - _GAP
    return places


def _drawn(each: _Slice, middle: float, *, alone: bool) -> str:
    fill = draw.colour(each.number)
    if alone:
        return f'<circle cx="{_MIDDLE:g}" cy="{middle:g}" r="{_RADIUS:g}" fill="{fill}"/>'
    (x0, y0), (x1, y1) = (_at(angle, _RADIUS, middle) for angle in (each.start, each.end))
    large = int(each.end - each.start > pi)
    path = f"M{_MIDDLE:g} {middle:g}L{x0:.2f} {y0:.2f}A{_RADIUS:g} {_RADIUS:g} 0 {large} 1 {x1:.2f} {y1:.2f}Z"
    return draw.shape(path, fill)


def _label(each: _Slice, middle: float, y: float) -> str:
    way = 1 if each.right else -1
    end = _MIDDLE + way * (_RADIUS + _ELBOW + 10)
    bend = (_MIDDLE + way * (_RADIUS + _ELBOW), y)
    lead = draw.line([_at(each.middle, _RADIUS + 1, middle), bend, (end, y)], draw.SOFT)
    top = y - each.height / 2 + draw.SIZE
    anchor = "start" if each.right else "end"
    lines = (
        draw.words(end + way * 5, top + draw.LINE * number, line, anchor) for number, line in enumerate(each.lines)
    )
    return lead + "".join(lines)


def _at(angle: float, radius: float, middle: float) -> tuple[float, float]:
    return _MIDDLE + sin(angle) * radius, middle - cos(angle) * radius
