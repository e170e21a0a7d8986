"""Writes a generated sheet (layouts.py) as docx, xlsx, xls or html, so that the whole way from bytes is tried."""

from __future__ import annotations

import io
from html import escape
from typing import Any

from jixiao.read.layout import Cell
from layouts import Sheet


def html(sheet: Sheet) -> bytes:
    """Give the sheet as a page whose table uses rowspan and colspan."""
    rows = "".join(f"<tr>{''.join(map(_html_cell, cells))}</tr>" for cells in _rows(sheet))
    before = "".join(f"<p>{escape(line)}</p>" for line in sheet.before)
    after = "".join(f"<p>{escape(line)}</p>" for line in sheet.after)
    return f"<html><meta charset=utf-8><body>{before}<table>{rows}</table>{after}</body></html>".encode()


def _html_cell(cell: Cell) -> str:
    text = escape(cell.text).replace("\n", "<br>") or "&nbsp;"
    return f'<td rowspan="{cell.rows}" colspan="{cell.columns}"><span>{text}</span></td>'


def _rows(sheet: Sheet) -> list[list[Cell]]:
    cells = sheet.cells()
    height = max(cell.row + cell.rows for cell in cells)
    return [[cell for cell in cells if cell.row == row] for row in range(height)]


def xlsx(sheet: Sheet, *, numbers: bool = True) -> bytes:
    """Give the sheet as a workbook; amounts and percentages become numbers with formats where that is exact."""
    return workbook([sheet], numbers=numbers)


def workbook(sheets: list[Sheet], *, numbers: bool = True) -> bytes:
    """Give a workbook with one worksheet for each sheet."""
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    styles = _Styles(book)
    for sheet in sheets:
        _fill(book.add_worksheet(), sheet, styles, numbers)
    book.close()
    return file.getvalue()


class _Styles(dict[str, Any]):
    """The cell formats of a workbook by their number format, each made once."""

    def __init__(self, book: Any) -> None:
        super().__init__()
        self._book = book

    def __missing__(self, number_format: str) -> Any:
        self[number_format] = style = self._book.add_format({"num_format": number_format, "border": 1})
        return style


def _fill(page: Any, sheet: Sheet, styles: _Styles, numbers: bool) -> None:
    top = _write_lines(page, sheet.before, 0)
    for cell in sheet.cells():
        value, number_format = _number(cell.text) if numbers else (cell.text, "General")
        style = styles[number_format]
        row, column = cell.row + top, cell.column
        if cell.rows > 1 or cell.columns > 1:
            page.merge_range(row, column, row + cell.rows - 1, column + cell.columns - 1, "", style)
        page.write(row, column, value if value != "" else None, style)
    _write_lines(page, sheet.after, top + len(sheet.rows))


def _write_lines(page: Any, lines: list[str], top: int) -> int:
    for offset, line in enumerate(lines):
        page.write_string(top + offset, 0, line)
    return top + len(lines)


def _number(text: str) -> tuple[str | float, str]:
    plain = text.removesuffix("%")
    if not plain.replace(".", "", 1).isdigit() or len(plain) > 12:
        return text, "General"
    places = len(plain.partition(".")[2])
    form = "0" + ("." + "0" * places if places else "")
    return (float(plain) / 100, form + "%") if text.endswith("%") else (float(plain), form)


def xls(sheet: Sheet) -> bytes:
    """Give the sheet as an old workbook."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("自评表")
    top = len(sheet.before)
    for row, line in enumerate(sheet.before):
        page.write(row, 0, line)
    for cell in sheet.cells():
        row, column = cell.row + top, cell.column
        page.write_merge(row, row + cell.rows - 1, column, column + cell.columns - 1, cell.text)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
