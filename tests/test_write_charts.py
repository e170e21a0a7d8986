"""Charts as SVG: every number is printed, labels never overlap or leave the drawing, zero has no slice."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from typing import NamedTuple
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.write.charts import chart_svg, described
from jixiao.write.charts.draw import WIDTH, length
from jixiao.write.paper import Chart, Series

SVG = "{http://www.w3.org/2000/svg}"
NAMES = [
    "社会保障和就业支出",
    "卫生健康支出",
    "住房保障支出",
    "其他支出",
    "一般公共预算财政拨款收入",
    "文化旅游体育与传媒支出",
]
MONEY = st.decimals(0, 100_000, places=2)


class Box(NamedTuple):
    """Where some words stand."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float

    def meets(self, other: Box) -> bool:
        across = min(self.x1, other.x1) - max(self.x0, other.x0)
        return across > 0.5 and min(self.y1, other.y1) - max(self.y0, other.y0) > 0.5


def pie(*values: str | Decimal) -> Chart:
    amounts = [Decimal(value) for value in values]
    names = [NAMES[at % len(NAMES)] for at in range(len(amounts))]
    return Chart("pie", "图2：支出决算结构图", names, [Series("支出", amounts)])


def columns(*series: list[str]) -> Chart:
    years = [f"{2020 + at}年" for at in range(len(series[0]))]
    found = [Series(NAMES[at], [Decimal(value) for value in each]) for at, each in enumerate(series)]
    return Chart("column", "图1：变动情况图", years, found)


def root(chart: Chart) -> ElementTree.Element:
    return ElementTree.fromstring(chart_svg(chart))


def boxes(chart: Chart) -> list[Box]:
    found = []
    for words in root(chart).iter(f"{SVG}text"):
        size = float(words.attrib["font-size"])
        text = words.text or ""
        wide = length(text, size)
        shift = {"start": 0.0, "middle": wide / 2, "end": wide}[words.attrib["text-anchor"]]
        x, y = float(words.attrib["x"]) - shift, float(words.attrib["y"])
        found.append(Box(text, x, y - size * 0.8, x + wide, y + size * 0.2))
    return found


def slices(chart: Chart) -> int:
    drawn = root(chart)
    filled = [path for path in drawn.iter(f"{SVG}path") if path.get("fill") != "none"]
    return len(drawn.findall(f"{SVG}circle")) + len(filled)


def assert_legible(chart: Chart) -> None:
    height = float(root(chart).attrib["height"])
    words = boxes(chart)
    for box in words:
        assert box.x0 >= 0 and box.x1 <= WIDTH and box.y0 >= 0 and box.y1 <= height, box
    for one, other in combinations(words, 2):
        assert not one.meets(other), (one, other)


def test_a_column_for_each_number_with_the_number_on_top() -> None:
    chart = columns(["1202.96", "1176.52"], ["1202.90", "0"])
    texts = [box.text for box in boxes(chart)]
    assert {"1202.96", "1176.52", "1202.90", "0", "2020年", "2021年", NAMES[0], NAMES[1], "单位：万元"} <= set(texts)
    assert_legible(chart)


def test_one_series_needs_no_legend() -> None:
    assert NAMES[0] not in [box.text for box in boxes(columns(["1", "2"]))]


def test_columns_below_zero_hang_from_the_axis() -> None:
    chart = columns(["-5.00", "10.00"])
    [below, above] = [box for box in boxes(chart) if box.text in ("-5.00", "10.00")]
    assert below.y0 > above.y1
    assert_legible(chart)


def test_columns_of_nothing_are_drawn_too() -> None:
    assert_legible(columns(["0", "0"], ["0", "0"]))


def test_zero_has_no_slice() -> None:
    chart = pie("58.52", "1088.07", "0", "0.60")
    assert slices(chart) == 3
    assert NAMES[2] not in "".join(box.text for box in boxes(chart))


def test_one_slice_is_a_full_circle() -> None:
    chart = pie("0", "1176.35")
    assert slices(chart) == 1
    assert [box.text for box in boxes(chart)][1:] == ["1176.35万元", "100.00%"]


def test_nothing_to_divide_is_said() -> None:
    assert [box.text for box in boxes(pie("0", "0"))] == ["没有大于零的数据"]


def test_shares_are_rounded_half_up() -> None:
    assert "0.01万元，0.01%" in [box.text for box in boxes(pie("0.01", "199.99"))]
    assert "1.25万元，12.50%" in [box.text for box in boxes(pie("1.25", "8.75"))]


def test_those_who_do_not_see_it_are_told_everything() -> None:
    chart = columns(["1202.96", "1176.52"], ["1202.90", "0"])
    assert described(chart) == (
        f"{NAMES[0]}：2020年1202.96万元，2021年1176.52万元；{NAMES[1]}：2020年1202.90万元，2021年0万元。"
    )
    drawn = root(chart)
    assert drawn.attrib["role"] == "img"
    assert drawn.findtext(f"{SVG}title") == chart.caption
    assert drawn.findtext(f"{SVG}desc") == described(chart)


def test_words_are_escaped() -> None:
    chart = Chart("pie", "图<1>&", ['甲<乙>&"', "丙\x00"], [Series("支出", [Decimal(1), Decimal(2)])], "<元>")
    assert root(chart).findtext(f"{SVG}title") == "图<1>&"


@settings(max_examples=120, deadline=None)
@given(st.lists(MONEY | st.just(Decimal(0)), max_size=14))
def test_the_labels_of_a_pie_never_overlap(values: list[Decimal]) -> None:
    chart = pie(*values)
    assert_legible(chart)
    assert slices(chart) == sum(value > 0 for value in values)
    said = {box.text.partition("万元")[0] for box in boxes(chart)}
    assert {f"{value:f}" for value in values if value > 0} <= said


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.decimals(-1_000, 100_000, places=2), min_size=3, max_size=3), min_size=1, max_size=2))
def test_the_numbers_of_columns_are_all_printed(series: list[list[Decimal]]) -> None:
    chart = columns(*[[str(value) for value in each] for each in series])
    said = [box.text for box in boxes(chart)]
    assert [value for each in series for value in each if f"{value:f}" not in said] == []
