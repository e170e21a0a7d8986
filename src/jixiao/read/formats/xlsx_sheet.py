"""The XML of a worksheet (xl/worksheets/sheet1.xml): stored values, formulas without a result, merged and hidden lines.

Parsing every element costs more than all the rest of the work, and sheets are made of a few elements in one spelling.
So there are two readers that give the same: `_Quick` cuts the text at the ends of cells and takes each cell apart by
one regular expression; where anything is spelled otherwise (prefixes, comments, cells without addresses) it gives up
and `_thorough` parses the XML. A million blank rows cost the first one nothing: it never looks at them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.parsers import expat

from jixiao.read.archive import Damaged
from jixiao.read.formats.sheet_grid import MAX_COLUMNS, MAX_ROWS, Formula, Range, column_number, key
from jixiao.read.formats.xlsx_text import cell_text, local, rich_text, unescaped, with_characters

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
_TEXT_ELEMENTS = ("v", "f", "t")
_TRUE = ("1", "true")
_NO_RESULT = ("", "0", "0.0")


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

    __slots__ = (
        "_shared", "calculated", "cells", "drawing", "formulas", "hidden_columns", "hidden_rows", "merged",
        "shows_zeros",
    )  # fmt: skip

    def __init__(self) -> None:
        self.cells: list[Stored] = []
        self.formulas: dict[int, Formula] = {}
        self.calculated = False  # whether any formula has a result other than nought
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
        if value in _NO_RESULT and kind != "str":  # a formula may give an empty text, and that is then its result
            self.formulas[place] = formula
        elif value not in _NO_RESULT:
            self.calculated = True

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
            if shown or formula:
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
    """Read a sheet whatever way its XML is spelled."""
    walk = _Thorough()
    try:
        walk.parse(data)
    except (expat.ExpatError, ValueError, LookupError) as error:  # the last two: an address, an encoding that is none
        raise Damaged(name, f"{member} 不是有效的工作表") from error
    return walk.sheet


class _Names(dict[str, str]):
    """Names of elements without their namespaces."""

    def __missing__(self, tag: str) -> str:
        self[tag] = local(tag)
        return self[tag]


class _Thorough:
    """Takes in the elements of a sheet one by one and keeps none; rows and cells may leave their addresses out."""

    __slots__ = ("_cell", "_column", "_formula", "_names", "_open", "_phonetic", "_row", "_texts", "sheet")

    def __init__(self) -> None:
        self.sheet = SheetXml()
        self._names = _Names()
        self._row = self._column = -1
        self._cell: dict[str, str] = {}  # attributes of the cell that is open
        self._texts: dict[str, str] = {}  # of that cell, by the element that they stand in
        self._formula: dict[str, str] | None = None
        self._open = ""  # the element that is open
        self._phonetic = False

    def parse(self, data: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.Parse(data, True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = self._open = self._names[tag]
        if name == "c":
            self._cell = attributes
            self._column += 1
            if "r" in attributes:
                self._row, self._column = _place(attributes["r"]) or (self._row, self._column)
        elif name == "row":
            self._row, self._column = int(attributes.get("r", self._row + 2)) - 1, -1
            if _is_hidden(attributes):
                self.sheet.hidden_rows.add(self._row)
        elif name == "f":
            self._formula = attributes
        elif name == "rPh":
            self._phonetic = True
        elif name in _AROUND_NAMES:
            self.sheet.around(name, {local(key): value for key, value in attributes.items()})

    def _characters(self, text: str) -> None:
        if self._open in _TEXT_ELEMENTS and not self._phonetic:
            self._texts[self._open] = self._texts.get(self._open, "") + text

    def _end(self, tag: str) -> None:
        self._open = ""
        name = self._names[tag]
        if name == "c" and (self._texts or self._formula is not None):
            self._end_cell()
        elif name == "rPh":
            self._phonetic = False

    def _end_cell(self) -> None:
        if not (0 <= self._row < MAX_ROWS and self._column < MAX_COLUMNS):
            raise ValueError
        place, kind = key(self._row, self._column), self._cell.get("t", "n")
        value = cell_text(self._texts.get("v") or self._texts.get("t", ""))
        if self._formula is not None:
            self.sheet.formula(place, kind, value, self._formula, self._texts.get("f", ""))
        if value or self._formula is not None:
            self.sheet.cells.append((place, int(self._cell.get("s", "0")), kind, value))
        self._texts, self._formula = {}, None


def _place(address: str) -> tuple[int, int] | None:
    """Give row and column (from 0) of an address such as $B$7, None for what is none."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return None
    row, column = int(match[2]) - 1, column_number(match[1])
    return (row, column) if row < MAX_ROWS and column < MAX_COLUMNS else None


def _is_hidden(line: Mapping[str, str]) -> bool:
    return line.get("hidden") in _TRUE
