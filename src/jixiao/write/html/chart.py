"""A chart on the page: drawn, with its caption and with the numbers as a table for those who want them."""

from __future__ import annotations

from jixiao.write.charts import chart_svg, number
from jixiao.write.html.words import words
from jixiao.write.paper import Chart


def chart_html(chart: Chart, anchor: str) -> str:
    """Give a chart."""
    return (
        f'<figure class="chart" id="{anchor}">{chart_svg(chart, anchor)}'
        f"<figcaption><p>{words(chart.caption)}</p></figcaption>"
        f"<details><summary>图中的数据（{words(chart.unit)}）</summary>{_data(chart)}</details></figure>"
    )


def _data(chart: Chart) -> str:
    head = "".join(f'<th scope="col">{words(series.name)}</th>' for series in chart.series)
    rows = "".join(f"<tr>{_row(chart, at, name)}</tr>" for at, name in enumerate(chart.categories))
    return f"<table><thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _row(chart: Chart, at: int, name: str) -> str:
    values = (number(series.values[at]) if at < len(series.values) else "" for series in chart.series)
    return f'<th scope="row">{words(name)}</th>' + "".join(f'<td class="r">{value}</td>' for value in values)
