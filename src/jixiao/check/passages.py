"""The running text of a form (目标、结论、原因) and the amounts of money in it."""

from __future__ import annotations

import re
from typing import NamedTuple

from jixiao.check.row import Row
from jixiao.model.form import Form
from jixiao.model.quantity import Quantity, parse
from jixiao.model.value import Value

_MONEY = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?[万亿]?元")

Passage = tuple[str, Value]  # the name that people know it by, and the text


class ToldAmount(NamedTuple):
    """An amount of money in running text; `start` and `end` are where it stands."""

    label: str
    value: Value
    quantity: Quantity
    start: int
    end: int

    def before(self, characters: int) -> str:
        """Give the text before the amount."""
        return (self.value.text or "")[max(0, self.start - characters) : self.start]

    def after(self, characters: int) -> str:
        """Give the text behind the amount."""
        return (self.value.text or "")[self.end : self.end + characters]


def passages_of(form: Form, rows: list[Row]) -> list[Passage]:
    """Give the passages of a form that are not blank, reasons among them."""
    named = [
        ("预期目标", form.goal.expected),
        ("实际完成情况", form.goal.actual),
        ("评价结论", form.conclusion),
        ("存在问题", form.problems),
        ("改进措施", form.improvements),
        ("预算执行率的原因", form.execution.reason),
    ]
    named += [(f"“{row.label}”的原因", row.indicator.reason) for row in rows if row.indicator.reason.text]
    named += form.texts.items()
    return [(name, value) for name, value in named if value.text]


def amounts_in(passages: list[Passage]) -> list[ToldAmount]:
    """Give all amounts of money in the passages."""
    return [
        ToldAmount(name, value, parse(match.group()), *match.span())
        for name, value in passages
        if value.text and "元" in value.text
        for match in _MONEY.finditer(value.text)
    ]
