"""Final accounts (部门决算): what the disclosure states in prose and in its tables, every figure as printed.

A figure is known by three things: its concept (收入总计, 一般公共预算财政拨款支出 …, ids of the taxonomy), its measure
(the amount itself, last year's, the change, the share …) and its item where it is one of many of a kind, such as a
subject of 政府收支分类. Text and tables speak of the same figures in the same terms.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from jixiao.model.value import Value, blank

Measure = Literal[
    "amount",  # 决算数: the figure of the year reported
    "prior",  # 上年决算数
    "change",  # 比上年增加(减少)的数额
    "growth",  # 增长(下降)的百分比
    "share",  # 占上级数的百分比
    "initial_budget",  # 年初预算数
    "budget",  # 全年(调整)预算数
    "difference",  # 决算数比预算数多(少)的数额
    "difference_rate",  # 决算数比预算数多(少)的百分比
    "completion",  # 完成预算的百分比
    "count",  # 人次, 辆, 批次, 个
]
Direction = Literal["up", "down", "flat"]
SIGNED_RATE = "差异率"  # the word for a rate whose own sign says whether it is more or less
AccountsKind = Literal["final_accounts", "department_self_evaluation_report", "project_evaluation_report"]


@dataclass(slots=True)
class Statement:
    """One figure of the narrative: `value` as printed (digits only), `unit` beside it, None where none is printed.

    `concept` is None where the figure was seen and its meaning was not recognised. `item` names the subject
    (社会保障和就业支出/行政事业单位养老支出/事业单位离退休), `section` is the id of the section that it stands in.
    """

    label: str
    value: Value
    unit: str | None = None
    concept: str | None = None
    measure: Measure = "amount"
    item: str | None = None
    year: int | None = None
    direction: Direction | None = None
    section: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Give the statement of the contract (read.schema.json); a measure other than the amount is part of the id."""
        concept = self.concept if self.measure == "amount" or self.concept is None else f"{self.concept}.{self.measure}"
        return {
            "concept": concept,
            "label": self.label,
            "value": self.value.text or "",
            "unit": self.unit,
            "year": self.year,
            "direction": self.direction,
            "item": self.item,
            "section": self.section,
        }


@dataclass(slots=True)
class TableRow:
    """A row of one block of a table: its subject code (类, 款 or 项 joined: 2101501) where it has one, and its label.

    `values` are by column id of the table's kind (knowledge/tables.toml); `side` tells the block of a table that has
    two side by side (income or expenditure, left or right).
    """

    label: Value
    code: Value = field(default_factory=blank)
    values: dict[str, Value] = field(default_factory=dict)
    side: str | None = None
    concept: str | None = None  # concept of the row's label where the table's lines are concepts (本年收入合计)

    def to_dict(self) -> dict[str, Any]:
        """Give the row with its values as printed."""
        return {
            "code": self.code.text,
            "label": self.label.text,
            "side": self.side,
            "concept": self.concept,
            "values": {column: value.text for column, value in self.values.items()},
        }


@dataclass(slots=True)
class AccountsTable:
    """A disclosure table: `id` of its kind (knowledge/tables.toml), its title, money unit (元 or 万元) and rows."""

    id: str
    title: Value
    unit: str | None = None
    columns: dict[str, str] = field(default_factory=dict)  # column id → header words as printed
    rows: list[TableRow] = field(default_factory=list)
    notes: list[Value] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """Give the table of the contract (read.schema.json)."""
        return {
            "id": self.id,
            "title": self.title.text,
            "unit": self.unit,
            "columns": dict(self.columns),
            "rows": [row.to_dict() for row in self.rows],
            "notes": [note.text for note in self.notes],
        }


@dataclass(slots=True)
class Section:
    """A section of the disclosure: `id` of knowledge/sections (None where unknown), heading, level from 1, its text."""

    id: str | None
    heading: Value
    level: int
    paragraphs: list[Value] = field(default_factory=list)


class Written(NamedTuple):
    """A figure that jixiao wrote into the paper: `tag` says what it is, `text` is as it was written.

    `value` is what stands there now, `same` whether that is what was written; `text` is None where the paper holds no
    more than a checksum of it.
    """

    tag: str
    text: str | None
    value: Value
    same: bool


@dataclass(slots=True)
class FinalAccounts:
    """One disclosure: cover, narrative and tables; annexed reports and forms are documents of their own."""

    kind: AccountsKind = "final_accounts"
    year: int | None = None
    year_printed: Value = field(default_factory=blank)
    unit: Value = field(default_factory=blank)
    title: Value = field(default_factory=blank)
    published: Value = field(default_factory=blank)  # 公开时间
    sections: list[Section] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    tables: list[AccountsTable] = field(default_factory=list)
    score: Value = field(default_factory=blank)  # reports: 得分 and 等级 as stated
    grade: Value = field(default_factory=blank)
    written: list[Written] = field(default_factory=list)  # where jixiao wrote the paper: its figures

    def values(self) -> Iterator[tuple[str, Value]]:
        """Give every value with its JSON Pointer (RFC 6901) into `to_dict()`."""
        yield "/year", self.year_printed
        yield "/unit", self.unit
        yield "/title", self.title
        yield "/published", self.published
        yield "/score", self.score
        yield "/grade", self.grade
        for index, statement in enumerate(self.statements):
            yield f"/statements/{index}/value", statement.value
        for number, table in enumerate(self.tables):
            yield f"/tables/{number}/title", table.title
            for line, row in enumerate(table.rows):
                yield f"/tables/{number}/rows/{line}/code", row.code
                yield f"/tables/{number}/rows/{line}/label", row.label
                for column, value in row.values.items():
                    yield f"/tables/{number}/rows/{line}/values/{column}", value

    def pointer(self, value: Value) -> str | None:
        """Give the JSON Pointer of one of the document's own values, None for any other."""
        return next((pointer for pointer, own in self.values() if own is value), None)

    def to_dict(self) -> dict[str, Any]:
        """Give the `document` of the contract (read.schema.json): values as printed, `where` beside."""
        return {
            "kind": self.kind,
            "year": self.year,
            "unit": self.unit.text,
            "title": self.title.text,
            "published": self.published.text,
            "statements": [statement.to_dict() for statement in self.statements],
            "tables": [table.to_dict() for table in self.tables],
            "sections": [{"id": s.id, "heading": s.heading.text, "level": s.level} for s in self.sections],
            "score": self.score.text,
            "grade": self.grade.text,
            "where": {pointer: value.place.to_dict() for pointer, value in self.values() if value.place},
        }
