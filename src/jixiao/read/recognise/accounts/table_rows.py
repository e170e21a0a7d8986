"""The rows of a disclosure table: every line of the grid gives a row for each of the blocks side by side."""

from __future__ import annotations

from jixiao.knowledge.tables import header_word
from jixiao.model.accounts import TableRow
from jixiao.model.value import Value
from jixiao.read.layout import Cell, Grid
from jixiao.read.recognise.accounts.table_codes import is_code_part, joined_code, split_code
from jixiao.read.recognise.accounts.table_columns import Shape, Slot
from jixiao.read.recognise.accounts.table_head import ROLE_WORDS, Head, entries, is_lane, shown

_TOTAL_ENDS = ("合计", "总计", "小计")


class Found:
    """A row of one block: its number among the blocks, and what was read."""

    __slots__ = ("block", "row")

    def __init__(self, block: int, row: TableRow) -> None:
        self.block = block
        self.row = row


class _Part:
    """What a line of the grid holds of one block; `filled` tells that it has a figure."""

    __slots__ = ("codes", "filled", "label", "values")

    def __init__(self) -> None:
        self.codes: list[tuple[int, str, Cell]] = []
        self.label: tuple[str, Cell] | None = None
        self.values: dict[str, Value] = {}
        self.filled = False


class RowReader:
    """Reads rows of one grid by the slots of its columns; remembers the codes above, also across grids."""

    def __init__(self, shape: Shape, grid: Grid, slots: list[Slot | None], codes: dict[int, str]) -> None:
        self._grid = grid
        self._slots = slots
        self._codes = codes
        self._ids = [list(block.columns) for block in shape.blocks]
        self._merged: dict[int, tuple[int, _Part]] = {}  # by block: a label merged over rows, and the row after it

    def read(self, cells: list[Cell], *, below_head: bool = False) -> list[Found]:
        """Give the rows of a line; `below_head` tells that the line may have storeys of the header in it."""
        parts: dict[int, _Part] = {}
        slots, width, grid = self._slots, len(self._slots), self._grid
        for cell in cells:
            slot = slots[cell.column] if cell.column < width else None
            if slot is None:
                continue
            part = parts.get(slot.block)
            if part is None:
                part = parts[slot.block] = _Part()
            text = shown(cell.text) if cell.text else None
            if slot.role != "value":
                if text is not None and slot.role != "line":
                    self._name(part, slot, cell, text, below_head)
            elif text is None:
                part.values[slot.id] = Value(None, (grid, cell))
            elif not below_head or header_word(text) is None:
                part.values[slot.id] = Value(text, (grid, cell))
                part.filled = True
        return self._rows(parts, cells[0].row)

    def _name(self, part: _Part, slot: Slot, cell: Cell, text: str, below_head: bool) -> None:
        if below_head and header_word(text) in ROLE_WORDS:
            return
        if is_code_part(text):
            part.codes.append((slot.position, text, cell))
        elif part.label is None or slot.role == "label":
            part.label = (text, cell)
        if cell.rows > 1:
            self._merged[slot.block] = (cell.row + cell.rows, part)

    def _rows(self, parts: dict[int, _Part], row: int) -> list[Found]:
        if self._merged:
            for number, part in parts.items():
                self._under_merged(number, part, row)
        if len(parts) > 1:
            _join_totals(parts)
        return [
            Found(number, self._row(number, part))
            for number, part in parts.items()
            if part.filled or part.label is not None or part.codes
        ]

    def _under_merged(self, number: int, part: _Part, row: int) -> None:
        """Give a row the code and the label of the cells that are merged over it."""
        after, above = self._merged.get(number, (0, part))
        if row < after and part.label is None and not part.codes:
            part.label, part.codes = above.label, above.codes

    def _row(self, number: int, part: _Part) -> TableRow:
        grid = self._grid
        code = Value()
        label = Value(part.label[0], (grid, part.label[1])) if part.label else Value()
        if part.codes:
            digits = [(position, digits) for position, digits, _ in part.codes]
            code = Value(joined_code(digits, self._codes.get(number, "")), (grid, part.codes[-1][2]))
        elif part.label and (both := split_code(part.label[0])):
            code, label = Value(both[0], (grid, part.label[1])), Value(both[1], (grid, part.label[1]))
        if code.text is not None:
            self._codes[number] = code.text
        found, names = part.values, self._ids[number]
        if len(found) != len(names):
            found = {name: found[name] if name in found else Value() for name in names}
        return TableRow(label, code, found)


def _join_totals(parts: dict[int, _Part]) -> None:
    """A total whose label reaches over the block at its right has its figure there: it is one row."""
    for number in sorted(parts):
        left, right = parts.get(number - 1), parts[number]
        if left is None or left.label is None or left.filled:
            continue
        if right.filled and not (right.label or right.codes) and left.label[0].endswith(_TOTAL_ENDS):
            left.values, left.filled = right.values, True
            del parts[number]


def is_head_again(first: str, cells: list[Cell], head: Head) -> bool:
    """Tell whether a line, by its first text and its cells, repeats one of the header, as the next page does."""
    if first not in head.texts and header_word(first) not in ROLE_WORDS:
        return False
    line = entries(cells)
    return len(line) > 1 and (all(entry.text in head.texts for entry in line) or is_lane(line))
