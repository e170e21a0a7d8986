"""Small final accounts for tests of relations: statements and tables in a line each, sound documents of any amounts.

Sound documents are made of whole 元 and printed in 万元 with two decimals, as real ones are: printed figures add up
only within rounding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import cast

from jixiao.check.cause import findings_by_cause
from jixiao.check.relations.file import shipped_relations
from jixiao.check.relations.findings import Related, check_relations
from jixiao.check.relations.relation import Relation
from jixiao.model.accounts import AccountsTable, Direction, FinalAccounts, Measure, Statement, TableRow
from jixiao.model.result import Finding
from jixiao.model.value import Value

CENT = Decimal("0.01")
YUAN = Decimal("0.0001")  # in 万元
FUNCTIONS = {
    "208": ("社会保障和就业支出", {"20805": ("行政事业单位养老支出", ("2080502", "2080505", "2080506"))}),
    "210": (
        "卫生健康支出",
        {"21011": ("行政事业单位医疗", ("2101101", "2101102")), "21013": ("医疗救助", ("2101301",))},
    ),
    "221": ("住房保障支出", {"22102": ("住房改革支出", ("2210201",))}),
}
ITEMS = tuple(item for _, sections in FUNCTIONS.values() for _, items in sections.values() for item in items)


def stated(
    concept: str | None,
    text: str,
    measure: Measure = "amount",
    *,
    item: str | None = None,
    unit: str = "万元",
    direction: Direction | None = None,
    section: str = "text",
) -> Statement:
    """Give a statement of the text."""
    label = f"{concept}{item or ''}{'' if measure == 'amount' else measure}"
    return Statement(label, Value(text), unit, concept, measure, item, None, direction, section)


def document(*statements: Statement, tables: Sequence[AccountsTable] = ()) -> FinalAccounts:
    """Give a document with these statements and tables."""
    return FinalAccounts(year=2024, statements=list(statements), tables=list(tables))


def table(
    kind: str, columns: Sequence[str], rows: Sequence[Sequence[str | None]], unit: str | None = "万元"
) -> AccountsTable:
    """Give a table by rows of code, label, concept and cells."""
    found = AccountsTable(kind, Value(kind), unit, {column: column for column in columns})
    for code, label, concept, *cells in rows:
        values = {column: Value(cell) for column, cell in zip(columns, cells, strict=True)}
        found.rows.append(TableRow(Value(label), Value(code or None), values, None, concept))
    return found


def related(accounts: FinalAccounts, relations: Sequence[Relation] | None = None) -> Related:
    """Check a document against relations, all that come with the program where none are given."""
    return check_relations(accounts, 0, shipped_relations() if relations is None else relations)


def findings(accounts: FinalAccounts, relations: Sequence[Relation] | None = None) -> list[Finding]:
    """Give the findings of relations about a document."""
    return findings_by_cause(related(accounts, relations).failures, 0, None)


def shipped(*identifiers: str) -> list[Relation]:
    """Give relations by their ids."""
    known = {relation.id: relation for relation in shipped_relations()}
    return [known[identifier] for identifier in identifiers]


@dataclass(frozen=True)
class Amounts:
    """What a sound document is made of, in 元: spending by 项 and nature, last year's, balances, parts."""

    basic: tuple[int, ...]
    project: tuple[int, ...]
    other_income: int
    opening: int
    prior_percent: int
    public_percent: int
    reception: int
    goods: int
    services: int


def sound(amounts: Amounts) -> FinalAccounts:
    """Give a document that is right: every printed figure is the rounded true amount."""
    maker = _Maker(amounts)
    return document(*maker.statements(), tables=maker.tables())


def numeric_values(accounts: FinalAccounts) -> Iterator[Value]:
    """Give every value of a document that is a number."""
    for _, value in accounts.values():
        if value.text and value.text.replace(".", "", 1).lstrip("-").isdigit():
            yield value


