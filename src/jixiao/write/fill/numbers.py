"""The numbers of the rows (序号) after rows were put in between."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.read.recognise.words import printed
from jixiao.write.fill.edits import CellText
from jixiao.write.fill.rows import BlankRow
from jixiao.write.fill.slots import Slots


def renumber(slots: Slots, rows: Sequence[BlankRow]) -> None:
    """Count the rows anew where they were counted from 1 on and some were put in; other numbers stay."""
    cells = [row.cells.get("number") for row in rows]
    counted = [printed(cell.text) if cell is not None else None for cell in cells]
    if not rows or not slots.edits.rows or counted != [str(number) for number in range(1, len(rows) + 1)]:
        return
    number = 0
    for row, cell in zip(rows, cells, strict=True):
        assert cell is not None  # all are counted
        grid, number = row.line.table.grid, number + 1
        if printed(cell.text) != str(number):
            slots.edits.cells[grid.table, cell.row, cell.column] = CellText(grid, cell, str(number))
        for new in slots.edits.rows:
            if new.grid is grid and new.after == row.line.row:
                number += 1
                new.texts[cell.column] = str(number)
