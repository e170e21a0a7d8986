"""What can be said of a form only when all of it was read: its kind, year, money unit, total, and whether it is one."""

from __future__ import annotations

import re

from jixiao.model.form import Form, FormKind
from jixiao.read.layout import Paragraph
from jixiao.read.recognise.title import year_in
from jixiao.read.recognise.values import in_paragraph
from jixiao.read.recognise.words import clean

_MONEY_UNIT = re.compile(r"(?:单位|金额单位)?[:：]?(亿元|万元|千元|元)")


def accepted(form: Form, announced: bool) -> bool:
    """Tell whether what was read is a form: it has a block, and a title or a head that says what it is about.

    Amounts alone make none, even below a title: the tables of final accounts have budget and result too.
    """
    named = bool(form.project.name or form.project.code)
    if form.indicators or "indicators" in form.parts:
        return announced or named or _has_results(form)
    return bool(form.funding) and (named or (announced and bool(form.goal.expected or form.goal.actual)))


def accepted_blank(form: Form, announced: bool) -> bool:
    """Tell whether what was read is a form to be filled in: it is one, or has the columns of indicators and a head."""
    has_blocks = bool(form.parts & {"indicators", "goal"})
    return accepted(form, announced) or (has_blocks and (announced or "head" in form.parts))


def _has_results(form: Form) -> bool:
    """Indicators without a title and a project are a form where they have results; a library of them has none."""
    results = sum(bool(row.actual or row.score) for row in form.indicators)
    return results >= 2


def finish(form: Form, announced: bool, lines: list[Paragraph]) -> None:
    """Fill in what follows from the whole: kind, unit, year, execution weight, the total; keep the footnotes."""
    if not announced:
        form.kind = _kind(form)
    form.notes = [in_paragraph(clean(line.text), line) for line in lines if clean(line.text)]
    _unit(form)
    _year(form)
    if not form.execution.weight and form.execution_points and form.execution.score:
        form.execution.weight = form.execution_points
    if form.execution.rate.text is None and (line := form.funding_line("total")) is not None:
        form.execution.rate = line.rate
    if form.totals:
        form.total = next((total for total in form.totals if total.weight), form.totals[0])
    if form.kind == "performance_target":
        _target_funding(form)


def _kind(form: Form) -> FormKind:
    """Without a title the columns tell: a target form has neither results nor scores."""
    if form.parts & {"score", "actual", "execution", "total"} or not form.indicators:
        return "project_self_evaluation"
    return "performance_target"


def _unit(form: Form) -> None:
    reporter = form.texts.get("填报单位")
    if not form.unit and reporter:
        form.unit = reporter


def _year(form: Form) -> None:
    if form.year is not None:
        return
    for value in (form.project.name, *form.notes[:3]):
        if value.text and (year := year_in(value.text)):
            form.year, form.year_printed = year, value
            return


def _target_funding(form: Form) -> None:
    """A target form knows one amount: what is asked for at the beginning of the year."""
    for line in form.funding:
        if not line.initial and line.budget:
            line.initial, line.budget = line.budget, line.initial
