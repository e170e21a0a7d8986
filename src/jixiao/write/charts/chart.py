"""A chart as a whole: its drawing, its name and description for those who do not see it."""

from __future__ import annotations

from decimal import Decimal

from jixiao.write.charts import draw
from jixiao.write.charts.columns import columns
from jixiao.write.charts.pie import pie
from jixiao.write.markup import escaped
from jixiao.write.paper import Chart


def chart_svg(chart: Chart, name: str = "chart") -> str:
    """Give a chart as SVG; `name` begins the ids of its title and description, which a page must not have twice."""
    body, height = (columns if chart.kind == "column" else pie)(chart)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {draw.WIDTH:g} {height:g}" width="{draw.WIDTH:g}" '
        f'height="{height:g}" font-family="{draw.FONTS}" role="img" aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escaped(chart.caption)}</title>'
        f'<desc id="{name}-desc">{escaped(described(chart))}</desc>{body}</svg>'
    )


def described(chart: Chart) -> str:
    """Give what a chart shows in one sentence: every number with its names."""
    series = [
        f"{each.name}：" + "，".join(f"{name}{number(value)}{chart.unit}" for name, value in _named(chart, each.values))
        for each in chart.series
    ]
    return "；".join(series) + "。"


def number(value: Decimal) -> str:
    """Give a number as it is printed: in plain digits, with the decimals that it has."""
    return f"{value:f}"


def _named(chart: Chart, values: list[Decimal]) -> list[tuple[str, Decimal]]:
    return list(zip(chart.categories, values, strict=False))
