"""A form as a grid to be typed into (录入表格): the cells of the paper form, each with the fields it is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from jixiao.knowledge.form_layout import FormLayout
from jixiao.knowledge.form_layout_book import sheet_of
from jixiao.model.form import Form
from jixiao.write.forms.bands import FormGrid
from jixiao.write.forms.computed import computed
from jixiao.write.forms.pieces import Field, Piece, Pieces, pieces_of
from jixiao.write.paper import Align


class TypingCell(NamedTuple):
    """A cell: its column from 0, what it spans, how it is set, whether it is words of the form, and its pieces."""

    column: int
    rows: int
    columns: int
    align: Align
    label: bool
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class TypingGrid:
    """A form to be typed into: the lines above it, its rows of cells, the notes below; all lines are pieces.

    `left` and `unit_line` stand at the top left and right, `widths` are shares of the line for each column.
    """

    title: Pieces
    above: Sequence[Pieces]
    left: Pieces
    unit_line: Pieces
    widths: Sequence[float]
    rows: Sequence[Sequence[TypingCell]]
    notes: Sequence[Pieces]
    landscape: bool = False

    def fields(self) -> list[Field]:
        """Give every field once: that which is typed into, not its echoes."""
        cells = (cell.pieces for row in self.rows for cell in row)
        lines = (self.title, *self.above, self.left, self.unit_line, *cells, *self.notes)
        return [piece for line in lines for piece in line if isinstance(piece, Field) and not piece.echo]


def typing_grid(form: Form, layout: FormLayout) -> TypingGrid:
    """Give a form as a grid to be typed into, row for row as its data stands (see `filling.prepared`).

    Comparator, target and unit that share a cell are one field, /indicators/N/target, which takes ≥95% as a whole: then
    the target holds all of it and comparator and unit are blank, and it means the same. Raises NoSuchForm.
    """
    sheet = sheet_of(layout, form.kind)
    built = FormGrid(form, sheet)
    lines = [pieces_of(text, built.find) for text in (sheet.title + sheet.below, sheet.left, sheet.unit_line)]
    above, notes = ([pieces_of(text, built.find) for text in texts] for texts in (sheet.above, sheet.notes))
    mark = _Marks(form, [lines[0], *above, *lines[1:], *notes], built.pieces.values())
    rows = [
        [
            TypingCell(column, cell.rows, cell.columns, cell.align, cell.label, mark(built.pieces[number, column]))
            for column, cell in row
        ]
        for number, row in enumerate(built.grid.rows)
    ]
    title, left, unit_line = map(mark, lines)
    return TypingGrid(
        title, list(map(mark, above)), left, unit_line, sheet.widths, rows, list(map(mark, notes)), sheet.landscape
    )


class _Marks:
    """Marks the fields of a form: which are computed, and which repeat one that is typed elsewhere.

    A field is typed where it has a cell of its own, else where it is first seen.
    """

    def __init__(self, form: Form, lines: Iterable[Pieces], cells: Iterable[Pieces]) -> None:
        self.kind = form.kind
        self._typed: dict[str, Pieces] = {}
        every = list(cells)
        for pieces in (*(cell for cell in every if len(cell) == 1), *lines, *every):
            for piece in pieces:
                if isinstance(piece, Field):
                    self._typed.setdefault(piece.pointer, pieces)

    def __call__(self, pieces: Pieces) -> Pieces:
        """Give the pieces of a cell or line with their fields marked."""
        return tuple(self._marked(piece, pieces) for piece in pieces)

    def _marked(self, piece: Piece, pieces: Pieces) -> Piece:
        if isinstance(piece, str):
            return piece
        echo, by_rule = self._typed[piece.pointer] is not pieces, computed(self.kind, piece.pointer)
        return piece._replace(computed=by_rule, echo=echo) if echo or by_rule else piece
