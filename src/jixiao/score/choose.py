"""The scoring scheme (评分方案) that fits a form, chosen by its layout; a place name never counts."""

from __future__ import annotations

from decimal import Decimal

from jixiao.knowledge.scheme_choice import Choice, choices
from jixiao.knowledge.scheme_file import Scheme
from jixiao.knowledge.schemes import load_scheme
from jixiao.model.form import Form
from jixiao.model.place import Place
from jixiao.score.points import label_points, points

COST, OUTPUT = "成本", "产出"


def choose_scheme(form: Form) -> Scheme:
    """Give the scheme that fits the form's layout: the first row of `scheme_choice.toml` whose conditions hold."""
    return load_scheme(choice_of(form).scheme)


def choice_of(form: Form) -> Choice:
    """Give the row that decided, with its reason in Chinese (`why`)."""
    return next(choice for choice in choices() if _fits(form, choice))


def _fits(form: Form, choice: Choice) -> bool:
    title = form.title.text or ""
    return (
        (not choice.title_words or any(word in title for word in choice.title_words))
        and (choice.execution_points is None or choice.execution_points == execution_points(form))
        and (not choice.comparator_column or any(indicator.comparator for indicator in form.indicators))
        and (not choice.unit_column or any(indicator.unit for indicator in form.indicators))
        and (not choice.execution_in_block or execution_in_block(form))
        and (not choice.cost_under_output or _cost_under_output(form))
        and (not choice.level1 or any(choice.level1 in (row.level1.text or "") for row in form.indicators))
    )


def execution_points(form: Form) -> Decimal | None:
    """Give the points of the execution rate (预算执行率) as the form prints them, in its cell or in a block's label."""
    own = points(form.execution.weight)
    return own if own is not None else label_points(form.execution_points)


def execution_in_block(form: Form) -> bool:
    """Tell whether the execution rate is a row of the indicator table rather than of the funding table."""
    funding, scored = form.funding_line("total"), form.execution.weight.place
    if funding is None or scored is None:
        return False
    own = funding.budget.place or funding.executed.place
    return own is not None and not _same_row(own, scored)


def _same_row(one: Place, other: Place) -> bool:
    if (one.page, one.sheet, one.table) != (other.page, other.sheet, other.table):
        return False
    if one.row is not None and other.row is not None:
        return one.row == other.row
    if one.line is not None and other.line is not None:
        return one.line == other.line
    return True


def _cost_under_output(form: Form) -> bool:
    return any(
        OUTPUT in (indicator.level1.text or "") and COST in (indicator.level2.text or "")
        for indicator in form.indicators
    )
