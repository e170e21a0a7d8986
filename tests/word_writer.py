"""Writes generated sheets (layouts.py) as Word documents of many looks, to read them and to print them to PDF."""

from __future__ import annotations

import io
from dataclasses import dataclass
from html import escape
from random import Random
from typing import Literal

from jixiao.read.layout import Cell
from layouts import Sheet

TWIPS = 20  # a point has so many, the unit of widths in Word
_A4 = (11906, 16838)
_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_LINES = {
    "all": ("top", "left", "bottom", "right", "insideH", "insideV"),
    "horizontal": ("top", "bottom", "insideH"),
    "none": (),
}


@dataclass(frozen=True)
class Look:
    """How a document is laid out: sizes and margins in points; `uneven` is a seed for columns of unequal width."""

    size: float = 9
    margin: float = 60
    landscape: bool = False
    centred: bool = False
    rules: Literal["all", "horizontal", "none"] = "all"
    repeated: int = 0  # rows that stand again on top of every page
    uneven: int | None = None

    @property
    def page(self) -> tuple[int, int]:
        """Width and height in twips."""
        return _A4[::-1] if self.landscape else _A4

    def widths(self, count: int) -> list[int]:
        """Give the width of each column in twips."""
        free = self.page[0] - 2 * round(self.margin * TWIPS)
        random = Random(self.uneven)
        shares = [1] * count if self.uneven is None else [random.choice((2, 2, 3, 4)) for _ in range(count)]
        return [free * share // sum(shares) for share in shares]


def docx(sheets: Sheet | list[Sheet], look: Look | None = None) -> bytes:
    """Give the sheets as one Word document: gridSpan, vMerge, fonts and alignment on every run, as Word writes them."""
    import docx as word

    document = word.Document()
    body = document.element.body
    for child in list(body):
        body.remove(child)
    for element in _body(sheets if isinstance(sheets, list) else [sheets], look or Look()):
        body.append(element)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _body(sheets: list[Sheet], look: Look) -> list[object]:
    from docx.oxml import parse_xml

    parts: list[str] = []
    for sheet in sheets:
        parts += [_paragraph(line, look) for line in sheet.before]
        parts += [_table(sheet, look), *(_paragraph(line, look) for line in sheet.after), _paragraph("", look)]
    body = parse_xml(f"<w:body {_SPACE}>{''.join(parts)}{_section(look)}</w:body>")
    return list(body)


def _section(look: Look) -> str:
    width, height = look.page
    turned = ' w:orient="landscape"' if look.landscape else ""
    margin = round(look.margin * TWIPS)
    sides = " ".join(f'w:{side}="{margin}"' for side in ("top", "right", "bottom", "left"))
    margins = f'<w:pgMar {sides} w:header="400" w:footer="400" w:gutter="0"/>'
    return f'<w:sectPr><w:pgSz w:w="{width}" w:h="{height}"{turned}/>{margins}</w:sectPr>'


def _paragraph(text: str, look: Look) -> str:
    font = '<w:rFonts w:ascii="仿宋_GB2312" w:hAnsi="仿宋_GB2312" w:eastAsia="仿宋_GB2312"/>'
    style = f'<w:rPr>{font}<w:sz w:val="{round(look.size * 2)}"/></w:rPr>'
    run = f'<w:r>{style}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:jc w:val="{"center" if look.centred else "left"}"/></w:pPr>{run}</w:p>'


def _table(sheet: Sheet, look: Look) -> str:
    widths = look.widths(max(cell.column + cell.columns for cell in sheet.cells()))
    borders = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in _LINES[look.rules])
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_row(number, cells, look) for number, cells in enumerate(_word_rows(sheet, widths, look)))
    size = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
    style = f'<w:tblPr>{size}<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
    return f"<w:tbl>{style}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


def _row(number: int, cells: list[str], look: Look) -> str:
    again = "<w:trPr><w:tblHeader/></w:trPr>" if number < look.repeated else ""
    return f"<w:tr>{again}{''.join(cells)}</w:tr>"


def _word_rows(sheet: Sheet, widths: list[int], look: Look) -> list[list[str]]:
    cells = sheet.cells()
    rows: list[list[tuple[int, str]]] = [[] for _ in range(max(cell.row + cell.rows for cell in cells))]
    for cell in cells:
        for row in range(cell.row, cell.row + cell.rows):
            rows[row].append((cell.column, _word_cell(cell, row, widths, look)))
    return [[text for _, text in sorted(row)] for row in rows]


def _word_cell(cell: Cell, row: int, widths: list[int], look: Look) -> str:
    merge = ""
    if cell.rows > 1:
        merge = '<w:vMerge w:val="restart"/>' if row == cell.row else "<w:vMerge/>"
    width = f'<w:tcW w:w="{sum(widths[cell.column : cell.column + cell.columns])}" w:type="dxa"/>'
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    align = '<w:vAlign w:val="center"/>' if look.centred else ""
    lines = cell.text.split("\n") if row == cell.row else [""]
    paragraphs = "".join(_paragraph(line, look) for line in lines)
    return f"<w:tc><w:tcPr>{width}{span}{merge}{align}</w:tcPr>{paragraphs}</w:tc>"
