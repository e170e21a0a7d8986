"""The figures of a document (部门决算): by what they are of, by the place and the cell that they stand in."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple, cast

from jixiao.check.relations.constraints import ONE, ZERO
from jixiao.check.relations.facts import SIGNED, CellOf, Fact, Key, Site, kind_of
from jixiao.check.relations.habits import Habits
from jixiao.check.relations.items import Items, Path, code_path, is_code
from jixiao.check.relations.names import PERCENT
from jixiao.check.relations.numbers import Habit, Printed, exactly, money_factor, percent_factor, printed, rounded
from jixiao.knowledge.sections import held_against_nothing
from jixiao.knowledge.tables import TableKind, split_measure
from jixiao.knowledge.taxonomy import Concept, taxonomy
from jixiao.model.accounts import SIGNED_RATE, AccountsTable, FinalAccounts, Measure, Statement, TableRow
from jixiao.model.value import Value

_BUDGETS = frozenset({"budget", "initial_budget"})
_ITEM_CODE = 7  # digits of a 项
_NOTHING = Printed(ZERO, 0)  # what an empty cell prints


class Book:
    """All figures of a document."""

    def __init__(self, accounts: FinalAccounts) -> None:
        self.accounts = accounts
        self.items = Items(accounts.tables)
        self.facts: list[Fact] = []
        self.by_key: dict[Key, list[Fact]] = defaultdict(list)
        self.by_site: dict[Site, list[Fact]] = defaultdict(list)
        self._rows: dict[str, list[Path]] = {}
        self._cells: dict[int, Fact] = {}  # by the identity of the cell's value
        habits = Habits(accounts)
        for statement in accounts.statements:
            self._add_statement(statement, habits)
        for number, table in enumerate(accounts.tables):
            self._add_table(Site(table=number), table, habits)

    def cell(self, row: TableRow, column: str) -> Fact | None:
        """Give the figure of a cell, None where it is blank or no number."""
        value = row.values.get(column)
        return self._cells.get(id(value)) if value is not None else None

    def rows_of(self, concept: str) -> list[Path]:
        """Give the 项 of a concept that the tables have with an amount."""
        if concept not in self._rows:
            amounts = (pair for pair in self.by_key.items() if pair[0].concept == concept and not pair[0].of)
            stated = (pair for pair in amounts if pair[0].measure == "amount" and _is_item(pair[0].item))
            self._rows[concept] = [key.item for key, facts in stated if any(map(_is_row, facts))]
        return self._rows[concept]

    def has_codes(self, site: Site) -> bool:
        """Say whether a place is a table whose rows are subjects by code."""
        return site.table is not None and any(is_code(row.code.text) for row in self.accounts.tables[site.table].rows)

    def _add_statement(self, statement: Statement, habits: Habits) -> None:
        number = printed(statement.value.text)
        concept = taxonomy().concepts.get(statement.concept or "")
        measure = _measure(statement, self.accounts)
        unit = statement.unit or ""
        scale = _scale(concept, measure, unit)
        if number is None or scale is None:
            return
        sign, unsigned = _sign(statement, number) if measure in SIGNED else (ONE, False)
        key = Key(concept.id, measure, self._item(concept, statement.item)) if concept else None
        if statement.section in held_against_nothing() or self._of_next_year(statement, measure):
            key = None
        kind = _Kind(key, concept, scale * sign, unit, habits.text(unit))
        fact = self._add(kind, number, statement.value, Site(statement.section), statement.label)
        fact.unsigned = unsigned

    def _of_next_year(self, statement: Statement, measure: str) -> bool:
        """Next year's budget is another figure."""
        year = statement.year
        return measure in _BUDGETS and year is not None and year > (self.accounts.year or year)

    def _item(self, concept: Concept, item: str | None) -> Path:
        if not item:
            return ()
        if is_code(item):
            return code_path(item)
        if not concept.id.endswith((".function", ".economic")):
            return (item,)
        return self.items.path_of_names(item.split("/"), "3" if concept.id.endswith(".economic") else "2")

    def _add_table(self, site: Site, table: AccountsTable, habits: Habits) -> None:
        kind, unit = kind_of(table), habits.unit(table)
        measures = {column: cast(Measure, split_measure(column)[0]) for column in table.columns}
        amounts, rates = habits.table(site.table or 0), habits.text("%")
        stated = {row.concept for row in table.rows if any(row.values.values())}
        for row in table.rows:
            path = self.items.path_of_row(row)
            is_head = row.concept in stated and not any(row.values.values())  # of lines that state the same below it
            for column, value in row.values.items():
                number = _number(value, row)
                if number is None or is_head:
                    continue
                key = _key(kind, row, column, path)
                if number is _NOTHING and (key is None or key.item):
                    continue
                concept = taxonomy().concepts[key.concept] if key else None
                percent = (key.measure if key else measures.get(column, "amount")) in PERCENT
                scale = _scale(concept, "share" if percent else "amount", "%" if percent else unit)
                if scale is not None:
                    found = _Kind(key, concept, scale, "%" if percent else unit, rates if percent else amounts)
                    fact = self._add(found, number, value, site, CellOf(table, row, column))
                    fact.blank = number is _NOTHING
                    self._cells[id(value)] = fact

    def _add(self, kind: _Kind, number: Printed, value: Value, site: Site, named: str | CellOf) -> Fact:
        total = number.number * kind.factor
        rate = kind.key is not None and kind.key.measure in PERCENT
        span = exactly(total) if kind.counted else rounded(number, kind.habit, kind.factor, rate=rate)
        literal = rounded(number, Habit(), kind.factor, rate=True) if rate else span
        places = number.places if kind.counted else kind.habit.places_of(number)
        factor = abs(kind.factor)
        fact = Fact(len(self.facts), kind.key, total, span, literal, value, kind.unit, site, places, factor, named)
        self.facts.append(fact)
        self.by_site[site].append(fact)
        if fact.key is not None:
            self.by_key[fact.key].append(fact)
        return fact


