"""Blanks of a form that the rules fill in before it is written, and what they leave alone."""

from __future__ import annotations

from form_papers import make_form
from jixiao.model.form import Execution, Form, FundingLine, Indicator, Total
from jixiao.model.value import Value, blank
from jixiao.score import load_scheme
from jixiao.write.forms import completed


def _form(*rows: Indicator) -> Form:
    form = Form("project_self_evaluation", 2024)
    form.funding = [FundingLine("total", budget=Value("80"), executed=Value("77.41"))]
    form.execution = Execution(Value("10"))
    form.indicators = list(rows)
    return form


def _row(target: str, actual: str, weight: str, score: str | None = None) -> Indicator:
    levels = {"level1": Value("产出指标"), "level2": Value("数量指标"), "name": Value("培训人次")}
    return Indicator(**levels, target=Value(target), actual=Value(actual), weight=Value(weight), score=Value(score))


def test_rate_scores_and_total_are_worked_out() -> None:
    form, said = completed(_form(_row("≥200人次", "180人次", "90")), load_scheme("national-2020"))
    assert form.funding[0].rate.text == form.execution.rate.text == "96.76%"
    assert form.execution.score.text == "9.68"
    assert form.indicators[0].score.text == "81"
    assert (form.total.weight.text, form.total.score.text) == ("100", "90.68")
    assert len(said) == 2
    assert "77.41 ÷ 80 × 10" in said[0]


def test_what_is_given_stays_even_where_it_is_wrong() -> None:
    given = _form(_row("≥200人次", "180人次", "90", "90"))
    given.total = Total(Value("100"), Value("99"))
    form, _ = completed(given)
    assert form.indicators[0].score.text == "90"
    assert form.total.score.text == "99"
    assert given.execution.score.text is None  # the data itself is not touched


def test_what_only_a_person_can_decide_stays_blank() -> None:
    form, _ = completed(_form(_row("明显提升", "有所提升", "90")))
    assert form.indicators[0].score.text is None
    assert form.total.score.text is None


def test_a_budget_of_nothing_has_no_rate() -> None:
    given = _form(_row("≥200人次", "180人次", "90"))
    given.funding = [FundingLine("total", budget=Value("0"), executed=Value("0"))]
    assert completed(given)[0].funding[0].rate.text is None


def test_target_forms_are_not_scored() -> None:
    form = make_form(1, "performance_target")
    for row in form.indicators:
        row.score = blank()
    found, said = completed(form)
    assert said == []
    assert all(not row.score for row in found.indicators)
