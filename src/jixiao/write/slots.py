"""The grid of a table made whole: every slot covered once, no cell beyond the edge, no header cell beyond the header.

Papers say only what they have to say; formats that draw the grid cell by cell need the blank ones too.
"""

from __future__ import annotations

from dataclasses import replace

from jixiao.write.paper import Cell, Table

Rows = list[list[tuple[int, Cell]]]


def filled(table: Table) -> Rows:
    """Give the rows of a table, cells cut at its edges and blank ones put where none is.

    Raises ValueError where two cells cover the same slot: one of them would be lost.
    """
    taken: set[tuple[int, int]] = set()
    rows: Rows = []
    for number, row in enumerate(table.cells):
        placed = [(column, _cut(table, number, column, cell)) for column, cell in row if column < table.columns]
        for column, cell in placed:
            _take(taken, number, column, cell)
        blanks = [(at, Cell()) for at in range(table.columns) if (number, at) not in taken]
        rows.append(sorted(placed + blanks, key=lambda found: found[0]))
    return rows


def _cut(table: Table, row: int, column: int, cell: Cell) -> Cell:
    if cell.rows == cell.columns == 1:
        return cell
    end = table.header_rows if row < table.header_rows else len(table.cells)
    rows, columns = min(cell.rows, end - row), min(cell.columns, table.columns - column)
    return cell if (rows, columns) == (cell.rows, cell.columns) else replace(cell, rows=rows, columns=columns)


def _take(taken: set[tuple[int, int]], row: int, column: int, cell: Cell) -> None:
    for y in range(row, row + cell.rows):
        for x in range(column, column + cell.columns):
            if (y, x) in taken:
                raise ValueError(f"two cells cover row {y + 1}, column {x + 1}")
            taken.add((y, x))
