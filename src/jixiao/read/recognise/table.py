"""A grid as the recogniser sees it: for each row all cells that cover it, and which cells were understood."""

from __future__ import annotations

from operator import attrgetter

from jixiao.model.value import Value
from jixiao.read.layout import Cell, Grid
from jixiao.read.recognise.words import Words, words

Item = tuple[Cell, Words | None]  # a cell and what its text means as a label, None where it is blank

_by_column = attrgetter("column")


class Table:
    """`rows[r]` are the cells that cover row r, left to right; `begin[r]` those that begin in it."""

    __slots__ = ("_items", "begin", "grid", "rows", "used", "width")

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.begin = grid.rows()
        self.rows = _covering(self.begin)
        self.width = max((cell.column + cell.columns for cell in grid.cells), default=0)
        self.used: set[int] = set()
        self._items: dict[int, list[Item]] = {}

    def items(self, row: int) -> list[Item]:
        """Give the cells that cover a row with what they mean; the list is kept for those who ask again."""
        known = self._items.get(row)
        if known is None:
            known = self._items[row] = [(cell, words(cell.text)) for cell in self.rows[row]]
        return known

    def value(self, cell: Cell, text: str | None = None) -> Value:
        """Give a cell as a value (or `text` out of it) and mark it as understood."""
        self.used.add(id(cell))
        if text is None:
            meaning = words(cell.text)
            text = meaning.text if meaning else None
        return Value(text, (self.grid, cell))

    def mark(self, cell: Cell) -> None:
        """Mark a cell as understood: a label, or a value that is kept elsewhere."""
        self.used.add(id(cell))

    def unused(self) -> list[Cell]:
        """Give the cells with text that nothing was read from."""
        return [cell for cell in self.grid.cells if id(cell) not in self.used and words(cell.text) is not None]


def _covering(begin: list[list[Cell]]) -> list[list[Cell]]:
    rows = [list(cells) for cells in begin]
    crossed = set()
    for cells in begin:
        for cell in cells:
            if cell.rows > 1:
                for row in range(cell.row + 1, min(cell.row + cell.rows, len(rows))):
                    rows[row].append(cell)
                    crossed.add(row)
    for row in crossed:
        rows[row].sort(key=_by_column)
    return rows
