"""Header rows: which column of a grid holds what, in the indicator block and in the funding block.

A header may be one row or several: words split over rows, or a merged label over finer ones (指标值 over 年初, 实际).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from jixiao.read.layout import Cell
from jixiao.read.recognise.table import Item, Table
from jixiao.read.recognise.words import Words, words

HeaderContext = Literal["column", "measure"]
_LEVELS = frozenset(("level1", "level2", "name"))
_CONTENT = frozenset(("target", "target_initial", "actual", "weight", "score", "comparator", "possibility"))
_AMOUNTS = frozenset(("initial", "budget", "executed", "rate"))
_MOST_HEADER_ROWS = 3


class Header:
    """A header: `keys[c]` is what column c of the grid holds, None where the header does not say; rows it takes."""

    __slots__ = ("cells", "keys", "row", "rows")

    def __init__(self, width: int, row: int, rows: int) -> None:
        self.keys: list[str | None] = [None] * width
        self.cells: dict[str, Cell] = {}
        self.row = row
        self.rows = rows

    def add(self, key: str, cell: Cell) -> None:
        """Give the columns of a header cell their key; the first cell with a key names it."""
        self.cells.setdefault(key, cell)
        for column in range(cell.column, min(cell.column + cell.columns, len(self.keys))):
            self.keys[column] = key

    def under(self, cell: Cell) -> list[str]:
        """Give the keys of the columns that a cell covers, each once, from left to right."""
        first = self.keys[cell.column] if cell.column < len(self.keys) else None
        if cell.columns == 1:
            return [first] if first else []
        covered = self.keys[cell.column : cell.column + cell.columns]
        return list(dict.fromkeys(key for key in covered if key))


def indicator_header(table: Table, row: int) -> Header | None:
    """Give the header of the indicator block (一级指标 … 得分) that begins in a row, None where none does."""
    if not _may_begin(table.items(row)):
        return None
    header = _best(table, row, "column")
    found = header.cells.keys()
    if len(found) >= 3 and found & _LEVELS and found & _CONTENT:
        _name_levels(header)
        return header
    return None


def funding_header(table: Table, row: int) -> Header | None:
    """Give the header of the funding block (年初预算数 … 执行率) that begins in a row, None where none does."""
    items = table.items(row)
    named = any(label and label.get("measure") in _AMOUNTS and cell.row == row for cell, label in items)
    if not named or _has_values(items):
        return None
    header = _best(table, row, "measure")
    amounts = header.cells.keys() & _AMOUNTS
    if len(amounts) >= 2 or (amounts and _sources_below(table, row + header.rows)):
        return header
    return None


def _may_begin(items: list[Item]) -> bool:
    """A header row of indicators holds at least one column label of its own and no finished value."""
    own = sum(1 for _, label in items if label and "column" in label.keys)
    return own >= 2 and not _has_values(items)


def _has_values(items: list[Item]) -> bool:
    return any(label.is_number and not label.keys for _, label in items if label)


def _best(table: Table, row: int, context: HeaderContext) -> Header:
    """Take in further rows as long as they add columns and hold labels only."""
    best = _header(table, row, 1, context)
    _drop_block_labels(table, best, context)
    for rows in range(2, _MOST_HEADER_ROWS + 1):
        below = row + rows - 1
        if below >= len(table.rows) or not _continues(table, row, below):
            break
        wider = _header(table, row, rows, context)
        _drop_block_labels(table, wider, context)
        if len(wider.cells) > len(best.cells):
            best = wider
    return best


def _continues(table: Table, first: int, row: int) -> bool:
    """A row can belong to a header when it begins cells and all of them are short words, none a value."""
    begun = [words(cell.text) for cell in table.begin[row]]
    texts = [label for label in begun if label]
    spanned = any(cell.row < row for cell in table.rows[row] if cell.row >= first and words(cell.text))
    if any(label.is_number or len(label.text) > 12 or _is_row_label(label) for label in texts):
        return False
    return bool(texts) or spanned


def _is_row_label(label: Words) -> bool:
    if label.keys.get("column") in ("level1", "level2") and "block" not in label.keys:
        return True
    if "head" in label.keys and "column" not in label.keys:
        return True
    return any(context in label.keys for context in ("level1", "level2", "source"))


def _header(table: Table, row: int, rows: int, context: HeaderContext) -> Header:
    header = Header(table.width, row, rows)
    for cell, key in _keyed(table, row, rows, context):
        header.add(key, cell)
    return header


def _keyed(table: Table, row: int, rows: int, context: HeaderContext) -> Iterator[tuple[Cell, str]]:
    """Give the cells that name columns, each the lowest of its column in the header."""
    for cell in _lowest(table, row, row + rows - 1):
        above = _stack(table, row, row + rows - 1, cell) if rows > 1 else []
        key = _key(cell, above, context)
        if key is not None:
            yield cell, key


def _lowest(table: Table, first: int, last: int) -> list[Cell]:
    """Give the lowest cell of each column; a worksheet need not have the blank cell below a label."""
    found = list(table.rows[last])
    for row in range(last - 1, first - 1, -1):
        found += [cell for cell in table.begin[row] if not any(_covers(lower, cell.column) for lower in found)]
    return found


def _key(cell: Cell, above: list[Cell], context: HeaderContext) -> str | None:
    """A label split over rows goes before its last word alone, that before a merged label above it."""
    own = words(cell.text)
    if not above:
        return own.get(context) if own else None
    joined = words("".join(part.text for part in above) + cell.text)
    if joined and len(joined.text) <= 10 and joined.get(context):
        return joined.get(context)
    if own and own.get(context):
        return own.get(context)
    parents = (words(part.text) for part in above)
    return next((key for label in parents if label and (key := label.get(context))), None)


def _stack(table: Table, first: int, last: int, cell: Cell) -> list[Cell]:
    """Give the cells above a cell within the header, from the top."""
    found: list[Cell] = []
    for row in range(first, min(cell.row, last + 1)):
        found += [
            other
            for other in table.begin[row]
            if other.column <= cell.column < other.column + other.columns and other is not cell
        ]
    return found


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
    levels = header.cells.keys() & _LEVELS
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


def _name_levels(header: Header) -> None:
    """One merged header over several columns of indicators (绩效指标 over three) names them from the right."""
    columns = [column for column, key in enumerate(header.keys) if key == "name"]
    if len(columns) < 2 or header.cells.keys() & {"level1", "level2"}:
        return
    for column, key in zip(reversed(columns), ("name", "level2", "level1"), strict=False):
        header.keys[column] = key


def _sources_below(table: Table, row: int) -> bool:
    if row >= len(table.rows):
        return False
    return any(label and "source" in label.keys for _, label in table.items(row))
