"""The blank cells of a worksheet, for those who fill a form in: a reader of what is there passes them over.

They are the cells within the range that has text or is merged, and the bordered ones right below it: rows that a form
leaves free at its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jixiao.read.formats.sheet_grid import MAX_COLUMNS, Sheet, column_number, key, row_and_column
from jixiao.read.formats.xlsx_book import Book

_MOST_CELLS = 200_000
_CELL = re.compile(rb'<c r="([A-Z]{1,3})([1-9]\d{0,6})"[^>]*? s="(\d{1,6})"')
_STYLES = re.compile(rb"<cellXfs\b.*?</cellXfs>", re.DOTALL)
_BORDER = re.compile(rb'<xf\b[^>]*? borderId="(\d+)"')


def blank_cells(sheet: Sheet, data: bytes, bordered: frozenset[int]) -> dict[int, str]:
    """Give an empty text for each blank cell of a sheet by its key.

    `data` is the sheet's XML, `bordered` are the styles with a border.
    """
    places = [row_and_column(place) for place in (*sheet.texts, *(last for _, last in sheet.merged))]
    if not places:
        return {}
    last_row = max(row for row, _ in places)
    last_column = max((column for _, column in places if column < MAX_COLUMNS - 1), default=0)
    last_row = _last_bordered(data, bordered, last_row, last_column)
    if (last_row + 1) * (last_column + 1) > _MOST_CELLS:
        return {}
    every = (key(row, column) for row in range(last_row + 1) for column in range(last_column + 1))
    return {place: "" for place in every if place not in sheet.texts}


def bordered_styles(book: Book) -> frozenset[int]:
    """Give the numbers of the cell styles of a workbook that have a border."""
    member = next(iter(_style_parts(book)), None)
    found = _STYLES.search(book.archive.read_xml(member)) if member else None
    borders = _BORDER.findall(found[0]) if found else []
    return frozenset(number for number, border in enumerate(borders) if border != b"0")


def _style_parts(book: Book) -> Iterable[str]:
    relations = book.archive.relations(book.archive.main_part("xl/workbook.xml"))
    return (each.target for each in relations if each.kind == "styles" and each.target in book.archive)


def _last_bordered(data: bytes, bordered: frozenset[int], row: int, last_column: int) -> int:
    rows = {
        int(number) - 1
        for letters, number, style in _CELL.findall(data)
        if int(style) in bordered and column_number(letters.decode()) <= last_column
    }
    while row + 1 in rows:
        row += 1
    return row
