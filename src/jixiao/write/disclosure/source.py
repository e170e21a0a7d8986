"""The figures of one year (一年的数): stated in tables or text, or following for certain from those that are."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao.check.relations.book import Book
from jixiao.check.relations.facts import Fact, Key, kind_of
from jixiao.check.relations.items import Path
from jixiao.knowledge.tables import split_measure
from jixiao.knowledge.taxonomy import taxonomy
from jixiao.model.accounts import AccountsTable, FinalAccounts, Measure

ZERO = Decimal(0)
# A figure that is not stated is one of these sums, the first whose parts are all known: + and - before each part.
_SUMS: dict[str, tuple[str, ...]] = {
    "totals.all": ("income.total", "expenditure.total"),
    "income.total": ("totals.all",),
    "expenditure.total": ("totals.all",),
    "fiscal.total": ("fiscal.income.total", "fiscal.expenditure.total", "fiscal.income.current+fiscal.opening"),
    "fiscal.income.total": ("fiscal.total",),
    "fiscal.expenditure.total": ("fiscal.total",),
    "income.fiscal": ("income.general+income.fund+income.capital",),
    "general.expenditure": ("general.basic+general.project",),
    "general.project": ("general.expenditure-general.basic",),
    "general.basic": ("general.basic.personnel+general.basic.public",),
    "three_public": ("three_public.abroad+three_public.vehicles+three_public.reception",),
    "three_public.vehicles": ("three_public.vehicles.purchase+three_public.vehicles.operation",),
    "three_public.reception": ("three_public.reception.domestic+three_public.reception.foreign",),
    "three_public.reception.domestic": ("three_public.reception-three_public.reception.foreign",),
    "three_public.reception.foreign": ("three_public.reception-three_public.reception.domestic",),
    "procurement": ("procurement.goods+procurement.works+procurement.services",),
}


class Source:
    """What a document says of its year; amounts are in 万元, what is counted in pieces."""

    def __init__(self, accounts: FinalAccounts) -> None:
        self.accounts = accounts
        self.book = Book(accounts)
        self._covered = frozenset(concept for table in accounts.tables for concept in covered(table))
        self._known: dict[Key, Decimal | None] = {}

    def stated(self, concept: str, measure: Measure = "amount", item: Path = ()) -> Decimal | None:
        """Give a figure as stated: by the table that is the most exact, else by the text; None where it is not."""
        facts = [fact for fact in self.book.by_key.get(Key(concept, measure, item), ()) if not fact.unsigned]
        return max(facts, key=_exactness).number if facts else None

    def amount(self, concept: str, item: Path = (), measure: Measure = "amount") -> Decimal | None:
        """Give an amount or a budget, None where it is not known; what the tables leave blank is nothing."""
        key = Key(concept, measure, item)
        if key not in self._known:
            self._known[key] = None  # a sum that leads back here does not know it
            self._known[key] = self._found(key)
        return self._known[key]

    def _found(self, key: Key) -> Decimal | None:
        stated = self.stated(key.concept, key.measure, key.item)
        if stated is not None:
            return stated
        summed = None if key.item else self._sum(key)
        if summed is not None:
            return summed
        return ZERO if self._is_nothing(key) else None

    def _sum(self, key: Key) -> Decimal | None:
        sums = (self._added(terms, key.measure) for terms in _SUMS.get(key.concept, ()))
        return next((found for found in sums if found is not None), None)

    def _added(self, terms: str, measure: Measure) -> Decimal | None:
        total = ZERO
        for term in terms.replace("-", "+-").split("+"):
            number = self.amount(term.removeprefix("-"), (), measure)
            if number is None:
                return None
            total += -number if term.startswith("-") else number
        return total

    def _is_nothing(self, key: Key) -> bool:
        """Say whether a figure that is not stated is 0 for certain: a table has no line for it, or its whole is 0."""
        if key.measure == "amount" and key.concept in self._covered:
            return True
        above = key.concept if key.item else taxonomy().concepts[key.concept].parent
        if above is None or (above in ("totals.all", "income.total", "expenditure.total")):
            return False
        return self.amount(above, (), key.measure) == ZERO or (bool(key.item) and self._others_are_all(key))

    def _others_are_all(self, key: Key) -> bool:
        """Say whether the other items of a kind are stated and add up to the whole, so that nothing is left."""
        beside = [other for other in self.book.by_key if _is_beside(other, key)]
        others = [self.stated(other.concept, other.measure, other.item) for other in beside]
        whole = self.stated(key.concept, key.measure)
        return whole is not None and bool(others) and sum(each or ZERO for each in others) == whole

    def items(self, concept: str) -> Iterator[Path]:
        """Give the paths of the items of a concept that are not 0, by code."""
        found = {key.item for key in self.book.by_key if key.concept == concept and key.measure == "amount"}
        return (path for path in sorted(found - {()}) if self.amount(concept, path))


def _exactness(fact: Fact) -> tuple[bool, bool, Decimal, int]:
    return fact.site.table is not None, not fact.blank, -fact.factor, fact.places


def _is_beside(other: Key, key: Key) -> bool:
    return other.concept == key.concept and other.measure == key.measure and other.item not in ((), key.item)


def covered(table: AccountsTable) -> Iterator[str]:
    """Give the concepts that a table has a place for: what it leaves blank is nothing.

    A line of the two-sided tables that was left out is nothing too; elsewhere the column or the line must be there.
    """
    kind = kind_of(table)
    if kind is None:
        return
    yield from (concept for concept in (kind.rows, kind.total) if concept)
    names = {split_measure(column)[1] for column in table.columns}
    for cells in (kind.columns, *kind.cells.values()):
        yield from (concept for column, concept in cells.items() if column in names)
    if kind.sides:
        yield from (concept for words in kind.words.values() for concept in words.values())
