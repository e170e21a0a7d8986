"""Writes a generated sheet (layouts.py) as docx, xlsx, xls or html, so that the whole way from bytes is tried."""

from __future__ import annotations

import io
from html import escape

from layouts import Sheet

from jixiao.read.layout import Cell


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
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet("自评表")
    top = _write_lines(page, sheet.before, 0)
    for cell in sheet.cells():
        value, number_format = _number(cell.text) if numbers else (cell.text, None)
        style = book.add_format({"num_format": number_format, "border": 1} if number_format else {"border": 1})
        row, column = cell.row + top, cell.column
        if cell.rows > 1 or cell.columns > 1:
            page.merge_range(row, column, row + cell.rows - 1, column + cell.columns - 1, "", style)
        page.write(row, column, value if value != "" else None, style)
    _write_lines(page, sheet.after, top + len(sheet.rows))
    book.close()
    return file.getvalue()


def _write_lines(page: object, lines: list[str], top: int) -> int:
    for offset, line in enumerate(lines):
        page.write_string(top + offset, 0, line)  # type: ignore[attr-defined]
    return top + len(lines)


def _number(text: str) -> tuple[str | float, str | None]:
    plain = text.removesuffix("%")
    if not plain.replace(".", "", 1).isdigit() or len(plain) > 12:
        return text, None
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


def docx(sheet: Sheet, *, center: bool = False) -> bytes:
    """Give the sheet as a Word document: gridSpan and vMerge, a border around every cell."""
    import docx as word
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.oxml import parse_xml

    document = word.Document()
    for line in sheet.before:
        document.add_paragraph(line)
    table = parse_xml(_table_xml(sheet, center))
    document.element.body.insert(len(sheet.before), table)
    for line in sheet.after:
        document.add_paragraph(line)
    assert WD_CELL_VERTICAL_ALIGNMENT.CENTER is not None
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _table_xml(sheet: Sheet, center: bool) -> str:
    width = max(cell.column + cell.columns for cell in sheet.cells())
    each = 9000 // width
    borders = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    grid = f'<w:gridCol w:w="{each}"/>' * width
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    rows = "".join(f"<w:tr>{''.join(cells)}</w:tr>" for cells in _word_rows(sheet, each, center))
    style = f'<w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
    return f"<w:tbl {space}>{style}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _word_rows(sheet: Sheet, each: int, center: bool) -> list[list[str]]:
    cells = sheet.cells()
    height = max(cell.row + cell.rows for cell in cells)
    rows: list[list[tuple[int, str]]] = [[] for _ in range(height)]
    for cell in cells:
        for row in range(cell.row, cell.row + cell.rows):
            rows[row].append((cell.column, _word_cell(cell, row, each, center)))
    return [[text for _, text in sorted(row)] for row in rows]


def _word_cell(cell: Cell, row: int, each: int, center: bool) -> str:
    merge = ""
    if cell.rows > 1:
        merge = '<w:vMerge w:val="restart"/>' if row == cell.row else "<w:vMerge/>"
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    align = '<w:vAlign w:val="center"/>' if center else ""
    lines = cell.text.split("\n") if row == cell.row else [""]
    paragraphs = "".join(f'<w:p><w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines)
    return f'<w:tc><w:tcPr><w:tcW w:w="{each * cell.columns}" w:type="dxa"/>{span}{merge}{align}</w:tcPr>{paragraphs}</w:tc>'
