"""Whole forms: the scheme that fits the layout, the execution rate, the total and the grade."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from jixiao.knowledge.scheme_choice import choices
from jixiao.model.form import Execution, Form
from jixiao.model.place import Place
from jixiao.model.value import Value
from jixiao.score import Scheme, choose_scheme, load_scheme, score
from score_rows import executed, form, funding, indicator

PLAIN = indicator("≥50个", "50个", "90")


def _columns() -> Form:
    return form(indicator("50", "50", comparator="≥", unit="个", level1="成本指标"))


def _in_block() -> Form:
    row = indicator("≤5万元", "5万元", level1="产出指标", level2="成本指标")
    made = form(row)
    made.funding[0].budget = Value("5", Place(table=1, row=4, column=3))
    made.execution = Execution(weight=Value("10", Place(table=1, row=12, column=6)))
    return made


def _in_funding_row() -> Form:
    made = _in_block()
    made.execution = Execution(weight=Value("10", Place(table=1, row=4, column=6)))
    return made


def _titled(title: str) -> Form:
    made = form(PLAIN)
    made.title = Value(title)
    return made


def _points_in_label() -> Form:
    made = form(indicator("50", "50", None), points=None)
    made.execution_points = Value("预算执行情况（20分）")
    return made


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: form(PLAIN), "national-2020"),
        (lambda: form(indicator("50", "50", level1="成本指标")), "national-2021"),
        (_columns, "sichuan-0013zp"),
        (_in_block, "leshan-district"),
        (_in_funding_row, "national-2020"),
        (lambda: form(PLAIN, points="20"), "hubei-20-80"),
        (_points_in_label, "hubei-20-80"),
        (lambda: _titled("2022年衔接资金绩效目标自评表"), "transfer-payment"),
        (lambda: _titled("湖北省四川省乐山市项目支出绩效自评表"), "national-2020"),  # a place decides nothing
        (lambda: form(), "national-2020"),
    ],
)
def test_the_layout_decides(make: Callable[[], Form], name: str) -> None:
    made = make()
    assert choose_scheme(made).name == name
    assert score(made).reason == next(choice.why for choice in choices() if choice.scheme == name)


def test_every_choice_names_a_scheme_and_the_last_has_no_condition() -> None:
    assert all(load_scheme(choice.scheme).name == choice.scheme for choice in choices())
    last = choices()[-1]
    assert (last.title_words, last.execution_points, last.level1) == ((), None, "")


def test_the_user_decides() -> None:
    assert score(form(PLAIN), "湖北").scheme.name == "hubei-20-80"
    assert score(form(PLAIN), load_scheme("hunan")).reason == "按指定的方案"


def _policy(policy: str) -> Scheme:
    national = load_scheme("national-2020")
    return replace(national, rules=national.rules._replace(exec_zero_policy=policy))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("policy", "value", "phrase"),
    [("na_rescale", None, "预算执行率不适用"), ("full", Decimal(10), "记满分10分"), ("zero", Decimal(0), "记0分")],
)
def test_a_zero_budget_is_no_division(policy: str, value: Decimal | None, phrase: str) -> None:
    made = form(PLAIN, budget="0", executed="0")
    scored = score(made, _policy(policy)).execution
    assert scored.value == value
    assert "预算数和执行数都为0" in scored.explanation and phrase in scored.explanation
    assert not scored.certain  # the policy is a local parameter


def test_spending_without_a_budget_is_said() -> None:
    assert "预算数为0而执行数为207.45" in executed("0", "207.45").explanation


def test_what_does_not_apply_hands_its_points_to_the_rest() -> None:
    scored = score(form(indicator("100个", "50个", "90"), budget="0", executed="0"), "national-2020")
    assert scored.total.value == Decimal(50)
    assert scored.total.explanation == "(45) × 100 ÷ 90 = 50（不适用的10分折算）"
    assert not scored.total.certain


def test_an_indicator_that_does_not_apply() -> None:
    rows = (indicator("100个", "100个", "60"), indicator("≥95%", "不适用", "30"))
    scored = score(form(*rows), "national-2020")
    assert scored.indicators[1].method == "not_applicable"
    assert scored.total.value == Decimal(100)
    national = load_scheme("national-2020")
    dropped = score(form(*rows), replace(national, rules=national.rules._replace(na_indicator="drop")))
    assert dropped.total.value == Decimal(70)


def test_the_sources_stand_in_for_a_blank_total() -> None:
    made = form(PLAIN, budget=None, executed=None)
    made.funding += [funding("80", "60", "fiscal"), funding("20", "20", "other")]
    scored = score(made).execution
    assert scored.explanation == "80 ÷ 100 × 10 = 8（总额没有预算数，按各资金来源合计）"
    assert not scored.certain


def test_the_initial_budget_stands_in_for_a_blank_one() -> None:
    made = form(PLAIN, budget=None, executed="40")
    made.funding[0].initial = Value("50")
    scored = score(made).execution
    assert (scored.value, scored.certain) == (Decimal(8), False)
    assert "按年初预算数" in scored.explanation


def test_the_printed_rate_stands_in_for_the_amounts() -> None:
    made = form(PLAIN, budget=None, executed=None)
    made.execution.rate = Value("86%")
    scored = score(made).execution
    assert (scored.value, scored.certain) == (Decimal("8.60"), False)
    assert "按所写执行率：86% × 10 = 8.6" in scored.explanation


def test_nothing_to_go_by() -> None:
    scored = executed(None, None)
    assert (scored.value, scored.low, scored.high) == (None, Decimal(0), Decimal(10))
    assert "不能计算预算执行率" in scored.explanation


def test_amounts_in_different_units() -> None:
    assert executed("160万元", "800000元").value == Decimal(5)


def test_the_points_of_the_execution_rate_come_from_the_form_or_the_scheme() -> None:
    assert executed("100", "50", points=None).weight == Decimal(10)
    assert executed("100", "50", "hubei-20-80", points=None).value == Decimal(10)
    assert executed("100", "50", points="15分").value == Decimal("7.5")


def test_a_scheme_may_round_the_rate_first() -> None:
    national = load_scheme("national-2020")
    rounding = replace(national, rules=national.rules._replace(exec_rate_round=0))
    scored = score(form(PLAIN, budget="160", executed="138.17"), rounding).execution
    assert scored.value == Decimal("8.60")
    assert scored.explanation == "138.17 ÷ 160 = 86.36%，取为86%，86% × 10 = 8.6"


def test_a_system_without_a_cap_goes_above_the_full_points() -> None:
    national = load_scheme("national-2020")
    uncapped = replace(national, rules=national.rules._replace(exec_cap=False))
    scored = score(form(PLAIN, budget="10", executed="11.03"), uncapped).execution
    assert scored.value == Decimal("11.03")


def test_amounts_stand_for_two_decimals() -> None:
    """160 among amounts like 138.17 is 160.00, so 8.60 is not within what the amounts allow."""
    scored = executed("160", "138.17")
    assert scored.low is not None and scored.high is not None
    assert Decimal("8.635") <= scored.low
    assert scored.high <= Decimal("8.64")


@pytest.mark.parametrize(("budget", "value"), [("0.0000000000000000000000000001", 10), ("999999999999999", "0.01")])
def test_absurd_amounts_are_scored_all_the_same(budget: str, value: str | int) -> None:
    assert executed(budget, "999999999999").value == Decimal(value)


def test_a_negative_result_counts_as_nothing() -> None:
    assert executed("10", "-2").value == Decimal(0)


@pytest.mark.parametrize(
    ("actual", "grade"), [("90", "优"), ("81", "优"), ("80", "良"), ("70", "中"), ("51", "中"), ("50", "差")]
)
def test_grades(actual: str, grade: str) -> None:
    """9 points of the execution rate come on top."""
    scored = score(form(indicator("≥90个", f"{actual}个", "90"), executed="90"), "national-2020")
    assert scored.total.value == Decimal(actual) + 9
    assert scored.grade == grade


def test_no_grade_where_the_points_are_not_a_hundred() -> None:
    assert score(form(indicator("≥90个", "90个", "100")), "national-2020").grade is None


def test_an_open_item_leaves_the_total_open() -> None:
    scored = score(form(indicator("≥60个", "60个", "60"), indicator("据实", "3人", "30")), "national-2020")
    assert (scored.total.value, scored.total.low, scored.total.high) == (None, Decimal(70), Decimal(100))
    assert scored.total.explanation == "第2项须由人工评定，总分在70—100分之间"
    assert scored.grade is None


def test_a_grade_that_the_open_item_cannot_change() -> None:
    scored = score(form(indicator("≥85个", "85个", "85"), indicator("据实", "3人", "5")), "national-2020")
    assert (scored.total.value, scored.grade) == (None, "优")


def test_no_total_without_points() -> None:
    rows = [indicator("50", "50", None), indicator("50", "50", None)]
    scored = score(form(*rows), "national-2020")
    assert (scored.total.value, scored.grade) == (None, None)
    assert "没有分值" in scored.total.explanation


def test_rows_that_say_the_same_do_not_share_what_the_form_says() -> None:
    rows = [indicator("50", "25", score="5"), indicator("50", "25", score="9")]
    assert [each.stated for each in score(form(*rows)).indicators] == [Decimal(5), Decimal(9)]


def test_json_of_a_form() -> None:
    shown = score(form(PLAIN, total="100分")).to_dict()
    assert shown["scheme"]["name"] == "national-2020"
    assert shown["total"]["value"] == "100.00"
    assert shown["total"]["stated"] == "100"
    assert shown["grade"] == "优"
    assert len(shown["indicators"]) == 1
