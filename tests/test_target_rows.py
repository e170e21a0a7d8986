"""The indicators of target, monitoring and self-evaluation held together; forms carried from the target are alike."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from form_papers import make_form
from jixiao.check.across.indicator_rows import same_target, unlike_rows
from jixiao.check.across.targets import against_target
from jixiao.model.form import Form, FormKind, Indicator
from jixiao.model.form_carry import TARGET_CELLS, adapted, adjustment, carried, last_year_named
from jixiao.model.form_money import in_wan
from jixiao.model.form_rows import copied
from jixiao.model.value import Value

FOLLOWING: tuple[FormKind, ...] = ("performance_monitoring", "project_self_evaluation")


def row(sign: str, target: str, unit: str, name: str = "参保率") -> Indicator:
    return Indicator(
        name=Value(name), comparator=Value(sign or None), target=Value(target or None), unit=Value(unit or None)
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("≥", "95", "%"), ("", "≥95%", "")),
        (("≥", "95", "%"), ("≥", "95.0", "%")),
        (("＝", "100", "%"), ("", "100%", "")),
        (("≥", "3.1", "万人"), ("≥", "31000", "人")),
        (("定性", "优", ""), ("", "优", "")),
        (("≥", "95", "%"), ("", "", "")),
        (("", "11月30日前", ""), ("", "11月30日前", "")),
    ],
)
def test_the_same_target_in_other_cells_and_units(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    assert same_target(row(*one), row(*other)) and same_target(row(*other), row(*one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("≥", "95", "%"), ("≥", "96", "%")),
        (("≥", "95", "%"), ("≤", "95", "%")),
        (("≥", "31000", "人"), ("≥", "31000", "万人")),
        (("≥", "95", "%"), ("≥", "95", "人")),
        (("定性", "优", ""), ("定性", "良", "")),
        (("", "11月30日前", ""), ("", "12月31日前", "")),
        (("", "60%~70%", ""), ("", "60%", "")),
    ],
)
def test_another_target(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    assert not same_target(row(*one), row(*other)) and not same_target(row(*other), row(*one))


def distinct(seed: int, kind: FormKind = "performance_target") -> Form:
    """An invented form whose indicators have names of their own."""
    form = make_form(seed, kind)
    for number, indicator in enumerate(form.indicators):
        indicator.name = Value(f"{indicator.name.text}{number}")
    return form


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from(FOLLOWING))
def test_a_form_carried_from_a_target_is_alike_and_keeps_its_own(one: int, two: int, kind: FormKind) -> None:
    target, own = distinct(one), distinct(two, kind)
    own.project = target.project
    form = carried(target, own)
    assert not list(unlike_rows(target, form)) and not against_target(target, form)
    assert [[getattr(r, n).text for n in TARGET_CELLS] for r in form.indicators] == [
        [getattr(r, n).text for n in TARGET_CELLS] for r in target.indicators
    ]
    results = {r.name.text: r.actual.text for r in own.indicators}
    assert all(r.actual.text == results.get(r.name.text) for r in form.indicators)
    again = carried(target, form)
    assert again.to_dict() == form.to_dict()
    assert {line.source: line.executed.text for line in form.funding} == {
        line.source: line.executed.text for line in [*own.funding]
    } | {line.source: None for line in target.funding if own.funding_line(line.source) is None}


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.data())
def test_each_change_of_a_target_is_found_and_told(seed: int, data: st.DataObject) -> None:
    target = distinct(seed)
    form = carried(target, Form("project_self_evaluation", target.year, project=target.project))
    place = data.draw(st.integers(0, len(form.indicators) - 1))
    changed = copied(target)
    changed.indicators[place].comparator = Value("≥")
    changed.indicators[place].target, changed.indicators[place].unit = Value("7654321"), Value("平方米")
    [finding] = against_target(changed, form)
    assert finding.severity == "warning" and "7654321" in finding.message
    assert f"“{target.indicators[place].name.text}”" in finding.message
    del changed.indicators[place]
    [lost] = against_target(changed, form)
    assert "多出指标" in lost.message
    assert "取消" in adjustment(target, changed, "压减预算") and "压减预算" in adjustment(target, changed, "压减预算")
    assert adjustment(target, copied(target), "没有改") == ""


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(FOLLOWING))
def test_a_form_adapted_to_a_target_has_no_results(seed: int, kind: FormKind) -> None:
    form = make_form(seed, kind)
    like = Form("performance_target", 2031, Value("2031"))
    made = adapted(form, like)
    assert (made.kind, made.year) == ("performance_target", 2031)
    assert [r.target.text for r in made.indicators] == [r.target.text for r in form.indicators]
    assert not any(value for pointer, value in made.values() if pointer.endswith(("/actual", "/score", "/executed")))
    assert form.to_dict() == make_form(seed, kind).to_dict()


@pytest.mark.parametrize(
    ("unit", "amount", "wanted"),
    [
        ("元", "1600000", "160"),
        ("元", "1,234.56", "0.123456"),
        ("万元", "1600000", "1600000"),
        ("元", "3.5万元", "3.5"),
    ],
)
def test_amounts_become_wan(unit: str, amount: str, wanted: str) -> None:
    form = make_form(1)
    form.money_unit, form.funding[0].budget, form.funding[0].rate = Value(unit), Value(amount), Value("96%")
    made = in_wan(form)
    assert (made.funding[0].budget.text, made.funding[0].rate.text, made.money_unit.text) == (wanted, "96%", "万元")


def test_cells_that_still_name_last_year() -> None:
    form = make_form(1)
    form.indicators[0].target = Value("2024年12月底前")
    form.goal.expected = Value("2023年的任务")
    assert last_year_named(form, 2024) == ["/indicators/0/target"]


def test_weights_stay_where_the_target_has_none() -> None:
    target, own = distinct(3), distinct(3, "project_self_evaluation")
    for indicator in target.indicators:
        indicator.weight = Value()
    form = carried(target, own)
    assert [r.weight.text for r in form.indicators] == [r.weight.text for r in own.indicators]
