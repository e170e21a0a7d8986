"""Results for the formulas that a workbook stores without one (没有缓存值的公式)."""

from __future__ import annotations

from decimal import Decimal

from jixiao.read.formats.formula_functions import Value
from jixiao.read.formats.formula_parse import Error
from jixiao.read.formats.formulas import Calculator, Content, Unknown
from jixiao.read.formats.numfmt_digits import exact
from jixiao.read.formats.xlsx_book import Book, SheetPart
from jixiao.read.formats.xlsx_sheet import SheetXml, Stored, read_sheet


class Results:
    """Calculates the formulas of a workbook, reading the sheets that they refer to, hidden ones too."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._read: dict[str, SheetXml] = {}
        self._calculator = Calculator(self._load)

    def of_sheet(self, part: SheetPart, stored: SheetXml) -> tuple[list[Stored], list[int]]:
        """Give the cells of a sheet with results for its formulas, and the keys of those that have none."""
        name = part.name.lower()
        self._read[name] = stored
        cells, unknown = [], []
        for cell in stored.cells:
            place, style, _, value = cell
            if not self._is_pending(stored, cell):
                cells.append(cell)
                continue
            result = self._calculator.result(name, place)
            if not isinstance(result, Unknown):
                cells.append((place, style, *_stored(result)))
            elif value:
                cells.append(cell)
            else:
                unknown.append(place)
        return cells, unknown

    def _is_pending(self, stored: SheetXml, cell: Stored) -> bool:
        """A formula without a result; or with 0, where nothing was calculated.

        Programs that cannot calculate store 0 for every formula and leave the rest to Excel, with or without the mark
        that the workbook is to be calculated anew on loading.
        """
        if cell[0] not in stored.formulas:
            return False
        return not cell[3] or self._book.calculates_on_load or not stored.calculated

    def _load(self, sheet: str) -> dict[int, Content] | None:
        part = next((part for part in self._book.sheets if part.name.lower() == sheet), None)
        if part is None:
            return None
        if sheet not in self._read:
            archive = self._book.archive
            self._read[sheet] = read_sheet(archive.name, part.member, archive.read_xml(part.member))
        stored = self._read[sheet]
        return {
            cell[0]: stored.formulas[cell[0]] if self._is_pending(stored, cell) else self._value(cell)
            for cell in stored.cells
        }

    def _value(self, cell: Stored) -> Value:
        _, _, kind, value = cell
        if kind == "n":
            return exact(value)
        if kind == "b":
            return value == "1"
        if kind == "s":
            return self._book.strings.get(value, "")
        return Error(value) if kind == "e" else value


def _stored(result: Value) -> tuple[str, str]:
    """Give the type and the value of a result as a cell stores it."""
    if isinstance(result, bool):
        return "b", str(int(result))
    if isinstance(result, Decimal):
        return "n", str(result)
    return "e" if isinstance(result, Error) else "str", result or ""
