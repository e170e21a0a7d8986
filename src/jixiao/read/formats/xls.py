"""Excel 97–2003 workbooks (xls) and WPS workbooks of the same make (et): through xlrd, each cell as it is shown."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

from jixiao.read.archive import Damaged
from jixiao.read.formats.numfmt import Format, builtin, formatter
from jixiao.read.formats.sheet_grid import Sheet, key
from jixiao.read.layout import Layout
from jixiao.read.sniff import Locked
from jixiao.read.source import Source

if TYPE_CHECKING:
    import xlrd

# What xlrd raises on damaged files, beside its own errors: it trusts offsets and counts that the file states.
_DAMAGES = (AssertionError, struct.error, IndexError, KeyError, ValueError, TypeError, AttributeError, OverflowError)
# Built-in formats that a Chinese program shows in its own way, whatever code stands in the file.
_LOCAL_FORMATS = {14, 22, *range(27, 37), *range(50, 59)}
_WHAT = "不是有效的 Excel 97–2003 工作簿"


def read_layout(source: Source) -> Layout:
    """Give a grid for each visible sheet that has text; cells, hidden lines and remarks as for xlsx.

    Stored results of formulas are taken as they are. Raises `Unreadable`.
    """
    book = _open(source)
    layout = Layout([])
    try:
        for sheet in book.sheets():
            _add(layout, book, sheet)
    except _DAMAGES as error:
        raise Damaged(source.name, _WHAT) from error
    return layout


def _open(source: Source) -> xlrd.Book:
    import xlrd
    from xlrd.compdoc import CompDocError

    try:
        return xlrd.open_workbook(
            file_contents=source.data, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )
    except xlrd.XLRDError as error:
        raise Locked(source.name) if "encrypted" in str(error) else Damaged(source.name, _WHAT) from error
    except (CompDocError, *_DAMAGES) as error:
        raise Damaged(source.name, _WHAT) from error


def _add(layout: Layout, book: xlrd.Book, stored: xlrd.sheet.Sheet) -> None:
    if stored.visibility:
        layout.remarks.append(f"隐藏的工作表“{stored.name}”未读取")
        return
    sheet = Sheet(stored.name)
    sheet.texts = _Shown(book, stored).texts()
    sheet.merged = [(key(top, left), key(bottom - 1, right - 1)) for top, bottom, left, right in stored.merged_cells]
    sheet.hidden_rows = {row for row, line in stored.rowinfo_map.items() if line.hidden}
    sheet.hidden_columns = [(column, column) for column, line in stored.colinfo_map.items() if line.hidden]
    grid, remarks = sheet.grid(len(layout.blocks) + 1)
    layout.remarks += remarks
    if any(cell.text for cell in grid.cells):
        layout.blocks.append(grid)


class _Shown:
    """What the cells of a sheet show."""

    def __init__(self, book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> None:
        self._book = book
        self._sheet = sheet
        self._formats: dict[int, Format] = {}  # by the number of the cell style

    def texts(self) -> dict[int, str]:
        """Give the texts by key, cells left out that show nothing."""
        found = {}
        for row in range(self._sheet.nrows):
            for column in range(self._sheet.row_len(row)):
                text = self._text(row, column)
                if text and not text.isspace():
                    found[key(row, column)] = text
        return found

    def _text(self, row: int, column: int) -> str:
        import xlrd

        kind, value = self._sheet.cell_type(row, column), self._sheet.cell_value(row, column)
        if kind == xlrd.XL_CELL_TEXT:
            return self._format(row, column).text(value.replace("\r\n", "\n").replace("\r", "\n"))
        if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
            return self._number(row, column, value)
        if kind == xlrd.XL_CELL_BOOLEAN:
            return "TRUE" if value else "FALSE"
        return str(xlrd.error_text_from_code.get(value, "#N/A")) if kind == xlrd.XL_CELL_ERROR else ""

    def _number(self, row: int, column: int, value: float) -> str:
        if not value and not self._sheet.show_zero_values:
            return ""
        stored = str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        return self._format(row, column).number(stored, from_1904=self._book.datemode == 1)

    def _format(self, row: int, column: int) -> Format:
        style = self._sheet.cell_xf_index(row, column)
        if style not in self._formats:
            number = self._book.xf_list[style].format_key
            code = builtin(number) if number in _LOCAL_FORMATS else self._book.format_map[number].format_str
            self._formats[style] = formatter(code)
        return self._formats[style]
