"""A printed figure in the terms of relations: what it is of, what it truly may be, where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from jixiao.check.relations.constraints import Span
from jixiao.check.relations.items import Path
from jixiao.knowledge.tables import TableKind, table_kind
from jixiao.model.accounts import AccountsTable, Measure, TableRow
from jixiao.model.value import Value

_SIDES = {"income": "收入", "expenditure": "支出"}
_TOTALS = frozenset({"总计", "合计"})
SIGNED: frozenset[Measure] = frozenset({"change", "growth", "difference", "difference_rate"})


class Key(NamedTuple):
    """What a figure is of: concept, measure, and the path of its item where it is one of many of a kind.

    `of` is the other document that states it, empty where it is the document that the relations are about.
    """

    concept: str
    measure: Measure = "amount"
    item: Path = ()
    of: str = ""


class Site(NamedTuple):
    """Where figures stand together: a section of the text, a table by its number, or another document (`of`)."""

    section: str | None = None
    table: int | None = None
    of: str = ""


class CellOf(NamedTuple):
    """The cell that a figure stands in."""

    table: AccountsTable
    row: TableRow
    column: str

    @property
    def table_name(self) -> str:
        """Give the name of the table: 《支出决算表》."""
        kind = kind_of(self.table)
        return f"《{kind.name if kind else (self.table.title.text or '表')}》"

    @property
    def row_name(self) -> str:
        """Give the name of the row, empty where it has none; the totals of both sides are told apart."""
        name = self.row.label.text or self.row.code.text or ""
        return _SIDES.get(self.row.side or "", "") + name if name in _TOTALS else name

    @property
    def column_name(self) -> str:
        """Give the name of the column as printed."""
        return self.table.columns.get(self.column) or self.column

    @property
    def label(self) -> str:
        """Give the name that people know a cell by: 《支出决算表》“行政运行”的基本支出."""
        row = f"“{self.row_name}”" if self.row_name else ""
        return f"{self.table_name}{row}的{self.column_name}"


@dataclass(slots=True, eq=False)
class Fact:
    """A printed figure: its number in 万元, percentage points or pieces, and what it truly may be.

    `places` are the decimals that it stands for in its own unit, `factor` is one of that unit. `literal` is the span of
    a percentage by its own decimals alone: 5% among percentages of two decimals is 5.00% or was rounded further. `key`
    is None where its meaning is not known. `unsigned`: the text leaves open whether it is a decrease. `blank`: an empty
    cell in a line that the table prints, which is nothing.
    """

    index: int
    key: Key | None
    number: Decimal
    span: Span
    literal: Span
    value: Value
    unit: str
    site: Site
    places: int
    factor: Decimal
    named: str | CellOf
    unsigned: bool = False
    blank: bool = False

    @property
    def label(self) -> str:
        """Give the name that people know the figure by."""
        return self.named if isinstance(self.named, str) else self.named.label

    @property
    def measure(self) -> Measure:
        """Give the measure of the figure; one whose meaning is not known is an amount."""
        return self.key.measure if self.key else "amount"


def kind_of(table: AccountsTable) -> TableKind | None:
    """Give the kind of a table, None where it is not known."""
    try:
        return table_kind(table.id)
    except KeyError:
        return None
