"""Charts: the specification says what the table says, in Vega-Lite that draws; drawn once, kept by its content."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from jixiao.workbench.cycle.models import Filing
from jixiao.workbench.overview import drawing
from jixiao.workbench.overview.charts import COLOURS, Chart

pytest.importorskip("vl_convert")
STATES = Chart(
    "各环节的状态",
    ("环节", "状态", "件数"),
    [("绩效目标", "草稿", 3), ("绩效自评", "已办结", 9)],
    order=["已办结", "草稿"],
)
RATES = Chart("执行率", ("单位", "执行率（%）"), [("甲局", Decimal("33.10"))], line=Decimal("58.33"))
SPREAD = Chart("得分的分布", ("得分", "件数"), [("60以下", 1), ("95—100", 4)], mark="column")
YEARS = Chart("平均得分", ("年度", "平均得分"), [("2024", Decimal(80)), ("2025", Decimal(90))], mark="line")


@pytest.mark.parametrize("chart", [STATES, RATES, SPREAD, YEARS], ids=lambda chart: chart.title)
def test_the_numbers_of_the_specification_are_those_of_the_table(chart: Chart) -> None:
    spec = chart.spec()
    told = [[str(value[name]) for name in chart.names[:-1]] for value in spec["data"]["values"]]
    assert told == [row[:-1] for row in chart.table]
    assert [value[chart.names[-1]] for value in spec["data"]["values"]] == [float(row[-1]) for row in chart.rows]
    assert "url" not in spec["data"]
    for row in chart.table:
        assert row[0] in chart.alt and row[-1] in chart.alt


@pytest.mark.parametrize("chart", [STATES, RATES, SPREAD, YEARS], ids=lambda chart: chart.title)
def test_charts_are_drawn(chart: Chart) -> None:
    svg = ElementTree.fromstring(drawing.drawn(chart))
    words = "".join(svg.itertext())
    assert svg.tag.endswith("svg")
    assert chart.names[-1] in words and all(str(row[0]) in words for row in chart.rows)


def test_marks_and_colours() -> None:
    assert SPREAD.spec()["layer"][0]["mark"]["type"] == "bar"
    assert YEARS.spec()["layer"][0]["mark"]["type"] == "line"
    scale = STATES.spec()["layer"][0]["encoding"]["color"]["scale"]
    assert scale == {"domain": ["已办结", "草稿"], "range": [COLOURS["已办结"], COLOURS["草稿"]]}
    assert RATES.spec()["layer"][1]["encoding"] == {"x": {"datum": 58.33}}


def test_markup_in_names_stays_words() -> None:
    chart = Chart("题", ("单位", "件数"), [("<script>alert(1)</script>", 1)])
    assert "<script>" not in drawing.drawn(chart)


def test_a_drawing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def draw(spec: str) -> str:
        made.append(spec)
        return "<svg/>"

    monkeypatch.setattr(drawing, "_draw", draw)
    monkeypatch.setattr(drawing, "_folder", lambda: tmp_path / "charts")
    drawing._kept.cache_clear()
    for _ in range(2):
        assert drawing.drawn(STATES) == "<svg/>"
        drawing._kept.cache_clear()
    assert len(made) == 1
    assert [path.stem for path in (tmp_path / "charts").glob("*.svg")] == [drawing.digest(STATES)]
    assert drawing.digest(STATES) != drawing.digest(RATES)


def test_the_chart_of_a_page(county: Any) -> None:
    Filing.objects.filter(step__year=county.year).update(state="done")
    client = county.client(county.reviewer)
    page = client.get("/overview/").content.decode()
    assert '<img src="?out=chart&amp;chart=0" alt="各环节填报件的状态' in page
    drawn = client.get("/overview/?out=chart&chart=0")
    assert drawn["Content-Type"] == "image/svg+xml" and "已办结" in drawn.content.decode()
    again = client.get("/overview/?out=chart&chart=0", headers={"If-None-Match": drawn["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/overview/?out=chart&chart=9").status_code == 404
