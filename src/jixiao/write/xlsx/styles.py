"""Cell formats of a workbook (单元格格式): each look is made once, and how a number is shown as it is printed."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from jixiao.write.paper import Cell

FONT = "宋体"
SIZE, TITLE_SIZE = 10, 16
_MOST_PLACES = 15


class Styles:
    """The formats of one workbook by their look."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._known: dict[tuple[tuple[str, Any], ...], Any] = {}

    def get(self, **look: Any) -> Any:
        """Give the format of a look, in XlsxWriter's words."""
        key = tuple(sorted(look.items()))
        if key not in self._known:
            self._known[key] = self._book.add_format({"font_name": FONT, "font_size": SIZE, "valign": "vcenter"} | look)
        return self._known[key]

    def cell(self, cell: Cell) -> Any:
        """Give the format of a table's cell."""
        look: dict[str, Any] = {"border": 1, "align": cell.align, "text_wrap": True}
        if cell.bold:
            look["bold"] = True
        shown = number_format(cell)
        return self.get(**look, num_format=shown) if shown else self.get(**look, num_format="@")


def number_format(cell: Cell) -> str | None:
    """Give the number format that shows a cell's number as its text is printed; None where none does.

    What is printed otherwise (≥95, 12辆) stays a text.
    """
    if cell.number is None or not cell.number.is_finite():
        return None
    text = cell.text.strip()
    places = cell.places if cell.places is not None else _places(text)
    if not 0 <= places <= _MOST_PLACES or abs(cell.number) >= Decimal(10) ** (_MOST_PLACES - places):
        return None  # more digits than a cell can hold
    digits = "0" + "." * bool(places) + "0" * places
    percent = "%" if cell.percent else ""
    number = _rounded(cell.number * 100 if cell.percent else cell.number, places)
    for shown, code in ((f"{number:,f}", "#,##0" + digits[1:]), (f"{number:f}", digits)):
        if text == shown + percent:
            return code + percent
    return None


def _places(text: str) -> int:
    return len(text.rstrip("%").rpartition(".")[2]) if "." in text else 0


def _rounded(number: Decimal, places: int) -> Decimal:
    """Give a number as a cell shows it: -0.001 is -0.00 there too."""
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