class _Maker:
    def __init__(self, amounts: Amounts) -> None:
        self.amounts = amounts
        self.basic = dict(zip(ITEMS, amounts.basic, strict=True))
        self.project = dict(zip(ITEMS, amounts.project, strict=True))
        self.spent = {item: self.basic[item] + self.project[item] for item in ITEMS}
        self.total = sum(self.spent.values())
        self.basics, self.projects = sum(self.basic.values()), sum(self.project.values())
        self.public = self.basics * amounts.public_percent // 100

    def statements(self) -> Iterator[Statement]:
        a, total = self.amounts, self.total
        income = total + a.other_income
        grand = income + a.opening
        yield from self._changing("totals.all", grand, "totals")
        yield stated("income.current", _money(income), section="income")
        yield from self._shared("income.general", total, income, "income")
        yield from self._shared("income.other", a.other_income, income, "income")
        yield stated("expenditure.current", _money(total), section="expenditure")
        yield from self._shared("expenditure.basic", self.basics, total, "expenditure")
        yield from self._shared("expenditure.project", self.projects, total, "expenditure")
        yield from self._changing("general.expenditure", total, "general.total")
        yield stated("general.expenditure", _money(total), section="general.structure")
        for code, (name, _) in FUNCTIONS.items():
            yield from self._shared("general.function", self._sum(self.spent, code), total, "general.structure", name)
        yield stated("general.expenditure", _money(total), section="general.detail")
        for name, sections in FUNCTIONS.values():
            for below, items in sections.values():
                for item in items:
                    path = f"{name}/{below}/项{item}"
                    yield stated("general.function", _money(self.spent[item]), item=path, section="general.detail")
        yield stated("general.basic", _money(self.basics), section="general_basic")
        yield stated("general.basic.personnel", _money(self.basics - self.public), section="general_basic")
        yield stated("general.basic.public", _money(self.public), section="general_basic")
        yield stated("three_public", _money(a.reception), section="three_public")
        yield stated("three_public.abroad", "0", section="three_public")
        yield stated("three_public.vehicles", "0", section="three_public")
        yield stated("three_public.reception", _money(a.reception), section="three_public")
        yield stated("operating_cost", _money(self.public), section="operating_cost")
        yield stated("procurement", _money(a.goods + a.services), section="procurement")
        yield stated("procurement.goods", _money(a.goods), section="procurement")
        yield stated("procurement.works", "0", section="procurement")
        yield stated("procurement.services", _money(a.services), section="procurement")

    def tables(self) -> list[AccountsTable]:
        a, total = self.amounts, self.total
        columns = ("total", "basic", "project")
        rows = [list(row) for row in self._rows("general.function")]
        general = table("general_expenditure", columns, [["", "合计", "general.expenditure", *self._cells("")], *rows])
        whole = [["", "合计", "expenditure.current", *self._cells("")], *self._rows("expenditure.function")]
        lines = [
            ("", "一般公共预算财政拨款收入", "income.general", total),
            ("", "其他收入", "income.other", a.other_income),
            ("", "本年收入合计", "income.current", total + a.other_income),
            ("", "年初结转和结余", "income.opening", a.opening),
            ("", "总计", "income.total", total + a.other_income + a.opening),
            *(("", FUNCTIONS[code][0], "expenditure.function", self._sum(self.spent, code)) for code in FUNCTIONS),
            ("", "本年支出合计", "expenditure.current", total),
            ("", "年末结转和结余", "expenditure.closing", a.other_income + a.opening),
            ("", "总计", "expenditure.total", total + a.other_income + a.opening),
        ]
        first = table("income_expenditure", ("amount",), [(*line[:3], _money(cast(int, line[3]))) for line in lines])
        return [first, table("expenditure", columns, whole), general]

    def _rows(self, concept: str) -> Iterator[list[str | None]]:
        for code, (name, sections) in FUNCTIONS.items():
            yield [code, name, concept, *self._cells(code)]
            for section, (below, items) in sections.items():
                yield [section, below, concept, *self._cells(section)]
                for item in items:
                    yield [item, f"项{item}", concept, *self._cells(item)]

    def _cells(self, code: str) -> list[str]:
        return [_money(self._sum(amounts, code)) for amounts in (self.spent, self.basic, self.project)]

    def _sum(self, amounts: dict[str, int], code: str) -> int:
        return sum(amount for item, amount in amounts.items() if item.startswith(code))

    def _shared(
        self, concept: str, part: int, whole: int, section: str, item: str | None = None
    ) -> Iterator[Statement]:
        yield stated(concept, _money(part), item=item, section=section)
        share = (Decimal(part) * 100 / whole).quantize(CENT, ROUND_HALF_UP)
        yield stated(concept, f"{share:f}", "share", item=item, unit="%", section=section)

    def _changing(self, concept: str, now: int, section: str) -> Iterator[Statement]:
        before = now * self.amounts.prior_percent // 100
        direction: Direction = "up" if now >= before else "down"
        rate = (Decimal(abs(now - before)) * 100 / before).quantize(CENT, ROUND_HALF_UP)
        yield stated(concept, _money(now), section=section)
        yield stated(concept, _money(abs(now - before)), "change", direction=direction, section=section)
        yield stated(concept, f"{rate:f}", "growth", unit="%", direction=direction, section=section)


def _money(yuan: int) -> str:
    return f"{(Decimal(yuan) * YUAN).quantize(CENT, ROUND_HALF_UP):f}"
