"""A form completed before it is written: what is given stays, blank rates, scores and totals are worked out."""

from __future__ import annotations

from decimal import Decimal

from jixiao.model.form import Form, FundingLine
from jixiao.model.form_rows import copied
from jixiao.model.value import Value
from jixiao.score import Scheme, Score, ScoredForm, score
from jixiao.score.points import points
from jixiao.score.rounding import half_up, plain

SELF_EVALUATIONS = frozenset({"project_self_evaluation", "department_self_evaluation"})


def completed(form: Form, scheme: Scheme | str | None = None) -> tuple[Form, list[str]]:
    """Give the form with its blanks filled in by the rules, and the sentences that explain each score filled in.

    Execution rates are percentages of two decimals, half-up. Scores of a self-evaluation (自评表) are those of the
    scheme; one that only a person can decide stays blank. Nothing that the form states is changed.
    """
    form = copied(form)
    for line in form.funding:
        _fill_rate(line)
    if form.kind not in SELF_EVALUATIONS:
        return form, []
    scored = score(form, scheme)
    said = [*_fill_execution(form, scored), *_fill_indicators(form, scored)]
    return form, [*said, *_fill_total(form)]


def _fill_rate(line: FundingLine) -> None:
    budget, executed = _amount(line.budget or line.initial), _amount(line.executed)
    if not line.rate and budget and executed is not None:
        line.rate = Value(f"{half_up(executed / budget * 100, 2)}%")


def _fill_execution(form: Form, scored: ScoredForm) -> list[str]:
    execution, total = form.execution, form.funding_line("total")
    if not execution.rate and total is not None:
        execution.rate = total.rate
    if not execution.weight and scored.execution.weight is not None:
        execution.weight = _points(scored.execution.weight)
    return _fill(execution, scored.execution, "预算执行率")


def _fill_indicators(form: Form, scored: ScoredForm) -> list[str]:
    said: list[str] = []
    for indicator, result in zip(form.indicators, scored.indicators, strict=True):
        said += _fill(indicator, result, indicator.name.text or "")
    return said


def _fill(holder: object, result: Score, name: str) -> list[str]:
    if getattr(holder, "score") or result.value is None or result.method == "no_actual":  # noqa: B009
        return []
    holder.score = _points(result.value)  # type: ignore[attr-defined]
    return [f"{name}：{result.explanation}"]


def _fill_total(form: Form) -> list[str]:
    """The total of what the form now prints; none where a score is still to be decided."""
    items = [form.execution, *(row for row in form.indicators if row.weight or row.score)]
    for name in ("weight", "score"):
        values = [points(getattr(item, name)) for item in items]
        if not getattr(form.total, name) and values and None not in values:
            setattr(form.total, name, _points(sum((value for value in values if value), Decimal(0))))
    return []


def _amount(value: Value) -> Decimal | None:
    quantity = value.quantity
    return quantity.number if quantity.dimension in ("number", "money") and quantity.upper is None else None


def _points(number: Decimal) -> Value:
    """Points with two decimals at most, half-up, and no zeros at the end."""
    return Value(plain(half_up(number, 2)))
