"""The funding block (项目资金): sources by amounts, in either direction, and the execution score that stands in it.

A value belongs to the source label of its row and the amount label of its column, or the other way round where the
block is transposed; without a header, labels stand before their values (全年预算数 | 160 | 全年执行数 | 138.17).
"""

from __future__ import annotations

from itertools import pairwise
from typing import cast

from jixiao.model.form import Execution, Form, FundingLine, FundingSource
from jixiao.model.value import Value
from jixiao.read.layout import Cell
from jixiao.read.recognise.funding_pairs import amounts, is_source, of_the_year, pairs
from jixiao.read.recognise.head import items_row, read_total_beside
from jixiao.read.recognise.header import Header
from jixiao.read.recognise.table import Item, Table
from jixiao.read.recognise.words import words

_AMOUNTS = ("initial", "budget", "executed", "rate")
_SCORED = ("weight", "rate", "score", "reason")


class FundingBlock:
    """Reads the rows of one funding block into the lines of a form."""

    __slots__ = ("amount_columns", "form", "header", "is_list", "passed_over", "source_header", "table")

    def __init__(self, form: Form, table: Table) -> None:
        self.form = form
        self.table = table
        self.header: Header | None = None
        self.source_header: Header | None = None
        self.is_list = False
        self.amount_columns: dict[int, str] = {}  # where the labels of amounts stand that their values follow
        self.passed_over: set[int] = set()  # columns of amounts for the whole life of the project

    def start(self, header: Header) -> None:
        """Take the header of the block and the points or the money unit that its labels carry."""
        self.header, self.source_header = header, None
        self.is_list = _names_items(self.table, header)
        self.form.parts.add("funding")
        for row in range(header.row, header.row + header.rows):
            for cell in self.table.rows[row]:
                self.table.mark(cell)
                self._points(cell)

    def start_sources(self, header: Header) -> None:
        """Take a header of sources: the block is transposed, amounts are named at the left."""
        self.source_header = header
        self.form.parts.add("funding")
        for cell in self.table.rows[header.row]:
            self.table.mark(cell)

    def read_row(self, row: int) -> bool:
        """Read a row, False where it is none of the block."""
        items = self.table.items(row)
        if self.is_list:
            return self._read_list_total(items)
        if self.source_header is not None and self._read_transposed(items, self.source_header):
            return True
        at = next((i for i, (_, label) in enumerate(items) if is_source(label)), None)
        if at is None:
            return self._read_unnamed(items)
        return self._read_source(items, at)

    def _points(self, cell: Cell) -> None:
        label = words(cell.text)
        if label and label.points and not self.form.execution_points:
            self.form.execution_points = self.table.value(cell, label.points)

    def _read_source(self, items: list[Item], at: int) -> bool:
        cell, label = items[at]
        assert label is not None
        if self.header is None or "source" not in label.keys:
            return self.header is None and self._read_pairs(items)
        line = FundingLine(cast(FundingSource, label.keys["source"]), self.table.value(cell))
        self._points(cell)
        found = self._by_column(items[at + 1 :], self.header)
        self._fill(line, found)
        if self._is_scored(line, found):
            self._read_execution(found)
        self.form.funding.append(line)
        return True

    def _is_scored(self, line: FundingLine, found: dict[str, Cell]) -> bool:
        """The row of the total carries the execution score, in a block without one the first row with points."""
        if line.source == "total":
            return not self._has_execution() or self.form.funding_line("total") is None
        return not self._has_execution() and any(key in found and _is_amount(found[key]) for key in ("weight", "score"))

    def _read_list_total(self, items: list[Item]) -> bool:
        """Of a list of tasks or purposes (任务名称, 预算金额) only its total is the form's money."""
        assert self.header is not None
        first = next((label for cell, label in items if label and cell.row == items_row(items)), None)
        if first is None or not {first.get("source"), first.get("row")} & {"total"}:
            return False
        total = FundingLine("total", Value(first.text))
        self._fill(total, self._by_column(items, self.header))
        self.form.funding.append(total)
        for source, cell in self._by_column(items, self.source_header).items() if self.source_header else ():
            measure = next((key for key in reversed(self.header.keys[: cell.column + 1]) if key), None)
            if source != "total" and measure in _AMOUNTS:
                line = FundingLine(cast(FundingSource, source))
                setattr(line, measure, self.table.value(cell))
                self.form.funding.append(line)
        return True

    def _read_unnamed(self, items: list[Item]) -> bool:
        """A row of amounts right below the header without a label of its own is the total."""
        if self.header is None or self.form.funding:
            return False
        found = self._by_column(items, self.header)
        if not any(_is_amount(found[key]) for key in ("budget", "executed", "initial") if key in found):
            return False
        line = FundingLine("total")
        self._fill(line, found)
        self.form.funding.append(line)
        self._read_execution(found)
        return True

    def first_row(self) -> dict[str, Cell]:
        """Give the cells of the row right below the header by what their columns hold, for those who fill them in."""
        row = self.header.row + self.header.rows if self.header is not None else len(self.table.rows)
        if self.header is None or row >= len(self.table.rows):
            return {}
        return self._by_column(self.table.items(row), self.header)

    def blank_total(self) -> FundingLine | None:
        """Give the total that a blank row right below the header is for, None where there is no such row."""
        found = self.first_row()
        begun = self.table.begin[next(iter(found.values())).row] if found else []
        if not begun or any(words(cell.text) for cell in begun):
            return None
        line = FundingLine("total")
        self._fill(line, found)
        return line

    def _read_pairs(self, items: list[Item]) -> bool:
        """Without a header a value follows its label: 年度资金总额 | 854 | 其中：财政拨款 | 854.

        Below amounts that follow their labels (预算数 | 35 | 执行数 | 35) a source stands once under each of them.
        """
        found = list(pairs(items))
        line: FundingLine | None = None
        for pair in found if self.amount_columns else of_the_year(found, self.passed_over):
            measure = self.amount_columns.get(pair.label.column)
            if line is None or measure is None or line.source != pair.source:
                line = FundingLine(pair.source, self.table.value(pair.label))
                self.form.funding.append(line)
            if pair.text is not None or pair.value is not None:
                setattr(line, measure or "initial", self.table.value(pair.value or pair.label, pair.text))
            self.table.mark(pair.label)
        self.form.parts.add("funding")
        return True

    def read_measure_pairs(self, items: list[Item]) -> bool:
        """Read a row in which amounts follow their labels: 全年预算数 | 160 | 全年执行数 | 138.17 | 执行率 | 86%."""
        line = FundingLine("total")
        source = next((item for item in items if item[1] and "source" in item[1].keys), None)
        if source and source[1]:
            line = FundingLine(cast(FundingSource, source[1].keys["source"]), self.table.value(source[0]))
        for cell, label in items:
            if label and "block" in label.keys:
                self._points(cell)
        found = self._amounts(items)
        last = self.form.funding[-1] if self.form.funding else None
        if last is not None and self.amount_columns and not any(getattr(last, key) for key in _AMOUNTS if key in found):
            line = last  # the amounts of one total go on in a further row
        else:
            self.form.funding.append(line)
        for key in _AMOUNTS:
            if key in found:
                setattr(line, key, found[key])
        self.form.parts.add("funding")
        self._score_execution(found)
        for index in range(len(items)):
            read_total_beside(self.form, self.table, items, index)
        return True

    def goes_on(self, items: list[Item]) -> bool:
        """Tell whether a row adds one more amount to a total whose amounts follow their labels (执行率 | 96%)."""
        if not self.amount_columns or not self.form.funding or any(is_source(label) for _, label in items):
            return False
        new = [amount.measure for amount in amounts(items) if amount.measure in _AMOUNTS]
        return bool(new) and not any(getattr(self.form.funding[-1], measure) for measure in new)

    def _amounts(self, items: list[Item]) -> dict[str, Value]:
        """Give the amounts of a row by what they are; a percentage without a label that ends it is the rate."""
        found: dict[str, Value] = {}
        for amount in amounts(items):
            self.table.mark(amount.label)
            if amount.measure in _AMOUNTS:
                self.amount_columns[amount.label.column] = amount.measure
            if amount.value is not None or amount.text is not None:
                found[amount.measure] = self.table.value(amount.value or amount.label, amount.text)
        cell, label = items[-1]
        if "rate" not in found and label and label.is_number and label.text.endswith(("%", "％")):
            found["rate"] = self.table.value(cell)
        return found

    def _read_transposed(self, items: list[Item], header: Header) -> bool:
        named = [i for i, (_, label) in enumerate(items) if label and "measure" in label.keys]
        if not named:
            return self._read_amounts(items, header)
        at = named[-1]  # a block label at the left may be an amount's label too
        cell, label = items[at]
        assert label is not None
        self.table.mark(cell)
        measure = label.keys["measure"]
        for source, value in self._by_column(items[at + 1 :], header).items():
            line = self.form.funding_line(cast(FundingSource, source))
            if line is None:
                line = FundingLine(cast(FundingSource, source), Value(words_text(header.cells[source])))
                self.form.funding.append(line)
            if measure in _AMOUNTS:
                setattr(line, measure, self.table.value(value))
            elif source == "total" and measure in ("weight", "score", "reason"):
                setattr(self.form.execution, measure, self.table.value(value))
        return True

    def _read_amounts(self, items: list[Item], header: Header) -> bool:
        """A row of amounts without a label right below the sources says what is asked for."""
        values = [(key, cell) for key, cell in self._by_column(items, header).items() if _is_amount(cell)]
        if self.form.funding or len(values) < 2:
            return False
        for source, cell in values:
            label = Value(words_text(header.cells[source]))
            self.form.funding.append(FundingLine(cast(FundingSource, source), label, self.table.value(cell)))
        return True

    def _by_column(self, items: list[Item], header: Header) -> dict[str, Cell]:
        """Give the cell of each column, merged ones going to the first column that they cover."""
        found: dict[str, Cell] = {}
        for cell, label in items:
            for key in header.under(cell)[:1]:
                if key not in found or (label and words(found[key].text) is None):
                    found[key] = cell
        return found

    def _fill(self, line: FundingLine, found: dict[str, Cell]) -> None:
        for key in _AMOUNTS:
            if key in found:
                setattr(line, key, self.table.value(found[key]))
        if "forecast" in found and self.form.kind == "performance_monitoring":
            line.forecast = self.table.value(found["forecast"])
        for key in ("weight", "score", "reason", "adjustment", "other", "forecast"):
            if key in found and words(found[key].text) is not None:
                self.table.mark(found[key])

    def _has_execution(self) -> bool:
        return bool(self.form.execution.score or self.form.execution.weight)

    def _read_execution(self, found: dict[str, Cell]) -> None:
        self._score_execution({key: self.table.value(found[key]) for key in _SCORED if key in found})

    def _score_execution(self, found: dict[str, Value]) -> None:
        if "weight" not in found and "score" not in found:
            return
        self.form.execution = Execution(**{key: found[key] for key in _SCORED if key in found})
        self.form.parts.add("execution")


