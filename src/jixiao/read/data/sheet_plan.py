"""Where things stand on a workbook's sheet of a table (填报工作簿): the same plan for writing and for reading it.

A sheet has the number and the title of the table, the line with the unit of money, the head, and its rows. Subjects
are typed by their code in one column; a sheet of subjects has rows to spare. 决算 tables have no budgets, but the
narrative needs them by 项: they stand beside the table of general expenditure.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from jixiao.knowledge.disclosure_tables import Column, Line, TableLayout

FIRST = 3  # the first row of the head, from 0
_BUDGETS = (
    Column("initial_budget.total", ("文字说明用，不公开", "年初预算数")),
    Column("budget.total", ("文字说明用，不公开", "全年预算数")),
)


class BlockPlan(NamedTuple):
    """A block on its sheet: its number, the columns of its code (None: it has none), name and figures."""

    number: int
    code: int | None
    label: int | None
    figures: tuple[tuple[Column, int], ...]
    lines: tuple[Line, ...]  # fixed ones; a block of subjects has none


class SheetPlan(NamedTuple):
    """A table on its sheet: its layout, its blocks, how many storeys its head has and where its rows begin."""

    layout: TableLayout
    blocks: tuple[BlockPlan, ...]
    storeys: int

    @property
    def name(self) -> str:
        """Give the name of the sheet."""
        return self.layout.title

    @property
    def body(self) -> int:
        """Give the first row below the head, from 0."""
        return FIRST + self.storeys

    @property
    def headers(self) -> list[tuple[int, tuple[str, ...]]]:
        """Give the columns of figures with the storeys of their headers."""
        return [(place, column.header) for block in self.blocks for column, place in block.figures]

    @property
    def subjects(self) -> bool:
        """Tell whether the rows are subjects that people type."""
        return self.layout.blocks[0].rows == "subjects"


def sheet_layout(layout: TableLayout) -> TableLayout:
    """Give a table's layout as it is typed in: codes in one column, no numbers of rows and columns, budgets beside."""
    if layout.kind == "general_expenditure":
        blocks = tuple(replace(block, columns=(*block.columns, *_BUDGETS)) for block in layout.blocks)
        layout = replace(layout, blocks=blocks)
    return replace(layout, codes=1, serial=False, lanes=False)


def sheet_plan(layout: TableLayout, year: int | None) -> SheetPlan:
    """Give the plan of a table's sheet."""
    layout = sheet_layout(layout)
    blocks: list[BlockPlan] = []
    column = 0
    for number, block in enumerate(layout.blocks):
        code = column if block.rows in ("subjects", "economic") else None
        label = None if block.rows == "row" else column + (code is not None)
        first = column if label is None else label + 1
        figures = tuple((each, first + place) for place, each in enumerate(block.columns_in(year)))
        lines: tuple[Line, ...] = (
            () if block.rows in ("subjects", "row") else (*block.lines_in(year), *block.ends_in(year))
        )
        blocks.append(BlockPlan(number, code, label, figures, lines))
        column = first + len(figures)
    storeys = max(
        len(each.header) + bool(layout.blocks[block.number].title) for block in blocks for each, _ in block.figures
    )
    return SheetPlan(layout, tuple(blocks), max(storeys, 2 if blocks[0].code is not None else 1))
