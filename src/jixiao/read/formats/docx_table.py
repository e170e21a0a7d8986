"""The geometry of Word tables: rows of cells with spans become cells that never overlap.

Each row is laid out by its own spans; the column widths of the table (tblGrid) are not needed and not trusted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from jixiao.read.formats import docx_names as w
from jixiao.read.formats.docx_text import Text
from jixiao.read.layout import Cell

MAX_SPAN = 1_000  # Word ends at 63 columns; a larger number is damage or malice
_CONTINUES = "continue"  # also what a merge without a value means


class Shape(NamedTuple):
    """What the properties of a cell say; the merges are none, "restart" or "continue"."""

    span: int = 1
    vertical: str | None = None
    horizontal: str | None = None
    deleted: bool = False


_ONE = Shape()
Placed = tuple[Element, int, Shape]  # the element of a cell, its first column and its shape


def table_cells(table: Element, text: Text) -> list[Cell]:
    """Give the cells of a table in reading order, merged ones as one."""
    cells: list[Cell] = []
    above: dict[int, Cell] = {}
    for number, (_, placed) in enumerate(placed_rows(table, text)):
        above = _lay(placed, number, above, cells, text)
    return cells


def placed_rows(table: Element, text: Text) -> Iterator[tuple[Element, list[Placed]]]:
    """Give the rows of a table that count, each with the elements of its cells, their columns and their shapes."""
    for row in text.within(table, w.ROW):
        start, deleted = _row_start(row, text)
        placed = [] if deleted else _placed(text.within(row, w.CELL), start, text)
        if placed:
            yield row, placed


def _lay(placed: list[Placed], row: int, above: dict[int, Cell], cells: list[Cell], text: Text) -> dict[int, Cell]:
    """Add a row's cells, or lengthen those above that they continue; give the ones that the next row may continue."""
    open_cells: dict[int, Cell] = {}
    for element, column, shape in placed:
        cell = above.get(column) if shape.vertical == _CONTINUES else None
        if cell is not None and cell.columns == shape.span:
            cell.rows += 1
        else:  # a first cell, or one that continues nothing: it stands for itself
            cell = Cell("\n".join(text.lines(element)), row, column, 1, shape.span)
            for control in text.controls:
                control.cell = control.cell or cell
            cells.append(cell)
        if shape.vertical is not None:
            open_cells[column] = cell
    return open_cells


def _placed(elements: list[Element], column: int, text: Text) -> list[Placed]:
    placed: list[Placed] = []
    for element in elements:
        shape = _shape(element, text)
        if shape.deleted:
            continue
        if shape.horizontal == _CONTINUES and placed:
            first, start, wide = placed[-1]
            placed[-1] = first, start, wide._replace(span=wide.span + shape.span)
        else:
            placed.append((element, column, shape))
        column += shape.span
    return placed


def _shape(cell: Element, text: Text) -> Shape:
    properties = cell.find(w.CELL_PROPERTIES)
    found = () if properties is None else [child for child in properties if child.tag in w.SHAPING]
    return _shape_of({child.tag: child for child in found}, text) if found else _ONE


def _shape_of(found: dict[str, Element], text: Text) -> Shape:
    if w.CELL_INSERTED in found or w.CELL_DELETED in found:
        text.changed = True
    return Shape(
        _count(found.get(w.GRID_SPAN), 1),
        _merge(found.get(w.VERTICAL_MERGE)),
        _merge(found.get(w.HORIZONTAL_MERGE)),
        w.CELL_DELETED in found,
    )


def _row_start(row: Element, text: Text) -> tuple[int, bool]:
    """The grid columns left out before the first cell, and whether the row is deleted."""
    properties = row.find(w.ROW_PROPERTIES)
    if properties is None:
        return 0, False
    tags = {child.tag for child in properties}
    text.changed = text.changed or not tags.isdisjoint(w.CHANGES)
    return _count(properties.find(w.GRID_BEFORE), 0), w.DELETED in tags


def _merge(element: Element | None) -> str | None:
    return None if element is None else element.get(w.VALUE, _CONTINUES)


def _count(element: Element | None, least: int) -> int:
    value = "" if element is None else element.get(w.VALUE, "")
    return max(least, min(int(value), MAX_SPAN)) if value.isdecimal() else least
