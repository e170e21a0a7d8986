"""A header: what the columns of a grid hold, as its label cells say."""

from __future__ import annotations

from jixiao.read.layout import Cell

LEVELS = frozenset(("level1", "level2", "name"))
CONTENT = frozenset(("target", "target_initial", "actual", "weight", "score", "comparator", "possibility"))
LONG = "long_term "  # before the key of a column that is about the whole life of a project, not the year


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
