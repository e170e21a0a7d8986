"""The grid of a table as Word wants to be told: a merged cell stands in each of its rows, as its part there."""

from __future__ import annotations

from typing import NamedTuple

from jixiao.write.paper import Cell, Table
from jixiao.write.slots import filled


class Slot(NamedTuple):
    """A cell of Word's: a cell of the table where it begins (`first`), or its part in a further row; from 0."""

    column: int
    columns: int
    cell: Cell
    first: bool = True


def slots(table: Table) -> list[list[Slot]]:
    """Give the slots of each row, left to right, each place covered once; raises ValueError where cells overlap."""
    rows: list[list[Slot]] = []
    carried: list[tuple[Slot, int]] = []  # merged cells that go on, with the rows that they still take
    for cells in filled(table):
        begun = [Slot(column, cell.columns, cell) for column, cell in cells]
        rows.append(sorted([slot._replace(first=False) for slot, _ in carried] + begun, key=lambda slot: slot.column))
        carried = [(slot, left - 1) for slot, left in carried if left > 1]
        carried += [(slot, slot.cell.rows - 1) for slot in begun if slot.cell.rows > 1]
    return rows
