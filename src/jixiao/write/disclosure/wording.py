"""A set of wording (措辞): what the sections of a disclosure say, its lists, comparisons, charts and terms.

A set is a TOML file of knowledge/wording, or one of a county's own, which names the set that it builds on (`base`) and
says only what it says otherwise. docs/manual/disclose.md tells what each key means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from jixiao.model.accounts import Measure
from jixiao.score.rounding import half_up
from jixiao.write.disclosure.language import FigureSlot, Template

Block = Literal["terms", "annexes", "tables"]
Against = Literal["prior", "budget"]
Case = Literal["changed", "flat", "new", "none", "unknown"]
CASES: tuple[Case, ...] = ("changed", "flat", "new", "none", "unknown")
# What a comparison says in a case that it has no words of its own for.
FALLBACK: dict[Case, Case] = {"none": "flat", "new": "changed"}


@dataclass(slots=True, frozen=True)
class SectionWords:
    """A section: its heading, its paragraphs, the charts behind them, or the block that stands in it.

    `reports` are the names of the texts that are annexed in full.
    """

    id: str
    level: int
    heading: Template
    text: tuple[Template, ...] = ()
    charts: tuple[str, ...] = ()
    block: Block | None = None
    reports: tuple[str, ...] = ()
    new_page: bool = False


@dataclass(slots=True, frozen=True)
class ListWords:
    """A list: the figures of `of`, or every item (`each`) of a concept at a level; how one is said and how they join.

    `within` are the codes that the items must be below. Items that are 0 are left out unless `zeros`.
    """

    item: Template
    of: tuple[FigureSlot, ...] = ()
    each: str | None = None
    level: str | None = None
    within: tuple[str, ...] = ()
    joint: str = "；"
    last: str = "、"
    zeros: bool = False


@dataclass(slots=True, frozen=True)
class CompareWords:
    """A comparison with last year or with the budget: what is said in each case, and the name of the reason."""

    against: Against
    cases: Mapping[Case, Template]
    of: FigureSlot | None = None
    reason: Template = ()

    def words(self, case: Case) -> Template:
        """Give what is said in a case."""
        known: Case | None = case
        while known is not None and known not in self.cases:
            known = FALLBACK.get(known)
        return self.cases[known] if known is not None else ()


@dataclass(slots=True, frozen=True)
class ChartWords:
    """A chart: columns of this year and last year for some figures, or a pie of a list."""

    kind: Literal["column", "pie"]
    caption: Template
    of: tuple[FigureSlot, ...] = ()
    list: str | None = None
    single: bool = False  # a pie of one slice is drawn too


@dataclass(slots=True, frozen=True)
class Numbers:
    """How figures are printed: decimals of money and of rates, and the words for nothing and for all of something."""

    money: int = 2
    rate: int = 2
    zero: str = "0"
    hundred: str = "100"
    separator: str = ""  # between groups of three digits

    def amount(self, number: Decimal) -> str:
        """Give an amount in 万元 as printed."""
        return self._printed(number, self.money)

    def percent(self, number: Decimal) -> str:
        """Give a percentage as printed, without its sign."""
        return self.hundred if number == 100 else self._printed(number, self.rate)

    def count(self, number: Decimal) -> str:
        """Give what is counted as printed."""
        return f"{number.normalize():f}"

    def _printed(self, number: Decimal, places: int) -> str:
        if not number:
            return self.zero
        return f"{half_up(number, places):,f}".replace(",", self.separator)


@dataclass(slots=True, frozen=True)
class Wording:
    """A set of wording; `file` is what messages call it."""

    name: str
    label: str
    file: str
    tables: str
    forms: str  # the layout of the forms in the annex
    budget: Measure
    cover: tuple[Template, ...]
    published: Template
    contents: str
    numbers: Numbers
    sections: tuple[SectionWords, ...]
    lists: Mapping[str, ListWords]
    compares: Mapping[str, CompareWords]
    charts: Mapping[str, ChartWords]
    terms: Mapping[str, str]
    texts: Mapping[str, str]  # texts of its own that a person types: name and what is to be written
    templates: Mapping[str, str]  # by place in the file: what the templates were read from
