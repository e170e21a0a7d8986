"""The names that people know the cells of a form by: “参保人数”的完成值, 财政拨款的全年执行数."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jixiao.check.line import FUNDING_COLUMNS
from jixiao.check.row import COLUMNS
from jixiao.model.value import Value

if TYPE_CHECKING:
    from jixiao.check.context import FormContext

_EXECUTION_COLUMNS = (("weight", "分值"), ("rate", "完成值"), ("score", "得分"), ("reason", "原因"))


def label_of(form: FormContext, value: Value) -> str:
    """Give the name of one of the form's own values, an empty one for any other."""
    return next((label for label, own in _labelled(form) if own is value), "")


def _labelled(form: FormContext) -> Iterator[tuple[str, Value]]:
    yield from form.head
    yield from form.texts
    for line in form.lines:
        for name, label in FUNDING_COLUMNS:
            yield f"{line.label}的{label}", getattr(line.line, name)
    for name, label in _EXECUTION_COLUMNS:
        yield f"预算执行率的{label}", getattr(form.form.execution, name)
    for row in form.rows:
        for name, label in COLUMNS.items():
            yield f"“{row.label}”的{label}", getattr(row.indicator, name)
    yield "总分的分值", form.form.total.weight
    yield "总分", form.form.total.score
