"""The bands of a layout laid out on a grid: cells are put into the first free columns of their row."""

from __future__ import annotations

from jixiao.write.forms.fields import number_of
from jixiao.write.paper import Addend, Cell

Spot = tuple[int, int]  # row and column from 0


class GridBuilder:
    """Rows of cells that grow downwards; cells that take several rows keep their columns in those below."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self.rows: list[list[tuple[int, Cell]]] = []
        self._taken: set[Spot] = set()

    @property
    def row(self) -> int:
        """The number of the row that comes next."""
        return len(self.rows)

    def add_row(self, cells: list[Cell]) -> list[Spot]:
        """Add a row of cells from left to right; gives where each stands."""
        row = self.row
        self.rows.append([])
        return [self.place(cell, row) for cell in cells]

    def place(self, cell: Cell, row: int) -> Spot:
        """Put a cell into the first free columns of a row, to the right of those put there before."""
        entries, column = self.rows[row], 0
        if entries:
            column = entries[-1][0] + entries[-1][1].columns
        while (row, column) in self._taken:
            column += 1
        entries.append((column, cell))
        if cell.rows > 1:
            self._taken |= {(row + r, column + c) for r in range(1, cell.rows) for c in range(cell.columns)}
        return row, column

    def cell(self, spot: Spot) -> Cell:
        """Give the cell that begins at a spot."""
        return next(cell for column, cell in self.rows[spot[0]] if column == spot[1])


def shown(text: str, *, columns: int = 1, rows: int = 1, left: bool = False, label: bool = False) -> Cell:
    """Give a cell for a text; a number is kept as one for the formats that calculate."""
    cell = Cell(text, rows, columns, "left" if left else "center", label)
    number = None if label else number_of(text)
    if number is not None:
        value, cell.places, cell.percent = number
        cell.number = value / 100 if cell.percent else value
    return cell


def sum_up(grid: GridBuilder, total: Spot, parts: list[Spot]) -> None:
    """Make a total the sum of its parts, where what it prints is their sum: a wrong one stays as it is."""
    cell, below = grid.cell(total), [grid.cell(spot) for spot in parts]
    numbers = [part.number for part in below if part.number is not None]
    if cell.number is not None and numbers and cell.number == sum(numbers):
        cell.addends = [Addend(*spot) for spot in parts if grid.cell(spot).number is not None]
