"""Which fields the rules work out, which a person decides, and a form worked out anew when something was typed."""

from __future__ import annotations

import pytest

from form_papers import make_form
from jixiao.model.form import Form, FormKind, FundingLine, Indicator
from jixiao.model.form_pointers import get_value, set_value
from jixiao.model.value import Value
from jixiao.score import load_scheme
from jixiao.write.forms.computed import computed, left_to_people, worked_out

SCORES = ["/execution/score", "/execution/rate", "/indicators/0/score", "/total/score", "/total/weight"]


@pytest.mark.parametrize("kind", ["project_self_evaluation", "department_self_evaluation"])
def test_scores_and_totals_of_a_self_evaluation_are_computed(kind: FormKind) -> None:
    assert all(computed(kind, pointer) for pointer in (*SCORES, "/funding/2/rate"))


@pytest.mark.parametrize("kind", ["performance_target", "performance_monitoring"])
def test_other_forms_have_rates_only(kind: FormKind) -> None:
    assert not any(computed(kind, pointer) for pointer in SCORES)
    assert computed(kind, "/funding/0/rate")


@pytest.mark.parametrize("name", ["weight", "actual", "reason", "level1"])
def test_what_is_typed_is_not_computed(name: str) -> None:
    assert not computed("project_self_evaluation", f"/indicators/0/{name}")
    assert not computed("project_self_evaluation", "/texts/score")


def _form() -> Form:
    form = Form("project_self_evaluation", 2024)
    form.funding = [FundingLine("total", budget=Value("80"), executed=Value("77.41"))]
    form.execution.weight = Value("10")
    names = [("培训人次", "≥200人次", "180人次", "40"), ("办事方便程度", "明显提升", "有所提升", "50")]
    levels = (Value("产出指标"), Value("数量指标"))
    form.indicators = [
        Indicator(*levels, Value(name), target=Value(target), actual=Value(actual), weight=Value(weight))
        for name, target, actual, weight in names
    ]
    return form


def test_what_only_a_person_can_decide_is_told_with_its_limits() -> None:
    open_scores = left_to_people(_form(), "national-2020")
    assert list(open_scores) == ["/indicators/1/score"]
    score = open_scores["/indicators/1/score"]
    assert score.low is not None and score.high is not None and score.high <= 50
    assert left_to_people(make_form(1, "performance_target")) == {}


def test_without_a_result_there_is_nothing_to_decide() -> None:
    form = _form()
    set_value(form, "/indicators/1/actual", "")
    assert left_to_people(form, "national-2020") == {}


def test_a_score_without_points_is_left_to_a_person() -> None:
    form = _form()
    for index in range(2):
        set_value(form, f"/indicators/{index}/weight", "")
    assert list(left_to_people(form, "hubei-20-80")) == ["/indicators/0/score", "/indicators/1/score"]


def test_what_was_computed_before_is_worked_out_anew_and_a_decision_stays() -> None:
    scheme = load_scheme("national-2020")
    form, _ = worked_out(_form(), scheme)
    assert [get_value(form, pointer) for pointer in SCORES] == ["9.68", "96.76%", "36", "", "100"]
    set_value(form, "/indicators/1/score", "40")
    set_value(form, "/indicators/0/actual", "200人次")
    set_value(form, "/funding/0/executed", "80")
    again, said = worked_out(form, scheme)
    assert [get_value(again, pointer) for pointer in SCORES] == ["10", "100.00%", "40", "90", "100"]
    assert get_value(again, "/indicators/1/score") == "40"
    assert len(said) == 2
    assert get_value(form, "/total/score") == ""  # the form given is not touched
