"""The merged ranges of a sheet when rows are put in: those around grow, those of a copied row are repeated."""

from __future__ import annotations

from typing import NamedTuple

from jixiao.read.formats.sheet_grid import letters
from jixiao.read.layout import Cell
from jixiao.write.annotate.xlsx_sheet import row_and_column
from jixiao.write.fill.edits import NewRow
from jixiao.write.fill.xlsx_moves import Moves


class Range(NamedTuple):
    """A range by its first and last row and column, from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def reference(self) -> str:
        """Give the range as a sheet writes it."""
        return f"{letters(self.left - 1)}{self.top}:{letters(self.right - 1)}{self.bottom}"

    def is_one(self) -> bool:
        """Tell whether it is a single cell."""
        return (self.top, self.left) == (self.bottom, self.right)


class Merges:
    """The merged ranges of a sheet, by the place of their first cell."""

    def __init__(self, references: list[str]) -> None:
        self.ranges: dict[tuple[int, int], Range] = {}
        for reference in references:
            first, _, last = reference.partition(":")
            top, left = row_and_column(first)
            self.ranges[top, left] = Range(top, left, *row_and_column(last or first))

    def of(self, row: int, column: int) -> Range:
        """Give the range that begins at a cell, which may be the cell alone."""
        return self.ranges.get((row, column)) or Range(row, column, row, column)

    def with_rows(self, added: dict[int, list[NewRow]], moves: Moves) -> list[str]:
        """Give all ranges after rows were put in behind some rows of the sheet (from 1)."""
        grown, new = dict(self.ranges), []
        for row, rows in added.items():
            for lane in self._lanes(row, rows[0]):
                grown_to, repeated = _lane(lane, row, rows, moves)
                if grown_to is not None:
                    grown[lane.owner.top, lane.owner.left] = lane.owner._replace(bottom=grown_to)
                new += repeated
        moved = [_moved(each, moves) for each in grown.values()]
        return [each.reference() for each in (*moved, *new) if not each.is_one()]

    def _lanes(self, row: int, new: NewRow) -> list[_Lane]:
        """The cells that a row of the sheet is made of, each with the range that it belongs to."""
        found = []
        for cell in new.grid.cells:
            if cell.row <= new.after < cell.row + cell.rows and cell.address:
                found.append(_Lane(cell, self.of(*row_and_column(cell.address))))
        return found


class _Lane(NamedTuple):
    cell: Cell
    owner: Range


def _lane(lane: _Lane, row: int, rows: list[NewRow], moves: Moves) -> tuple[int | None, list[Range]]:
    """Give where the range that the lane belongs to ends now, None where it moves as usual, and the new ranges below.

    The end is a negative number, because it is told in the rows after the move.
    """
    first = moves.row(row) + 1  # where the first new row stands
    runs: list[list[int]] = []
    for number, new in enumerate(rows):
        if lane.cell.column in new.extended:
            if not runs:
                runs.append([first - 1])  # the cell above
            runs[-1].append(first + number)
        else:
            runs.append([first + number])
    owner = lane.owner
    grows = bool(runs) and runs[0][0] == first - 1 and owner.bottom == row
    below = [run for run in runs if run[0] != first - 1]
    return (
        -runs[0][-1] if grows else None,
        [Range(run[0], owner.left, run[-1], owner.right) for run in below],
    )


def _moved(each: Range, moves: Moves) -> Range:
    bottom = -each.bottom if each.bottom < 0 else moves.row(each.bottom)
    return each._replace(top=moves.row(each.top), bottom=bottom)
