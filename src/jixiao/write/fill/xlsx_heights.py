"""Heights of rows in a worksheet: a row grows where a text needs more lines than it has room for.

Excel fits rows to their text only while one types, and never where cells are merged: the file must say the height.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from xml.etree.ElementTree import Element

from jixiao.write.annotate.xlsx_sheet import row_and_column
from jixiao.write.fill.width import text_width
from jixiao.write.fill.xlsx_merges import Merges, Range
from jixiao.write.fill.xlsx_styles import Styles
from jixiao.write.markup import Markup

_USUAL_WIDTH, _USUAL_HEIGHT = 8.43, 15.0
_HIGHEST = 409.0
_LINE = 1.5  # height of a line in sizes of its type: Chinese type is set wide, whatever the font
_PADDING = 3.0  # points above and below together
_MARGIN = 1.0  # half characters left and right together
Places = dict[tuple[int, int], str]


class Heights:
    """The widths of the columns and the heights of the rows of a sheet."""

    def __init__(self, markup: Markup, styles: Styles, rows: dict[int, Element]) -> None:
        self._styles = styles
        self._rows = rows
        self._columns = list(markup.root.iterfind("{*}cols/{*}col"))
        form = markup.root.find("{*}sheetFormatPr")
        self._usual_width = _decimal(form, "defaultColWidth", _USUAL_WIDTH)
        self._usual_height = _decimal(form, "defaultRowHeight", _USUAL_HEIGHT)

    def lines(self, text: str, style: int, span: Range) -> int:
        """Give how many lines a text takes in the columns of a range."""
        width = sum(map(self._width, range(span.left, span.right + 1)))
        room = max((width - _MARGIN) * self._styles.usual_size / self._styles.size(style), 2)
        return sum(max(1, ceil(text_width(line) / (room // 2 * 2 if room >= 4 else 2))) for line in text.split("\n"))

    def of(self, texts: Places, merges: Merges, is_text: Callable[[tuple[int, int], str], bool]) -> dict[int, float]:
        """Give the new heights of the rows that are too small for the texts put into them."""
        found: dict[int, float] = {}
        for (row, column), text in texts.items():
            if not is_text((row, column), text):
                continue
            span = merges.of(row, column)
            needed = self._needed(text, self._style_of(row, column), span)
            others = sum(found.get(each, self._height(each)) for each in range(row, span.bottom))
            last = span.bottom
            if needed > others + found.get(last, self._height(last)):
                found[last] = min(round(needed - others, 1), _HIGHEST)
        return {row: height for row, height in found.items() if row in self._rows}

    def of_new(self, row: int, texts: dict[int, tuple[str, Range]], style: Callable[[int, int], int]) -> str:
        """Give the attributes that the copy of a row says its height with."""
        element = self._rows.get(row)
        own = self._height(row)
        needed = [self._needed(text, style(row, column), span) for column, (text, span) in texts.items()]
        height = max([own, *needed])
        fixed = element is not None and element.get("ht") is not None
        return f' ht="{min(round(height, 1), _HIGHEST):g}" customHeight="1"' if fixed or height > own else ""

    def _needed(self, text: str, style: int, span: Range) -> float:
        """The height that a text needs; one line fits into any row that the form has."""
        lines = self.lines(text, style, span)
        return lines * self._styles.size(style) * _LINE + _PADDING if lines > 1 else 0.0

    def _height(self, row: int) -> float:
        return _decimal(self._rows.get(row), "ht", self._usual_height)

    def _width(self, column: int) -> float:
        for element in self._columns:
            if int(element.get("min", "0")) <= column <= int(element.get("max", "0")):
                return _decimal(element, "width", self._usual_width)
        return self._usual_width

    def _style_of(self, row: int, column: int) -> int:
        element = self._rows.get(row)
        for cell in element if element is not None else ():
            if cell.get("r") and row_and_column(cell.get("r", ""))[1] == column:
                return int(cell.get("s", "0"))
        return 0


def _decimal(element: Element | None, name: str, usual: float) -> float:
    try:
        return float(element.get(name, "")) if element is not None else usual
    except ValueError:
        return usual
