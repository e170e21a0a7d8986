"""What one unit (单位) has to report for one year: its projects' forms, its tables, its figures and its texts.

The papers of the year are written from it: forms, the final accounts disclosure (部门决算公开), evaluation reports. It
comes from the workbook that jixiao makes, from JSON or TOML, or from papers that `read` understands. Amounts are in the
unit that the figure or its table names, 万元 where none is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from jixiao.model.accounts import AccountsTable, FinalAccounts, Measure, Statement
from jixiao.model.form import Form, FormKind
from jixiao.model.value import Value


@dataclass(slots=True)
class Unit:
    """单位: its full name as on the seal, its department (主管部门), its kind and its place.

    `kind` is 行政单位, 参公单位 or 事业单位: what 机关运行经费 applies to. `whole` tells a department with the units
    below it (部门决算) from a unit alone (单位决算); `below` names those units (二级单位).
    """

    name: str
    department: str | None = None
    code: str | None = None
    kind: str | None = None
    region: str | None = None
    whole: bool = True
    below: list[str] = field(default_factory=list)


@dataclass(slots=True)
class UnitYear:
    """One unit and one year.

    `accounts` holds this year's tables and, as statements, the figures that stand in no table (政府采购, 车辆, 批次 …);
    `prior` is last year's paper: its tables, or its narrative as published. `texts` are passages and reasons by their
    names (knowledge/wording): what only a person can know, never invented.
    """

    unit: Unit
    year: int
    published: str | None = None  # 公开时间 as it is to be printed
    accounts: FinalAccounts = field(default_factory=FinalAccounts)
    prior: FinalAccounts | None = None
    forms: list[Form] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)

    def forms_of(self, kind: FormKind) -> list[Form]:
        """Give the forms of one kind in their order."""
        return [form for form in self.forms if form.kind == kind]

    def table(self, kind: str) -> AccountsTable | None:
        """Give this year's first table of a kind (id of knowledge/tables.toml), None where there is none."""
        return next((table for table in self.accounts.tables if table.id == kind), None)

    def tables(self) -> Iterator[AccountsTable]:
        """Give this year's tables in their order."""
        yield from self.accounts.tables

    def state(self, concept: str, value: str, unit: str = "万元", measure: Measure = "amount") -> None:
        """Add a figure that stands in no table; `concept` is an id of knowledge/taxonomy.toml."""
        self.accounts.statements.append(Statement(concept, Value(value), unit, concept, measure, year=self.year))
