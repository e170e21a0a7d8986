"""What the tables of a workbook say, found without the reader: openpyxl's cells by labels and headers around them."""

from __future__ import annotations

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import NamedTuple

from jixiao.model.accounts import AccountsTable


class SheetFigure(NamedTuple):
    """A figure of a worksheet: what stands at its left in its block, above it, and what the cell shows."""

    sheet: str
    address: str
    code: str | None
    label: str | None
    header: str
    text: str


def sheet_figures(path: Path) -> list[SheetFigure]:
    """Give every figure of the sample workbook, in the layout that its generator describes."""
    from openpyxl import load_workbook

    found: list[SheetFigure] = []
    for sheet in load_workbook(path).worksheets:
        merged = {
            (row, column): (span.min_row, span.min_col)
            for span in sheet.merged_cells.ranges
            for row in range(span.min_row, span.max_row + 1)
            for column in range(span.min_col, span.max_col + 1)
        }
        for line in sheet.iter_rows(min_row=5):
            for cell in line:
                if cell.number_format == "#,##0.00" and cell.value is not None:
                    code, label = _left(sheet, cell.row, cell.column, merged)
                    header = _above(sheet, cell.column, merged)
                    text = f"{Decimal(str(cell.value)).quantize(Decimal('0.01'), ROUND_HALF_UP):,}"
                    found.append(SheetFigure(sheet.title, cell.coordinate, code, label, header, text))
    return found


def _left(sheet, row, column, merged):  # type: ignore[no-untyped-def]
    """The nearest label at the left, and the code before it."""
    label = code = None
    for at in range(column - 1, 0, -1):
        value = sheet.cell(*merged.get((row, at), (row, at))).value
        text = "".join(str(value).split()) if value is not None else ""
        if label is None and text and not text.replace(",", "").replace(".", "").isdigit():
            label = text
        elif label is not None:
            code = text if text.isdigit() else None
            break
    return code, label


def _above(sheet, column, merged):  # type: ignore[no-untyped-def]
    """The lowest header above a column."""
    texts = [sheet.cell(*merged.get((row, column), (row, column))).value for row in (4, 5, 6)]
    named = [text for text in texts if isinstance(text, str) and not text.isdigit()]
    return named[-1]


def figures(tables: list[AccountsTable]) -> Counter[tuple[str, str, str, str]]:
    """Give the figures of tables by kind, row (side, code or label) and column, with how often each is there."""
    found: Counter[tuple[str, str, str, str]] = Counter()
    for table in tables:
        for row in table.rows:
            name = f"{row.side}|{row.code.text or row.label.text}"
            for column, value in row.values.items():
                if value.text is not None:
                    found[table.id, name, column, value.text] += 1
    return found


def share_read(truth: list[AccountsTable], tables: list[AccountsTable]) -> float:
    """Give the share of figures that are in the right table, row and column; figures that are not there count too."""
    wanted, got = figures(truth), figures(tables)
    return (wanted & got).total() / (wanted | got).total()
