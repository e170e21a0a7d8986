"""The tables of a workbook: figures by the code or the label of their line and the header of their column."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.knowledge.disclosure_tables import Line, TableLayout
from jixiao.knowledge.subjects import subject_name, subjects
from jixiao.knowledge.tables import line_words, table_kind
from jixiao.model.accounts import AccountsTable, TableRow
from jixiao.model.value import Value, blank
from jixiao.read.data.problems import Problems
from jixiao.read.data.sheet_plan import FIRST, BlockPlan, SheetPlan, sheet_plan
from jixiao.read.data.workbook.cells import DataCell, SheetCells

_LATEST = 12  # rows that may have been inserted above the head
_TOTALS = ("合计", "总计")
_NOTES = ("注", "说明")


class TableSheetReader:
    """Reads the sheet of one table; what does not fit its plan is told."""

    def __init__(
        self, sheet: SheetCells, layout: TableLayout, year: int | None, money: str, problems: Problems
    ) -> None:
        self.sheet, self.year, self.money, self.problems = sheet, year, money, problems
        self.plan: SheetPlan = sheet_plan(layout, year)
        self.kind = table_kind(layout.kind)
        self.taken: set[tuple[int, int]] = set()
        self.reached: dict[int, int] = {}  # for each block the fixed line that the last row was of

    def table(self) -> AccountsTable | None:
        """Give the table, None where its head was changed."""
        table = AccountsTable(self.kind.id, Value(self.plan.layout.title), self.money)
        table.columns = {
            column.id: "/".join(column.header) for block in self.plan.blocks for column, _ in block.figures
        }
        shift = self._shift()
        if shift is None:
            return None
        body = self.plan.body + shift
        for block in self.plan.blocks:
            table.rows += self._rows(block, body)
        self._left_over(body, table)
        return table

    def _shift(self) -> int | None:
        """Give how many rows were inserted above the head; where it was changed, tell the first header that was."""
        fits = [shift for shift in range(_LATEST) if next(self._wrong(shift), None) is None]
        if fits:
            return fits[0]
        row, column, header = next(self._wrong(0))
        self.problems.add(self.sheet.where(row, column), f"表头应为“{header}”，请恢复原来的表头和列")
        return None

    def _wrong(self, shift: int) -> Iterator[tuple[int, int, str]]:
        """Give the headers that are not where they should be."""
        for column, header in self.plan.headers:
            rows = range(FIRST + shift, self.plan.body + shift)
            texts = ["".join(self.sheet.text(row, column).split()) for row in rows]
            if header[-1] not in texts:
                yield self.plan.body + shift - 1, column, header[-1]

    # --- rows

    def _rows(self, block: BlockPlan, body: int) -> Iterator[TableRow]:
        side = self.plan.layout.blocks[block.number].side
        for row in range(body, self.sheet.rows):
            values = dict(self._values(block, row))
            line = self._line(block, row, bool(values))
            if line is not None and (values or (line.code and not block.lines)):
                yield self._row(line, values, side)

    def _row(self, line: Line, values: dict[str, Value], side: str | None) -> TableRow:
        code = Value(line.code) if line.code and len(line.code) in (3, 5, 7) else blank()
        if self.plan.layout.blocks[0].rows == "lines":
            code = blank()
        concept = line.concept or self.kind.rows
        return TableRow(Value(line.label) if line.label else blank(), code, values, side, concept)

    def _values(self, block: BlockPlan, row: int) -> Iterator[tuple[str, Value]]:
        for column, place in block.figures:
            cell = self.sheet.at(row, place)
            if cell is None:
                continue
            if cell.number is None and self._is_words(block, row):
                continue
            self.taken.add((row, place))
            amount = cell.amount
            if amount is None:
                self.problems.add(cell.where, f"应为数字，现为“{cell.text}”")
            elif amount:
                yield column.id, amount

    def _is_words(self, block: BlockPlan, row: int) -> bool:
        """A note below the table begins in its first column."""
        return self.sheet.text(row, 0).startswith(_NOTES)

    def _line(self, block: BlockPlan, row: int, filled: bool) -> Line | None:
        """Give the line that a row is of; a row with figures that is of none is told."""
        if block.label is None:
            return Line(concept=self.kind.total) if filled else None
        code = self.sheet.at(row, block.code) if block.code is not None else None
        label = self.sheet.text(row, block.label)
        self.taken |= {(row, place) for place in (block.code, block.label) if place is not None}
        if self.plan.subjects:
            return self._subject(block, row, code, label, filled)
        foot = self._foot(block, row)
        if foot is not None:
            return foot if filled else None
        line = self._fixed(block, code, label)
        if line is None and filled:
            where = self.sheet.where(row, block.code if block.code is not None else block.label)
            self.problems.add(where, f"“{code.text if code else label}”不是这张表中的项目，这一行的数不知道是什么")
        return line

    def _foot(self, block: BlockPlan, row: int) -> Line | None:
        """Give the sum at the foot that a row is: its label stands in the first block of its side."""
        side = self.plan.layout.blocks[block.number].side
        first = next(each for each in self.plan.blocks if self.plan.layout.blocks[each.number].side == side)
        words = line_words(self.sheet.text(row, first.label or 0))
        found = (foot for foot in self.plan.layout.foot if line_words(foot.label) == words and foot.side == side)
        return next((Line(foot.label, foot.concept) for foot in found), None)

    def _subject(self, block: BlockPlan, row: int, code: DataCell | None, label: str, filled: bool) -> Line | None:
        words = code.text if code else label
        if line_words(words) in _TOTALS or (code is None and line_words(label) in _TOTALS):
            return Line("合计", self.kind.total) if filled else None
        if code is None:
            if filled:
                self.problems.add(self.sheet.where(row, block.code or 0), "没有填科目编码")
            return None
        if not (code.text.isascii() and code.text.isdigit() and len(code.text) in (3, 5, 7)):
            if filled:
                self.problems.add(code.where, f"“{code.text}”不是科目编码，应为3位、5位或7位数字，如 2101501")
            return None
        name = subject_name(code.text, self.year) or self._old_name(code, label)
        return Line(label or name, code=code.text)

    def _old_name(self, code: DataCell, label: str) -> str:
        """A code without a name in the book is told only where no name was typed for it."""
        known = subjects("functional").get(code.text)
        if not label and known is None:
            self.problems.add(code.where, f"科目表中没有编码“{code.text}”，请核对，或在旁边填写科目名称")
        return known[-1].name if known else ""

    def _fixed(self, block: BlockPlan, code: DataCell | None, label: str) -> Line | None:
        if code is not None and code.text.isdigit():
            found = next((line for line in block.lines if line.code == code.text), None)
            if found is None and code.text.startswith(self.plan.layout.blocks[block.number].economic or ("#",)):
                return Line(label or subject_name(code.text, self.year) or "", code=code.text)
            return found
        words = line_words(label or (code.text if code else ""))
        if words in _TOTALS and block.code is not None:
            return Line("合计", self.kind.total)
        return self._fixed_line(block, words)

    def _fixed_line(self, block: BlockPlan, words: str) -> Line | None:
        """Give the next line of these words: some stand twice, as 一般公共预算财政拨款 below 年初结转和结余."""
        begin = self.reached.get(block.number, -1) + 1
        order = [*range(begin, len(block.lines)), *range(begin)]
        for place in order:
            line: Line = block.lines[place]
            if line.label and words in _words(line):
                self.reached[block.number] = place
                return line
        return None

    # --- what is left

    def _left_over(self, body: int, table: AccountsTable) -> None:
        """Take notes as such and tell every other cell that stands beside the columns."""
        for row in range(body, self.sheet.rows):
            words = self.sheet.text(row, 0)
            if words.startswith(_NOTES):
                table.notes.append(Value(words))
                continue
            for column, cell in self.sheet.in_row(row):
                if (row, column) not in self.taken:
                    self.problems.add(cell.where, f"这里不填内容，“{cell.text}”不知道是什么")


def _words(line: Line) -> set[str]:
    """Give the words that a line is known by; a 类 by every name that it has had."""
    older = (subject.name for subject in subjects("functional").get(line.code or "", ()))
    return {line_words(name) for name in (line.label, *older)}
