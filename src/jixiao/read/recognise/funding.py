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
from jixiao.read.recognise.headers import Header
from jixiao.read.recognise.table import Item, Table
from jixiao.read.recognise.words import words

_AMOUNTS = ("initial", "budget", "executed", "rate")


class FundingBlock:
    """Reads the rows of one funding block into the lines of a form."""

    __slots__ = ("form", "header", "source_header", "table")

    def __init__(self, form: Form, table: Table) -> None:
        self.form = form
        self.table = table
        self.header: Header | None = None
        self.source_header: Header | None = None

    def start(self, header: Header) -> None:
        """Take the header of the block and the points or the money unit that its labels carry."""
        self.header = header
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
        if self.source_header is not None and self._read_transposed(items, self.source_header):
            return True
        at = next((i for i, (_, label) in enumerate(items) if label and "source" in label.keys), None)
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
        line = FundingLine(cast(FundingSource, label.keys["source"]), self.table.value(cell))
        if self.header is None:
            return self._read_pairs(items, at)
        self._points(cell)
        found = self._by_column(items[at + 1 :], self.header)
        self._fill(line, found)
        self.form.funding.append(line)
        if line.source == "total" and not self._has_execution():
            self._read_execution(found)
        return True

    def _read_unnamed(self, items: list[Item]) -> bool:
        """A row of amounts right below the header without a label of its own is the total."""
        if self.header is None or self.form.funding:
            return False
        found = self._by_column(items, self.header)
        if not any(words(found[key].text) for key in ("budget", "executed", "initial") if key in found):
            return False
        line = FundingLine("total")
        self._fill(line, found)
        self.form.funding.append(line)
        self._read_execution(found)
        return True

    def _read_pairs(self, items: list[Item], at: int) -> bool:
        """Without a header a value follows its label: 年度资金总额 | 854 | 其中：财政拨款 | 854."""
        read = False
        for cell, label in items[at:]:
            if label and "source" in label.keys:
                self.form.funding.append(FundingLine(cast(FundingSource, label.keys["source"]), self.table.value(cell)))
                read = True
            elif label and self.form.funding and read and not self.form.funding[-1].initial:
                self.form.funding[-1].initial = self.table.value(cell)
        self.form.parts.add("funding")
        return read

    def read_measure_pairs(self, items: list[Item]) -> bool:
        """Read a row in which amounts follow their labels: 全年预算数 | 160 | 全年执行数 | 138.17 | 执行率 | 86%."""
        line = FundingLine("total")
        source = next((item for item in items if item[1] and "source" in item[1].keys), None)
        if source and source[1]:
            line = FundingLine(cast(FundingSource, source[1].keys["source"]), self.table.value(source[0]))
        found: dict[str, Cell] = {}
        for (cell, label), (after, _) in pairwise(items):
            key = label.get("measure") if label else None
            if key:
                self.table.mark(cell)
                found[key] = after
        self._fill(line, found)
        self.form.funding.append(line)
        self.form.parts.add("funding")
        self._read_execution(found)
        return True

    def _read_transposed(self, items: list[Item], header: Header) -> bool:
        named = [i for i, (_, label) in enumerate(items) if label and "measure" in label.keys]
        if not named:
            return False
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
        for key in ("weight", "score", "reason", "adjustment", "other", "forecast"):
            if key in found and words(found[key].text) is not None:
                self.table.mark(found[key])

    def _has_execution(self) -> bool:
        return bool(self.form.execution.score or self.form.execution.weight)

    def _read_execution(self, found: dict[str, Cell]) -> None:
        values = {key: self.table.value(found[key]) for key in ("weight", "rate", "score", "reason") if key in found}
        if "weight" not in values and "score" not in values:
            return
        self.form.execution = Execution(**values)
        self.form.parts.add("execution")


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
    if not any(label and "measure" in label.keys for _, label in table.items(row + 1)):
        return None
    header = Header(table.width, row, 1)
    for cell, key in sources:
        header.add(key, cell)
    return header
