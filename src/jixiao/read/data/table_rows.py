"""The rows of a disclosure table (决算公开表): which line stands where, and the figures in it, sums worked out.

A figure that the data does not have is the sum of its parts where these are there: 类 of its 款, 合计 of its columns.
A sum is a sum only where its parts come to it exactly; rounded figures that miss each other stay as given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from jixiao.knowledge.disclosure_tables import Block, Column, Line, TableLayout
from jixiao.knowledge.subjects import subject_name, subjects
from jixiao.knowledge.tables import line_words, split_measure, table_kind
from jixiao.model.accounts import AccountsTable, TableRow
from jixiao.model.value import Value, blank

_BLANK_ROWS = 3  # of a table without figures
_TOTALS = ("合计", "总计")
_SAME = {"amount": "total", "total": "amount"}
_IN_YUAN = {
    "元": Decimal(1),
    "百元": Decimal(100),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "亿元": Decimal(10**8),
}


class Figure(NamedTuple):
    """A figure of a table: its text where it is no number, its number in the unit of print, and what it adds up."""

    text: str | None = None
    number: Decimal | None = None
    parts: tuple[tuple[str, str], ...] = ()  # key of the line and id of the column


@dataclass
class BlockRows:
    """A block with its lines row by row (blank ones too) and its figures by key of the line and id of the column."""

    block: Block
    columns: list[Column]
    lines: list[Line] = field(default_factory=list)
    figures: dict[tuple[str, str], Figure] = field(default_factory=dict)
    given: dict[str, TableRow] = field(default_factory=dict)  # rows of the data by the key of their line

    @property
    def empty(self) -> bool:
        """Whether no figure of the block is known."""
        return not any(figure.number or figure.text for figure in self.figures.values())


def block_rows(layout: TableLayout, table: AccountsTable | None, year: int | None, money: str) -> list[BlockRows]:
    """Give the blocks of a table with their rows, amounts in `money` (元 or 万元)."""
    drafts = [_Draft(layout, block, table, year, money) for block in layout.blocks]
    above, below = (max(map(len, parts)) for parts in zip(*((d.lines, d.ends) for d in drafts), strict=True))
    return [draft.finish(above, below) for draft in drafts]


def number_of(value: Value, unit: str | None, money: str) -> Decimal | None:
    """Give an amount in the money unit `money`; `unit` is that of its table. None where the value is no amount."""
    quantity = value.quantity if value else None
    if quantity is None or quantity.number is None or quantity.upper is not None or quantity.embedded:
        return None
    if quantity.dimension not in ("number", "money"):
        return None
    given = quantity.unit if quantity.dimension == "money" else unit
    factor = _IN_YUAN.get(given or money)
    return None if factor is None else quantity.number * factor / _IN_YUAN[money]


def with_parents(codes: Sequence[str]) -> list[str]:
    """Give codes of subjects in order, the 类 and 款 above them too where they are known."""
    above = {code[:length] for code in codes for length in (3, 5) if len(code) > length}
    return sorted({*codes, *(code for code in above if subject_name(code))})


class _Draft:
    """A block on its way: lines above and at the foot, and the rows of the data by the key of their line."""

    def __init__(
        self, layout: TableLayout, block: Block, table: AccountsTable | None, year: int | None, money: str
    ) -> None:
        self.block, self.year, self.money = block, year, money
        self.kind = table_kind(layout.kind)
        self.unit = table.unit if table else None
        self.rows = [row for row in table.rows if row.side in (None, block.side)] if table else []
        self.columns = block.columns_in(year)
        self.by_key: dict[str, TableRow] = {}
        self.ends = block.ends_in(year)
        self.lines = self._lines()

    def finish(self, above: int, below: int) -> BlockRows:
        """Give the block with its lines filled up to as many as the block beside it has, and its figures."""
        blanks = [Line()] * (below - len(self.ends))
        ends = [*self.ends[:-1], *blanks, *self.ends[-1:]]
        found = BlockRows(self.block, self.columns, [*self.lines, *[Line()] * (above - len(self.lines)), *ends])
        found.given = self.by_key
        found.figures = _Sums(self._given(found.lines), found).all()
        return found

    def _lines(self) -> list[Line]:
        if self.block.rows == "row":
            if self.rows and _is_whole(self.rows[0], self.columns):
                self.by_key[self.kind.total or ""] = self.rows[0]
            return [Line(concept=self.kind.total)]
        if self.block.rows == "subjects":
            return self._subject_lines()
        if self.block.rows == "economic":
            return self._economic_lines()
        return self._fixed_lines()

    def _subject_lines(self) -> list[Line]:
        coded = {code: row for row in self.rows if (code := row.code.text)}
        total = next((row for row in self.rows if not row.code and self._is_total(row)), None)
        self.by_key = dict(coded) | ({self.kind.total or "": total} if total else {})
        codes = with_parents(list(coded))
        lines = [Line(self._name(code, coded.get(code)), code=code, sum=_below(code, codes)) for code in codes]
        top = tuple(code for code in codes if not any(code != other and code.startswith(other) for other in codes))
        return [Line("合计", self.kind.total or "", sum=top), *lines, *([] if lines else [Line()] * _BLANK_ROWS)]

    def _economic_lines(self) -> list[Line]:
        fixed = {line.key: line for line in self.block.lines_in(self.year)}
        coded = {code: row for row in self.rows if (code := row.code.text) and code.startswith(self.block.economic)}
        self.by_key = dict(coded)
        codes = sorted({*fixed, *coded}, key=lambda code: (self.block.economic.index(code[:3]), code))
        lines = [
            Line(
                self._name(code, coded.get(code), fixed.get(code)), None, code, _below(code, codes), int(len(code) > 3)
            )
            for code in codes
        ]
        return [*self._economic_total(lines), *lines]

    def _economic_total(self, lines: list[Line]) -> Iterator[Line]:
        if self.block.side is not None:  # its sums stand at the foot
            return
        key = self.kind.total or ""
        total = next((row for row in self.rows if not row.code and self._is_total(row)), None)
        self.by_key |= {key: total} if total else {}
        yield Line("合计", key, sum=tuple(line.key for line in lines if not line.indent))

    def _fixed_lines(self) -> list[Line]:
        lines = self.block.lines_in(self.year)
        known = {line.key: line for line in (*lines, *self.ends) if line.label}
        # The first of two lines with the same words is meant: 一般公共预算财政拨款 stands again below 年初结转和结余.
        words = {line_words(line.label): line.key for line in reversed((*lines, *self.ends)) if line.label}
        words |= {word: line.key for line in lines if line.code for word in _class_words(line.code)}
        for row in self.rows:
            key = row.concept if row.concept in known else row.code.text or words.get(line_words(row.label.text or ""))
            if key in known:
                self.by_key.setdefault(key, row)
            elif row.label and any(row.values.values()):
                lines.append(Line(row.label.text or "", f"line {len(lines)}"))
                self.by_key[lines[-1].key] = row
        return lines

    def _is_total(self, row: TableRow) -> bool:
        return row.concept == self.kind.total or line_words(row.label.text or "") in _TOTALS

    def _name(self, code: str, row: TableRow | None, line: Line | None = None) -> str:
        if row is not None and row.label.text:
            return row.label.text
        return line.label if line is not None else subject_name(code, self.year) or subject_name(code) or code

    def _given(self, lines: list[Line]) -> dict[tuple[str, str], Figure]:
        found = {}
        for line in lines:
            for column in self.columns:
                value = self._value(line, column.id)
                if value:
                    number = number_of(value, self.unit, self.money)
                    found[line.key, column.id] = Figure(None if number is not None else value.text, number)
                elif parts := self._parts(line, column):
                    found[line.key, column.id] = Figure(None, sum(parts, Decimal(0)))
        return found

    def _parts(self, line: Line, column: Column) -> list[Decimal]:
        """Give the amounts of the columns that the data has in the place of one."""
        values = [value for other in column.of if (value := self._value(line, other))]
        return [number for value in values if (number := number_of(value, self.unit, self.money)) is not None]

    def _value(self, line: Line, column: str) -> Value:
        if self.block.rows == "row":
            return _of_row(self.rows, self.kind.total or "", column)
        row = self.by_key.get(line.key) if line.key else None
        if row is None:
            return blank()
        return row.values.get(column) or row.values.get(_SAME.get(column, ""), blank())


def _is_whole(row: TableRow, columns: Sequence[Column]) -> bool:
    """Tell whether a row has the columns of a table of one row, not one of its items alone."""
    return any(column.id in row.values for column in columns)


def _of_row(rows: list[TableRow], total: str, column: str) -> Value:
    """A table of one row may have come with a line for each item: the line's concept is then part of the column."""
    measure, item = split_measure(column)
    concept = total if item == "total" else f"{total}.{item}"
    values = [value for row in rows if (value := row.values.get(column))]
    values += [value for row in rows if row.concept == concept and (value := row.values.get(measure))]
    return values[0] if values else blank()


