"""What only a monitoring form (绩效运行监控表) tells of an indicator: 全年预计完成情况 and 完成目标可能性."""

from __future__ import annotations

from jixiao.model.value import Value, blank
from jixiao.read.layout import Cell
from jixiao.read.recognise.header import Header
from jixiao.read.recognise.table import Item, Table
from jixiao.read.recognise.words import words

TICKS = frozenset("√✓✔☑")


def outlook(table: Table, header: Header, items: list[Item]) -> dict[str, Value]:
    """Give `forecast` and `possibility` of a row; a tick under 确定能, 有可能 or 完全不可能 stands for that word."""
    found = {"forecast": blank(), "possibility": blank()}
    for cell, label in items:
        for key in header.under(cell):
            if key in found and label is not None and not found[key]:
                found[key] = table.value(cell, _above(table, header, cell.column) if label.text in TICKS else None)
    return found


def options_of(table: Table, header: Header, key: str, row: int) -> dict[str, Cell]:
    """Give the cells of a row under several columns of one meaning by the words above them, none where it is one."""
    cells = [cell for cell, _ in table.items(row) if header.under(cell)[:1] == [key]]
    named = {word: cell for cell in cells if (word := _above(table, header, cell.column)) is not None}
    return named if len(named) > 1 else {}


def _above(table: Table, header: Header, column: int) -> str | None:
    """The lowest header word over a column."""
    lowest = table.rows[header.row + header.rows - 1]
    cell = next((cell for cell in lowest if cell.column <= column < cell.column + cell.columns), None)
    label = words(cell.text) if cell else None
    return label.text if label else None
