"""The text of Word paragraphs: what a reader sees with all tracked changes accepted (接受修订)."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from jixiao.read.formats import docx_names as w
from jixiao.read.formats.docx_controls import IN_FILE, Control
from jixiao.read.formats.docx_symbols import shown, symbol

_OFF = ("0", "false", "off", "none")
_SYMBOL_FONTS = (b"Wingdings", b'"Symbol"')


class Text:
    """Reads paragraphs one after the other and remembers what was met on the way.

    `anchored` are the text boxes and nested tables met since they were last taken, `changed` tells of tracked changes,
    `chunks` of files embedded as a whole (altChunk). `controls` are the figures that jixiao wrote, met since they were
    last taken.
    """

    __slots__ = (
        *("_boxes", "_fields", "_hidden", "_merges", "_symbols", "_tagged"),
        *("anchored", "changed", "chunks", "controls"),
    )

    def __init__(self, data: bytes) -> None:
        # Looking once whether a rare thing is in the file at all spares a look at every run.
        self._hidden = b"vanish" in data
        self._boxes = b"txbxContent" in data
        self._symbols = any(font in data for font in _SYMBOL_FONTS)
        self._merges = b"del" in data or b"moveFrom" in data
        self._tagged = IN_FILE in data
        self._fields: list[bool] = []  # open fields of the paragraph, each True once its result has begun
        self.anchored: list[Element] = []
        self.changed = False
        self.chunks = False
        self.controls: list[Control] = []

    def lines(self, parent: Element) -> list[str]:
        """Give the paragraphs directly in a cell, one string each; tables and text boxes in it become `anchored`."""
        lines: list[str] = []
        carried = ""
        for child in self.blocks(parent):
            if child.tag != w.PARAGRAPH:
                self.anchored.append(child)
                continue
            carried += self.paragraph(child)
            if not self.runs_on(child):
                lines.append(carried)
                carried = ""
        return [*lines, carried] if carried else lines

    def blocks(self, parent: Element) -> list[Element]:
        """Give the paragraphs and tables in document order, wrappers opened."""
        found: list[Element] = []
        for child in parent:
            tag = child.tag
            if tag == w.PARAGRAPH or tag == w.TABLE:
                found.append(child)
            elif tag == w.CELL_PROPERTIES:
                continue
            elif tag == w.OUTSIDE_CHUNK:
                self.chunks = True
            elif (inner := self.opened(child)) is not None:
                found += self.blocks(inner)
        return found

    def within(self, parent: Element, wanted: str) -> list[Element]:
        """Give the rows of a table or the cells of a row in document order, wrappers opened."""
        found: list[Element] = []
        for child in parent:
            if child.tag == wanted:
                found.append(child)
            elif (inner := self.opened(child)) is not None:
                found += self.within(inner, wanted)
        return found

    def opened(self, element: Element) -> Element | None:
        """Give the element whose children take the place of this one; none where it holds no content."""
        tag = element.tag
        if tag in w.CHANGES:
            self.changed = True
        if tag in w.WRAPPERS:
            return element
        return _alternative(element) if tag == w.ALTERNATIVES else None

    def paragraph(self, paragraph: Element) -> str:
        """Give the text of a paragraph: tabs as tabs, line breaks as line feeds."""
        if len(paragraph) == 1 and len(run := paragraph[0]) == 1 and run[0].tag == w.TEXT and run.tag == w.RUN:
            return run[0].text or ""  # nothing but a text, as in nearly every cell
        self._fields = []
        parts: list[str] = []
        self._inline(paragraph, parts)
        return "".join(parts)

    def runs_on(self, paragraph: Element) -> bool:
        """Tell whether the end of the paragraph is deleted, so that the next one continues it."""
        if not self._merges:
            return False
        mark = paragraph.find(f"{w.PARAGRAPH_PROPERTIES}/{w.RUN_PROPERTIES}")
        gone = mark is not None and any(child.tag in w.DROPPED for child in mark)
        self.changed = self.changed or gone
        return gone

    def _inline(self, parent: Element, parts: list[str]) -> None:
        for child in parent:
            tag = child.tag
            if tag == w.RUN:
                self._run(child, parts)
            elif tag == w.PARAGRAPH_PROPERTIES:
                continue
            elif tag in w.FORMULAS:
                parts.append(_formula(child))
            elif tag == w.CONTENT_CONTROL and self._tagged:
                self._control(child, parts)
            elif (inner := self.opened(child)) is not None:
                self._inline(inner, parts)

    def _control(self, control: Element, parts: list[str]) -> None:
        """A control that may hold a figure of ours; what it shows is text like any other."""
        first = len(parts)
        self._inline(control, parts)
        mark = control.find(w.CONTROL_TAG)
        if mark is not None:
            before, text = "".join(parts[:first]), "".join(parts[first:])
            self.controls.append(Control(mark.get(w.VALUE, ""), text, len(before)))

    def _run(self, run: Element, parts: list[str]) -> None:
        font = ""
        for piece in run:
            tag = piece.tag
            if tag == w.TEXT:
                if all(self._fields):
                    parts.append(shown(font, piece.text or "") if font else piece.text or "")
            elif tag == w.RUN_PROPERTIES:
                if self._hidden and _is_on(piece.find(w.HIDDEN)):
                    return
                font = _font(piece) if self._symbols else ""
            else:
                self._piece(piece, parts)

    def _piece(self, piece: Element, parts: list[str]) -> None:
        """What stands in a run beside its text. Instructions of fields, notes and deleted text are left out."""
        tag = piece.tag
        if tag == w.FIELD_CHARACTER:
            parts.append(self._field(piece))
        elif tag in w.DRAWINGS:
            self._find_boxes(piece)
        elif tag == w.ALTERNATIVES:
            self._run(_alternative(piece), parts)
        elif tag == w.RUBY:
            for base in piece.iterfind(w.RUBY_BASE):
                self._inline(base, parts)
        elif all(self._fields):
            parts.append(_plain(piece))

    def _field(self, mark: Element) -> str:
        """Fields go begin, instruction, separate, result, end. Old form fields show their state at the beginning."""
        kind = mark.get(w.FIELD_CHARACTER_KIND)
        if kind == "begin":
            self._fields.append(False)
            return _form_field(mark.find(w.FORM_FIELD))
        if self._fields and kind == "separate":
            self._fields[-1] = True
        elif self._fields and kind == "end":
            self._fields.pop()
        return ""

    def _find_boxes(self, drawing: Element) -> None:
        if not self._boxes:
            return
        for child in drawing:
            if child.tag == w.TEXT_BOX:
                self.anchored.append(child)
            else:
                self._find_boxes(_alternative(child) if child.tag == w.ALTERNATIVES else child)


def _alternative(alternatives: Element) -> Element:
    """The first choice, else the fallback: the same content stored twice counts once."""
    choice = alternatives.find(w.CHOICE)
    if choice is None:
        choice = alternatives.find(w.FALLBACK)
    return alternatives if choice is None else choice


def _plain(piece: Element) -> str:
    if piece.tag == w.SYMBOL:
        return symbol(piece.get(w.SYMBOL_FONT, ""), piece.get(w.SYMBOL_CODE, ""))
    return w.PLAIN_PIECES.get(piece.tag, "")


def _font(properties: Element) -> str:
    fonts = properties.find(w.FONTS)
    return "" if fonts is None else fonts.get(w.ASCII_FONT, "")


def _is_on(switch: Element | None) -> bool:
    return switch is not None and switch.get(w.VALUE, "1") not in _OFF


def _form_field(form: Element | None) -> str:
    """What an old form field shows: a ticked or empty box, or the chosen entry of a list."""
    if form is None:
        return ""
    box = form.find(w.CHECK_BOX)
    if box is not None:
        checked = box.find(w.CHECKED)
        return "☑" if _is_on(box.find(w.CHECKED_AT_FIRST) if checked is None else checked) else "□"
    choices = form.find(w.DROP_DOWN)
    return "" if choices is None else _chosen(choices)


def _chosen(choices: Element) -> str:
    entries = [entry.get(w.VALUE, "") for entry in choices.iterfind(w.LIST_ENTRY)]
    chosen = choices.find(w.RESULT)
    number = "0" if chosen is None else chosen.get(w.VALUE, "0")
    return entries[int(number)] if number.isdecimal() and int(number) < len(entries) else ""


def _formula(element: Element) -> str:
    """A formula in one line, fractions with a slash."""
    if element.tag == w.FORMULA_TEXT:
        return element.text or ""
    if element.tag == w.FRACTION:
        sides = (element.find(w.NUMERATOR), element.find(w.DENOMINATOR))
        return "/".join(_formula(side) for side in sides if side is not None)
    return "".join(map(_formula, element))
