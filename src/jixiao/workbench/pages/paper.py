"""The form on the page (录入页面): the cells of the paper form, what is typed, explained and found in each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from jixiao.model.field_names import field_name
from jixiao.model.form_pointers import row_of
from jixiao.model.typed_text import manner_of
from jixiao.workbench.cycle.typed import Sheet, typed_cells
from jixiao.write.forms.pieces import Field, Piece, Pieces
from jixiao.write.forms.typing import TypingCell

SEVERITIES = ("error", "warning", "info")
_WIDE = 30  # characters of a line of a long text, for the height that a text starts with


class Mark(NamedTuple):
    """A finding beside its cell: how grave, its number in the list beside the form, and what it says."""

    severity: str
    number: int
    message: str


class Part(NamedTuple):
    """A part of a cell: words of the form (`pointer` empty), or a field.

    `kind` is words, echo (typed elsewhere), shown (read only), rule (worked out), number, line or long; `why` explains
    a score, `owed` says why a reason is asked for.
    """

    kind: str
    text: str
    pointer: str = ""
    name: str = ""
    blank: str = ""
    why: str = ""
    owed: str = ""
    marks: tuple[Mark, ...] = ()

    @property
    def lines(self) -> int:
        """Give how many lines a text starts with."""
        least = 3 if self.kind == "long" and row_of(self.pointer) is None else 1
        return max(least, sum(1 + len(line) // _WIDE for line in self.text.split("\n")))


class PaperCell(NamedTuple):
    """A cell of the paper: what it spans, how it is set, and its parts."""

    rows: int
    columns: int
    look: str
    parts: tuple[Part, ...]


class PaperRow(NamedTuple):
    """A row of the paper; `row` is that of the indicator in it, None for any other."""

    cells: list[PaperCell]
    row: int | None


class Finding(NamedTuple):
    """A finding in the list beside the form."""

    number: int
    severity: str
    message: str
    suggestion: str
    pointer: str
    name: str


class PaperForm:
    """A form as its page shows it, with what may be typed (`writable`) and what was found."""

    def __init__(self, sheet: Sheet, writable: bool) -> None:
        self.sheet, self.writable = sheet, writable
        self.form, self.assessment = sheet.form, sheet.assessment
        self.open = typed_cells(sheet.grid, sheet.assessment.decided) if writable else set()
        self._fields = {field.pointer: field for field in sheet.grid.fields()}
        self.findings = list(self._found())
        self._marks: dict[str, list[Mark]] = {}
        for finding in self.findings:
            if finding.pointer:
                mark = Mark(finding.severity, finding.number, finding.message)
                self._marks.setdefault(finding.pointer, []).append(mark)

    @property
    def title(self) -> tuple[Part, ...]:
        """Give the title line."""
        return self._parts(self.sheet.grid.title)

    @property
    def above(self) -> list[tuple[Part, ...]]:
        """Give the lines above the form."""
        return [self._parts(line) for line in self.sheet.grid.above]

    @property
    def left(self) -> tuple[Part, ...]:
        """Give the line at the top left."""
        return self._parts(self.sheet.grid.left)

    @property
    def unit_line(self) -> tuple[Part, ...]:
        """Give the line at the top right."""
        return self._parts(self.sheet.grid.unit_line)

    @property
    def notes(self) -> list[tuple[Part, ...]]:
        """Give the notes below the form."""
        return [self._parts(line) for line in self.sheet.grid.notes]

    @property
    def widths(self) -> list[str]:
        """Give the widths of the columns in percent of the line."""
        total = sum(self.sheet.grid.widths)
        return [f"{width / total:.2%}" for width in self.sheet.grid.widths]

    @property
    def rows(self) -> list[PaperRow]:
        """Give the rows."""
        return [PaperRow(list(map(self._cell, row)), _indicator_of(row)) for row in self.sheet.grid.rows]

    @property
    def last_row(self) -> int:
        """Give the index of the last indicator."""
        return len(self.form.indicators) - 1

    @property
    def structure(self) -> str:
        """Give a fingerprint of everything but the texts of fields: where it changes the form is drawn anew."""
        told = repr([[(cell[:5], _outline(cell.pieces)) for cell in row] for row in self.sheet.grid.rows])
        return hashlib.sha256(f"{told}{sorted(self.open)}{sorted(self.assessment.why)}".encode()).hexdigest()[:16]

    def at(self, pointer: str) -> Part | None:
        """Give the part of one field, None where the layout does not show it."""
        field = self._fields.get(pointer)
        return self._part(field) if field is not None else None

    def cells(self) -> dict[str, str]:
        """Give what each cell says, by pointer."""
        return self.sheet.texts

    @property
    def seen(self) -> str:
        """Give what each cell that is typed into says, by pointer, as JSON: a plain form sends it back."""
        told = {pointer: text for pointer, text in self.cells().items() if pointer in self.open}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))

    def marks(self) -> dict[str, list[list[Any]]]:
        """Give the findings beside each cell, by pointer."""
        return {pointer: [list(mark) for mark in marks] for pointer, marks in self._marks.items()}

    def count(self, severity: str) -> int:
        """Give how many findings are of a severity."""
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def errors(self) -> int:
        """Give the number of errors."""
        return self.count("error")

    @property
    def warnings(self) -> int:
        """Give the number of warnings."""
        return self.count("warning")

    def _found(self) -> Iterator[Finding]:
        ordered = sorted(self.assessment.findings, key=lambda finding: SEVERITIES.index(finding.severity))
        for number, finding in enumerate(ordered, 1):
            figures = sorted(finding.figures, key=lambda figure: not figure.suspect)
            pointers = [pointer for figure in figures if (pointer := self.form.pointer(figure.value))]
            pointer = next((each for each in pointers if each in self._fields), pointers[0] if pointers else "")
            name = field_name(self.form, pointer) if pointer else ""
            yield Finding(number, finding.severity, finding.message, finding.suggestion or "", pointer, name)

    def _cell(self, cell: TypingCell) -> PaperCell:
        looks = [cell.align, *(["label"] if cell.label else []), *(["mixed"] if len(cell.pieces) > 1 else [])]
        return PaperCell(cell.rows, cell.columns, " ".join(looks), self._parts(cell.pieces))

    def _parts(self, pieces: Pieces) -> tuple[Part, ...]:
        return tuple(self._part(piece) for piece in pieces)

    def _part(self, piece: Piece) -> Part:
        if isinstance(piece, str):
            return Part("words", piece)
        if piece.echo:
            return Part("echo", piece.text or piece.blank, piece.pointer)
        return Part(
            self._kind(piece),
            piece.text,
            piece.pointer,
            field_name(self.form, piece.pointer),
            piece.blank.strip(),
            self.assessment.why.get(piece.pointer, ""),
            self.assessment.owed.get(piece.pointer, ""),
            tuple(self._marks.get(piece.pointer, ())),
        )

    def _kind(self, field: Field) -> str:
        if field.pointer in self.open:
            return manner_of(field.pointer)
        return "rule" if field.computed else "shown"


def _indicator_of(row: Any) -> int | None:
    """The indicator that a row of the grid shows, None where it shows none."""
    pointers = (piece.pointer for cell in row for piece in cell.pieces if isinstance(piece, Field))
    rows = (row_of(pointer) for pointer in pointers)
    return next((found[1] for found in rows if found is not None and found[0] == "indicators"), None)


def _outline(pieces: Pieces) -> list[str]:
    return [piece if isinstance(piece, str) else piece.pointer for piece in pieces if not _is_echo(piece)]


def _is_echo(piece: Piece) -> bool:
    return isinstance(piece, Field) and piece.echo
