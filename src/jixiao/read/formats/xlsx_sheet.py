"""The XML of a worksheet (xl/worksheets/sheet1.xml): stored values, formulas without a result, merged and hidden lines.

Parsing every element costs more than all the rest of the work, and sheets are made of a few elements in one spelling.
So there are two readers that give the same: `_Quick` cuts the text at the ends of cells and takes each cell apart by
one regular expression; where anything is spelled otherwise (prefixes, comments, cells without addresses) it gives up
and `_thorough` parses the XML. A million blank rows cost the first one nothing: it never looks at them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, ParseError, iterparse

from jixiao.read.archive import Damaged
from jixiao.read.formats.sheet_grid import MAX_COLUMNS, MAX_ROWS, Formula, Range, column_number, key
from jixiao.read.formats.xlsx_text import cell_text, local, rich_text, text_of, unescaped, with_characters

# Address, attributes, formula, value, text in place (inlineStr) simple or rich. Blank cells are not matched.
_CELL = re.compile(
    r'<c r="([^"]*+)"([^>]*+)(?<!/)>(?!</c>)'
    r"(<f[^>/]*(?:/>|>[^<]*</f>))?"
    r'(?:<v>([^<]*)</v>|<v/>|<is>(?:<t(?: xml:space="preserve")?>([^<]*)</t>|(.*?))</is>)?</c>',
    re.DOTALL,
)
_FORMULA = re.compile(r"<f([^>/]*)(?:/>|>([^<]*)</f>)")
_MERGED = re.compile(r'<mergeCell ref="([^":]*+):([^"]*+)"/>')
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_ATTRIBUTES = re.compile(r'(?:\s+[\w:]+="[^"]*")*\s*/?')
_HIDDEN_ROW = re.compile(r'<row\b(?=[^>]* hidden="(?:1|true)")([^>]*)>')
_AROUND_NAMES = ("sheetView", "col", "mergeCell", "drawing")
# Elements beside the cells that matter only where they have an attribute of this name.
_BESIDE = [(name, mark, re.compile(rf"<{name}\b([^>]*)>"))
           for name, mark in (("sheetView", " showZeros="), ("col", " hidden="), ("drawing", ":id="))]  # fmt: skip
_OTHER_ENCODING = re.compile(r"""<\?xml[^>]*encoding=["'](?!utf-?8["'])""", re.IGNORECASE)
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_TRUE = ("1", "true")


class _Places(dict[str, int]):
    """Keys of cells by their addresses: a plain dictionary, because this is asked for every cell."""

    def __missing__(self, address: str) -> int:
        place = _place(address)
        if place is None:
            raise ValueError
        if len(self) >= _MOST_PLACES:
            self.clear()
        self[address] = key(*place)
        return self[address]


_MOST_PLACES = 20_000
_PLACES = _Places()

# A cell as stored: its key, its style (`s`, the number of its format), its type (`t`) and its value. A plain tuple,
# because there are thousands of them.
Stored = tuple[int, int, str, str]


class SheetXml:
    """A worksheet as its XML says; `formulas` are those whose result is missing or a nought, by the key of the cell."""

    __slots__ = ("_shared", "cells", "drawing", "formulas", "hidden_columns", "hidden_rows", "merged", "shows_zeros")

    def __init__(self) -> None:
        self.cells: list[Stored] = []
        self.formulas: dict[int, Formula] = {}
        self.merged: list[Range] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        self.shows_zeros = True
        self.drawing: str | None = None  # id of the relationship to the part with its shapes
        self._shared: dict[str, Formula] = {}

    def formula(self, place: int, kind: str, value: str, attributes: Mapping[str, str], text: str) -> None:
        """Take in the formula of a cell; a shared one is written out in its first cell only."""
        group = attributes.get("si", "")
        formula = Formula(text, place) if text else self._shared.get(group)
        if formula is None:
            return
        if text and group:
            self._shared[group] = formula
        if value in ("", "0") and kind != "str":  # a formula may give an empty text, and that is then its result
            self.formulas[place] = formula

    def around(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take in an element that stands beside the cells."""
        if name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "col":
            self._column(attributes)
        elif name == "sheetView":
            self.shows_zeros = self.shows_zeros and attributes.get("showZeros", "1") in _TRUE
        elif name == "drawing":
            self.drawing = attributes.get("id")

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = _place(first), _place(last)
        if start and end:
            self.merged.append((key(*start), key(*end)))

    def _column(self, attributes: Mapping[str, str]) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if _is_hidden(attributes) and first.isdecimal() and last.isdecimal():
            self.hidden_columns.append((int(first) - 1, min(int(last), MAX_COLUMNS) - 1))


def read_sheet(name: str, member: str, data: bytes) -> SheetXml:
    """Give what the XML of a worksheet says; `name` is the file's, for messages. Raises `Damaged`."""
    return _quick(data) or _thorough(name, member, data)


def _quick(data: bytes) -> SheetXml | None:
    """Read a sheet in the usual spelling, None where it is spelled in any other way."""
    try:
        text = with_characters(data.decode("utf-8-sig"))
        if "<!" in text or _OTHER_ENCODING.match(text) or not text[-99:].rstrip().endswith("</worksheet>"):
            return None
        quick = _Quick(text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text)
        quick.read()
    except ValueError:  # not UTF-8, no cells, or anything that `_Quick` does not know
        return None
    return quick.sheet


class _Quick:
    """Takes the text of a sheet apart; raises `ValueError` where it is not in the usual spelling."""

    __slots__ = ("_styles", "_text", "sheet")

    def __init__(self, text: str) -> None:
        self.sheet = SheetXml()
        self._text = text
        self._styles = _Styles()

    def read(self) -> None:
        start, end = self._text.index("<sheetData"), self._text.index("</sheetData>")
        self._cells(start, end)
        self._hidden_rows(start, end)
        self._around(self._text[:start] + self._text[end:])

    def _cells(self, start: int, end: int) -> None:
        found = _CELL.findall(self._text, start, end)
        if len(found) + self._text.count('"></c>', start, end) != self._text.count("</c>", start, end):
            raise ValueError
        styles, add = self._styles, self.sheet.cells.append
        for address, attributes, formula, value, text, rich in found:
            place = _PLACES[address]
            style, kind = styles[attributes]
            shown = value or text
            if rich:
                shown = rich_text(rich)
            elif "&" in shown or "_x" in shown:
                shown = cell_text(unescaped(shown))
            if formula:
                self._formula(place, kind, shown, formula)
            add((place, style, kind, shown))

    def _formula(self, place: int, kind: str, value: str, formula: str) -> None:
        for attributes, text in _FORMULA.findall(formula):
            self.sheet.formula(place, kind, value, _attributes(attributes), unescaped(text))

    def _hidden_rows(self, start: int, end: int) -> None:
        if ' hidden="1"' in self._text or ' hidden="true"' in self._text:
            for attributes in _HIDDEN_ROW.findall(self._text, start, end):
                self.sheet.hidden_rows.add(int(_attributes(attributes).get("r", "")) - 1)

    def _around(self, text: str) -> None:
        for first, last in _MERGED.findall(text):
            self.sheet.merged.append((_PLACES[first], _PLACES[last]))
        if len(self.sheet.merged) != text.count("<mergeCell "):
            raise ValueError
        for name, mark, pattern in _BESIDE:
            if mark in text:
                for attributes in pattern.findall(text):
                    self.sheet.around(name, _attributes(attributes))


class _Styles(dict[str, tuple[int, str]]):
    """Style and type of cells by their attributes."""

    def __missing__(self, attributes: str) -> tuple[int, str]:
        found = _attributes(attributes)
        self[attributes] = int(found.get("s", "0")), found.get("t", "n")
        return self[attributes]


def _attributes(text: str) -> dict[str, str]:
    if not _ATTRIBUTES.fullmatch(text):
        raise ValueError
    return {name.rpartition(":")[2]: value for name, value in _ATTRIBUTE.findall(text)}


def _thorough(name: str, member: str, data: bytes) -> SheetXml:
    """Read a sheet whatever way its XML is spelled, row by row, so that blank rows take no memory."""
    walk = _Thorough()
    try:
        for event, element in iterparse(io.BytesIO(data), ("start", "end")):
            walk.element(event, element)
    except (ParseError, ValueError, LookupError) as error:  # the last two: an encoding or an address that is none
        raise Damaged(name, f"{member} 不是有效的工作表") from error
    return walk.sheet


class _Thorough:
    """Takes in the elements of a sheet as they are parsed; rows and cells may leave their addresses out."""

    __slots__ = ("_row", "_rows", "sheet")

    def __init__(self) -> None:
        self.sheet = SheetXml()
        self._row = -1
        self._rows: Element | None = None

    def element(self, event: str, element: Element) -> None:
        name = local(element.tag)
        if event == "start":
            if name == "sheetData":
                self._rows = element
        elif name == "row" and self._rows is not None:
            self._whole_row(element)
            self._rows.clear()
        elif name in _AROUND_NAMES:
            self.sheet.around(name, _local_attributes(element))

    def _whole_row(self, row: Element) -> None:
        self._row = int(row.get("r", self._row + 2)) - 1
        if _is_hidden(row.attrib):
            self.sheet.hidden_rows.add(self._row)
        column = -1
        for cell in row:
            place = _place(cell.get("r", "")) or (self._row, column + 1)
            column = place[1]
            self._cell(cell, key(*place))

    def _cell(self, cell: Element, place: int) -> None:
        kind, value = cell.get("t", "n"), ""
        for child in cell:
            if local(child.tag) == "v":
                value = cell_text(child.text or "")
            elif local(child.tag) == "is":
                value = text_of(child)
        for child in cell:
            if local(child.tag) == "f":
                self.sheet.formula(place, kind, value, child.attrib, child.text or "")
        if value:
            self.sheet.cells.append((place, int(cell.get("s", "0")), kind, value))


def _local_attributes(element: Element) -> dict[str, str]:
    return {local(name): value for name, value in element.attrib.items()}


def _place(address: str) -> tuple[int, int] | None:
    """Give row and column (from 0) of an address such as $B$7, None for what is none."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return None
    row, column = int(match[2]) - 1, column_number(match[1])
    return (row, column) if row < MAX_ROWS and column < MAX_COLUMNS else None


def _is_hidden(line: Mapping[str, str]) -> bool:
    return line.get("hidden") in _TRUE
