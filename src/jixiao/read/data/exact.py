"""Amounts at the precision that a workbook stores them with: 1,176.34 is shown, 1176.3393 stands in the cell.

Sums hold exactly only in what is stored, and rates are worked out from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal

from jixiao.model.accounts import FinalAccounts
from jixiao.model.value import Value
from jixiao.read.archive import archive_of
from jixiao.read.formats.numfmt_digits import exact
from jixiao.read.formats.sheet_grid import address
from jixiao.read.formats.xlsx_book import Book
from jixiao.read.formats.xlsx_formulas import Results
from jixiao.read.formats.xlsx_sheet import Stored, read_sheet
from jixiao.read.source import Source

Numbers = dict[tuple[str | None, str | None], Decimal]  # by sheet and address
_FLOAT = Context(prec=15)  # digits that a stored number has for certain; what follows is noise of binary fractions


def with_stored_digits(source: Source, documents: list[FinalAccounts]) -> None:
    """Give the amounts of tables the digits that an xlsx workbook stores; other formats have none but the printed."""
    if source.kind != "xlsx":
        return
    stored: Numbers = {(sheet, name): number for sheet, name, number in _numbers(source)}
    for table in (table for document in documents for table in document.tables):
        for row in table.rows:
            for column, value in row.values.items():
                row.values[column] = _with_digits(value, stored)


def plain_digits(number: Decimal) -> str:
    """Give a stored number without the noise of binary fractions, written out."""
    text = f"{_FLOAT.plus(number):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _with_digits(value: Value, stored: Numbers) -> Value:
    place = value.place if value else None
    number = stored.get((place.sheet, place.cell)) if place else None
    quantity = value.quantity
    if number is None or quantity.dimension != "number" or quantity.number is None:
        return value
    rounded = number.quantize(Decimal(1).scaleb(-quantity.places), ROUND_HALF_UP)
    digits = plain_digits(number)
    return value if rounded != quantity.number or Decimal(digits) == quantity.number else Value(digits, place)


def _numbers(source: Source) -> Iterator[tuple[str, str, Decimal]]:
    book = Book(archive_of(source))
    results = Results(book)
    for part in book.sheets:
        sheet = read_sheet(book.archive.name, part.member, book.archive.read_xml(part.member))
        cells: list[Stored] = results.of_sheet(part, sheet)[0] if sheet.formulas else sheet.cells
        for place, _, kind, text in cells:
            number = exact(text) if kind == "n" and text else None
            if number is not None and abs(number.adjusted()) < 20:
                yield part.name, address(place), number
