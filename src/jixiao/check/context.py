"""A form as the rules see it: every value parsed once, sums and habits worked out once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from itertools import chain, groupby
from typing import NamedTuple

from jixiao.check.amounts import money_in, money_places
from jixiao.check.line import FUNDING_COLUMNS, Line
from jixiao.check.row import COLUMNS, Row, said
from jixiao.check.rule import figure, suspect
from jixiao.check.say import percent
from jixiao.check.traces import Trace, traces_in
from jixiao.knowledge.check_words import is_whole_cost
from jixiao.model.form import Form
from jixiao.model.quantity import Quantity
from jixiao.model.quantity import parse as value_of
from jixiao.model.result import FindingFigure, ReadResult
from jixiao.model.value import Value
from jixiao.score import Scheme, Score, ScoredForm, score
from jixiao.score.points import label_points, points
from jixiao.score.rounding import plain

ZERO, HUNDRED = Decimal(0), Decimal(100)
_MONEY = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?[万亿]?元")


class Item(NamedTuple):
    """What is scored: the execution rate or an indicator, with its points as printed."""

    label: str
    weight_value: Value
    weight: Decimal | None
    score_value: Value
    score: Decimal | None
    row: Row | None = None

    @property
    def above(self) -> bool:
        """Whether the score is above the weight."""
        return self.score is not None and self.weight is not None and self.score > self.weight


class LowWeight(NamedTuple):
    """An item whose weight is too low, and what it should be."""

    item: Item
    expected: Decimal


class FormContext:
    """One form, parsed."""

    def __init__(self, file: FileContext, index: int, form: Form) -> None:
        self.file = file
        self.index = index
        self.form = form
        self.kind = form.kind
        self.parts = form.parts
        self.project = form.project.name.text
        self.unit = form.money_unit.text or "万元"
        self.rows = [Row(number, indicator) for number, indicator in enumerate(form.indicators)]
        self.execution_weight = points(form.execution.weight) or block_points(form.execution_points)
        self.execution_score = points(form.execution.score)
        self.total_weight = points(form.total.weight)
        self.total_score = points(form.total.score)
        self.lines = [Line(line, self.unit, file.places) for line in form.funding]
        self.total_line = next((line for line in self.lines if line.line.source == "total"), None)

    @cached_property
    def scored(self) -> ScoredForm:
        """The form scored anew."""
        return score(self.form, self.file.scheme)

    @cached_property
    def named_rows(self) -> list[Row]:
        """The rows that name an indicator: others are empty or hold a stray value."""
        return [row for row in self.rows if row.indicator.name]

    def blocks(self, level: str) -> list[list[Row]]:
        """Give the runs of rows under one label with points of a level (level1 or level2), those of 2 within 1."""
        if not any("分" in (getattr(row.indicator, level).text or "") for row in self.rows):
            return []
        runs = groupby(self.rows, key=lambda row: (row.indicator.level1.text, getattr(row.indicator, level).text))
        return [list(rows) for (_, label), rows in runs if label and "分" in label]

    @cached_property
    def items(self) -> list[Item]:
        """Everything that has points, the execution rate first where the form scores it."""
        execution = self.form.execution
        first = Item("预算执行率", execution.weight, self.execution_weight, execution.score, self.execution_score)
        items = [first] if self.execution_weight is not None or execution.score else []
        for row in self.rows:
            cells = row.indicator
            if row.weight is not None or row.score is not None:
                items.append(Item(row.label, cells.weight, row.weight, cells.score, row.score, row))
        return items

    @cached_property
    def weight_below_score(self) -> LowWeight | None:
        """The one weight below its own score that would make the weights add up, where there is one."""
        weights = [item.weight for item in self.items if item.weight is not None]
        gap = (HUNDRED if self.total_weight is None else self.total_weight) - sum(weights, ZERO)
        low = [item for item in self.items if item.above]
        if gap <= 0 or len(weights) < len(self.items) or len(low) != 1 or low[0].weight is None or low[0].score is None:
            return None
        expected = low[0].weight + gap
        return LowWeight(low[0], expected) if low[0].score <= expected else None

    def rule_score(self, item: Item) -> Score:
        """Give what the rules of scoring make of an item."""
        return self.scored.execution if item.row is None else self.scored.indicators[item.row.number]

    def figure(self, item: Item, column: str) -> FindingFigure:
        """Give the 分值 or 得分 of an item as a figure of a finding."""
        return figure(f"“{item.label}”的{column}", item.score_value if column == "得分" else item.weight_value)

    def suspect(self, item: Item, column: str, expected: str | None = None) -> FindingFigure:
        """Give the 分值 or 得分 of an item as the figure that is held to be wrong."""
        value = item.score_value if column == "得分" else item.weight_value
        return suspect(f"“{item.label}”的{column}", value, expected)

    def target_text(self, row: Row) -> str:
        """Give a target as people read it, from its three columns."""
        cells = row.indicator
        sign, text, unit = cells.comparator.text or "", cells.target.text or "", cells.unit.text or ""
        sign = sign if len(sign) == 1 and not sign.isalnum() else ""
        return f"{sign}{text}{'' if text.endswith(unit) or unit == '其他' else unit}"

    def total_amounts(self) -> list[FindingFigure]:
        """Give the amounts of the main funding row as figures of a finding."""
        line = self.main_line
        if line is None:
            return []
        return [
            figure(f"{line.label}的预算数", line.base.value),
            figure(f"{line.label}的全年执行数", line.executed.value),
        ]

    def cost_result(self, row: Row) -> str | None:
        """Give what a row of the whole cost should report: the spending, None for any other row."""
        line = self.main_line
        if line is None or line.executed.number is None or row not in self.whole_costs:
            return None
        return f"{plain(line.executed.number)}{self.unit}"

    @cached_property
    def whole_costs(self) -> list[Row]:
        """The rows whose target is an amount for the whole project."""
        costs = [row for row in self.rows if row.family == "cost" and row.target.dimension == "money"]
        alone = len(costs) == 1 and self.kind != "department_self_evaluation"
        return [row for row in costs if is_whole_cost(row.label, alone)]

    @cached_property
    def explained_as_a_whole(self) -> bool:
        """Whether a passage for the whole form tells why points were taken off."""
        form = self.form
        whole = [form.problems, *(value for label, value in form.texts.items() if "原因" in label or "偏差" in label)]
        return any(said(value) for value in whole)

    @property
    def execution_reasoned(self) -> bool:
        """Whether the execution rate has its reason, in its own cell or in a passage for the whole form."""
        return said(self.form.execution.reason) or self.explained_as_a_whole

    def missed(self, row: Row) -> bool:
        """Say whether a target in numbers was missed."""
        share = self.scored.indicators[row.number].share
        return share is not None and share < 1

    @cached_property
    def text_amounts(self) -> list[tuple[str, Value, Quantity]]:
        """The amounts of money in the long passages, with the passage and its name."""
        found = []
        for name, value in self.texts:
            for match in _MONEY.finditer(value.text or "") if "元" in (value.text or "") else ():
                found.append((name, value, value_of(match.group())._replace(span=match.span())))
        return found

    @cached_property
    def values(self) -> list[Value]:
        """Everything that the form says, cell by cell and passage by passage."""
        form = self.form
        values = [value for _, value in (*self.head(), *self.texts)]
        for line in form.funding:
            values += (line.initial, line.budget, line.executed, line.rate)
        for row in form.indicators:
            values += (row.name, row.target, row.actual, row.weight, row.score)
        values += (form.execution.weight, form.execution.rate, form.execution.score)
        values += (form.total.weight, form.total.score)
        return [value for value in values if value.text]

    @cached_property
    def traces(self) -> list[Trace]:
        """What templates and spreadsheets left in the form."""
        return traces_in(self.values)

    def origin_of(self, stray: Quantity) -> tuple[str, bool]:
        """Say where a stray amount comes from, and whether it is certain that it does not belong here."""
        amount = money_in(stray, self.unit)
        if amount is None:
            return "", False
        for other in self.file.forms:
            line = other.main_line if other is not self else None
            if line is not None and amount in (line.executed.number, line.base.number):
                return f"，与“{other.project}”的金额相同", True
        line = self.main_line
        if line is not None and line.base.number is not None and amount > line.base.number:
            return f"，超过本项目预算{line.base.value.text}{self.unit}", True
        return "", False

    def carried_total(self, stated: Decimal, right: Decimal) -> list[FindingFigure]:
        """Give the total as a second wrong figure where it is the sum of the scores, one of which is wrong."""
        scores = [item.score for item in self.items if item.score is not None]
        if self.total_score is None or sum(scores, ZERO) != self.total_score:
            return []
        return [suspect("总分", self.form.total.score, plain(self.total_score - stated + right))]

    @property
    def scheme(self) -> Scheme:
        """The scheme that the form is held to."""
        return self.scored.scheme

    @cached_property
    def main_line(self) -> Line | None:
        """The funding row that the execution rate is taken from: the total, else the fiscal row."""
        usable = (line for line in self.lines if line.base.number is not None and line.executed.number is not None)
        return next((line for line in usable if line.line.source in ("total", "fiscal")), None)

    @cached_property
    def total_left_empty(self) -> bool:
        """Whether the total row of the funding block stands at 0 while the sources below it have amounts."""
        total = self.total_line
        if total is None or any(amount.number for amount in (total.initial, total.budget, total.executed)):
            return False
        return any(line.base.number for line in self.lines)

    @property
    def rate_of_parts(self) -> str | None:
        """Give the execution rate that the sources make together."""
        parts = [line for line in self.lines if line is not self.total_line]
        base = sum((part.base.number for part in parts if part.base.number), ZERO)
        executed = sum((part.executed.number for part in parts if part.executed.number), ZERO)
        return percent(executed / base) if base else None

    @cached_property
    def texts(self) -> list[tuple[str, Value]]:
        """The long passages with the names that people know them by."""
        form = self.form
        named = [
            ("预期目标", form.goal.expected),
            ("实际完成情况", form.goal.actual),
            ("评价结论", form.conclusion),
            ("存在问题", form.problems),
            ("改进措施", form.improvements),
            ("预算执行率的原因", form.execution.reason),
        ]
        named += [(f"“{row.label}”的原因", row.indicator.reason) for row in self.rows]
        named += form.texts.items()
        return [(name, value) for name, value in named if value.text]

    @cached_property
    def explained(self) -> bool:
        """Whether a reason stands anywhere on the form."""
        form = self.form
        passages = (form.execution.reason, form.problems, form.improvements)
        return any(said(value) for value in passages) or any(row.reasoned for row in self.rows)

    @property
    def figures(self) -> int:
        """How many figures the form has: amounts, rates, points, targets and results that are numbers."""
        numbers: list[Decimal | None] = [self.total_weight, self.total_score]
        numbers += (self.execution_weight, self.execution_score)
        for row in self.rows:
            numbers += (row.target.number, row.actual.number, row.weight, row.score)
        for line in self.lines:
            numbers += (line.initial.number, line.budget.number, line.executed.number, line.rate.number)
        return len(numbers) - numbers.count(None)

    def label_of(self, value: Value) -> str:
        """Give the name that people know a cell by."""
        return next((label for label, own in chain(self.head(), self.cells(), self.texts) if own is value), "")

    def head(self) -> list[tuple[str, Value]]:
        """Give the cells of the form's head with the names that people know them by."""
        form = self.form
        return [("项目名称", form.project.name), ("主管部门", form.department), ("实施单位", form.unit)]

    def cells(self) -> Iterator[tuple[str, Value]]:
        """Give every cell of the funding and the indicator block with the name that people know it by."""
        for line in self.lines:
            for name, label in FUNDING_COLUMNS:
                yield f"{line.label}的{label}", getattr(line.line, name)
        for name, label in EXECUTION_COLUMNS:
            yield f"预算执行率的{label}", getattr(self.form.execution, name)
        for row in self.rows:
            for name, label in COLUMNS.items():
                yield f"“{row.label}”的{label}", getattr(row.indicator, name)
        yield "总分的分值", self.form.total.weight
        yield "总分", self.form.total.score


EXECUTION_COLUMNS = (("weight", "分值"), ("rate", "执行率"), ("score", "得分"), ("reason", "原因"))


def block_points(value: Value) -> Decimal | None:
    """Give the points of a block: 绩效指标（90分） or the bare 90 of its label."""
    stated = points(value)
    return label_points(value) if stated is None else stated


class FileContext:
    """All forms of a file, parsed; `scheme` is the one asked for, None where each form's layout decides."""

    def __init__(self, read: ReadResult, scheme: Scheme | None) -> None:
        self.read = read
        self.scheme = scheme
        self.places = money_places(read.documents)
        self.forms = [FormContext(self, index, form) for index, form in enumerate(read.documents)]
