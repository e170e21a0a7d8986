"""The grid of a table: what stands in each of its places, merged cells and gaps filled in, as Word wants to be told."""

from __future__ import annotations

from typing import NamedTuple

from jixiao.write.paper import Cell, Table

_GAP = Cell()


class Slot(NamedTuple):
    """A cell of Word's: a cell of the table where it begins (`first`), or its part in a further row; from 0."""

    column: int
    columns: int
    cell: Cell
    first: bool = True


class Overlap(ValueError):
    """A table with two cells in one place: a mistake in the program that made the table."""

    def __init__(self, table: str, row: int, column: int) -> None:
        super().__init__(f"table {table!r}: two cells in row {row}, column {column}")


def slots(table: Table) -> list[list[Slot]]:
    """Give the slots of each row, left to right, each place of the grid covered once.

    What stands out beyond the grid is cut. Raises `Overlap`.
    """
    rows: list[list[Slot]] = []
    carried: list[tuple[Slot, int]] = []  # merged cells that go on, with the rows that they still take
    for number, cells in enumerate(table.cells):
        begun = [Slot(column, min(cell.columns, table.columns - column), cell) for column, cell in cells]
        row = [slot._replace(first=False) for slot, _ in carried] + [slot for slot in begun if slot.columns > 0]
        rows.append(_filled(sorted(row, key=lambda slot: slot.column), table, number))
        carried = [(slot, left - 1) for slot, left in carried if left > 1]
        carried += [(slot, slot.cell.rows - 1) for slot in begun if slot.cell.rows > 1 and slot.columns > 0]
    return rows


def _filled(row: list[Slot], table: Table, number: int) -> list[Slot]:
    """Put empty cells where none stands."""
    filled: list[Slot] = []
    column = 0
    for slot in row:
        if slot.column < column:
            raise Overlap(table.name, number, slot.column)
        filled += [Slot(at, 1, _GAP) for at in range(column, slot.column)]
        filled.append(slot)
        column = slot.column + slot.columns
    return filled + [Slot(at, 1, _GAP) for at in range(column, table.columns)]
