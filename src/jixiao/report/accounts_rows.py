"""Final accounts as rows for people: each figure with what it is of, the sections that they stand in, the tables."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from jixiao.knowledge.taxonomy import taxonomy
from jixiao.model.accounts import AccountsTable, FinalAccounts, Measure, Statement, TableRow
from jixiao.model.value import Value

MEASURE: dict[Measure, str] = {
    "amount": "",
    "prior": "上年数",
    "change": "增减额",
    "growth": "增减率",
    "share": "占比",
    "initial_budget": "年初预算",
    "budget": "预算数",
    "difference": "与预算的差额",
    "difference_rate": "与预算的差率",
    "completion": "完成预算",
    "count": "",
}
DIRECTION = {"up": "增", "down": "减", "flat": "平"}
UNKNOWN = "（没有认出）"
SIDES = {"income": "收入", "expenditure": "支出", "left": "左", "right": "右"}


class Part(NamedTuple):
    """A run of figures of one section: its heading, None where it has none, and the figures."""

    heading: str | None
    statements: list[Statement]


def parts(document: FinalAccounts) -> Iterator[Part]:
    """Give the figures of a document section by section, in the order of the text."""
    headings: dict[str | None, str | None] = {}
    for section in document.sections:
        headings.setdefault(section.id, section.heading.text)
    for section_id, statements in groupby(document.statements, lambda statement: statement.section):
        yield Part(headings.get(section_id), list(statements))


def concept_name(statement: Statement) -> str:
    """Give what a figure is of in the words of the books: 公务接待费 占比."""
    concept = taxonomy().concepts.get(statement.concept or "")
    if concept is None:
        return UNKNOWN
    return " ".join(filter(None, [concept.label, MEASURE[statement.measure]]))


def shown_value(statement: Statement) -> str:
    """Give the figure as printed with the direction that the words beside it give: 0.25（增）."""
    direction = f"（{DIRECTION[statement.direction]}）" if statement.direction else ""
    return f"{statement.value.text or ''}{direction}"


def table_title(table: AccountsTable) -> str:
    """Give the title of a table with its unit of money."""
    return f"{table.title.text or '（没有表名）'}" + (f"（{table.unit}）" if table.unit else "")


def table_header(table: AccountsTable) -> list[str]:
    """Give the column headings of a table: subject, label, then its own."""
    return ["科目编码", "项目", *(words or column for column, words in table.columns.items())]


def table_cells(table: AccountsTable, row: TableRow) -> list[Value]:
    """Give the cells of a row in the order of the headings."""
    return [row.code, row.label, *(row.values.get(column, Value()) for column in table.columns)]
