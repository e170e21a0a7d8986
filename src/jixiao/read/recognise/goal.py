"""The goal block (年度总体目标): what was expected and what was reached, below their labels or beside them."""

from __future__ import annotations

from jixiao.model.form import Form
from jixiao.model.value import Value
from jixiao.read.layout import Cell
from jixiao.read.recognise.table import Item, Table
from jixiao.read.recognise.words import Words, words

Labels = dict[str, list[Cell]]  # the label cells of each part of the goal, the one that counts first
_NO_VALUE = frozenset(("goal", "block", "column", "head"))
_OF_THE_YEAR = ("年度", "当年", "本年", "全年")


def read_goal(form: Form, table: Table, row: int) -> int:
    """Read the goal whose labels stand in a row; gives the number of rows taken, 0 where the row has no such label."""
    items = table.items(row)
    labels = _goal_labels(items)
    if not labels:
        return 0
    form.parts.add("goal")
    for cell, label in items:
        if label and ("goal" in label.keys or "block" in label.keys):
            table.mark(cell)
    beside = {key: _first_filled([_beside(items, cell) for cell in cells]) for key, cells in labels.items()}
    if any(beside.values()):
        for key, found in beside.items():
            _put(form, table, key, found)
        return 1
    after = row + max(1, min(cell.rows for cells in labels.values() for cell in cells))
    below = _below(table, after, labels)
    if (not below or _has_labels(table, after)) and (blank := _blank_beside(items, labels)):
        for key, cell in blank.items():
            _put(form, table, key, cell)
        return 1
    for key, cell in below.items():
        _put(form, table, key, cell)
    if not below:
        return int(not any(label and "head" in label.keys for _, label in items))
    return after + 1 - row + _read_further(form, table, after + 1, labels)


def _read_further(form: Form, table: Table, row: int, labels: Labels) -> int:
    """Goals that stand in a row each, all beside one block label, are parts of one goal; gives the rows taken."""
    taken = 0
    while row < len(table.rows) and _same_block(table, row):
        for key, cells in labels.items():
            part = _first_filled([_under(table.begin[row], cell) for cell in cells])
            meaning = words(part.text) if part is not None else None
            if part is not None and meaning is not None:
                value: Value = getattr(form.goal, key)
                value.text = (value.text or "") + meaning.text
                table.mark(part)
        row, taken = row + 1, taken + 1
    return taken


def _same_block(table: Table, row: int) -> bool:
    """The row is still covered by the goal's block label, and has no label of its own."""
    items = table.items(row)
    first, label = items[0] if items else (None, None)
    if first is None or first.row == row or label is None or not ({"goal", "block"} & label.keys.keys()):
        return False
    return not any(label and label.keys for cell, label in items if cell.row == row)


def _goal_labels(items: list[Item]) -> Labels:
    """Give the label cells of each part; a label that governs further rows at the left gives way to finer ones."""
    found: Labels = {}
    keyed = [(cell, label) for cell, label in items if label and "goal" in label.keys]
    if not keyed:
        return {}
    lowest = min(cell.rows for cell, _ in keyed)
    fine = [entry for entry in keyed if entry[0].rows == lowest] if len(keyed) > 1 else keyed
    for cell, label in sorted(fine, key=_rank):
        found.setdefault(label.keys["goal"], []).append(cell)
    return found


def _rank(entry: tuple[Cell, Words]) -> tuple[bool, bool, bool, bool]:
    """Of several goals the year's goes before that of the whole project, an adjusted one before the first one."""
    _, label = entry
    governs = "block" in label.keys and not any(word in label.text for word in _OF_THE_YEAR)
    return label.long_term, "调整" not in label.text, governs, not any(word in label.text for word in _OF_THE_YEAR)


def _first_filled(cells: list[Cell | None]) -> Cell | None:
    """Give the first cell with text, else the first there is."""
    there = [cell for cell in cells if cell is not None]
    return next((cell for cell in there if words(cell.text)), there[0] if there else None)


