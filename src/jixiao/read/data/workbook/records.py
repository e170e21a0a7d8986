"""Sheets of records (项目, 资金, 指标 …): each row by the keys of its columns, whatever their order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from jixiao.knowledge.workbook import FieldColumn, RecordSheet, workbook_words
from jixiao.model.value import Value, blank
from jixiao.read.data.problems import Problems
from jixiao.read.data.workbook.cells import DataCell, SheetCells

HEADER_ROW = 2  # from 0: below the title and the sentence
_LATEST = 12  # rows in which the header may have got by inserted ones


class Record(NamedTuple):
    """A row: its place, and its filled cells by the keys of their columns."""

    sheet: SheetCells
    row: int
    cells: dict[str, DataCell]

    def text(self, key: str) -> str | None:
        """Give what a cell says, None where it is blank."""
        cell = self.cells.get(key)
        return cell.text if cell else None

    def value(self, key: str) -> Value:
        """Give what a cell says as a value."""
        cell = self.cells.get(key)
        return cell.value if cell else blank()

    @property
    def where(self) -> str:
        """Give the name of the row."""
        return f"工作表“{self.sheet.name}”第{self.row + 1}行"


def read_records(sheet: SheetCells, described: RecordSheet, problems: Problems) -> Iterator[Record]:
    """Give the filled rows of a sheet; cells under no known header, and errors of formulas, are told."""
    header = _header(sheet, described)
    if header is None:
        problems.add(f"工作表“{sheet.name}”", f"没有找到表头，应有“{described.columns[0].header}”等各列")
        return
    columns = _columns(sheet, header, described)
    for row in range(header + 1, sheet.rows):
        cells: dict[str, DataCell] = {}
        for place, cell in sheet.in_row(row):
            column = columns.get(place)
            if column is None:
                problems.add(cell.where, f"这一列没有认识的表头，“{cell.text}”不知道是什么")
            elif cell.error and not column.lookup:
                problems.add(cell.where, f"公式的结果是“{cell.text}”，请改正公式或直接填写")
            elif not column.lookup:
                cells[column.key] = cell
        if cells:
            yield Record(sheet, row, cells)


def chosen(record: Record, column: FieldColumn, problems: Problems) -> str | None:
    """Give what a choice means in the data; what is no choice is told."""
    cell = record.cells.get(column.key)
    if cell is None or column.choices is None:
        return None
    meaning = workbook_words().meaning(column.choices, cell.text)
    if meaning is None:
        known = "、".join(workbook_words().choices[column.choices])
        problems.add(cell.where, f"“{cell.text}”不能用，应为{known}之一")
    return meaning


def _header(sheet: SheetCells, described: RecordSheet) -> int | None:
    wanted = {_plain(column.header) for column in described.columns}
    for row in range(min(sheet.rows, _LATEST)):
        found = {_plain(cell.text) for _, cell in sheet.in_row(row)}
        if len(found & wanted) > len(wanted) / 2:
            return row
    return None


def _columns(sheet: SheetCells, header: int, described: RecordSheet) -> dict[int, FieldColumn]:
    by_header = {_plain(column.header): column for column in described.columns}
    return {place: by_header[text] for place, cell in sheet.in_row(header) if (text := _plain(cell.text)) in by_header}


def _plain(header: str) -> str:
    return "".join(header.split())
