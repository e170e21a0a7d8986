"""A value and the place that the blank form has for it: a whole cell, or a blank in a line of labels."""

from __future__ import annotations

from jixiao.model.quantity.words import is_error
from jixiao.model.value import Value
from jixiao.read.layout import Cell, Grid, Paragraph
from jixiao.read.recognise.words import clean, printed, words
from jixiao.write.fill.edits import CellText, Edits, Missing, Stretch
from jixiao.write.fill.lines import Span, behind_label, has_boxes, is_template, tick


class Slots:
    """Puts the values of one form into its places; what finds none is told in `edits`."""

    def __init__(self) -> None:
        self.edits = Edits()

    def put(self, slot: Value | None, text: str | None, label: str, *, name: str | None = None, key: str = "") -> None:
        """Put a text where a blank value stands; `label` is for people, `name` or `key` the label in a line."""
        if text is None:
            return
        if is_error(text):
            self.miss(label, text, "是公式出错的显示，没有写入")
            return
        origin = slot.origin if slot is not None else None
        if slot is None or origin is None:
            self.miss(label, text)
            return
        if slot.text == clean(text):
            return  # it stands there
        holder, part = origin
        if isinstance(part, Cell) and isinstance(holder, Grid):
            if slot.text == printed(part.text):
                self.put_cell(holder, part, text, label)
            else:
                self._in_line(part, holder, behind_label(part.text, name, key, text), label, text)
        elif isinstance(part, Paragraph):
            self._in_line(part, None, behind_label(part.text, name, key, text), label, text)
        else:
            self.miss(label, text)

    def put_cell(self, grid: Grid, cell: Cell, text: str, label: str) -> None:
        """Put a text into a cell of its own; boxes in it are ticked; what stood there gives way and is told."""
        if clean(text) == clean(cell.text):
            return
        if has_boxes(cell.text) and not has_boxes(text):
            self._in_line(cell, grid, tick(cell.text, text), label, text)
            return
        at = (grid.table, cell.row, cell.column)
        before = self.edits.cells.get(at)
        if before is not None and clean(before.text) != clean(text):
            self.miss(label, text, f"的位置已写入“{before.text}”")
            return
        old = words(cell.text)
        if old is not None and not is_template(old.text):
            if old.is_label():
                self.miss(label, text, f"的位置是栏目名称“{old.text}”，没有写入")
                return
            self.edits.notes.append(f"{label}原为“{old.text}”，已改为“{text}”")
        self.edits.cells[at] = CellText(grid, cell, text)

    def put_span(self, part: Cell | Paragraph, grid: Grid | None, span: Span) -> None:
        """Put a text into a stretch, unless it stands there already."""
        if part.text[span.start : span.end] != span.text:
            self.edits.stretches.append(Stretch(part, grid, *span))

    def miss(self, label: str, text: str, why: str = "", also: tuple[str, ...] = ()) -> None:
        """Note a value that found no place."""
        self.edits.missing.append(Missing(label, text, why, also))

    def _in_line(self, part: Cell | Paragraph, grid: Grid | None, span: Span | None, label: str, text: str) -> None:
        if span is None:
            self.miss(label, text)
        else:
            self.put_span(part, grid, span)