def _beside(items: list[Item], label_cell: Cell) -> Cell | None:
    """Give the filled cell right of a label, None where the next is a label too or there is none."""
    right = [item for item in items if item[0].column >= label_cell.column + label_cell.columns]
    if not right:
        return None
    cell, label = right[0]
    if label is None or not _NO_VALUE.isdisjoint(label.keys):
        return None
    return cell


def _blank_beside(items: list[Item], labels: Labels) -> dict[str, Cell]:
    """Give the blank cell right of each label, none where a label has something else there; a block's label may."""
    found = {}
    for key, cells in labels.items():
        right = [item for cell in cells if (item := _next(items, cell)) is not None]
        blank = next((cell for cell, label in right if label is None), None)
        if blank is not None:
            found[key] = blank
        elif not all(map(_is_block, cells)):
            return {}
    return found


def _next(items: list[Item], label: Cell) -> Item | None:
    return next((item for item in items if item[0].column >= label.column + label.columns), None)


def _has_labels(table: Table, row: int) -> bool:
    """A row of labels is no goal: what is expected stands beside its label."""
    begun = table.begin[row] if row < len(table.begin) else []
    labels = [(cell, label) for cell in begun if (label := words(cell.text)) and label.keys]
    return any("goal" in label.keys or not _is_block(cell) for cell, label in labels)


def _below(table: Table, after: int, labels: Labels) -> dict[str, Cell]:
    """Give the cells under the labels; where columns do not agree, the filled cells in their order."""
    if after >= len(table.rows) or _is_next_block(table.items(after)):
        return {}
    begun = [cell for cell in table.begin[after] if not _is_block(cell)]
    found = {
        key: cell
        for key, cells in labels.items()
        if (cell := _first_filled([_under(begun, label) for label in cells])) is not None
    }
    filled = [cell for cell in begun if words(cell.text)]
    alone = all(len(cells) == 1 for cells in labels.values())
    if alone and len(filled) == len(labels) and {id(c) for c in found.values()} != {id(c) for c in filled}:
        ordered = sorted(labels, key=lambda key: labels[key][0].column)
        return dict(zip(ordered, filled, strict=True))
    return found


def _under(cells: list[Cell], label: Cell) -> Cell | None:
    """Give the cell that shares most columns with a label above it."""
    best, shared = None, 0
    for cell in cells:
        width = min(cell.column + cell.columns, label.column + label.columns) - max(cell.column, label.column)
        if width > shared:
            best, shared = cell, width
    return best


def _is_block(cell: Cell) -> bool:
    label = words(cell.text)
    return label is not None and "block" in label.keys and len(label.text) <= 12


def _is_next_block(items: list[Item]) -> bool:
    """The row below is no value when it holds labels: a header, or the finer labels of the goal itself."""
    own = max(cell.row for cell, _ in items) if items else 0
    labels = [label for cell, label in items if label and cell.row == own]
    goals = sum("goal" in label.keys for label in labels)
    if goals >= 2 or (labels and goals == len(labels)) or (labels and all(map(_is_signature_line, labels))):
        return True
    columns = sum("column" in label.keys for label in labels)
    amounts = sum("measure" in label.keys for label in labels)
    return columns >= 3 or amounts >= 3


def _is_signature_line(label: Words) -> bool:
    """填报人： 联系电话： 填报日期： in one cell: labels of the form's foot, all of them blank."""
    return label.inline is not None and label.inline[0] == "head" and label.inline[2].endswith(("：", ":"))


def _put(form: Form, table: Table, key: str, cell: Cell | None) -> None:
    if cell is None:
        return
    value = table.value(cell)
    old: Value = getattr(form.goal, key)
    if not old:
        setattr(form.goal, key, value)
    elif value:
        form.texts.setdefault(f"目标{key}", value)
