"""Excel workbooks filled in place: cells, further rows, and a copy of the sheet for each further project."""

from __future__ import annotations

from jixiao.read.archive import archive_of
from jixiao.read.formats.xlsx_book import Book, SheetPart
from jixiao.read.layout import Cell
from jixiao.read.recognise.draft import Draft
from jixiao.read.source import Source
from jixiao.write.fill.edits import CellText, Edits
from jixiao.write.fill.xlsx_copies import Copies
from jixiao.write.fill.xlsx_moves import Moves
from jixiao.write.fill.xlsx_parts import move_elsewhere, move_related
from jixiao.write.fill.xlsx_results import calculate_on_load, put_results, without_results
from jixiao.write.fill.xlsx_rich import rich_items
from jixiao.write.fill.xlsx_sheet import SheetFill
from jixiao.write.fill.xlsx_styles import Styles
from jixiao.write.package import Package


def fill(source: Source, edits: Edits, further: list[Edits], drafts: list[Draft]) -> bytes:
    """Give the workbook filled in; `further` fill copies of the sheet of its last form."""
    filling = _Filling(source)
    filling.copies(further, drafts[-1].tables[0].grid.sheet or "")
    filling.sheets(edits)
    return filling.packed(source)


class _Filling:
    def __init__(self, source: Source) -> None:
        archive = archive_of(source)
        self._package = Package(archive, source.data)
        self._book = Book(archive)
        self._workbook = archive.main_part("xl/workbook.xml")
        self._styles = Styles(self._package, self._workbook)
        strings = self._package.related(self._workbook, "sharedStrings")
        self._rich = rich_items(self._package.read(strings)) if strings else {}
        self._calculated: list[str] = []

    def sheets(self, edits: Edits) -> None:
        """Fill in the sheets of the workbook."""
        for part in self._book.sheets:
            if not part.hidden and _concerns(edits, part.name):
                data = self._package.read(part.member)
                filled, moves = self._filled(part.member, part.name, data, edits)
                self._package.put(part.member, filled)
                if moves:
                    move_related(self._package, part.member, moves)
                    move_elsewhere(self._package, self._book, part, moves)

    def copies(self, further: list[Edits], sheet: str) -> None:
        """Add a copy of a sheet, filled in, for each of some forms; before the sheet itself is filled in."""
        if not further:
            return
        part = self._part(sheet)
        copies = Copies(self._package, self._workbook, part)
        data = self._package.read(part.member)
        for edits in further:
            member, name = copies.reserve()
            filled, moves = self._filled(member, part.name, data, edits)
            copies.add(member, name, filled, moves)
        copies.save()

    def packed(self, source: Source) -> bytes:
        """Give the workbook, its formulas calculated."""
        self._styles.save()
        if not self._calculated:
            return self._package.packed()
        calculate_on_load(self._package, self._workbook)
        return put_results(source, self._package.packed(), self._calculated)

    def _filled(self, member: str, name: str, data: bytes, edits: Edits) -> tuple[bytes, Moves]:
        sheet = SheetFill(name, data, self._book.formats, self._styles, self._rich)
        rows = sorted((row for row in edits.rows if row.grid.sheet == name), key=lambda row: row.after)
        moves = sheet.fill(_cells(edits, name), rows)
        filled = sheet.spliced()
        if sheet.has_formulas:
            self._calculated.append(member)
            filled = without_results(filled)
        return filled, moves

    def _part(self, sheet: str) -> SheetPart:
        return next(part for part in self._book.sheets if part.name == sheet)


def _concerns(edits: Edits, sheet: str) -> bool:
    return bool(_cells(edits, sheet)) or any(row.grid.sheet == sheet for row in edits.rows)


def _cells(edits: Edits, sheet: str) -> list[CellText]:
    """Give the texts of the cells of a sheet; a stretch makes a new text of its cell."""
    found = [each for each in edits.cells.values() if each.grid.sheet == sheet]
    for stretches in edits.stretches_by_part():
        part, grid = stretches[0].part, stretches[0].grid
        if grid is None or grid.sheet != sheet or not isinstance(part, Cell):
            continue
        text = part.text
        for each in sorted(stretches, key=lambda stretch: stretch.start, reverse=True):
            text = text[: each.start] + each.text + text[each.end :]
        found.append(CellText(grid, part, text, tuple(stretches)))
    return found
