"""The head of a disclosure table: storeys of headers over its columns, and the row that numbers them (栏次)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from jixiao.knowledge.disclosure_tables import TableLayout
from jixiao.read.data.table_rows import BlockRows
from jixiao.write.paper import Cell

Role = Literal["code", "label", "serial", "figure"]
Placed = tuple[int, Cell]

_WIDTHS: dict[Role, float] = {"code": 0.5, "label": 3.0, "serial": 0.6, "figure": 1.5}
_CODE_WIDTH = 1.2  # of a code in one column
_LINE_WIDTH = 4.3  # of the labels of fixed lines, which are longer than names of subjects
_LEVELS = ("类", "款", "项")


class Leaf(NamedTuple):
    """A column of the grid: its header from the top down, what stands in it, its block and its column of figures."""

    path: tuple[str, ...]
    role: Role
    block: int
    column: str = ""
    width: float = 1.0


def leaves(layout: TableLayout, blocks: Sequence[BlockRows], code: str) -> list[Leaf]:
    """Give the columns of the grid; `code` is the header of functional codes."""
    return [leaf for number, rows in enumerate(blocks) for leaf in _block_leaves(layout, number, rows, code)]


def _block_leaves(layout: TableLayout, number: int, rows: BlockRows, code: str) -> Iterator[Leaf]:
    block, codes = rows.block, layout.codes
    base = (block.title,) if block.title else ()
    over = base or ("项目",)
    if block.rows in ("subjects", "economic"):
        header = code if block.rows == "subjects" else "科目编码"
        width = _WIDTHS["code"] if codes > 1 else _CODE_WIDTH
        yield from [Leaf((*over, header), "code", number, width=width)] * codes
        yield Leaf((*over, "科目名称"), "label", number, width=_WIDTHS["label"])
    elif block.rows == "lines":
        yield Leaf((*base, "项目"), "label", number, width=_LINE_WIDTH)
        if layout.serial:
            yield Leaf((*base, "行次"), "serial", number, width=_WIDTHS["serial"])
    for column in rows.columns:
        yield Leaf((*base, *column.header), "figure", number, column.id, _WIDTHS["figure"])


def head_rows(layout: TableLayout, columns: Sequence[Leaf]) -> list[list[Placed]]:
    """Give the rows of the head, each cell with its column."""
    rows: list[list[Placed]] = [[] for _ in range(max(len(leaf.path) for leaf in columns))]
    _storey(rows, columns, 0, 0)
    return [*rows, *([_lane_row(layout, columns)] if layout.lanes else [])]


def _storey(rows: list[list[Placed]], columns: Sequence[Leaf], start: int, depth: int) -> None:
    """Put the cells of one storey over neighbours with the same words, and what stands below them."""
    first = 0
    while first < len(columns):
        path = columns[first].path
        last = first + 1
        while last < len(columns) and columns[last].path[: depth + 1] == path[: depth + 1]:
            last += 1
        ends = len(path) == depth + 1
        height = len(rows) - depth if ends else 1
        rows[depth].append((start + first, Cell(path[depth], height, last - first, label=True, bold=True)))
        if not ends:
            _storey(rows, columns[first:last], start + first, depth + 1)
        first = last


def _lane_row(layout: TableLayout, columns: Sequence[Leaf]) -> list[Placed]:
    """Give the row 栏次: the levels of codes where these have columns of their own, and the number of each column."""
    found: list[Placed] = []
    number = 0
    place = 0
    while place < len(columns):
        leaf = columns[place]
        span = 1
        if leaf.role == "figure":
            number += 1
            text = str(number)
        elif leaf.role == "code" and layout.codes == len(_LEVELS):
            text = _LEVELS[place - next(i for i, other in enumerate(columns) if other == leaf)]
        else:
            text = "" if leaf.role == "serial" else "栏次"
            span = 2 if leaf.role == "code" else 1
        found.append((place, Cell(text, 1, span, label=True)))
        place += span
    return found
