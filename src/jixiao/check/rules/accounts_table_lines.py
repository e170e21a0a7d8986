"""Lines of the two-sided tables (总表的行): a source of income that another table has, what lies between two totals."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from jixiao.check.accounts_context import AccountsContext
from jixiao.check.relations.facts import kind_of
from jixiao.check.relations.items import is_code
from jixiao.check.relations.numbers import money_factor, printed
from jixiao.check.rule import HOLDS, Broken, Verdicts, accounts_rule, figure, suspect
from jixiao.knowledge.tables import line_words, plain, table_words
from jixiao.knowledge.taxonomy import taxonomy
from jixiao.model.accounts import AccountsTable, TableRow
from jixiao.model.interval import Interval, around
from jixiao.model.value import Value

_LISTED = "地方预决算公开操作规程：收支总体情况按收支项目列示"
_SOURCES = ("income.superior", "income.business", "income.operating", "income.affiliated", "income.other")
_LINES = {"income_expenditure": _SOURCES, "fiscal_income_expenditure": ()}
_BUDGETS = ("income.fund", "income.capital")  # lines of their own only where the table divides 财政拨款收入
_OF_BUDGET = {  # the tables of one budget, and what the others have of it
    "fund": ("income.fund", "fund.expenditure"),
    "capital": ("income.capital", "capital.expenditure"),
    "capital_expenditure": ("capital.expenditure",),
}
_BETWEEN = {  # a total, the total of the year, and what may lie between them
    "income.total": ("income.current", ("income.opening", "income.surplus_used")),
    "expenditure.total": ("expenditure.current", ("expenditure.closing", "expenditure.distribution")),
    "fiscal.income.total": ("fiscal.income.current", ("fiscal.opening",)),
    "fiscal.expenditure.total": ("fiscal.expenditure.current", ("fiscal.closing",)),
}
_TOTALS = ("合计", "总计")


class Amount(NamedTuple):
    """An amount of a table: its number in 万元, what it may be in the table's unit, what is printed, and the table."""

    number: Decimal
    interval: Interval
    value: Value
    table: AccountsTable


@accounts_rule(
    "accounts.table.lines",
    sentence="收入支出决算总表应列出别的表中有数的各项收入。",
    severity="error",
    basis=_LISTED,
    good="收入决算表有事业收入12.00万元，总表也列有事业收入12.00万元",
    bad="收入决算表有事业收入12.00万元，总表没有列事业收入",
    lacking="没有收入支出决算总表，或没有列明各项收入的其他表",
)
def lines(document: AccountsContext) -> Verdicts:
    """A source of income that only the other tables have."""
    for table in document.document.tables:
        present = {row.concept for row in table.rows}
        names = _LINES.get(table.id, ()) + (_BUDGETS if table.id in _LINES and "income.general" in present else ())
        for concept in names:
            stated = None if concept in present else _elsewhere(document, table, concept)
            if stated is None:
                yield HOLDS
            elif not _is_there(table, stated):
                yield _without_line(table, concept, stated)


def _elsewhere(document: AccountsContext, table: AccountsTable, concept: str) -> Amount | None:
    """Give the amount of a concept that is not 0 in another table."""
    others = (other for other in document.document.tables if other is not table)
    return next((amount for other in others for amount in _amounts(other, concept) if amount.number), None)


def _without_line(table: AccountsTable, concept: str, other: Amount) -> Broken:
    label, name = taxonomy().concepts[concept].label, _name(other.table)
    said = f"《{_name(table)}》没有列“{label}”，《{name}》有{other.value.text}{other.table.unit or ''}"
    return Broken(
        said, [suspect(f"《{name}》{label}", other.value)], suggestion="补上这一行。", cause=f"line {concept}"
    )


