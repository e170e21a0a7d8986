"""Blank forms for tests: generated and drawn forms with their values taken out, as docx, xlsx and html."""

from __future__ import annotations

import re
from collections.abc import Callable

import word_writer
import writers
from jixiao.model.form import Form
from jixiao.model.value import Value
from jixiao.read.gate import open_source
from jixiao.read.layout import Cell, Layout, Paragraph
from jixiao.read.recognise.forms import recognise
from jixiao.read.recognise.words import printed
from jixiao.read.source import Source
from layouts import Sheet

_KEPT = ("/title", "/money_unit", "/texts/", "/year")
WRITERS: dict[str, Callable[[Sheet], bytes]] = {"docx": word_writer.docx, "xlsx": writers.xlsx, "html": writers.html}


def blank_of(sheet: Sheet) -> tuple[Sheet, list[Form]]:
    """Give a sheet with the values of its forms taken out, labels and levels staying, and these forms."""
    forms = recognise(sheet.layout())[0]
    gone = {place for form in forms for value in _values(form) if (place := _own_cell(value)) is not None}
    blank = Sheet(sheet.width, before=list(sheet.before), after=list(sheet.after))
    for row in range(len(sheet.rows)):
        cells = [cell for cell in sheet.cells() if cell.row == row]
        texts = [_template(cell.text) if (cell.row, cell.column) in gone else cell.text for cell in cells]
        blank.rows.append([(text, cell.columns, cell.rows) for text, cell in zip(texts, cells, strict=True)])
    return blank, forms


def source_of(sheet: Sheet, kind: str) -> Source:
    """Give a sheet as an opened file."""
    return open_source(WRITERS[kind](sheet), f"空白表.{kind}")


def sheet_of(layout: Layout) -> Sheet:
    """Give the one table of a layout as a sheet, with the lines before and after it."""
    [grid] = layout.grids()
    width = max(cell.column + cell.columns for cell in grid.cells)
    sheet = Sheet(width)
    for cells in grid.rows():
        sheet.rows.append([(cell.text, cell.columns, cell.rows) for cell in cells])
    at = layout.blocks.index(grid)
    sheet.before = [block.text for block in layout.blocks[:at] if isinstance(block, Paragraph)]
    sheet.after = [block.text for block in layout.blocks[at + 1 :] if isinstance(block, Paragraph)]
    return sheet


def _template(text: str) -> str:
    found = re.match(r"指标[0-9]{1,2}：", text)
    return found[0] if found else ""


def _values(form: Form) -> list[Value]:
    found = [value for pointer, value in form.values() if not pointer.startswith(_KEPT)]
    found = [value for value in found if not any(value in (each.level1, each.level2) for each in form.indicators)]
    return [*found, *(value for total in form.totals for value in (total.weight, total.score))]


def _own_cell(value: Value) -> tuple[int, int] | None:
    """Where a value has a cell for itself alone, or with the number that a template gives it (指标1：)."""
    origin = value.origin
    if origin is None or not isinstance(origin[1], Cell):
        return None
    text = printed(origin[1].text)
    if text != value.text and not (text or "").startswith("指标"):
        return None
    return origin[1].row, origin[1].column
