"""How high the rows of a table become: what keeps very high rows from being held together, and tells page numbers."""

from __future__ import annotations

from jixiao.write.docx.geometry import CELL_SIDE, CELL_TOP, POINT, twips
from jixiao.write.docx.grid import Slot
from jixiao.write.docx.measure import lines
from jixiao.write.docx.styles import table_pitch

_BORDER = 10


def least_height(size: int, millimetres: float) -> int:
    """Give the least height of a row in twips: what the table demands, else one line."""
    return max(twips(millimetres), table_pitch(size) + 2 * CELL_TOP)


def row_heights(rows: list[list[Slot]], widths: list[int], size: int, least: int) -> list[int]:
    """Give the height of each row in twips; `size` is that of the text in half points."""
    pitch = table_pitch(size)
    heights = [least] * len(rows)
    merged: list[tuple[int, int, int]] = []  # first row, last row, height
    for number, row in enumerate(rows):
        for slot in row:
            cell = slot.cell
            if not slot.first or not cell.text:
                continue
            height = _lines(slot, widths, size) * pitch + 2 * CELL_TOP
            if cell.rows == 1:
                heights[number] = max(heights[number], height)
            else:
                merged.append((number, min(number + cell.rows, len(rows)) - 1, height))
    for first, last, height in merged:  # Word gives the last row what a merged cell lacks
        heights[last] += max(0, height - sum(heights[first : last + 1]))
    return [height + _BORDER for height in heights]


def _lines(slot: Slot, widths: list[int], size: int) -> int:
    room = sum(widths[slot.column : slot.column + slot.columns]) - 2 * CELL_SIDE - _BORDER
    return lines(slot.cell.text, room / (size / 2 * POINT))
