"""A workbook (工作簿) on its way: its sheets, written by XlsxWriter, each as it is to be seen and printed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from math import ceil
from typing import Any, BinaryIO, Self

import xlsxwriter
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from jixiao.model.failure import Failure
from jixiao.write.paper import Cell, Table, stands_right
from jixiao.write.xlsx.formulas import sum_formula
from jixiao.write.xlsx.sizes import column_widths, row_heights, text_height
from jixiao.write.xlsx.styles import TITLE_SIZE, Styles, number_format

_MADE = datetime(2020, 1, 1)  # the same paper must give the same bytes
_A4 = 9
_LONGEST = 32_767  # characters of a cell
_WIDE = 230.0  # characters: wider tables are printed on several pages side by side


class TooLong(Failure):
    """A text that is longer than a cell of Excel takes."""

    def __init__(self, sheet: str, text: str) -> None:
        super().__init__(
            f"工作表“{sheet}”中“{text[:20]}……”有{len(text)}个字，超过 Excel 单元格的上限{_LONGEST}个字，请分开写。"
        )


class Book:
    """A workbook that is written into a stream when it is closed."""

    def __init__(self, stream: BinaryIO, title: str, author: str) -> None:
        # A text stays a text: what somebody typed becomes neither a link nor a formula.
        as_typed = {"strings_to_urls": False, "strings_to_formulas": False}
        self.raw: Any = xlsxwriter.Workbook(stream, {"in_memory": True, **as_typed})
        self.raw.set_properties({"title": title[:255], "author": author[:255], "created": _MADE})
        self.styles = Styles(self.raw)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.raw.close()

    def text(self, sheet: Any, row: int, column: int, text: str, look: Any) -> None:
        """Put a text into a cell; raises TooLong for one that no cell takes, which would be lost."""
        if len(text) > _LONGEST:
            raise TooLong(sheet.get_name(), text)
        sheet.write_string(row, column, text, look)

    def contents(self, entries: Sequence[tuple[str, str]]) -> None:
        """Add a sheet 目录 that leads to the others; an entry is a title and the name of its sheet."""
        sheet = self.raw.add_worksheet("目录")
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 70)
        sheet.write_string(0, 0, "目录", self.styles.get(bold=True, font_size=TITLE_SIZE, align="center"))
        link = self.styles.get(font_color="#0563C1", underline=1)
        for row, (title, name) in enumerate(entries, 2):
            sheet.write_url(row, 0, f"internal:{quote_sheetname(name)}!A1", link, string=title)

    def table(self, name: str, table: Table) -> None:
        """Add a table as a sheet."""
        TableSheet(self, name, table).write()


class TableSheet:
    """A sheet with one table: title and lines above it, its cells, the notes below."""

    def __init__(self, book: Book, name: str, table: Table) -> None:
        self.book, self.styles, self.table = book, book.styles, table
        self.sheet: Any = book.raw.add_worksheet(name)
        self.widths = column_widths(table)
        self.pages = max(1, ceil(sum(self.widths) / _WIDE))
        self.last = table.columns - 1
        self.across = self._across()  # the last column of lines above and below the table
        self.row = 0  # the next one

    def write(self) -> None:
        """Write everything."""
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, width)
        self._above()
        self.first = self.row
        self._cells()
        self._below()
        self._page()

    def _across(self) -> int:
        """Lines over all columns of a table several pages wide would be read on none of them."""
        room = sum(self.widths) / self.pages
        return next((n for n in range(1, self.last + 1) if sum(self.widths[: n + 1]) > room), self.last)

    def _above(self) -> None:
        for line in self.table.heading:
            align = "right" if stands_right(line) else "left"
            self._line(line, self.styles.get(align=align), 18)
        if self.table.title:
            look = self.styles.get(bold=True, font_size=TITLE_SIZE, align="center", text_wrap=True)
            self._line(self.table.title, look, self._height(self.table.title, 0.6) * 1.6)
        left, right = self.table.left_line, self.table.unit_line
        if left or right:
            self._two_lines(left, right)

    def _two_lines(self, left: str, right: str) -> None:
        """Put one text at the left and one at the right end of a row; a single column has both in one cell."""
        if not self.across:
            self._line("　".join(filter(None, (left, right))), self.styles.get(align="left"), 18)
            return
        middle = self._middle()
        self._merged(self.row, 0, 1, middle, left, self.styles.get(align="left"))
        self._merged(self.row, middle, 1, self.across + 1 - middle, right, self.styles.get(align="right"))
        self.row += 1

    def _middle(self) -> int:
        """Give the column at which the left half of the table ends."""
        room = sum(self.widths[: self.across + 1]) * 0.6
        columns = next((n for n in range(1, self.across + 1) if sum(self.widths[: n + 1]) > room), self.across)
        return max(columns, 1)

    def _line(self, text: str, look: Any, height: float) -> None:
        """Put a text over the whole width."""
        self.sheet.set_row(self.row, min(height, 409))
        self._merged(self.row, 0, 1, self.across + 1, text, look)
        self.row += 1

    def _merged(self, row: int, column: int, rows: int, columns: int, text: str, look: Any) -> None:
        if rows == columns == 1:
            self.sheet.write_string(row, column, text, look)
        else:
            self.sheet.merge_range(row, column, row + rows - 1, column + columns - 1, text, look)

    def _cells(self) -> None:
        heights = row_heights(self.table, self.widths)
        for row, cells in enumerate(self.table.cells):
            self.sheet.set_row(self.first + row, heights[row])
            for column, cell in cells:
                self._cell(self.first + row, column, cell)
        self.row = self.first + len(self.table.cells)

    def _cell(self, row: int, column: int, cell: Cell) -> None:
        look = self.styles.cell(cell)
        if cell.rows > 1 or cell.columns > 1:
            self.sheet.merge_range(row, column, row + cell.rows - 1, column + cell.columns - 1, "", look)
        if number_format(cell) is None:
            if cell.text:
                self.book.text(self.sheet, row, column, cell.text, look)
            elif cell.rows == cell.columns == 1:
                self.sheet.write_blank(row, column, None, look)
        elif cell.addends:
            self.sheet.write_formula(
                row, column, sum_formula(cell.addends, self._address), look, float(cell.number or 0)
            )
        else:
            self.sheet.write_number(row, column, float(cell.number or 0), look)

    def _address(self, row: int, column: int) -> str:
        return str(xl_rowcol_to_cell(self.first + row, column))

    def _below(self) -> None:
        for note in self.table.notes:
            self._line(note, self.styles.get(align="left", text_wrap=True), self._height(note))

    def _height(self, text: str, share: float = 1.0) -> float:
        return text_height(text, sum(self.widths[: self.across + 1]) * share)

    def _page(self) -> None:
        """Set up what is printed: A4, one page wide, the head on every page."""
        sheet, head = self.sheet, self.table.header_rows
        sheet.hide_gridlines(2)
        sheet.set_paper(_A4)
        if self.table.landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(self.pages, 0)
        if self.pages > 1 and (stub := self._stub()):
            sheet.repeat_columns(0, stub - 1)
        sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
        sheet.center_horizontally()
        sheet.set_footer("&C第 &P 页，共 &N 页")
        sheet.print_area(0, 0, max(self.row - 1, 0), self.last)
        if head:
            sheet.repeat_rows(self.first, self.first + head - 1)
            sheet.freeze_panes(self.first + head, self._stub() if self.pages > 1 else 0)

    def _stub(self) -> int:
        """Give how many columns stand in front of the first figure: codes and names."""
        return min((column for row in self.table.cells for column, cell in row if cell.number is not None), default=0)
