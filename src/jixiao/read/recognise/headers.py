"""Header rows: which column of a grid holds what, in the indicator block and in the funding block.

A header may be one row or several: words split over rows, or a merged label over finer ones (指标值 over 年初, 实际).
"""

from __future__ import annotations

from jixiao.read.recognise.header import CONTENT, LEVELS, Header
from jixiao.read.recognise.header_columns import settle_columns
from jixiao.read.recognise.header_rows import read_header
from jixiao.read.recognise.table import Item, Table

_AMOUNTS = frozenset(("initial", "budget", "executed", "rate"))


def indicator_header(table: Table, row: int) -> Header | None:
    """Give the header of the indicator block (一级指标 … 得分) that begins in a row, None where none does."""
    if not _may_begin(table.items(row)):
        return None
    header = read_header(table, row, "column")
    found = header.cells.keys()
    if header.labels >= 3 and len(found) >= 2 and found & LEVELS and found & CONTENT:
        settle_columns(header)
        return header
    return None


def funding_header(table: Table, row: int) -> Header | None:
    """Give the header of the funding block (年初预算数 … 执行率) that begins in a row, None where none does."""
    items = table.items(row)
    named = any(label and label.get("measure") in _AMOUNTS and cell.row == row for cell, label in items)
    if not named or _has_values(items):
        return None
    header = read_header(table, row, "measure")
    amounts = header.cells.keys() & _AMOUNTS
    if len(amounts) >= 2 or (amounts and _sources_below(table, row + header.rows)):
        header.close()
        return header
    return None


def _may_begin(items: list[Item]) -> bool:
    """A header row of indicators holds at least one column label of its own and no finished value."""
    own = sum(1 for _, label in items if label and "column" in label.keys)
    return own >= 2 and not _has_values(items)


def _has_values(items: list[Item]) -> bool:
    return any(label.is_number and not label.keys for _, label in items if label)


def _sources_below(table: Table, row: int) -> bool:
    if row >= len(table.rows):
        return False
    return any(label and "source" in label.keys for _, label in table.items(row))