def _below(code: str, codes: Sequence[str]) -> tuple[str, ...]:
    """Give the codes right below a code."""
    under = [other for other in codes if other.startswith(code) and len(other) > len(code)]
    return tuple(other for other in under if not any(other != mid and other.startswith(mid) for mid in under))


def _class_words(code: str) -> set[str]:
    """Give all names that a 类 has had."""
    return {line_words(subject.name) for subject in subjects("functional").get(code, ())}


class _Sums:
    """Works out the figures of a block: what is given, and what the parts come to."""

    def __init__(self, given: dict[tuple[str, str], Figure], rows: BlockRows) -> None:
        self._known = dict(given)
        self._lines = {line.key: line for line in rows.lines if line.key}
        self._columns = {column.id: column for column in rows.columns}

    def all(self) -> dict[tuple[str, str], Figure]:
        """Give all figures that are known."""
        found = {}
        for line in self._lines:
            for column in self._columns:
                figure = self._figure(line, column)
                if figure.number is not None or figure.text:
                    found[line, column] = figure
        return found

    def _figure(self, line: str, column: str) -> Figure:
        known = self._known.get((line, column))
        if known is not None and known.parts:
            return known
        found = self._summed(line, column, known) or known or Figure()
        self._known[line, column] = found
        return found

    def _summed(self, line: str, column: str, known: Figure | None) -> Figure | None:
        """Give the figure as the sum of what stands below it or beside it, whichever comes to it."""
        if known is not None and known.number is None:
            return None
        for parts in self._ways(line, column):
            numbers = [number for part in parts if (number := self._figure(*part).number) is not None]
            if numbers and (known is None or known.number == sum(numbers)):
                return Figure(None, sum(numbers, Decimal(0)), parts)
        return None

    def _ways(self, line: str, column: str) -> Iterator[tuple[tuple[str, str], ...]]:
        yield tuple((other, column) for other in self._lines[line].sum if other in self._lines)
        yield tuple((line, other) for other in self._columns[column].sum if other in self._columns)
