"""One row of the funding block as the rules see it, and what the other rows say that its amounts should be."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from jixiao.check.amounts import Amount, amount_of
from jixiao.check.rule import figure, suspect
from jixiao.check.say import percent
from jixiao.model.form import SOURCE_NAMES, FundingLine
from jixiao.model.interval import Interval
from jixiao.model.result import FindingFigure

FUNDING_COLUMNS = (("initial", "年初预算数"), ("budget", "全年预算数"), ("executed", "全年执行数"), ("rate", "执行率"))
AMOUNT_COLUMNS = FUNDING_COLUMNS[:3]
_LABELS = dict(FUNDING_COLUMNS)
EMPTY_TOTAL = "total row left empty"  # the cause of all that fails where the total row stands at 0
_NOTHING = Interval.exact(Decimal(0))


class Line:
    """One row of the funding block with its amounts; `label` names it for people."""

    __slots__ = ("budget", "executed", "initial", "label", "line", "rate")

    def __init__(self, line: FundingLine, unit: str, places: int) -> None:
        self.line = line
        self.label = (line.label.text or SOURCE_NAMES[line.source]).rstrip("：:")
        self.initial = amount_of(line.initial, unit, places)
        self.budget = amount_of(line.budget, unit, places)
        self.executed = amount_of(line.executed, unit, places)
        self.rate = line.rate.quantity

    def figure(self, column: str, expected: str | None = None) -> FindingFigure:
        """Give one cell of the row as a figure of a finding."""
        return figure(f"{self.label}的{_LABELS[column]}", getattr(self.line, column), expected)

    def suspect(self, column: str, expected: str | None = None) -> FindingFigure:
        """Give one cell of the row as the figure that is held to be wrong."""
        return suspect(f"{self.label}的{_LABELS[column]}", getattr(self.line, column), expected)

    def base_figure(self) -> FindingFigure:
        """Give the amount that execution is measured by as a figure of a finding."""
        return figure(f"{self.label}的预算数", self.base.value)

    def executed_figure(self) -> FindingFigure:
        """Give the spending as a figure of a finding."""
        return self.figure("executed")

    @property
    def base(self) -> Amount:
        """The amount that execution is measured by: 全年预算数, or 年初预算数 where the form has no other."""
        return self.budget if self.line.budget else self.initial


class Implied(NamedTuple):
    """What an amount should be by the other rows."""

    number: Decimal
    interval: Interval


def implied(lines: list[Line], line: Line, column: str) -> Implied | None:
    """Give what the other rows make an amount: the sum of the sources for the total, the rest of it for a source."""
    total = next((each for each in lines if each.line.source == "total"), None)
    others = [getattr(each, column) for each in lines if each is not line and each is not total]
    known = [amount for amount in others if amount.number is not None]
    parted = sum((amount.interval for amount in known), _NOTHING)
    number = sum((amount.number for amount in known), Decimal(0))
    if line is total:
        return Implied(number, parted) if known else None
    whole: Amount | None = getattr(total, column) if total is not None else None
    if whole is None or whole.number is None or whole.interval is None:
        return None
    return Implied(whole.number - number, whole.interval - parted)


def denied(lines: list[Line], line: Line, column: str) -> bool:
    """Say whether the other rows make an amount another one."""
    other = implied(lines, line, column)
    return other is not None and other.number != getattr(line, column).number


def left_empty(lines: list[Line], total: Line | None) -> bool:
    """Say whether the total row stands at 0 while the sources below it have amounts."""
    if total is None or any(amount.number for amount in (total.initial, total.budget, total.executed)):
        return False
    return any(line.base.number for line in lines)


def rate_of_parts(lines: list[Line], total: Line) -> str | None:
    """Give the execution rate that the sources make together."""
    parts = [line for line in lines if line is not total]
    base = sum((part.base.number for part in parts if part.base.number), Decimal(0))
    executed = sum((part.executed.number for part in parts if part.executed.number), Decimal(0))
    return percent(executed / base) if base else None
