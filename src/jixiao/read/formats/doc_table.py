"""Tables of the binary Word format: each row brings the edges of its cells, and these make the columns of the grid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from struct import unpack_from
from typing import NamedTuple

from jixiao.read.formats.doc_sprms import CELLS, MERGE, VERTICAL_MERGE
from jixiao.read.layout import Cell

_SAME_EDGE = 30  # twips (half a millimetre): rows that were moved by hand do not quite meet
_WIDTH = 1000  # of a cell where a row does not say
_CELL_SIZE = 20  # bytes of a cell's description
_GOES_ON = 2  # horizontal merge: the cell belongs to the one at its left
_BELOW = 1  # vertical merge: the cell belongs to the one above


class RowCell(NamedTuple):
    """A cell of a row: its text, its edges in twips, and how it is merged vertically (0 not, 1 below, 3 top)."""

    text: str
    left: int
    right: int
    vertical: int


def row_cells(texts: Sequence[str], properties: Mapping[int, bytes]) -> list[RowCell]:
    """Give the cells of a row, those merged sideways being one."""
    operand = properties.get(CELLS, b"\0")
    count = min(operand[0], len(texts)) if operand else 0
    edges = [*unpack_from(f"<{count + 1}h", operand, 1)] if count else [0]
    edges += [edges[-1] + _WIDTH * (n + 1) for n in range(len(texts) - count)]
    flags = [_flags(operand, number) for number in range(len(texts))]
    _merge_later(flags, properties)
    found: list[RowCell] = []
    for text, left, right, (sideways, vertical) in zip(texts, edges, edges[1:], flags, strict=False):
        if sideways >= _GOES_ON and found:
            last = found[-1]
            found[-1] = RowCell("\n".join(filter(None, (last.text, text))), last.left, right, last.vertical)
        else:
            found.append(RowCell(text, left, right, vertical))
    return found


def _flags(operand: bytes, number: int) -> tuple[int, int]:
    """The horizontal and the vertical merge of a cell, where its row describes it."""
    at = 1 + (operand[0] + 1) * 2 + number * _CELL_SIZE if operand else 0
    if not operand or at + 2 > len(operand):
        return 0, 0
    bits = operand[at] | operand[at + 1] << 8
    return bits & 3, bits >> 5 & 3


def _merge_later(flags: list[tuple[int, int]], properties: Mapping[int, bytes]) -> None:
    """Merges that stand behind the description of the cells."""
    if (merge := properties.get(MERGE)) and len(merge) >= 2:
        for number in range(merge[0] + 1, min(merge[1], len(flags))):
            flags[number] = (_GOES_ON, flags[number][1])
    if (merge := properties.get(VERTICAL_MERGE)) and len(merge) >= 2 and merge[0] < len(flags):
        flags[merge[0]] = (flags[merge[0]][0], merge[1] & 3)


def grid_cells(rows: Sequence[Sequence[RowCell]]) -> list[Cell]:
    """Give the cells of a table in the columns that the edges of all its rows make."""
    columns = _columns(rows)
    found: list[Cell] = []
    open_: dict[int, Cell] = {}  # by column: the cell that the row below may continue
    for number, row in enumerate(rows):
        above, open_ = open_, {}
        free = 0
        for cell in row:
            column = max(free, columns[cell.left])
            free = max(column + 1, columns[cell.right])
            shown = _continued(above.get(column), cell, free - column)
            if shown is None:
                shown = Cell(cell.text, number, column, 1, free - column)
                found.append(shown)
            if cell.vertical:
                open_[column] = shown
    return found


def _continued(above: Cell | None, cell: RowCell, columns: int) -> Cell | None:
    """Let the cell above reach one row further where this one belongs to it."""
    if above is None or cell.vertical != _BELOW or above.columns != columns:
        return None
    above.rows += 1
    above.text = "\n".join(filter(None, (above.text, cell.text)))
    return above


def _columns(rows: Sequence[Sequence[RowCell]]) -> dict[int, int]:
    """Give the column that begins at each edge; edges that nearly meet are one."""
    columns: dict[int, int] = {}
    first = column = -1
    for edge in sorted({edge for row in rows for cell in row for edge in (cell.left, cell.right)}):
        if column < 0 or edge - first > _SAME_EDGE:
            first = edge
            column += 1
        columns[edge] = column
    return columns