class _Kind(NamedTuple):
    """What a number is: what it is of, what one of its unit is, how it is printed."""

    key: Key | None
    concept: Concept | None
    factor: Decimal
    unit: str
    habit: Habit

    @property
    def counted(self) -> bool:
        return self.concept is not None and not self.concept.is_money and self.unit != "%"


def _is_item(path: Path) -> bool:
    """Say whether a path is that of a 项 by its code."""
    return bool(path) and len(path[-1]) == _ITEM_CODE and is_code(path[-1])


def _is_row(fact: Fact) -> bool:
    """Say whether a figure is the amount of a row of a table."""
    return fact.site.table is not None and fact.number != ZERO


def _measure(statement: Statement, accounts: FinalAccounts) -> Measure:
    """Give what a figure is, an amount of last year being last year's where this year's is stated too."""
    if statement.measure != "amount" or accounts.year is None or statement.year != accounts.year - 1:
        return "amount" if statement.measure == "count" else statement.measure
    beside = (
        other
        for other in accounts.statements
        if other.concept == statement.concept and other.item == statement.item and other.measure == "amount"
    )
    return "prior" if any(other.year == accounts.year for other in beside) else "amount"


def _number(value: Value, row: TableRow) -> Printed | None:
    """Give the number of a cell; an empty cell is nothing where the line has a meaning of its own."""
    if value.text is not None:
        return printed(value.text)
    return _NOTHING if row.concept is not None and not row.code else None


def _key(kind: TableKind | None, row: TableRow, column: str, path: Path) -> Key | None:
    found = kind.figure(row.concept, column) if kind else None
    concept = taxonomy().concepts.get(found[0]) if found else None
    if found is None or concept is None:
        return None
    return Key(concept.id, cast(Measure, found[1]), path if concept.items else ())


def _scale(concept: Concept | None, measure: Measure, unit: str) -> Decimal | None:
    """Give what a printed number is times, to be in the unit of its kind; None where the unit does not fit."""
    if measure in PERCENT:
        return percent_factor(unit)
    return money_factor(unit) if concept is None or concept.is_money else ONE


def _sign(statement: Statement, number: Printed) -> tuple[Decimal, bool]:
    """Give the sign that the words give a figure, and whether they leave it open: 增加/减少, 下降-5%."""
    if statement.direction == "down" and number.number < ZERO and statement.label.endswith(SIGNED_RATE):
        return ONE, False  # the sign alone says it
    if statement.direction == "down":
        return -ONE, number.number < ZERO
    return ONE, statement.direction is None and number.number > ZERO
