"""The rows of a header: words split over rows, merged labels over finer ones, sheets without any merged cell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from jixiao.read.layout import Cell
from jixiao.read.recognise.header import CONTENT, LEVELS, LONG, Header
from jixiao.read.recognise.header_columns import without_long_term
from jixiao.read.recognise.table import Table
from jixiao.read.recognise.words import Words, words

HeaderContext = Literal["column", "measure"]
_MOST_HEADER_ROWS = 3


def read_header(table: Table, row: int, context: HeaderContext) -> Header:
    """Take in further rows as long as they add columns and hold labels only."""
    least = _label_rows(table, row, context)
    best = _header(table, row, least, context)
    for rows in range(least + 1, _MOST_HEADER_ROWS + 1):
        below = row + rows - 1
        if below >= len(table.rows) or not _continues(table, best, below, context):
            break
        wider = _header(table, row, rows, context)
        if len(wider.cells) > len(best.cells):
            best = wider
    without_long_term(best)
    return best


def _label_rows(table: Table, row: int, context: HeaderContext) -> int:
    """A header has as many rows as the labels of the levels in it (一级指标 over two rows)."""
    spans = [
        cell.rows
        for cell in table.begin[row]
        if (label := words(cell.text)) and label.get(context) in LEVELS and "block" not in label.keys
    ]
    return max((span for span in spans if span <= _MOST_HEADER_ROWS), default=1)


def _continues(table: Table, header: Header, row: int, context: HeaderContext) -> bool:
    """A row can belong to a header when it begins cells and all of them are short labels, none a value."""
    begun = [(cell, label) for cell in table.begin[row] if (label := words(cell.text))]
    spanned = any(cell.row < row for cell in table.rows[row] if cell.row >= header.row and words(cell.text))
    for cell, label in begun:
        if (label.is_number and not label.keys) or len(label.text) > 12:
            return False
        if not _is_header_word(table, header, row, cell, label, context):
            return False
    return bool(begun) or (spanned and not table.begin[row])


def _is_header_word(table: Table, header: Header, row: int, cell: Cell, label: Words, context: HeaderContext) -> bool:
    """A label, the rest of one that begins above, or one of several words under a wider label."""
    above = _stack(table, header.row, row, cell)
    joined = words("".join(part.text for part in above) + cell.text) if above else None
    if joined and joined.get(context):
        return True
    if _is_row_label(label, header):
        return False
    if label.get(context) or "block" in label.keys:
        return True
    return any(over.get(context) for part in above if (over := words(part.text)) and _is_wider(table, part, cell))


def _is_wider(table: Table, above: Cell, cell: Cell) -> bool:
    """A label heads more than the column of a cell, by its width or by blank cells right of it."""
    if above.columns > cell.columns or above.column < cell.column:
        return True
    right = next((other for other in table.begin[cell.row] if other.column == cell.column + cell.columns), None)
    return right is not None and _heading(table, above.row, right) == [above]


def _is_row_label(label: Words, header: Header) -> bool:
    """The label begins a row of its own: data, or the header of the indicators unless that is what is read."""
    if label.keys.get("column") in ("level1", "level2") and "block" not in label.keys:
        return not header.cells.keys().isdisjoint(LEVELS) or not _names_results(header)
    if "head" in label.keys and "column" not in label.keys:
        return True
    return any(context in label.keys for context in ("level1", "level2", "source"))


def _names_results(header: Header) -> bool:
    """The labels so far are those of columns, not just of goals, which share some words (实际完成情况)."""
    content = (words(cell.text) for key, cell in header.cells.items() if key in CONTENT)
    return any(label and "goal" not in label.keys for label in content)


def _header(table: Table, row: int, rows: int, context: HeaderContext) -> Header:
    header = Header(table.width, row, rows)
    for cell, key in _keyed(table, row, rows, context):
        header.add(key, cell)
    _drop_block_labels(table, header, context)
    return header


def _keyed(table: Table, row: int, rows: int, context: HeaderContext) -> Iterator[tuple[Cell, str]]:
    """Give the cells that name columns, each the lowest of its column in the header."""
    for cell in table.rows[row + rows - 1]:
        above = _stack(table, row, row + rows - 1, cell) if rows > 1 else []
        key = _key(cell, above, context)
        if key is not None:
            yield cell, key


def _key(cell: Cell, above: list[Cell], context: HeaderContext) -> str | None:
    """A label split over rows goes before its last word alone, that before a merged label above it."""
    labels = [label for part in (cell, *reversed(above)) if (label := words(part.text))]
    if above and (joined := words("".join(part.text for part in above) + cell.text)) and len(joined.text) <= 10:
        labels.insert(0, joined)
    key = next((key for label in labels if (key := label.get(context))), None)
    if key is not None and any(label.long_term for label in labels):
        return LONG + key
    return key


def _stack(table: Table, first: int, last: int, cell: Cell) -> list[Cell]:
    """Give the cells above a cell within the header, from the top."""
    found: list[Cell] = []
    for row in range(first, min(cell.row, last + 1)):
        above = [other for other in table.begin[row] if _covers(other, cell.column) and other is not cell]
        found += above if any(words(other.text) for other in above) else _heading(table, row, cell)
    return found


def _heading(table: Table, row: int, cell: Cell) -> list[Cell]:
    """Where nothing is merged a label also heads the blank cells right of it, if the row below fills all of them."""
    left = [other for other in table.begin[row] if other.column < cell.column and words(other.text)]
    if not left or not words(cell.text):
        return []
    nearest = left[-1]
    filled = {other.column for other in table.begin[cell.row] if words(other.text)}
    return [nearest] if filled.issuperset(range(nearest.column, cell.column)) else []


def _drop_block_labels(table: Table, header: Header, context: HeaderContext) -> None:
    """A label to the left that governs the block (绩效指标, 预算执行情况) is no column of it."""
    for cell in table.rows[header.row]:
        label = words(cell.text)
        key = label.get(context) if label else None
        if label is None or key is None or "block" not in label.keys or header.cells.get(key) is not cell:
            continue
        others = [c for c, k in enumerate(header.keys) if k == key and not _covers(cell, c)]
        if others or _governs(cell, header):
            _forget(table, header, key, cell, others)


def _governs(cell: Cell, header: Header) -> bool:
    """A block's label stands left of all other labels, or spans more rows than the header has."""
    right = [other for other in header.cells.values() if other is not cell]
    first = min((other.column for other in right), default=0)
    levels = header.cells.keys() & LEVELS
    named = levels - {key for key in levels if header.cells[key] is cell}
    return cell.rows > header.rows or (cell.column < first and (bool(named) or cell.column == 0))


def _forget(table: Table, header: Header, key: str, cell: Cell, others: list[int]) -> None:
    for column in range(cell.column, min(cell.column + cell.columns, len(header.keys))):
        header.keys[column] = None
    del header.cells[key]
    for other in table.rows[header.row + header.rows - 1]:
        if others and _covers(other, others[0]):
            header.cells[key] = other


def _covers(cell: Cell, column: int) -> bool:
    return cell.column <= column < cell.column + cell.columns
