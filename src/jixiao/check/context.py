"""A form as the rules see it: every value parsed once, what several rules need worked out once."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property

from jixiao.check.amounts import money_places
from jixiao.check.item import Item, LowWeight, sum_of_scores, weight_below_score
from jixiao.check.line import Line
from jixiao.check.passages import Passage, ToldAmount, amounts_in, passages_of
from jixiao.check.row import Row, said, weight_of
from jixiao.check.rule import suspect
from jixiao.check.traces import Trace, traces_in
from jixiao.knowledge.check_words import is_whole_cost, tells_unspent
from jixiao.model.form import Form
from jixiao.model.result import FindingFigure, ReadResult
from jixiao.model.value import Value
from jixiao.score import Scheme, Score, ScoredForm, score
from jixiao.score.points import label_points, points
from jixiao.score.rounding import plain

_HUNDRED = Decimal(100)


class FormContext:
    """One form, parsed: its rows, its funding lines, its points, its passages."""

    def __init__(self, file: FileContext, index: int, form: Form) -> None:
        self.file = file
        self.index = index
        self.form = form
        self.kind = form.kind
        self.parts = form.parts
        self.project = form.project.name.text
        self.unit = form.money_unit.text or "万元"
        self.rows = [Row(number, indicator) for number, indicator in enumerate(form.indicators)]
        self.lines = [Line(line, self.unit, file.places) for line in form.funding]
        self.execution_weight = weight_of(form.execution.weight) or block_points(form.execution_points)
        self.execution_score = points(form.execution.score)
        self.total_weight = weight_of(form.total.weight)
        self.total_score = points(form.total.score)

    # --- funding

    @cached_property
    def total_line(self) -> Line | None:
        """The total row of the funding block."""
        return next((line for line in self.lines if line.line.source == "total"), None)

    @cached_property
    def main_line(self) -> Line | None:
        """The funding row that the execution rate is taken from: the total, else the fiscal row."""
        usable = (line for line in self.lines if line.base.number is not None and line.executed.number is not None)
        return next((line for line in usable if line.line.source in ("total", "fiscal")), None)

    def main_amounts(self) -> list[FindingFigure]:
        """Give the amounts of the main funding row as figures of a finding."""
        line = self.main_line
        return [] if line is None else [line.base_figure(), line.executed_figure()]

    # --- points

    @cached_property
    def scored(self) -> ScoredForm:
        """The form scored anew."""
        return score(self.form, self.file.scheme)

    @property
    def scheme(self) -> Scheme:
        """The scheme that the form is held to."""
        return self.scored.scheme

    @cached_property
    def items(self) -> list[Item]:
        """Everything that has points, the execution rate first where the form scores it."""
        execution = self.form.execution
        first = Item("预算执行率", execution.weight, self.execution_weight, execution.score, self.execution_score)
        items = [first] if self.execution_weight is not None or execution.score else []
        for row in self.rows:
            if row.weight is not None or row.score is not None:
                cells = row.indicator
                items.append(Item(row.label, cells.weight, row.weight, cells.score, row.score, row))
        return items

    def rule_score(self, item: Item) -> Score:
        """Give what the rules of scoring make of an item."""
        return self.scored.execution if item.row is None else self.scored.indicators[item.row.number]

    @cached_property
    def low_weight(self) -> LowWeight | None:
        """The one weight below its own score that would make the weights add up, where there is one."""
        return weight_below_score(self.items, _HUNDRED if self.total_weight is None else self.total_weight)

    def carried_total(self, stated: Decimal, right: Decimal) -> list[FindingFigure]:
        """Give the total as a second wrong figure where it is the sum of the scores, one of which is wrong."""
        if self.total_score is None or sum_of_scores(self.items) != self.total_score:
            return []
        return [suspect("总分", self.form.total.score, plain(self.total_score - stated + right))]

    # --- indicators

    @cached_property
    def named_rows(self) -> list[Row]:
        """The rows that name an indicator: others are empty or hold a stray value."""
        return [row for row in self.rows if row.indicator.name]

    @cached_property
    def whole_costs(self) -> list[Row]:
        """The rows whose target is an amount for the whole project."""
        costs = [row for row in self.rows if row.family == "cost" and row.target.dimension == "money"]
        alone = len(costs) == 1 and self.kind != "department_self_evaluation"
        return [row for row in costs if is_whole_cost(row.label, alone)]

    def missed(self, row: Row) -> bool:
        """Say whether a target in numbers was missed."""
        share = self.scored.indicators[row.number].share
        return share is not None and share < 1 and not row.undirected

    # --- words

    @cached_property
    def head(self) -> list[Passage]:
        """The cells of the form's head with the names that people know them by."""
        form = self.form
        return [("项目名称", form.project.name), ("主管部门", form.department), ("实施单位", form.unit)]

    @cached_property
    def texts(self) -> list[Passage]:
        """The passages of running text."""
        return passages_of(self.form, self.rows)

    @cached_property
    def told_amounts(self) -> list[ToldAmount]:
        """The amounts of money in the passages."""
        return amounts_in(self.texts)

    @cached_property
    def values(self) -> list[Value]:
        """Everything that the form says, cell by cell and passage by passage."""
        form = self.form
        values = [value for _, value in (*self.head, *self.texts)]
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

    @cached_property
    def explained_as_a_whole(self) -> bool:
        """Whether a passage for the whole form tells why points were taken off."""
        texts = self.form.texts.items()
        whole = [self.form.problems, *(value for label, value in texts if "原因" in label or "偏差" in label)]
        return any(said(value) for value in whole)

    @property
    def execution_reasoned(self) -> bool:
        """Whether the execution rate has its reason: in its own cell, in a passage for the whole form, or elsewhere.

        The national form (财预〔2020〕10号附件) has no cell for it: people write it where the goal's results or an
        indicator's reason stand.
        """
        if said(self.form.execution.reason) or self.explained_as_a_whole:
            return True
        told = (self.form.goal.actual, *(row.indicator.reason for row in self.rows))
        return any(tells_unspent(value.text or "") for value in told)

    @property
    def explained(self) -> bool:
        """Whether a reason stands anywhere on the form."""
        return self.execution_reasoned or said(self.form.improvements) or any(row.reasoned for row in self.rows)

    def label_of(self, value: Value) -> str:
        """Give the name that people know a cell by."""
        from jixiao.check.labels import label_of  # met only where something is found

        return label_of(self, value)

    @property
    def figures(self) -> int:
        """How many figures the form has: amounts, rates, points, targets and results that are numbers."""
        numbers = [self.total_weight, self.total_score, self.execution_weight, self.execution_score]
        for row in self.rows:
            numbers += (row.target.number, row.actual.number, row.weight, row.score)
        for line in self.lines:
            numbers += (line.initial.number, line.budget.number, line.executed.number, line.rate.number)
        return len(numbers) - numbers.count(None)


class FileContext:
    """All forms of a file, parsed; `scheme` is the one asked for, None where each form's layout decides."""

    def __init__(self, read: ReadResult, scheme: Scheme | None) -> None:
        self.read = read
        self.scheme = scheme
        self.places = money_places(read.forms)
        self.forms = [FormContext(self, index, form) for index, form in enumerate(read.forms)]


def block_points(value: Value) -> Decimal | None:
    """Give the points of a block: 绩效指标（90分） or the bare 90 of its label."""
    stated = points(value)
    return label_points(value) if stated is None else stated
