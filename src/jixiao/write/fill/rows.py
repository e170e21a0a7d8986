"""The rows of indicators in a blank form: grouped by the levels that govern them, free ones and those with a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from jixiao.model.form import Indicator
from jixiao.read.layout import Cell
from jixiao.read.recognise.draft import Draft
from jixiao.read.recognise.indicators import IndicatorBlock, Line
from jixiao.read.recognise.monitoring import options_of
from jixiao.read.recognise.words import clean, printed, words

_TICK = "√"
_LEVELS = frozenset(("level1", "level2"))


class BlankRow:
    """A row for an indicator: `cells` by what their columns hold; free until it is taken."""

    def __init__(self, block: IndicatorBlock, line: Line) -> None:
        self.block = block
        self.line = line
        self.cells = block.cells(line)
        if "target" not in self.cells and "target_initial" in self.cells:
            self.cells["target"] = self.cells.pop("target_initial")  # where the year's target is the only one
        self.options = options_of(line.table, block.header, "possibility", line.row)
        self.indicator: Indicator | None = None  # of the data, once the row is taken

    @cached_property
    def name(self) -> str | None:
        """The name of an indicator that is printed in the row, such as one that the bureau asks of everybody."""
        own = self.line.indicator
        return own.name.text if own is not None else None

    @property
    def is_free(self) -> bool:
        """Whether an indicator may stand in the row."""
        return self.indicator is None and self.name is None and "name" in self.cells

    def place(self, key: str, text: str) -> tuple[Cell, str]:
        """Give the cell for a value and what it says; of several columns the one that is called so gets a tick."""
        if key == "possibility" and text in self.options:
            return self.options[text], _TICK
        return self.cells[key], text

    def governing(self) -> Iterator[Cell]:
        """Give the cells that would go on in a further row of the same group: merged ones and labels of levels."""
        for cell, label in self.line.table.items(self.line.row):
            keys = self.block.header.under(cell)
            of_level = _LEVELS.issuperset(keys) if keys else label is not None and "block" in label.keys
            if cell.rows > 1 or (of_level and printed(cell.text) is not None):
                yield cell


@dataclass
class Group:
    """Rows that one pair of levels governs, in order; a level that is not printed is None."""

    block: IndicatorBlock
    level1: str | None
    level2: str | None
    rows: list[BlankRow] = field(default_factory=list)
    further: list[Indicator] = field(default_factory=list)  # for which there is no row

    def free(self) -> list[BlankRow]:
        """Give the rows that may be taken."""
        return [row for row in self.rows if row.is_free]


def groups_of(draft: Draft) -> list[Group]:
    """Give the groups of the rows for indicators of the year, in order; rows below a total are none of them."""
    groups: list[Group] = []
    of_the_year = [block for block in draft.blocks if block.rows is not draft.long_term]
    for block in of_the_year or draft.blocks:
        for line in _indicator_lines(block):
            row = BlankRow(block, line)
            level1, level2 = _printed_levels(row)
            last = groups[-1] if groups else None
            if last is None or (last.block, last.level1, last.level2) != (block, level1, level2):
                last = Group(block, level1, level2)
                groups.append(last)
            last.rows.append(row)
    return groups


def _indicator_lines(block: IndicatorBlock) -> Iterator[Line]:
    ended = False
    for line in block.lines:
        ended = ended or (line.kind == "total" and any(other.kind == "indicator" for other in block.lines[:1]))
        if line.kind == "indicator" or (line.kind == "blank" and not ended):
            yield line


def _printed_levels(row: BlankRow) -> tuple[str | None, str | None]:
    """Give the levels of a row as they are printed; the name column may hold the level (指标名称 over 数量指标)."""
    level2 = row.line.level2.text
    name = row.cells.get("name")
    if name is not None and level2 is not None and clean(name.text) == level2:
        del row.cells["name"]
    label = words(level2) if level2 else None
    return row.line.level1.text, level2 if label is not None else None
