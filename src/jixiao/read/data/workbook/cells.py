"""The cells of a workbook as data: a text, or a number with its exact digits; formulas with their results."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from jixiao.model.place import Place
from jixiao.model.value import Value, blank
from jixiao.read.archive import archive_of
from jixiao.read.data.exact import plain_digits
from jixiao.read.formats.numfmt_digits import exact
from jixiao.read.formats.sheet_grid import address, key, row_and_column
from jixiao.read.formats.xlsx_book import Book
from jixiao.read.formats.xlsx_formulas import Results
from jixiao.read.formats.xlsx_sheet import Stored, read_sheet
from jixiao.read.source import Source

_MOST_DIGITS = 30
_DIGITS = re.compile(
    r"[-+]?[0-9,]+(?:\.[0-9]+)?|\([0-9,]+(?:\.[0-9]+)?\)", re.ASCII
)  # 三万 is nothing that people add up
# How the workbook's own formulas begin: sums and names, which follow from what is typed. Where they have no result,
# because nothing is typed or a program stored none, there is nothing to calculate.
OWN_FORMULAS = ("IF(COUNT(", "IFERROR(VLOOKUP(")


class DataCell(NamedTuple):
    """A filled cell: its sheet and key, its text, its number where it is one, whether it is an error of a formula."""

    sheet: str
    key: int
    text: str
    number: Decimal | None = None
    error: bool = False

    @property
    def where(self) -> str:
        """Give the name of its place: 工作表“项目”C5单元格."""
        return place_of(self.sheet, self.key).sentence()

    @property
    def value(self) -> Value:
        """Give what it says, with its place."""
        return Value(self.text, place_of(self.sheet, self.key))

    @property
    def amount(self) -> Value | None:
        """Give the number that it says, blank for a sign of nothing (-, 无), None where it says neither.

        Numbers pasted from elsewhere are often stored as texts: 1,234.50 is a number all the same.
        """
        if self.number is not None:
            return self.value
        said = self.value.quantity
        if said.dimension == "blank" and not self.error:
            return blank()
        if said.number is None or said.dimension != "number" or not _DIGITS.fullmatch(said.text):
            return None
        return Value(f"{said.number:f}", place_of(self.sheet, self.key))


class SheetCells:
    """The filled cells of one sheet by row and column, from 0."""

    def __init__(self, name: str, cells: dict[int, DataCell]) -> None:
        self.name = name
        self._cells = cells
        self.rows = max((row_and_column(place)[0] for place in cells), default=-1) + 1

    def at(self, row: int, column: int) -> DataCell | None:
        """Give the cell at a place, None where it is blank."""
        return self._cells.get(key(row, column))

    def text(self, row: int, column: int) -> str:
        """Give the text at a place, empty where it is blank."""
        cell = self.at(row, column)
        return cell.text if cell else ""

    def in_row(self, row: int) -> Iterator[tuple[int, DataCell]]:
        """Give the filled cells of a row with their columns, in order."""
        places = sorted(place for place in self._cells if row_and_column(place)[0] == row)
        return ((row_and_column(place)[1], self._cells[place]) for place in places)

    def where(self, row: int, column: int) -> str:
        """Give the name of a place, filled or not."""
        return place_of(self.name, key(row, column)).sentence()


class WorkbookCells:
    """The sheets of a workbook, hidden ones too, read when they are asked for."""

    def __init__(self, source: Source) -> None:
        self._book = Book(archive_of(source))
        # The mark that it is to be calculated on loading is set in every new workbook; its stored results hold.
        self._book.calculates_on_load = False
        self._results = Results(self._book)
        self.names = [part.name for part in self._book.sheets]

    def sheet(self, name: str) -> SheetCells | None:
        """Give a sheet by its name, None where there is none."""
        part = next((part for part in self._book.sheets if part.name.strip() == name), None)
        if part is None:
            return None
        archive = self._book.archive
        sheet = read_sheet(archive.name, part.member, archive.read_xml(part.member))
        for place in [place for place, formula in sheet.formulas.items() if formula.text.startswith(OWN_FORMULAS)]:
            del sheet.formulas[place]
        stored = self._results.of_sheet(part, sheet)[0] if sheet.formulas else sheet.cells
        cells = {each[0]: cell for each in stored if (cell := self._cell(name, each))}
        return SheetCells(name, cells)

    def _cell(self, sheet: str, stored: Stored) -> DataCell | None:
        place, style, kind, value = stored
        if kind == "n":
            return self._number(sheet, place, style, value)
        text = self._book.strings.get(value, "") if kind == "s" else value
        text = {"1": "是", "0": "否"}.get(text, text) if kind == "b" else text
        return DataCell(sheet, place, text.strip(), error=kind == "e") if text.strip() else None

    def _number(self, sheet: str, place: int, style: int, value: str) -> DataCell | None:
        """Give a number with all its digits; a percentage and a date as they are shown."""
        number = exact(value) if value else None
        if number is None or abs(number.adjusted()) > _MOST_DIGITS:
            return DataCell(sheet, place, value) if value else None
        formats = self._book.formats
        shown = formats[style if style < len(formats) else 0].number(value, from_1904=self._book.from_1904)
        if shown.endswith("%"):
            return DataCell(sheet, place, _percent(number, shown), number)
        plain = shown.replace(",", "")
        if not _is_number(plain):
            return DataCell(sheet, place, shown)  # a date
        return DataCell(sheet, place, plain if Decimal(plain) == number else plain_digits(number), number)


def place_of(sheet: str, place: int) -> Place:
    """Give the place of a key."""
    return Place(sheet=sheet, cell=address(place))


def _percent(number: Decimal, shown: str) -> str:
    digits = plain_digits(number * 100)
    plain = shown[:-1].replace(",", "")
    return f"{plain}%" if _is_number(plain) and Decimal(plain) == Decimal(digits) else f"{digits}%"


def _is_number(text: str) -> bool:
    return bool(text) and text.lstrip("-").replace(".", "", 1).isdigit() and text.isascii()
