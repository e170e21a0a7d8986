"""The numbered marks: which findings point at which cell, and back."""

from __future__ import annotations

from typing import NamedTuple

from jixiao.model.form import Form
from jixiao.model.place import Place
from jixiao.model.result import Finding, FindingFigure, Severity
from jixiao.model.value import Value
from jixiao.read.layout import Cell, Grid, Paragraph
from jixiao.report.regions import GridPart, Part
from jixiao.report.words import own_figures


class Mark(NamedTuple):
    """A finding's mark on a cell: its number, its severity and the value that should stand there, if one is implied."""

    number: int
    severity: Severity
    expected: str | None


class Link(NamedTuple):
    """A link from a finding to a cell: the cell's anchor and what the figure is called."""

    anchor: str
    label: str


class Marks:
    """The marks of one form, or of a whole file where `form` is None.

    `findings` are numbered from `first`; `anchor` begins every anchor of the form.
    """

    place = "表中"

    def __init__(self, form: Form | None, findings: list[Finding], parts: list[Part], first: int, anchor: str) -> None:
        self.anchor = anchor
        self.numbered = list(enumerate(findings, first))
        self._paragraphs = {part.number for part in parts if isinstance(part, Paragraph)}
        self._grids = {part.grid.table: part for part in parts if isinstance(part, GridPart)}
        self._pointers = {id(value): pointer for pointer, value in (form.values() if form else ())}
        self._marks: dict[str, list[Mark]] = {}
        self._links: dict[int, list[Link]] = {}
        for number, finding in self.numbered:
            self._add(number, finding)

    def of_cell(self, grid: Grid, cell: Cell) -> list[Mark]:
        """Give the marks of a cell."""
        return self._marks.get(self.cell_anchor(grid, cell), [])

    def of_paragraph(self, paragraph: Paragraph) -> list[Mark]:
        """Give the marks of a paragraph."""
        return self._marks.get(self.paragraph_anchor(paragraph.number), [])

    def of_value(self, value: Value) -> list[Mark]:
        """Give the marks of a value that is drawn outside of a grid."""
        return self._marks.get(self.value_anchor(value) or "", [])

    def links(self, number: int) -> list[Link]:
        """Give the links from a finding to its cells."""
        return self._links.get(number, [])

    def cell_anchor(self, grid: Grid, cell: Cell) -> str:
        """Give the anchor of a cell."""
        return f"{self.anchor}t{grid.table}r{cell.row + 1}c{cell.column + 1}"

    def paragraph_anchor(self, number: int) -> str:
        """Give the anchor of a paragraph."""
        return f"{self.anchor}p{number}"

    def value_anchor(self, value: Value) -> str | None:
        """Give the anchor of a value that is drawn outside of a grid."""
        pointer = self._pointers.get(id(value))
        return None if pointer is None else self.anchor + pointer.replace("/", "-")

    def _add(self, number: int, finding: Finding) -> None:
        for figure in own_figures(finding):
            anchor = self._anchor(figure)
            if anchor is not None:
                self._marks.setdefault(anchor, []).append(Mark(number, finding.severity, figure.expected))
                self._links.setdefault(number, []).append(Link(anchor, figure.label))

    def _anchor(self, figure: FindingFigure) -> str | None:
        if not self._grids:
            return self.value_anchor(figure.value)
        place = figure.value.place
        if place is None:
            return None
        if place.paragraph in self._paragraphs:
            return self.paragraph_anchor(place.paragraph or 0)
        part = self._grids.get(place.table or 0)
        cell = _cell_at(part, place) if part else None
        return self.cell_anchor(part.grid, cell) if part and cell else None


def _cell_at(part: GridPart, place: Place) -> Cell | None:
    """Give the cell that covers a place (rows and columns of a place count from 1)."""
    row, column = (place.row or 0) - 1, (place.column or 0) - 1
    for cell in part.grid.cells:
        if cell.row <= row < cell.row + cell.rows and cell.column <= column < cell.column + cell.columns:
            return cell if part.first <= row <= part.last else None
    return None