def _is_amount(cell: Cell) -> bool:
    label = words(cell.text)
    return label is not None and label.is_number


def words_text(cell: Cell) -> str | None:
    """Give the text of a label cell without white space."""
    label = words(cell.text)
    return label.text if label else None


def source_header(table: Table, row: int) -> Header | None:
    """Give the header of a transposed block: two sources or more side by side, amounts named in the rows below."""
    items = table.items(row)
    sources = [(cell, label.keys["source"]) for cell, label in items if label and "source" in label.keys]
    if len(sources) < 2 or row + 1 >= len(table.rows):
        return None
    amounts_below = any("measure" in label.keys for cell in table.begin[row + 1] if (label := words(cell.text)))
    if not amounts_below and not _side_by_side(table, row):
        return None
    header = Header(table.width, row, 1)
    for cell, key in sources:
        header.add(key, cell)
    header.close()
    return header


def _side_by_side(table: Table, row: int) -> bool:
    """The row begins nothing but sources, without a blank cell for an amount between them."""
    named = [(cell, label) for cell in table.begin[row] if (label := words(cell.text)) and "block" not in label.keys]
    if len(named) < 2 or not all("source" in label.keys for _, label in named):
        return False
    return all(left.column + left.columns == right.column for (left, _), (right, _) in pairwise(named))


def _names_items(table: Table, header: Header) -> bool:
    """A header that names tasks or purposes beside their amounts is that of a list."""
    rows = range(header.row, header.row + header.rows)
    return any(label and "item" in label.keys for row in rows for _, label in table.items(row))
