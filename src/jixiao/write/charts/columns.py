"""Columns side by side (柱状图): a group for each category, a column for each series, its number on top.

The numbers stand at the columns, so there is no scale, and no lines that a reader of tables could take for one.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from jixiao.write.charts import draw
from jixiao.write.paper import Chart

_HEIGHT = 175.0  # of the plot
_TOP = 46.0  # above the plot: the unit, and the number of the highest column
_EDGE = 12.0  # at the left and the right
_WIDEST = 64.0  # of a column
_SMALLEST = 7.0  # size of a number that has little room


class _Plot(NamedTuple):
    """The room of a category, how many columns stand in it, and the numbers from the lowest to the highest."""

    room: float
    beside: int
    low: float
    high: float

    @property
    def bottom(self) -> float:
        """Where the plot ends, with the numbers of columns that hang down to its edge."""
        return _TOP + _HEIGHT + (18 if self.low < 0 else 0)

    def y(self, value: float) -> float:
        return _TOP + (self.high - value) / (self.high - self.low) * _HEIGHT

    def middle(self, category: int) -> float:
        return _EDGE + self.room * (category + 0.5)


def columns(chart: Chart) -> tuple[str, float]:
    """Give the drawing and its height."""
    plot = _plot(chart)
    categories = [draw.wrapped(name, plot.room - 6) for name in chart.categories]
    below = plot.bottom + max(map(len, categories), default=1) * draw.LINE
    unit = draw.words(_EDGE, 16, f"单位：{chart.unit}", "start", size=13, fill=draw.SOFT) if chart.unit else ""
    body = [unit, *_groups(chart, plot), _base(plot), *_names(categories, plot)]
    names = [series.name for series in chart.series]
    if len(names) < 2:
        return "".join(body), below + 12
    return "".join([*body, draw.legend(names, below + 30)]), below + 30 + draw.legend_height(names)


def _plot(chart: Chart) -> _Plot:
    values = [float(value) for series in chart.series for value in series.values]
    low, high = min([0.0, *values]), max([0.0, *values])
    room = (draw.WIDTH - 2 * _EDGE) / max(1, len(chart.categories))
    return _Plot(room, max(1, len(chart.series)), low, high if high > low else low + 1.0)


def _base(plot: _Plot) -> str:
    y = plot.y(0.0)
    return draw.line([(_EDGE, y), (draw.WIDTH - _EDGE, y)], draw.SOFT)


def _groups(chart: Chart, plot: _Plot) -> list[str]:
    width = min(_WIDEST, plot.room * 0.76 / plot.beside)
    drawn = []
    for number, series in enumerate(chart.series):
        for at, value in enumerate(series.values[: len(chart.categories)]):
            middle = plot.middle(at) + width * (number - (plot.beside - 1) / 2)
            drawn.append(_column(plot, middle, width, value, draw.colour(number)))
    return drawn


def _column(plot: _Plot, middle: float, width: float, value: Decimal, fill: str) -> str:
    base, end = plot.y(0.0), plot.y(float(value))
    column = draw.rectangle(middle - width * 0.46, min(base, end), width * 0.92, abs(base - end), fill)
    label = f"{value:f}"
    pitch = width if plot.beside > 1 else plot.room
    size = min(draw.SIZE, max(_SMALLEST, 0.96 * draw.SIZE * pitch / draw.length(label)))
    return column + draw.words(middle, end - 5 if value >= 0 else end + size, label, size=size)


def _names(categories: list[list[str]], plot: _Plot) -> list[str]:
    return [
        draw.words(plot.middle(at), plot.bottom + draw.LINE * (number + 1), line)
        for at, lines in enumerate(categories)
        for number, line in enumerate(lines)
    ]
