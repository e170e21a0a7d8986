"""Charts (图) of overviews as Vega-Lite specifications: plain data, with the numbers that also stand in a table beside.

Colours differ in lightness too, so that a chart printed in grey still tells its parts apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import cycle
from typing import Any

from jixiao.score.rounding import plain

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"  # the name of the language; nothing is fetched
FONT = "Noto Sans SC, Noto Sans CJK SC, Microsoft YaHei, PingFang SC, SimHei, sans-serif"
MAIN = "#0b4f7d"
COLOURS = {
    "草稿": "#c4ccd4",
    "已退回": "#c4161c",
    "待单位审核": "#9cc3e0",
    "待主管部门审核": "#5b9bc8",
    "待财政审核": "#1f6ea5",
    "已办结": "#1b5e2e",
    "红灯": "#c4161c",
    "黄灯": "#d99a00",
    "绿灯": "#1b7f3b",
}
_OTHERS = (MAIN, "#d98c1f", "#5b9a68", "#9cc3e0", "#a33f37", "#7a7a7a", "#6d4f9c")
_CONFIG = {
    "font": FONT,
    "background": "#ffffff",
    "axis": {"labelFontSize": 13, "titleFontSize": 13, "labelLimit": 320, "titleFontWeight": "normal"},
    "legend": {"labelFontSize": 13, "titleFontSize": 13, "orient": "top", "title": None},
    "view": {"stroke": None},
}
_STEP, _WIDTH = 22, 380
_PLACE = "place"  # of a part: bars are put together in that order


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: what it shows in a sentence, the names of the columns of its numbers, a row for each mark.

    The first column is the category; where there is a third one between it and the number, it tells the parts apart.
    """

    title: str
    names: tuple[str, ...]
    rows: Sequence[tuple[str | int | Decimal, ...]]
    mark: str = "bar"  # bar: lying; column: standing; line
    line: Decimal | None = None  # a value to compare with, drawn across
    order: Sequence[str] = field(default_factory=tuple)  # of the parts

    @property
    def alt(self) -> str:
        """Give what a reader hears instead: the title, and how the categories stand, at most ten."""
        told = [f"{row[0]}{f'（{row[1]}）' if len(row) > 2 else ''}{_shown(row[-1])}" for row in self.rows[:10]]
        more = f"等{len(self.rows)}项" if len(self.rows) > len(told) else ""
        return f"{self.title}：{'，'.join(told)}{more}。数字见旁边的表。" if told else f"{self.title}：没有数据。"

    @property
    def table(self) -> list[list[str]]:
        """Give the numbers as rows of texts."""
        return [[_shown(value) for value in row] for row in self.rows]

    def spec(self) -> dict[str, Any]:
        """Give the specification in Vega-Lite."""
        values = [dict(zip(self.names, map(_json, row), strict=True)) for row in self.rows]
        if len(self.names) > 2:
            values = [value | {_PLACE: self._parts.index(str(value[self.names[1]]))} for value in values]
        layers = [{"mark": self._mark(), "encoding": self._encoding()}]
        if self.line is not None:
            layers.append(self._across())
        return {
            "$schema": SCHEMA,
            "description": self.title,
            "data": {"values": values},
            "config": _CONFIG,
            "layer": layers,
            **self._size(),
        }

    @property
    def _lies(self) -> bool:
        return self.mark == "bar"

    def _size(self) -> dict[str, Any]:
        if self._lies:
            return {"width": _WIDTH, "height": {"step": _STEP}}
        return {"width": _WIDTH, "height": 240}

    def _mark(self) -> dict[str, Any]:
        if self.mark == "line":
            return {"type": "line", "point": {"size": 60}, "color": MAIN}
        return {"type": "bar", "color": MAIN}

    def _encoding(self) -> dict[str, Any]:
        category, number = self.names[0], self.names[-1]
        along: dict[str, Any] = {"field": _field(category), "type": "nominal", "sort": None, "title": None}
        if not self._lies:
            along["axis"] = {"labelAngle": 0}
        whole = all(isinstance(row[-1], int) for row in self.rows)
        up: dict[str, Any] = {"field": _field(number), "type": "quantitative", "title": number}
        up |= {"axis": {"tickMinStep": 1, "format": "d"}} if whole else {}
        encoding: dict[str, Any] = {"y": along, "x": up} if self._lies else {"x": along, "y": up}
        if len(self.names) > 2:
            encoding |= self._coloured()
        return encoding

    @property
    def _parts(self) -> list[str]:
        """The parts in their order: the chart's own, else as they come."""
        return list(self.order) or list(dict.fromkeys(str(row[1]) for row in self.rows))

    def _coloured(self) -> dict[str, Any]:
        """Colours of the parts: those of the states and lights, others one after another."""
        parts = self._parts
        others = cycle(_OTHERS)
        scale = {"domain": parts, "range": [COLOURS.get(part) or next(others) for part in parts]}
        return {
            "color": {"field": _field(self.names[1]), "type": "nominal", "scale": scale},
            "order": {"field": _PLACE, "type": "quantitative"},
        }

    def _across(self) -> dict[str, Any]:
        axis = "x" if self._lies else "y"
        mark = {"type": "rule", "color": "#a3161b", "strokeDash": [6, 3], "size": 2}
        return {"mark": mark, "encoding": {axis: {"datum": _json(self.line)}}}


def _json(value: Any) -> Any:
    """A number as a picture needs it: what people read stands in the table."""
    return float(value) if isinstance(value, Decimal) else value


def _shown(value: object) -> str:
    return plain(value) if isinstance(value, Decimal) else str(value)


def _field(name: str) -> str:
    """A name of a field in which brackets and dots mean nothing."""
    return "".join(f"\\{char}" if char in ".[]" else char for char in name)
