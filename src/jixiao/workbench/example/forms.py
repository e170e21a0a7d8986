"""The forms of the example: what a filing of the book says, put into the form that its step files."""

from __future__ import annotations

from collections.abc import Mapping

from jixiao.model.form import Form, FundingLine, Indicator
from jixiao.model.form_pointers import set_value
from jixiao.model.value import Value
from jixiao.workbench.cycle.models import Filing
from jixiao.workbench.cycle.starting import blank_form
from jixiao.workbench.cycle.steps import StepKind
from jixiao.workbench.example.book import Subject, Told

_TARGET = ("level1", "level2", "name", "target", "weight")
_RESULTS: Mapping[str, tuple[str, ...]] = {
    StepKind.TARGET: (),
    StepKind.MONITORING: ("actual", "forecast", "possibility", "reason"),
    StepKind.SELF_EVALUATION: ("actual", "score", "reason"),
    StepKind.DEPARTMENT: ("actual", "score", "reason"),
}


def told_form(filing: Filing, subject: Subject, told: Told, budget: str) -> Form:
    """Give the form of a filing; `budget` (万元) is the one approved with the target, where the filing names none."""
    form, year = blank_form(filing), filing.step.year.year
    columns = _RESULTS[filing.step.kind]
    form.indicators = [_indicator(cells) for cells in subject.indicators]
    for row, text in (told.targets | told.first).items():
        form.indicators[int(row)].target = Value(text)
    for indicator, cells in zip(form.indicators, told.results, strict=False):
        for name, text in zip(columns, cells, strict=False):
            setattr(indicator, name, Value(text or None))
    form.funding = [_line(source, told, budget, filing.step.kind) for source in ("total", "fiscal")]
    form.goal.expected = Value(subject.goal)
    form.goal.actual = Value(told.actual or None)
    form.execution.reason = Value(told.execution_reason or None)
    for name in ("conclusion", "problems", "improvements"):
        setattr(form, name, Value(getattr(told, name) or None))
    return _dated(form, year)


def _indicator(cells: list[str]) -> Indicator:
    return Indicator(**{name: Value(text) for name, text in zip(_TARGET, cells, strict=True)})


def _line(source: str, told: Told, budget: str, step: str) -> FundingLine:
    line = FundingLine("total" if source == "total" else "fiscal")
    line.budget = Value(told.budget or budget)
    if step != StepKind.TARGET:
        line.initial = Value(told.initial or budget)
        line.executed = Value(told.executed or None)
        line.forecast = Value(told.forecast or None)
    return line


def _dated(form: Form, year: int) -> Form:
    for pointer, value in list(form.values()):
        if value.text and "{year}" in value.text:
            set_value(form, pointer, in_year(value.text, year))
    return form


def in_year(text: str, year: int) -> str:
    """Give a text of the book with its year and the year before it."""
    return text.replace("{year}", str(year)).replace("{last}", str(year - 1))
