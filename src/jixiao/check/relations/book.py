"""The figures of a document (部门决算) in the terms of relations: what each is of, its value, where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, cast

from jixiao.check.relations.constraints import ONE, ZERO, Span
from jixiao.check.relations.items import Items, Path, is_code
from jixiao.check.relations.names import PERCENT
from jixiao.check.relations.numbers import (
    Habit,
    Printed,
    exactly,
    habit_of,
    money_factor,
    percent_factor,
    printed,
    rounded,
)
from jixiao.knowledge.tables import TableKind, split_measure, table_kind
from jixiao.knowledge.taxonomy import Concept, taxonomy
from jixiao.model.accounts import AccountsTable, FinalAccounts, Measure, Statement, TableRow
from jixiao.model.value import Value

TEXT = "text"
_SIGNED: frozenset[Measure] = frozenset({"change", "growth", "difference", "difference_rate"})
_HUNDRED = Decimal(100)


class Key(NamedTuple):
    """What a figure is of: concept, measure, and the path of its item where it is one of many of a kind."""

    concept: str
    measure: Measure = "amount"
    item: Path = ()


class Site(NamedTuple):
    """Where figures stand together: a section of the text, or a table by its number."""

    section: str | None = None
    table: int | None = None


@dataclass(slots=True, eq=False)
class Fact:
    """A printed figure: its number in 万元, percentage points or pieces, and what it truly may be.

    `literal` is the span of a percentage by its own decimals alone: 5% among percentages of two decimals is 5.00% or
    was rounded further. `unsigned`: the text leaves open whether it is a decrease. `key` is None where its
    meaning is not known.
    """

    index: int
    key: Key | None
    number: Decimal
    span: Span
    literal: Span
    value: Value
    label: str
    unit: str
    site: Site
    unsigned: bool = False


class Book:
    """All figures of a document, by index, by what they are of and by the cell that they stand in."""

    def __init__(self, accounts: FinalAccounts) -> None:
        self.accounts = accounts
        self.items = Items(accounts.tables)
        self.facts: list[Fact] = []
        self.by_key: dict[Key, list[Fact]] = defaultdict(list)
        self.by_site: dict[Site, list[Fact]] = defaultdict(list)
        self.cells: dict[int, Fact] = {}  # by the identity of the cell's value
        self._habits = _Habits(accounts)
        for statement in accounts.statements:
            self._add_statement(statement)
        for number, table in enumerate(accounts.tables):
            self._add_table(number, table)

    def cell(self, row: TableRow, column: str) -> Fact | None:
        """Give the figure of a cell, None where it is blank or no number."""
        value = row.values.get(column)
        return self.cells.get(id(value)) if value is not None else None

    def of(self, concept: str, measure: Measure = "amount", item: Path = ()) -> list[Fact]:
        """Give all places that state a figure, in the order of the document."""
        return self.by_key.get(Key(concept, measure, item), [])

    def _add_statement(self, statement: Statement) -> None:
        number = printed(statement.value.text)
        concept = taxonomy().concepts.get(statement.concept or "")
        measure: Measure = "amount" if statement.measure == "count" else statement.measure
        unit = statement.unit or ""
        scale = _scale(concept, measure, unit)
        if number is None or scale is None:
            return
        sign, unsigned = _sign(statement, number) if measure in _SIGNED else (ONE, False)
        habit = self._habits.text(unit)
        item = self._item(concept, statement.item)
        key = Key(concept.id, measure, item) if concept else None
        fact = self._fact(key, number, scale * sign, habit, _is_counted(concept, measure), statement.value)
        fact.label, fact.unit, fact.unsigned = statement.label, unit, unsigned
        self._add(fact, Site(statement.section))

    def _item(self, concept: Concept | None, item: str | None) -> Path:
        if not item:
            return ()
        if concept is None or not concept.id.endswith((".function", ".economic")):
            return (item,)
        return self.items.path_of_names(item.split("/"))

    def _add_table(self, number: int, table: AccountsTable) -> None:
        kind = _kind(table)
        site = Site(table=number)
        for row in table.rows:
            for column, value in row.values.items():
                self._add_cell(table, kind, site, row, column, value)

    def _add_cell(
        self, table: AccountsTable, kind: TableKind | None, site: Site, row: TableRow, column: str, value: Value
    ) -> None:
        number = printed(value.text)
        if number is None:
            return
        key = self._key(kind, row, column)
        concept = taxonomy().concepts[key.concept] if key else None
        measure = key.measure if key else _measure(column)
        scale = _scale(concept, measure, "%" if measure in PERCENT else self._habits.unit(table))
        if scale is None:
            return
        habit = self._habits.table(site.table or 0, measure in PERCENT)
        fact = self._fact(key, number, scale, habit, _is_counted(concept, measure), value)
        fact.label, fact.unit = cell_label(table, row, column), self._habits.unit(table)
        self.cells[id(value)] = fact
        self._add(fact, site)

    def _key(self, kind: TableKind | None, row: TableRow, column: str) -> Key | None:
        found = kind.figure(row.concept, column) if kind else None
        if found is None:
            return None
        concept = taxonomy().concepts.get(found[0])
        if concept is None:
            return None
        return Key(concept.id, cast(Measure, found[1]), self.items.path_of_row(row) if concept.items else ())

    def _fact(
        self, key: Key | None, number: Printed, factor: Decimal, habit: Habit, counted: bool, value: Value
    ) -> Fact:
        total = number.number * factor
        span = exactly(total) if counted else rounded(number, habit, factor)
        literal = rounded(number, Habit(), factor) if key and key.measure in PERCENT else span
        return Fact(len(self.facts), key, total, span, literal, value, "", "", Site())

    def _add(self, fact: Fact, site: Site) -> None:
        fact.site = site
        self.facts.append(fact)
        self.by_site[site].append(fact)
        if fact.key is not None:
            self.by_key[fact.key].append(fact)


class _Habits:
    """How many decimals a document prints: in its text by unit, in each of its tables."""

    def __init__(self, accounts: FinalAccounts) -> None:
        self._text: dict[str, Habit] = {}
        by_unit: dict[str, list[Printed]] = defaultdict(list)
        for statement in accounts.statements:
            if (number := printed(statement.value.text)) is not None:
                by_unit[_unit(statement.unit)].append(number)
        self._text = {unit: habit_of(_telling(unit, numbers)) for unit, numbers in by_unit.items()}
        self._tables = [habit_of(_cells(table)) for table in accounts.tables]
        self._units = [table.unit for table in accounts.tables if table.unit]

    def text(self, unit: str) -> Habit:
        return self._text.get(_unit(unit), Habit())

    def table(self, number: int, percent: bool) -> Habit:
        return self.text("%") if percent else self._tables[number]

    def unit(self, table: AccountsTable) -> str:
        """Give a table's unit; where it is not printed, that of the document's other tables."""
        return table.unit or (max(self._units, key=self._units.count) if self._units else "万元")


def cell_label(table: AccountsTable, row: TableRow, column: str) -> str:
    """Give the name that people know a cell by: 《支出决算表》“行政运行”的基本支出."""
    kind = _kind(table)
    name = kind.name if kind else (table.title.text or "表")
    line = row.label.text or row.code.text or "合计"
    return f"《{name}》“{line}”的{table.columns.get(column) or column}"


def _kind(table: AccountsTable) -> TableKind | None:
    try:
        return table_kind(table.id)
    except KeyError:
        return None


def _measure(column: str) -> Measure:
    found = split_measure(column)[0]
    return next((measure for measure in PERCENT if measure == found), "amount")


def _scale(concept: Concept | None, measure: Measure, unit: str) -> Decimal | None:
    """Give what a printed number is times, to be in the unit of its kind; None where the unit does not fit."""
    if measure in PERCENT:
        return percent_factor(unit)
    if concept is None or concept.is_money:
        return money_factor(unit)
    return ONE


def _is_counted(concept: Concept | None, measure: Measure) -> bool:
    return concept is not None and not concept.is_money and measure == "amount"


def _sign(statement: Statement, number: Printed) -> tuple[Decimal, bool]:
    """Give the sign that the words give a figure, and whether they leave it open: 增加/减少, 下降-5%."""
    if statement.direction == "down":
        return -ONE, number.number < ZERO
    return ONE, statement.direction is None and number.number > ZERO


def _unit(unit: str | None) -> str:
    return unit or "万元"


def _telling(unit: str, numbers: Iterable[Printed]) -> Iterator[Printed]:
    """Nothing and everything (100%) are printed without decimals by those who print two elsewhere."""
    return (number for number in numbers if unit != "%" or number.number != _HUNDRED)


def _cells(table: AccountsTable) -> Iterator[Printed]:
    for row in table.rows:
        for column, value in row.values.items():
            if _measure(column) == "amount" and (number := printed(value.text)) is not None:
                yield number


def has_codes(table: AccountsTable) -> bool:
    """Say whether the rows of a table are subjects by code."""
    return any(is_code(row.code.text) for row in table.rows)
