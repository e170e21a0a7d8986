"""Excel workbooks: each finding as a note (批注) at its cell, the cell coloured by severity.

Sheets, styles and notes are changed in place; values, formulas and their results, charts and pictures stay as they are.
"""

from __future__ import annotations

from datetime import datetime

from jixiao.model.place import Place
from jixiao.model.result import Severity
from jixiao.read.archive import archive_of
from jixiao.read.formats.xlsx_book import Book
from jixiao.read.source import Source
from jixiao.write.annotate.notes import Note
from jixiao.write.annotate.xlsx_fills import Fills
from jixiao.write.annotate.xlsx_notes import put_notes
from jixiao.write.annotate.xlsx_sheet import SheetCells, rows_other_than
from jixiao.write.markup import Markup
from jixiao.write.package import Package

_SEVEREST: tuple[Severity, ...] = ("error", "warning", "info")
_FIRST_CELL = "A1"


def annotate(source: Source, notes: list[Note], made: datetime) -> bytes:
    """Give the workbook with the notes; notes of Excel bear no time."""
    archive = archive_of(source)
    package = Package(archive, source.data)
    book = Book(archive)
    members = {part.name: part.member for part in book.sheets if not part.hidden}
    fills = Fills(package, archive.main_part("xl/workbook.xml"))
    for name, cells in _by_cell(notes, list(members)).items():
        _annotate_sheet(package, members[name], cells, fills)
    fills.save()
    return package.packed()


def _by_cell(notes: list[Note], sheets: list[str]) -> dict[str, dict[str, list[Note]]]:
    """Give the notes by sheet and cell; what stands beside the cells goes to the first cell of its sheet."""
    found: dict[str, dict[str, list[Note]]] = {}
    for note in notes:
        place = note.place or Place()
        sheet = place.sheet if place.sheet in sheets else sheets[0]
        cell = (place.cell if place.sheet == sheet else None) or _FIRST_CELL
        found.setdefault(sheet, {}).setdefault(cell, []).append(note)
    return found


def _annotate_sheet(package: Package, member: str, cells: dict[str, list[Note]], fills: Fills) -> None:
    markup = Markup(package.read(member), closed=rows_other_than(cells))
    sheet = SheetCells(markup)
    for address, notes in cells.items():
        severity = min((note.severity for note in notes), key=_SEVEREST.index)
        sheet.set_style(address, fills.style(sheet.style(address), severity))
    sheet.add_missing()
    put_notes(package, member, markup, {address: [note.text for note in notes] for address, notes in cells.items()})
    package.put(member, markup.spliced())