@accounts_rule(
    "accounts.table.between",
    sentence="总计与本年合计之间的差额，应当在表中列出是哪一项。",
    severity="error",
    basis="收入支出决算总表：总计＝本年合计＋结转结余等",
    good="本年收入合计100.00，年初结转和结余8.00，总计108.00",
    bad="本年收入合计100.00，总计108.00，两行之间没有别的数",
    lacking="没有同时列出总计和本年合计的表",
)
def between(document: AccountsContext) -> Verdicts:
    """A total that is more than the year's, where the table has no line for what lies between."""
    for table in document.document.tables:
        for total, (current, others) in _BETWEEN.items():
            whole, year = _own(table, total), _own(table, current)
            if whole is None or year is None:
                continue
            lined = any(row.concept in others for row in table.rows)
            if lined or whole.interval.meets(year.interval) or _has_gap(table, whole, year):
                yield HOLDS
                continue
            label = taxonomy().concepts[others[0]].label
            yield Broken(
                f"《{_name(table)}》总计{whole.value.text}，本年合计{year.value.text}，没有列出相差的一项（如{label}）",
                [suspect("总计", whole.value), figure("本年合计", year.value)],
                suggestion="补上漏列的行，或改正总计。",
            )


@accounts_rule(
    "accounts.table.empty",
    sentence="有收支的，政府性基金、国有资本经营预算的表不应是空表。",
    severity="error",
    basis="没有数据的表才列空表并说明（财预〔2016〕143号）",
    good="财政拨款收入支出决算总表有政府性基金支出5.00万元，政府性基金的表列有5.00万元",
    bad="财政拨款收入支出决算总表有政府性基金支出5.00万元，政府性基金的表是空表",
    lacking="没有政府性基金、国有资本经营预算的表，或别的表没有写这两本预算",
)
def empty(document: AccountsContext) -> Verdicts:
    """A table without figures of a budget that has money elsewhere; certain where its own note says so."""
    for table in document.document.tables:
        concepts = _OF_BUDGET.get(table.id, ())
        stated = [found for name in concepts if (found := _elsewhere(document, table, name)) is not None]
        if not concepts:
            continue
        if not stated or any(value.text for row in table.rows for value in row.values.values()):
            yield HOLDS
            continue
        other = stated[0]
        yield Broken(
            f"《{_name(table)}》是空表，《{_name(other.table)}》有{other.value.text}{other.table.unit or ''}",
            [suspect(f"《{_name(table)}》", table.title), figure(f"《{_name(other.table)}》", other.value)],
            severity="error" if _says_empty(table) else "warning",
            suggestion="补填这张表，或改正另一张表。",
        )


def _says_empty(table: AccountsTable) -> bool:
    notes = "".join(plain(note.text or "") for note in table.notes)
    return any(words in notes for words in table_words().note_says)


def _has_gap(table: AccountsTable, whole: Amount, year: Amount) -> bool:
    """Say whether some row has what lies between: its name was not understood."""
    gap = whole.interval - year.interval
    numbers = (amount for row in table.rows for value in row.values.values() if (amount := _amount(table, value)))
    return any(amount.interval.meets(gap) for amount in numbers if amount.number)


def _is_there(table: AccountsTable, amount: Amount) -> bool:
    """Say whether a table has the amount in a row of income whose name was not understood."""
    unknown = [row for row in table.rows if row.concept is None and row.side in (None, "income")]
    numbers = (found for row in unknown for value in row.values.values() if (found := _amount(table, value)))
    return any(found.number == amount.number for found in numbers)


def _own(table: AccountsTable, concept: str) -> Amount | None:
    return next(iter(_amounts(table, concept)), None)


def _amounts(table: AccountsTable, concept: str) -> Iterator[Amount]:
    """Give the amounts that a table has of a concept, in its rows of lines and of totals."""
    kind = kind_of(table)
    for row in table.rows if kind is not None else ():
        for column, value in row.values.items() if _is_line(row) else ():
            if kind is not None and kind.figure(row.concept, column) == (concept, "amount"):
                amount = _amount(table, value)
                if amount is not None:
                    yield amount


def _is_line(row: TableRow) -> bool:
    return not is_code(row.code.text) and (row.concept is not None or line_words(row.label.text or "") in _TOTALS)


def _amount(table: AccountsTable, value: Value) -> Amount | None:
    number, factor = printed(value.text), money_factor(table.unit)
    if number is None or factor is None:
        return None
    return Amount(number.number * factor, around(number.number, number.places), value, table)


def _name(table: AccountsTable) -> str:
    kind = kind_of(table)
    return kind.name if kind is not None else table.title.text or "表"
