"""The export of the 一体化 platform (预算公开) as data: its tables are budgets, its sheets of words are texts.

Only sheets that are published are used; each other one is told. Formulas whose stored result is 0 were calculated when
the workbook was read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from jixiao.knowledge.export_sheets import coded_sheet
from jixiao.knowledge.tables import TableKind, table_kind
from jixiao.knowledge.taxonomy import taxonomy
from jixiao.model.accounts import AccountsTable, FinalAccounts, Statement, TableRow
from jixiao.read.layout import Layout

_FEWEST = 3  # sheets with codes that make a workbook an export


class Export(NamedTuple):
    """What an export says: the budgets of the year, texts by name, and remarks."""

    budgets: list[Statement]
    texts: dict[str, str]
    remarks: list[str]


def is_export(layout: Layout) -> bool:
    """Tell whether a workbook is an export of the platform: its sheets have codes, and none speaks of 决算."""
    names = [grid.sheet or "" for grid in layout.grids()]
    return sum(coded_sheet(name) is not None for name in names) >= _FEWEST and not any("决算" in name for name in names)


def read_export(layout: Layout, accounts: list[FinalAccounts]) -> Export:
    """Give what an export says; `accounts` are the tables as they were recognised."""
    found = Export([], {}, [])
    published: set[str] = set()
    for grid in layout.grids():
        name = grid.sheet or ""
        coded = coded_sheet(name)
        if coded is None or coded.sheet is None:
            found.remarks.append(f"工作表“{name}”不认识，没有使用")
            continue
        if coded.code not in coded.sheet.codes:
            found.remarks.append(f"工作表“{name}”的编码应为{'或'.join(coded.sheet.codes)}，已按名称使用")
        if coded.sheet.table:
            published.add(name)
        elif coded.sheet.text:
            found.texts[coded.sheet.text] = "\n".join(cell.text.strip() for cell in grid.cells if cell.text.strip())
        else:
            found.remarks.append(f"工作表“{name}”没有对应的公开表，没有使用")
    for table in (table for document in accounts for table in document.tables):
        place = table.title.place
        if place is None or place.sheet in published:
            found.budgets.extend(_budgets(table))
    return found


def _budgets(table: AccountsTable) -> Iterator[Statement]:
    """Give each figure of a table whose meaning is known as a budget at the beginning of the year."""
    kind = table_kind(table.id)
    names = {code: row.label.text or "" for row in table.rows if (code := row.code.text)}
    for row in table.rows:
        for column, value in row.values.items():
            concept = _concept(kind, row, column)
            if value and concept is not None:
                item = _item(row, names) if concept == kind.rows else None
                label = row.label.text or taxonomy().concepts[concept].label
                yield Statement(label, value, table.unit, concept, "initial_budget", item)


def _concept(kind: TableKind, row: TableRow, column: str) -> str | None:
    meaning = kind.figure(row.concept, column)
    return meaning[0] if meaning is not None and meaning[0] in taxonomy().concepts else None


def _item(row: TableRow, names: dict[str, str]) -> str:
    code = row.code.text or ""
    path = [names[code[:length]] for length in (3, 5) if len(code) > length and code[:length] in names]
    return "/".join([*path, row.label.text or ""])
