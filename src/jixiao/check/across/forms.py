"""The figures of a form that other documents state too: the amounts of its total row, as printed and in 万元."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from jixiao.check.across.papers import Paper
from jixiao.check.line import Line
from jixiao.check.relations.numbers import money_factor
from jixiao.model.interval import Interval
from jixiao.model.value import Value

TOLD = "前面的文件里已经指出"


class Pair(NamedTuple):
    """A figure as a form and another document state it; `equal` where both may stand for one value."""

    column: str
    label: str
    own: Value
    other: Value
    equal: bool


def cell(paper: Paper, column: str) -> Value:
    """Give a cell of the total row of a form that has one."""
    found: Value = getattr(paper.form.funding_line("total"), column)
    return found


def form_amount(paper: Paper, column: str) -> Interval | None:
    """Give an amount of the total row in 万元."""
    line: Line | None = paper.line
    interval: Interval | None = getattr(line, column).interval if line else None
    factor = money_factor(paper.form.money_unit.text) or Decimal(1)
    return interval.scale(factor) if interval is not None else None
