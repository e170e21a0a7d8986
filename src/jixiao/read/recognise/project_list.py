"""Tables that list the indicators of several projects, a column naming the project of each row: a form for each.

Other columns of such a table say who runs the project, what it aims at and what it costs.
"""

from __future__ import annotations

from typing import cast

from jixiao.model.form import FundingLine, FundingSource
from jixiao.read.layout import Cell
from jixiao.read.recognise.draft import Draft
from jixiao.read.recognise.header import Header
from jixiao.read.recognise.table import Item, Table
from jixiao.read.recognise.words import Words, words

_HOLDERS = ("department", "unit")
_SOURCE = "source "
_AMOUNTS = ("initial", "budget", "executed", "rate")


def listed_project(draft: Draft, items: list[Item]) -> Cell | None:
    """Give the cell that names the project of a row, where it is another than the form's so far."""
    block = draft.indicators
    if block is None or "project" not in block.header.cells:
        return None
    for cell, label in items:
        if label and block.header.under(cell)[:1] == ["project"]:
            return cell if label.text != draft.form.project.name.text else None
    return None


def begin_project(draft: Draft, table: Table, items: list[Item], name: Cell) -> Draft:
    """Give the draft of the project that begins in a row: the same one if it has no name yet, else the next."""
    assert draft.indicators is not None
    header = draft.indicators.header
    if draft.form.project.name:
        draft = draft.next_in_list()
        draft.begin_table(table)
        draft.open_indicators(table, header)
    draft.form.project.name = table.value(name)
    _read_columns(draft, table, items, header)
    return draft


def _read_columns(draft: Draft, table: Table, items: list[Item], header: Header) -> None:
    lines: dict[FundingSource, FundingLine] = {"total": FundingLine("total")}
    for cell, key in _columns(table, items, header):
        if key in _AMOUNTS:
            setattr(lines["total"], key, table.value(cell))
        elif key.startswith(_SOURCE):
            source = cast(FundingSource, key.removeprefix(_SOURCE))
            lines.setdefault(source, FundingLine(source)).budget = table.value(cell)
        elif key == "goal":
            draft.form.goal.expected = table.value(cell)
        elif key == "code":
            draft.form.project.code = table.value(cell)
        else:
            setattr(draft.form, key, table.value(cell))
    draft.form.funding += [line for line in lines.values() if line.initial or line.budget or line.executed]


def _columns(table: Table, items: list[Item], header: Header) -> list[tuple[Cell, str]]:
    """Give the cells left of the indicators with what the labels above say of them."""
    labels = table.items(header.row + header.rows - 1)
    first = min((cell.column for key, cell in header.cells.items() if key in ("level1", "level2", "name")), default=0)
    found = []
    for cell, label in items:
        if label is None or cell.column >= first or header.under(cell) == ["project"]:
            continue
        above = next((text for head, text in labels if head.column <= cell.column < head.column + head.columns), None)
        key = _key(words(above.text)) if above else None
        if key is not None:
            found.append((cell, key))
    return found


def _key(label: Words | None) -> str | None:
    if label is None:
        return None
    if label.get("measure") in _AMOUNTS:
        return label.get("measure")
    if source := label.get("source"):
        return _SOURCE + source  # 年度资金总额, 财政拨款: a column for each
    if "goal" in label.keys:
        return "goal"
    holder = label.get("head")
    if holder == "project_code":
        return "code"
    return "unit" if holder == "reporter" else holder if holder in _HOLDERS else None
