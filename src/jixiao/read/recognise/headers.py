"""Header rows: which column of a grid holds what, in the indicator block and in the funding block.

A header may be one row or several: words split over rows, or a merged label over finer ones (指标值 over 年初, 实际).
"""

from __future__ import annotations

from collections.abc import Callable

from jixiao.read.recognise.header import CONTENT, LEVELS, Header
from jixiao.read.recognise.header_columns import settle_columns
from jixiao.read.recognise.header_rows import read_header
from jixiao.read.recognise.table import Item, Table
from jixiao.read.recognise.words import Words, words

_AMOUNTS = frozenset(("initial", "budget", "executed", "rate"))
_OTHERS = frozenset(("goal", "block", "column", "head", "tail", "row"))


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
    if _are_pairs(items, _is_amount) and (
        _begins_other(table, row + header.rows) or _numbers_beside(table, row + header.rows, items)
    ):
        return None
    if len(amounts) >= 2 or (amounts and _sources_below(table, row + header.rows)):
        header.close()
        return header
    return None


def _are_pairs(items: list[Item], names: Callable[[Words], bool]) -> bool:
    """A blank cell stands right of each of the labels: 全年预算数 | ____ | 全年执行数 | ____."""
    at = [index for index, (_, label) in enumerate(items) if label and names(label)]
    return bool(at) and all(index + 1 < len(items) and items[index + 1][1] is None for index in at)


def _is_amount(label: Words) -> bool:
    return label.get("measure") in _AMOUNTS and "block" not in label.keys


def _is_source(label: Words) -> bool:
    return "source" in label.keys


def _numbers_beside(table: Table, row: int, items: list[Item]) -> bool:
    """The numbers of a row stand under the blank cells above, none of them under a label."""
    if row >= len(table.begin):
        return False
    labels = {cell.column for cell, label in items if label}
    numbers = [cell.column for cell in table.begin[row] if (label := words(cell.text)) and label.is_number]
    return bool(numbers) and labels.isdisjoint(numbers)


def _begins_other(table: Table, row: int) -> bool:
    """The row does not go on with columns of money: it begins with another block's label or has pairs of sources."""
    if row >= len(table.begin):
        return True
    labels = [label for cell in table.begin[row] if (label := words(cell.text))]
    sources = sum(map(_is_source, labels))
    if not labels or sources > 1:
        return not labels or _are_pairs(table.items(row), _is_source)
    return not sources and bool(labels[0].keys.keys() & _OTHERS)


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
