"""A new year begun from the last one: what stays the same, and last year's figures to compare with."""

from __future__ import annotations

from jixiao.knowledge.taxonomy import taxonomy
from jixiao.knowledge.texts import text_named
from jixiao.knowledge.workbook import workbook_words
from jixiao.model.accounts import FinalAccounts, Statement
from jixiao.model.form import Form, FundingLine, Goal, Indicator
from jixiao.model.unit_year import UnitYear
from jixiao.model.value import Value, blank
from jixiao.write.disclosure import load_wording
from jixiao.write.disclosure.figures import Figures, Topic

_KEPT = ("level1", "level2", "name", "comparator", "target", "unit", "weight")


def next_year(last: UnitYear, year: int) -> UnitYear:
    """Give the year to be filled in: unit, projects with their targets, passages, and last year's figures as `prior`.

    Results, scores, reasons and amounts of the last year are not taken over.
    """
    data = UnitYear(last.unit, year, accounts=FinalAccounts(year=year))
    data.forms = [_form(form, year) for form in last.forms]
    data.texts = {name: text for name, text in last.texts.items() if _stays(name)}
    figures = _figures(last) if last.year == year - 1 else []
    data.prior = FinalAccounts(year=year - 1, statements=figures) if figures else None
    return data


def _stays(name: str) -> bool:
    """Passages such as 部门职责 stay; reasons are of one year."""
    text = text_named(name)
    return text is not None and text.kind == "passage" and text.always


def _figures(last: UnitYear) -> list[Statement]:
    """Give what is compared with next year; what was not stated is not said to be 0."""
    figures = Figures(last, load_wording())
    found = []
    for asked in workbook_words().prior:
        amount = figures.amount(Topic(asked.concept))
        if amount or (amount is not None and figures.now.stated(asked.concept) is not None):
            known = taxonomy().concepts[asked.concept]
            found.append(Statement(known.label, Value(f"{amount:f}"), known.unit, asked.concept, year=last.year))
    return found


def _form(last: Form, year: int) -> Form:
    form = Form(last.kind, year, title=_undated(last.title, last.year))
    form.department, form.unit, form.money_unit = last.department, last.unit, last.money_unit
    form.project = last.project
    form.funding = [FundingLine(line.source, line.label) for line in last.funding]
    form.goal = Goal(expected=last.goal.expected)
    form.execution.weight, form.total.weight = last.execution.weight, last.total.weight
    form.indicators = [Indicator(**{name: getattr(each, name) for name in _KEPT}) for each in last.indicators]
    form.signatures = last.signatures
    return form


def _undated(title: Value, year: int | None) -> Value:
    """A title that names last year is left to the layout."""
    return blank() if year is not None and str(year) in (title.text or "") else title
