"""The sheets of the tables: official columns, rows to type into, sums as formulas, codes chosen from 科目."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_range, xl_rowcol_to_cell

from jixiao.knowledge.disclosure_tables import TableLayout, TableSet
from jixiao.knowledge.subjects import subject_name
from jixiao.knowledge.workbook import LOOKUP, MONEY_ROW, workbook_words
from jixiao.model.accounts import AccountsTable
from jixiao.model.unit_year import UnitYear
from jixiao.read.data.sheet_plan import FIRST, BlockPlan, SheetPlan, sheet_plan
from jixiao.read.data.table_rows import BlockRows, block_rows
from jixiao.write.table_head import head_rows, leaves
from jixiao.write.workbook.sheets import GREY, Workbook

_NUMBER = "#,##0.00"
_SPARE, _FEWEST = 15, 40  # rows of subjects
_PAGE = 190.0  # characters of a printed page
_WIDTHS = {"code": 13.0, "label": 34.0, "figure": 15.0}


def write_table(book: Workbook, layout: TableLayout, data: UnitYear, tables: TableSet, money: str) -> None:
    """Add the sheet of a table with what the data has for it, amounts in `money`."""
    plan = sheet_plan(layout, data.year or None)
    given = data.table(layout.kind)
    rows = block_rows(plan.layout, given, data.year or None, money)
    _Writing(book, plan, rows, tables, data.year or None, money).write(given)


class _Writing:
    """One sheet on its way."""

    def __init__(
        self, book: Workbook, plan: SheetPlan, rows: list[BlockRows], tables: TableSet, year: int | None, money: str
    ) -> None:
        self.book, self.plan, self.rows, self.year, self.money = book, plan, rows, year, money
        self.sheet: Any = book.sheet(plan.name)
        self.leaves = leaves(plan.layout, rows, tables.code)
        self.next = plan.body  # the first row that is free below the table

    def write(self, given: AccountsTable | None) -> None:
        """Write everything."""
        self._above()
        for block, rows in zip(self.plan.blocks, self.rows, strict=True):
            if self.plan.subjects:
                self._subjects(block, rows)
            else:
                self._fixed(block, rows)
        for foot in self.plan.layout.foot:
            self._foot(foot.side, foot.label)
        self.next += bool(self.plan.layout.foot)
        for note in given.notes if given else ():
            self.sheet.write_string(self.next, 0, note.text or "", self.book.styles.get(align="left"))
            self.next += 1
        self._page()

    def _above(self) -> None:
        layout, styles = self.plan.layout, self.book.styles
        last = len(self.leaves) - 1
        self.sheet.write_string(0, 0, layout.number, styles.get(font_color="#595959"))
        self.sheet.write_string(1, 0, layout.title, styles.get(bold=True, font_size=14))
        self.sheet.write_formula(
            MONEY_ROW, 0, self._money(), styles.get(font_color="#595959"), f"金额单位：{self.money}"
        )
        self.sheet.set_row(self.plan.body - 1, 30)
        for row, cells in enumerate(head_rows(layout, self.leaves), FIRST):
            for column, cell in cells:
                self._head(row, column, cell.rows, cell.columns, cell.text)
        for column, leaf in enumerate(self.leaves):
            self.sheet.set_column(column, column, _WIDTHS.get(leaf.role, 15.0) if last else 20)

    def _money(self) -> str:
        described = workbook_words().sheets["unit"]
        row = next(number for number, field in enumerate(described.fields, 4) if field.key == "money")
        return f'="金额单位："&{described.name}!$B${row}'

    def _head(self, row: int, column: int, rows: int, columns: int, text: str) -> None:
        if rows == columns == 1:
            self.sheet.write_string(row, column, text, self.book.header)
        else:
            self.sheet.merge_range(row, column, row + rows - 1, column + columns - 1, text, self.book.header)

    # --- fixed lines

    def _fixed(self, block: BlockPlan, rows: BlockRows) -> None:
        row_of = {line.key: self.plan.body + place for place, line in enumerate(rows.lines) if line.key}
        for place, line in enumerate(rows.lines):
            row = self.plan.body + place
            if block.code is not None:
                self.sheet.write_string(row, block.code, line.code or "", self.book.look(bg_color=GREY))
            if block.label is not None:
                text = "　" * line.indent + line.label
                self.sheet.write_string(row, block.label, text, self.book.look(bg_color=GREY, bold=bool(line.sum)))
            for column, at in block.figures:
                if not line.key:
                    self.sheet.write_blank(row, at, None, self.book.look(bg_color=GREY))
                    continue
                figure = rows.figures.get((line.key, column.id))
                below = [xl_rowcol_to_cell(row_of[key], at) for key in line.sum if key in row_of]
                beside = [xl_rowcol_to_cell(row, self._column(block, other)) for other in column.sum]
                fits = figure is None or bool(figure.parts)
                self._figure(row, at, (below or beside) if fits else [], figure.number if figure else None)
        self.next = max(self.next, self.plan.body + len(rows.lines))

    def _column(self, block: BlockPlan, identifier: str) -> int:
        return next(place for column, place in block.figures if column.id == identifier)

    def _figure(self, row: int, column: int, parts: list[str], number: Decimal | None) -> None:
        """Put a figure, or the formula of a sum: nothing where there is nothing to add up."""
        if not parts:
            look = self.book.look(num_format=_NUMBER)
            if number is None:
                self.sheet.write_blank(row, column, None, look)
            else:
                self.sheet.write_number(row, column, float(number), look)
            return
        whole = ",".join(_ranges(parts))
        look = self.book.look(num_format=_NUMBER, bg_color=GREY)
        value = "" if number is None else float(number)
        self.sheet.write_formula(row, column, f'=IF(COUNT({whole})=0,"",SUM({whole}))', look, value)

    def _foot(self, side: str, label: str) -> None:
        """Add up the 类 of a side below its blocks."""
        blocks = [block for block in self.plan.blocks if self.plan.layout.blocks[block.number].side == side]
        parts, total = [], Decimal(0)
        for block in blocks:
            rows = self.rows[block.number]
            for place, line in enumerate(rows.lines):
                if line.code and not line.indent:
                    column, at = block.figures[-1]
                    parts.append(xl_rowcol_to_cell(self.plan.body + place, at))
                    figure = rows.figures.get((line.key, column.id))
                    total += figure.number if figure and figure.number else 0
        label_at = blocks[0].label or 0
        self.sheet.write_string(self.next, label_at, label, self.book.look(bg_color=GREY, bold=True))
        self._figure(self.next, blocks[-1].figures[-1][1], parts, total or None)

    # --- subjects

    def _subjects(self, block: BlockPlan, rows: BlockRows) -> None:
        """Write the row 合计, a row for each 项 that the data has, and rows to spare."""
        leaf = [line for line in rows.lines if line.code and not line.sum]
        first = self.plan.body + 1
        last = first + max(len(leaf) + _SPARE, _FEWEST) - 1
        code, label = block.code or 0, block.label or 0
        self.sheet.write_blank(self.plan.body, code, None, self.book.look(bg_color=GREY))
        self.sheet.write_string(self.plan.body, label, "合计", self.book.look(bg_color=GREY, bold=True))
        total = next(line.key for line in rows.lines if not line.code)
        for column, at in block.figures:
            figure = rows.figures.get((total, column.id))
            self._total(block, at, first, last, figure.number if figure else None)
        for row in range(first, last + 1):
            self._subject(row, block, rows, row - first, [line.key for line in leaf])
        self.book.choose(self.sheet, (first, code, last, code), "subject", free=True)
        self.next = last + 1

    def _total(self, block: BlockPlan, at: int, first: int, last: int, number: Decimal | None) -> None:
        """Add up the rows whose code no other code begins with, so that 类 and 款 typed beside 项 count once."""
        codes, amounts = (xl_range(first, column, last, column) for column in (block.code or 0, at))
        lowest = f'({codes}<>"")*(COUNTIF({codes},{codes}&"?*")=0)'
        formula = f'=IF(COUNT({amounts})=0,"",SUMPRODUCT({lowest},{amounts}))'
        look = self.book.look(num_format=_NUMBER, bg_color=GREY)
        self.sheet.write_formula(self.plan.body, at, formula, look, "" if number is None else float(number))

    def _subject(self, row: int, block: BlockPlan, rows: BlockRows, place: int, codes: list[str]) -> None:
        code = codes[place] if place < len(codes) else None
        line = next((line for line in rows.lines if line.key == code), None) if code else None
        text = self.book.look(num_format="@")
        at = block.code or 0
        if code:
            self.sheet.write_string(row, at, code, text)
        else:
            self.sheet.write_blank(row, at, None, text)
        look = self.book.look(bg_color=GREY, text_wrap=True)
        if line is not None and line.label != subject_name(line.key, self.year):
            self.sheet.write_string(row, block.label or 0, line.label, look)  # a name that 科目 does not have
        else:
            self._name(row, block, look, line.label if line else "")
        for column, column_at in block.figures:
            figure = rows.figures.get((code or "", column.id)) if code else None
            beside = [xl_rowcol_to_cell(row, self._column(block, other)) for other in column.sum]
            fits = figure is None or bool(figure.parts)
            self._figure(row, column_at, beside if fits else [], figure.number if figure else None)

    def _name(self, row: int, block: BlockPlan, look: Any, name: str) -> None:
        """Show the name of the code beside it."""
        code = xl_rowcol_to_cell(row, block.code or 0)
        formula = f'=IFERROR(VLOOKUP({code},{LOOKUP}!$A:$B,2,FALSE),"")'
        self.sheet.write_formula(row, block.label or 0, formula, look, name)

    # --- the page

    def _page(self) -> None:
        stub = (self.plan.blocks[0].label or 0) + 1 if self.plan.subjects else 0
        self.sheet.freeze_panes(self.plan.body, stub)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        pages = max(1, round(sum(_WIDTHS[leaf.role] for leaf in self.leaves if leaf.role in _WIDTHS) / _PAGE))
        self.sheet.fit_to_pages(pages, 0)
        if pages > 1 and stub:
            self.sheet.repeat_columns(0, stub - 1)
        self.sheet.repeat_rows(FIRST, self.plan.body - 1)
        self.sheet.print_area(0, 0, self.next, len(self.leaves) - 1)


def _ranges(cells: list[str]) -> list[str]:
    """Give cells that stand below or beside each other as one range; Excel takes at most 255 arguments."""
    return cells if len(cells) < 3 else _runs(cells)


def _runs(cells: list[str]) -> list[str]:
    found: list[list[str]] = []
    for cell in cells:
        if found and _follows(found[-1][-1], cell):
            found[-1].append(cell)
        else:
            found.append([cell])
    return [run[0] if len(run) == 1 else f"{run[0]}:{run[-1]}" for run in found]


def _follows(before: str, after: str) -> bool:
    letters, digits = before.rstrip("0123456789"), before.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    below = f"{letters}{int(digits) + 1}"
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return after in (below, f"{xl_col_to_name(number)}{digits}")
