"""A performance form (绩效表): what a self-evaluation, target or monitoring form says, every value as printed.

Field names are those of the contract (read.schema.json); amounts are in `money_unit`, mostly 万元.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from jixiao.model.pointer import token
from jixiao.model.value import Value, blank

FormKind = Literal[
    "project_self_evaluation",  # 项目支出绩效自评表
    "department_self_evaluation",  # 部门整体支出绩效自评表
    "performance_target",  # 绩效目标(申报)表
    "performance_monitoring",  # 绩效运行监控表
]
KIND_NAMES: dict[FormKind, str] = {
    "project_self_evaluation": "项目支出绩效自评表",
    "department_self_evaluation": "部门整体支出绩效自评表",
    "performance_target": "绩效目标表",
    "performance_monitoring": "绩效运行监控表",
}
FundingSource = Literal["total", "fiscal", "carryover", "special_account", "unit", "other"]
SOURCE_NAMES: dict[FundingSource, str] = {
    "total": "年度资金总额",
    "fiscal": "财政拨款",
    "carryover": "上年结转资金",
    "special_account": "财政专户管理资金",
    "unit": "单位资金",
    "other": "其他资金",
}


@dataclass(slots=True)
class Project:
    """项目: its code in the budget system and its name."""

    code: Value = field(default_factory=blank)
    name: Value = field(default_factory=blank)


@dataclass(slots=True)
class FundingLine:
    """One row of the funding block (资金来源): 年初预算数, 全年(调整后)预算数, 全年执行数, 执行率.

    On a monitoring form `executed` is up to the month of monitoring, `forecast` 全年预计执行数.
    """

    source: FundingSource
    label: Value = field(default_factory=blank)
    initial: Value = field(default_factory=blank)
    budget: Value = field(default_factory=blank)
    executed: Value = field(default_factory=blank)
    rate: Value = field(default_factory=blank)
    forecast: Value = field(default_factory=blank)


@dataclass(slots=True)
class Goal:
    """年度总体目标: 预期目标 and 实际完成情况."""

    expected: Value = field(default_factory=blank)
    actual: Value = field(default_factory=blank)


@dataclass(slots=True)
class Execution:
    """预算执行率 as an item that is scored: its points, the rate as printed beside them, the score and the reason."""

    weight: Value = field(default_factory=blank)
    rate: Value = field(default_factory=blank)
    score: Value = field(default_factory=blank)
    reason: Value = field(default_factory=blank)


@dataclass(slots=True)
class Indicator:
    """One indicator (三级指标) with its levels, target (年度指标值), result (实际完成值), points and score.

    On a monitoring form `actual` is the state at the month of monitoring, `forecast` 全年预计完成情况 and `possibility`
    完成目标可能性 (确定能, 有可能, 完全不可能).
    """

    level1: Value = field(default_factory=blank)
    level2: Value = field(default_factory=blank)
    name: Value = field(default_factory=blank)
    comparator: Value = field(default_factory=blank)
    target: Value = field(default_factory=blank)
    unit: Value = field(default_factory=blank)
    actual: Value = field(default_factory=blank)
    weight: Value = field(default_factory=blank)
    score: Value = field(default_factory=blank)
    reason: Value = field(default_factory=blank)
    forecast: Value = field(default_factory=blank)
    possibility: Value = field(default_factory=blank)


@dataclass(slots=True)
class Total:
    """总分 or 合计: the sum of the points and of the scores as printed."""

    weight: Value = field(default_factory=blank)
    score: Value = field(default_factory=blank)


@dataclass(slots=True)
class Signatures:
    """Those who sign: 项目负责人 and 财务负责人."""

    project_lead: Value = field(default_factory=blank)
    finance_lead: Value = field(default_factory=blank)


_AMOUNTS = ("initial", "budget", "executed", "rate")
_SOMETIMES = ("forecast", "label")  # only where a line has them
_CELLS = ("level1", "level2", "name", "comparator", "target", "unit", "actual", "weight", "score", "reason")
_OUTLOOK = ("forecast", "possibility")  # only monitoring forms have them

# Which parts of a form were found: a rule that needs a missing part says so instead of reporting it blank.
Part = Literal["head", "funding", "goal", "indicators", "execution", "total", "weight", "score", "actual", "reason"]


@dataclass(slots=True)
class Form:
    """One form of a file.

    `parts` names the blocks and columns that the layout has. `totals` holds every total row, `total` is the first.
    `execution_points` and `indicator_points` are the points in block labels (预算执行情况（10分）, 绩效指标（90分）).
    `notes` are footnotes (说明, 注) and `texts` other labelled passages by their label.
    """

    kind: FormKind
    year: int | None = None
    year_printed: Value = field(default_factory=blank)
    title: Value = field(default_factory=blank)
    department: Value = field(default_factory=blank)
    unit: Value = field(default_factory=blank)
    project: Project = field(default_factory=Project)
    money_unit: Value = field(default_factory=blank)
    funding: list[FundingLine] = field(default_factory=list)
    goal: Goal = field(default_factory=Goal)
    execution: Execution = field(default_factory=Execution)
    indicators: list[Indicator] = field(default_factory=list)
    total: Total = field(default_factory=Total)
    totals: list[Total] = field(default_factory=list)
    conclusion: Value = field(default_factory=blank)
    problems: Value = field(default_factory=blank)
    improvements: Value = field(default_factory=blank)
    signatures: Signatures = field(default_factory=Signatures)
    execution_points: Value = field(default_factory=blank)
    indicator_points: Value = field(default_factory=blank)
    notes: list[Value] = field(default_factory=list)
    texts: dict[str, Value] = field(default_factory=dict)
    parts: set[Part] = field(default_factory=set)

    def funding_line(self, source: FundingSource) -> FundingLine | None:
        """Give the first funding row of a source, None where the form has none."""
        return next((line for line in self.funding if line.source == source), None)

    def values(self) -> Iterator[tuple[str, Value]]:
        """Give every value of the form with its JSON Pointer (RFC 6901) into `to_dict()`, blank ones included.

        The labels of funding lines name what is said and are not among them.
        """
        yield from _single_values(self)
        for index, line in enumerate(self.funding):
            for name in (*_AMOUNTS, *_told(line, ("forecast",))):
                yield f"/funding/{index}/{name}", getattr(line, name)
        for index, indicator in enumerate(self.indicators):
            for name in (*_CELLS, *_told(indicator, _OUTLOOK)):
                yield f"/indicators/{index}/{name}", getattr(indicator, name)

    def pointer(self, value: Value) -> str | None:
        """Give the JSON Pointer of one of the form's own values, None for any other."""
        return next((pointer for pointer, own in self.values() if own is value), None)

    def to_dict(self) -> dict[str, Any]:
        """Give the `document` of the contract (read.schema.json): values as printed, `where` and `parsed` beside."""
        shown: dict[str, Any] = {"kind": self.kind, "year": self.year}
        shown.update(_texts(self, ("department", "unit")))
        shown["project"] = _texts(self.project, ("code", "name"))
        shown["money_unit"] = self.money_unit.text
        shown["funding"] = [_line(line) for line in self.funding]
        shown["goal"] = _texts(self.goal, ("expected", "actual"))
        shown["execution"] = _texts(self.execution, ("weight", "rate", "score", "reason"))
        shown["indicators"] = [_texts(each, (*_CELLS, *_told(each, _OUTLOOK))) for each in self.indicators]
        shown["total"] = _texts(self.total, ("weight", "score"))
        shown.update(_texts(self, ("conclusion", "problems", "improvements")))
        shown["signatures"] = _texts(self.signatures, ("project_lead", "finance_lead"))
        shown["title"] = self.title.text
        shown["texts"] = {label: value.text for label, value in self.texts.items()}
        shown["where"] = {pointer: value.place.to_dict() for pointer, value in self.values() if value.place}
        shown["parsed"] = {pointer: value.quantity.to_dict() for pointer, value in self.values() if value}
        return shown


def _line(line: FundingLine) -> dict[str, str | None]:
    """A funding line; its label is the words, without the colon that some layouts print behind them."""
    shown = {"source": line.source} | _texts(line, (*_AMOUNTS, *_told(line, _SOMETIMES)))
    return shown | {"label": label.rstrip("：: ")} if (label := shown.get("label")) else shown


def _told(part: object, names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of some values that are not blank."""
    return tuple(name for name in names if getattr(part, name))


def _texts(part: object, names: tuple[str, ...]) -> dict[str, str | None]:
    return {name: getattr(part, name).text for name in names}


def _single_values(form: Form) -> Iterator[tuple[str, Value]]:
    yield "/year", form.year_printed
    yield "/title", form.title
    yield "/department", form.department
    yield "/unit", form.unit
    yield "/project/code", form.project.code
    yield "/project/name", form.project.name
    yield "/money_unit", form.money_unit
    for part in ("goal", "execution", "total", "signatures"):
        holder = getattr(form, part)
        for name in holder.__slots__:
            yield f"/{part}/{name}", getattr(holder, name)
    for name in ("conclusion", "problems", "improvements"):
        yield f"/{name}", getattr(form, name)
    for label, value in form.texts.items():
        yield f"/texts/{token(label)}", value
