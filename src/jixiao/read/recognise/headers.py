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
_LONG = "long_term "  # before the key of a column that is about the whole life of a project, not the year


class Header:
    """A header: `keys[c]` is what column c of the grid holds, None where the header does not say; rows it takes."""

    __slots__ = ("_lists", "cells", "keys", "labels", "row", "rows")

    def __init__(self, width: int, row: int, rows: int) -> None:
        self.keys: list[str | None] = [None] * width
        self._lists: list[list[str]] = []
        self.cells: dict[str, Cell] = {}
        self.labels = 0  # cells that name a column
        self.row = row
        self.rows = rows

    def add(self, key: str, cell: Cell) -> None:
        """Give the columns of a header cell their key; the first cell with a key names it."""
        self.cells.setdefault(key, cell)
        self.labels += 1
        for column in range(cell.column, min(cell.column + cell.columns, len(self.keys))):
            self.keys[column] = key

    def complete(self, upper: Header) -> None:
        """Take over the columns that only the header row right above names."""
        own = set(self.cells)
        for column, key in enumerate(upper.keys):
            if key is not None and key not in own and self.keys[column] is None:
                self.keys[column] = key
                self.cells.setdefault(key, upper.cells[key])
        self.close()

    def close(self) -> None:
        """Say that all columns are named: from now on those of narrow cells are known at once."""
        self._lists = [[key] if key else [] for key in self.keys]

    def under(self, cell: Cell) -> list[str]:
        """Give the keys of the columns that a cell covers, each once, from left to right."""
        if cell.columns == 1 and cell.column < len(self._lists):
            return self._lists[cell.column]
        covered = self.keys[cell.column : cell.column + cell.columns]
        return list(dict.fromkeys(key for key in covered if key))


def indicator_header(table: Table, row: int) -> Header | None:
    """Give the header of the indicator block (一级指标 … 得分) that begins in a row, None where none does."""
    if not _may_begin(table.items(row)):
        return None
    header = _best(table, row, "column")
    found = header.cells.keys()
    if header.labels >= 3 and len(found) >= 2 and found & _LEVELS and found & _CONTENT:
        _columns_of_projects(header)
        _later_set(header)
        _points_of_indicators(header)
        _name_levels(header)
        header.close()
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
        header.close()
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
    least = _label_rows(table, row, context)
    best = _header(table, row, least, context)
    for rows in range(least + 1, _MOST_HEADER_ROWS + 1):
        below = row + rows - 1
        if below >= len(table.rows) or not _continues(table, best, below, context):
            break
        wider = _header(table, row, rows, context)
        if len(wider.cells) > len(best.cells):
            best = wider
    _without_long_term(best)
    return best


def _label_rows(table: Table, row: int, context: HeaderContext) -> int:
    """A header has as many rows as the labels of the levels in it (一级指标 over two rows)."""
    spans = [
        cell.rows
        for cell in table.begin[row]
        if (label := words(cell.text)) and label.get(context) in _LEVELS and "block" not in label.keys
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
    return bool(begun) or spanned


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
        return not header.cells.keys().isdisjoint(_LEVELS) or not _names_results(header)
    if "head" in label.keys and "column" not in label.keys:
        return True
    return any(context in label.keys for context in ("level1", "level2", "source"))


def _names_results(header: Header) -> bool:
    """The labels so far are those of columns, not just of goals, which share some words (实际完成情况)."""
    content = (words(cell.text) for key, cell in header.cells.items() if key in _CONTENT)
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
        return _LONG + key
    return key


def _without_long_term(header: Header) -> None:
    """Columns for the whole life of a project (中期指标值) give way to those for the year, where there are such."""
    kept = {key: cell for key, cell in header.cells.items() if not key.startswith(_LONG)}
    for key, cell in header.cells.items():
        if key.startswith(_LONG):
            kept.setdefault(key.removeprefix(_LONG), cell)
    for column, label in enumerate(header.keys):
        if label is not None and label.startswith(_LONG):
            short = label.removeprefix(_LONG)
            header.keys[column] = short if short not in header.cells else None
    header.cells = kept


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
    """One merged header over several columns of indicators (绩效指标 over three) names them from the right.

    Where a header ends with 二级指标, that column holds the indicators themselves.
    """
    if "name" not in header.cells and header.cells.keys() >= {"level1", "level2"}:
        header.cells["name"] = header.cells.pop("level2")
        header.keys = ["name" if key == "level2" else key for key in header.keys]
    columns = [column for column, key in enumerate(header.keys) if key == "name"]
    if len(columns) < 2 or header.cells.keys() & {"level1", "level2"}:
        return
    names = ("name", "level1") if len(columns) == 2 else ("name", "level2", "level1")
    for column, key in zip(reversed(columns), names, strict=False):
        header.keys[column] = key


def _later_set(header: Header) -> None:
    """Where name and value stand twice side by side, first for a project's whole life, those for the year count."""
    keys = header.keys
    starts = [c for c, key in enumerate(keys) if key == "name" and (c == 0 or keys[c - 1] != "name")]
    if len(starts) < 2 or "target" not in keys[starts[0] : starts[1]] or "target" not in keys[starts[1] :]:
        return
    begin = starts[1] - (keys[starts[1] - 1] == "level2")
    again = set(keys[begin:])
    for column in range(begin):
        if keys[column] in again:
            keys[column] = None


def _columns_of_projects(header: Header) -> None:
    """Where a column names the project of each row, those left of the levels are about the project (年度目标)."""
    if "project" not in header.cells:
        return
    first = next(column for column, key in enumerate(header.keys) if key in _LEVELS)
    kept = ("project", "number")
    header.keys[:first] = [key if key in kept else None for key in header.keys[:first]]


def _points_of_indicators(header: Header) -> None:
    """Where each level has points beside it (一级指标 | 分值 | 二级指标 | 分值), those right of the name count."""
    keys = header.keys
    name = keys.index("name") if "name" in keys else 0
    for key in ("weight", "score"):
        if key in keys[name:]:
            keys[:name] = [None if other == key else other for other in keys[:name]]


def _sources_below(table: Table, row: int) -> bool:
    if row >= len(table.rows):
        return False
    return any(label and "source" in label.keys for _, label in table.items(row))
