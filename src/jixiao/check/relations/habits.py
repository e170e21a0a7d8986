"""Habits (习惯) of a document: the decimals that it prints in its text, by unit, and in each of its tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from jixiao.check.relations.numbers import Habit, Printed, habit_of, printed
from jixiao.knowledge.tables import split_measure
from jixiao.model.accounts import AccountsTable, FinalAccounts

_EVERYTHING = Decimal(100)
_MONEY = "万元"
_PERCENT = "%"
_RATES = frozenset({"growth", "share", "completion"})


class Habits:
    """How a document prints its figures."""

    def __init__(self, accounts: FinalAccounts) -> None:
        by_unit: dict[str, list[Printed]] = defaultdict(list)
        for statement in accounts.statements:
            if (number := printed(statement.value.text)) is not None:
                by_unit[statement.unit or _MONEY].append(number)
        self._text = {unit: habit_of(_telling(unit, numbers)) for unit, numbers in by_unit.items()}
        self._tables = [habit_of(_cells(table)) for table in accounts.tables]
        units = [table.unit for table in accounts.tables if table.unit]
        self._unit = max(units, key=units.count) if units else _MONEY

    def text(self, unit: str) -> Habit:
        """Give the decimals of the text's figures in a unit."""
        return self._text.get(unit or _MONEY, Habit())

    def table(self, number: int) -> Habit:
        """Give the decimals of a table's amounts."""
        return self._tables[number]

    def unit(self, table: AccountsTable) -> str:
        """Give a table's unit; where it is not printed, that of the document's other tables."""
        return table.unit or self._unit


def _telling(unit: str, numbers: Iterable[Printed]) -> Iterator[Printed]:
    """Everything (100%) is printed without decimals by those who print two elsewhere."""
    return (number for number in numbers if unit != _PERCENT or number.number != _EVERYTHING)


def _cells(table: AccountsTable) -> Iterator[Printed]:
    rates = {column for column in table.columns if split_measure(column)[0] in _RATES}
    for row in table.rows:
        for column, value in row.values.items():
            if value.text and column not in rates and (number := printed(value.text)) is not None:
                yield number
