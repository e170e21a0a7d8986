"""Monitoring lights (绩效运行监控): spending, indicators, the whole; and the alarm 结果好于支出."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form_papers import make_form
from jixiao.knowledge.monitoring import WORST_FIRST, Light, monitoring_words
from jixiao.knowledge.schemes import load_scheme
from jixiao.model.form import Form, FundingLine, Indicator
from jixiao.model.value import Value, blank
from jixiao.score.monitoring import NotMonitored, WrongMonth, monitor
from jixiao.score.result_gap import result_gap


def form(budget: str = "100", executed: str = "50", *indicators: Indicator) -> Form:
    made = Form("performance_monitoring", 2024)
    made.money_unit = Value("万元")
    made.funding = [FundingLine("total", budget=Value(budget), executed=Value(executed))]
    made.indicators = list(indicators)
    return made


def row(
    target: str, actual: str = "", forecast: str = "", possibility: str = "", level2: str = "数量指标"
) -> Indicator:
    told = [Value(text) if text else blank() for text in (target, actual, forecast, possibility)]
    return Indicator(
        Value("产出指标"), Value(level2), Value("甲"),
        target=told[0], actual=told[1], forecast=told[2], possibility=told[3],
    )  # fmt: skip


def light(indicator: Indicator, month: int = 6) -> Light | None:
    return monitor(form("100", "50", indicator), month).indicators[0].light


@pytest.mark.parametrize(
    ("executed", "month", "expected"),
    [
        ("29.99", 6, "red"),  # 59.98% of the time's share
        ("30", 6, "yellow"),
        ("39.99", 6, "yellow"),
        ("40", 6, "green"),
        ("80", 12, "green"),
        ("79.99", 12, "yellow"),
        ("120", 6, "green"),
    ],
)
def test_spending_is_held_against_the_time(executed: str, month: int, expected: Light) -> None:
    assert monitor(form("100", executed), month).execution.light == expected


def test_the_arithmetic_is_told() -> None:
    told = monitor(form("100", "20"), 6).execution
    assert told.explanation == "执行率20%÷时间进度50%＝40%，低于60%"


def test_limits_name_their_source_and_whether_they_are_confirmed() -> None:
    monitored = monitor(form(), 6)
    assert "财预〔2019〕136号" in monitored.basis
    assert monitored.local
    assert monitored.to_dict()["local"] is True


def test_a_region_sets_its_own_limits() -> None:
    base = load_scheme("national-2021")
    strict = replace(base, rules=base.rules._replace(monitor_cuts=(Decimal(70), Decimal(95)), deviation_std=Decimal(0)))
    monitored = monitor(form("100", "47", row("≥100人", "49人")), 6, strict)
    assert monitored.execution.light == "yellow"
    assert monitored.indicators[0].light == "yellow"
    assert monitor(form("100", "47", row("≥100人", "49人")), 6, base).indicators[0].light == "green"


@pytest.mark.parametrize(("budget", "executed"), [("0", "0"), ("", "")])
def test_spending_without_a_budget_cannot_be_told(budget: str, executed: str) -> None:
    told = monitor(form(budget, executed), 6).execution
    assert told.light is None
    assert told.lacking
    assert told.explanation.endswith("不能判定预算执行进度")


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        (row("≥100人", "43人"), "green"),  # behind by 14%
        (row("≥100人", "42人"), "yellow"),
        (row("≥100人", "29人"), "red"),
        (row("≥100人", "29人", possibility="确定能"), "yellow"),  # work is not spread evenly
        (row("≥100人", "29人", forecast="100人"), "yellow"),
        (row("≥100人", "60人", forecast="90人"), "yellow"),
        (row("≥100人", "60人", forecast="80人"), "red"),
        (row("≥100人", "60人", possibility="有可能"), "yellow"),
        (row("≥100人", "60人", possibility="完全不可能"), "red"),
        (row("≥95%", "96%"), "green"),  # a rate does not grow with the months
        (row("≥95%", "90%"), "yellow"),
        (row("≥95%", "60%"), "red"),
        (row("≤10万元", "4万元", level2="成本指标"), "green"),
        (row("≤10万元", "11万元", level2="成本指标"), "yellow"),
        (row("≤10万元", "13万元", possibility="确定能", level2="成本指标"), "red"),  # what is spent stays spent
        (row("=0起", "0起"), "green"),
        (row("=0起", "1起"), "red"),
        (row("2024年5月31日前", "2024年4月20日", level2="时效指标"), "green"),
        (row("2024年5月31日前", "2024年6月20日", level2="时效指标"), "red"),
        (row("优", "优"), "green"),
    ],
)
def test_the_light_of_an_indicator(indicator: Indicator, expected: Light) -> None:
    assert light(indicator) == expected


@pytest.mark.parametrize(
    ("indicator", "lacking"),
    [(row("≥100人"), ("执行情况",)), (row("", "50人"), ("年度指标值",)), (row("≥100人", "已启动"), ())],
)
def test_what_cannot_be_told_says_why(indicator: Indicator, lacking: tuple[str, ...]) -> None:
    told = monitor(form("100", "50", indicator), 6).indicators[0]
    assert told.light is None
    assert told.lacking == lacking
    assert "不能" in told.explanation


@given(st.integers(0, 30), st.integers(1, 12))
def test_the_whole_is_as_bad_as_its_worst_part_and_every_light_is_explained(seed: int, month: int) -> None:
    monitored = monitor(make_form(seed, "performance_monitoring"), month)
    parts = [monitored.execution, *monitored.indicators]
    known = [each.light for each in parts if each.light is not None]
    assert monitored.overall.light == next((light for light in WORST_FIRST if light in known), None)
    assert all(each.explanation for each in parts)
    assert len(monitored.overall.lacking) == len(parts) - len(known)


@given(st.integers(1, 11), st.integers(0, 120))
def test_more_spending_is_never_worse_and_a_later_month_never_better(month: int, executed: int) -> None:
    rank = {light: number for number, light in enumerate(WORST_FIRST)}
    now = monitor(form("100", str(executed)), month).execution.light
    more = monitor(form("100", str(executed + 5)), month).execution.light
    later = monitor(form("100", str(executed)), month + 1).execution.light
    assert now is not None and more is not None and later is not None
    assert rank[later] <= rank[now] <= rank[more]


def test_a_self_evaluation_has_no_monitoring_lights() -> None:
    with pytest.raises(NotMonitored, match="这张表是项目支出绩效自评表"):
        monitor(make_form(1), 6)


@pytest.mark.parametrize("month", [0, 13])
def test_a_month_that_no_year_has(month: int) -> None:
    with pytest.raises(WrongMonth, match="应为1至12"):
        monitor(form(), month)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("确定能", "green"),
        ("有可能", "yellow"),
        ("完全不可能", "red"),
        ("不能确定", "yellow"),
        ("完成", None),
        ("", None),
    ],
)
def test_the_words_of_the_chance(said: str, expected: Light | None) -> None:
    assert monitoring_words().light_of(said) == expected


def evaluated(budget: str, executed: str, *scores: str) -> Form:
    made = make_form(1)
    made.funding = [FundingLine("total", budget=Value(budget), executed=Value(executed))]
    made.indicators = [Indicator(name=Value("甲"), weight=Value("45"), score=Value(score)) for score in scores]
    return made


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (evaluated("100", "100", "45", "45"), "green"),
        (evaluated("100", "95", "45", "45"), "green"),  # (1 − 0.95) ÷ 1 is not above 5%
        (evaluated("100", "94.99", "45", "45"), "red"),
        (evaluated("100", "79", "35", "36"), "yellow"),  # scores as low as the spending, but 21% is left
        (evaluated("100", "130", "45", "45"), "green"),
        (evaluated("0", "0", "45", "45"), "yellow"),
        (evaluated("100", "100", "45", ""), None),
        (evaluated("", "", "45", "45"), None),
    ],
)
def test_results_against_spending(made: Form, expected: Light | None) -> None:
    made.execution.score = made.execution.rate = blank()
    told = result_gap(made, "national-2021")
    assert told.light == expected
    assert bool(told.lacking) == (expected is None)
