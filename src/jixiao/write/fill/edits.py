"""What is to be changed in a blank form, before any file format: texts of cells, stretches of lines, further rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from jixiao.read.layout import Cell, Grid, Paragraph


class Stretch(NamedTuple):
    """A stretch of a line or of a cell's text, from 0, and what stands there instead."""

    part: Paragraph | Cell
    grid: Grid | None  # of the cell
    start: int
    end: int
    text: str


class CellText(NamedTuple):
    """The new text of a whole cell, lines separated by a line feed; `stretches` where only parts of it are new."""

    grid: Grid
    cell: Cell
    text: str
    stretches: tuple[Stretch, ...] = ()


class NewRow(NamedTuple):
    """A row put in behind a row of a grid (from 0) and shaped as that one.

    `extended` are the columns of the cells that go on in it from the row above, merged with what stands there; `texts`
    are the texts of its other cells by their column, those not named being blank.
    """

    grid: Grid
    after: int
    extended: frozenset[int]
    texts: dict[int, str]


class Missing(NamedTuple):
    """A value that the blank form has no place for; `why` where there is more to say than that.

    `also` are the labels of further values that are told with it.
    """

    label: str
    text: str
    why: str = ""
    also: tuple[str, ...] = ()


@dataclass
class Edits:
    """The changes that fill one form in, what found no place, and what people should know."""

    cells: dict[tuple[int, int, int], CellText] = field(default_factory=dict)  # by table, row and column
    stretches: list[Stretch] = field(default_factory=list)
    rows: list[NewRow] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, other: Edits) -> None:
        """Take in the edits of another form of the same file."""
        self.cells |= other.cells
        self.stretches += other.stretches
        self.rows += other.rows
        self.missing += other.missing
        self.notes += other.notes

    def stretches_by_part(self) -> list[list[Stretch]]:
        """Give the stretches of each line or cell together."""
        found: dict[int, list[Stretch]] = {}
        for stretch in self.stretches:
            found.setdefault(id(stretch.part), []).append(stretch)
        return list(found.values())
