"""What the tables of a workbook say, found without the reader: openpyxl's cells by labels and headers around them."""

from __future__ import annotations

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any, NamedTuple

from jixiao.model.accounts import AccountsTable


class SheetFigure(NamedTuple):
    """A figure of a worksheet: what stands at its left in its block, above it, and what the cell shows."""

    sheet: str
    address: str
    code: str | None
    label: str | None
    header: str
    text: str


class _Sheet:
    """A worksheet whose merged cells all say what their first one says."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self._first = {
            (row, column): (span.min_row, span.min_col)
            for span in sheet.merged_cells.ranges
            for row in range(span.min_row, span.max_row + 1)
            for column in range(span.min_col, span.max_col + 1)
        }

    def text(self, row: int, column: int) -> str:
        value = self.sheet.cell(*self._first.get((row, column), (row, column))).value
        return "" if value is None else "".join(str(value).split())

    def names_left_of(self, row: int, column: int) -> tuple[str | None, str | None]:
        """Give the code and the label that are nearest at the left of a figure."""
        label = None
        for at in range(column - 1, 0, -1):
            text = self.text(row, at)
            if label is not None:
                return (text if text.isdigit() else None), label
            if text and not text.replace(",", "").replace(".", "").isdigit():
                label = text
        return None, label

    def header_of(self, column: int) -> str:
        """Give the lowest header of a column."""
        texts = [self.text(row, column) for row in (4, 5, 6)]
        return [text for text in texts if text and not text.replace(".", "").replace("-", "").isdigit()][-1]


def sheet_figures(path: Path) -> list[SheetFigure]:
    """Give every figure of the sample workbook, in the layout that its generator describes."""
    from openpyxl import load_workbook

    found: list[SheetFigure] = []
    for page in load_workbook(path).worksheets:
        sheet = _Sheet(page)
        for cell in (cell for line in page.iter_rows(min_row=5) for cell in line):
            if cell.number_format == "#,##0.00" and cell.value is not None:
                code, label = sheet.names_left_of(cell.row, cell.column)
                text = f"{Decimal(str(cell.value)).quantize(Decimal('0.01'), ROUND_HALF_UP):,}"
                header = sheet.header_of(cell.column)
                found.append(SheetFigure(page.title, cell.coordinate, code, label, header, text))
    return found


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
