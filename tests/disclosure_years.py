"""Two invented disclosures of one unit, the second following on the first: its opening balances and its last year's
figures are those that the first one published."""

from __future__ import annotations

import re
from dataclasses import replace

from disclosure_book import Book
from disclosures import Disclosure, disclosed
from layouts import Sheet

_YEAR = re.compile(r"20(2[0-9])(?=年)")
COMPARED = {
    "totals.all": "totals.all", "fiscal.total": "fiscal.total", "general.expenditure": "general.expenditure",
    "abroad": "three_public.abroad", "vehicles": "three_public.vehicles", "reception": "three_public.reception",
    "general.public": "operating_cost",
}  # fmt: skip


class NextBook(Book):
    """The book of the year after another; `changed` amounts of that are told otherwise than it has them, in fen."""

    def __init__(self, seed: int, last: Book, changed: dict[str, int] | None = None) -> None:
        self.last = {**last.amounts, **(changed or {})}
        super().__init__(seed)

    def _opening(self, part: str, most: int) -> int:
        return min(self.last[f"{part}.closing"], most)

    def _last(self, name: str, share: int) -> int:
        return self.last[name]

    @property
    def follows(self) -> bool:
        """Whether every closing balance was taken over: a fund without spending takes over none."""
        return all(
            self.amounts[f"{part}.opening"] == self.last[f"{part}.closing"] for part in ("general", "fund", "other")
        )


def two_years(seed: int, changed: dict[str, int] | None = None) -> tuple[Disclosure, Disclosure]:
    """Give last year's and this year's disclosure, in wordings and layouts of their own.

    `changed` are amounts of last year, in fen, that this year's disclosure tells otherwise than last year's.
    """
    last = Book(seed + 5000)
    number = next(number for number in range(seed * 100, seed * 100 + 100) if NextBook(number, last).follows)
    this = NextBook(number, last, changed)
    return a_year_before(disclosed(last, seed)), disclosed(this, seed + seed // 4)


def a_year_before(disclosure: Disclosure) -> Disclosure:
    """Give a disclosure with every year in it one less."""
    sheets = [_dated_before(sheet) for sheet in disclosure.sheets]
    return replace(disclosure, lines=[_before(line) for line in disclosure.lines], sheets=sheets)


def _dated_before(sheet: Sheet) -> Sheet:
    return Sheet(
        sheet.width, sheet.rows, [_before(line) for line in sheet.before], [_before(line) for line in sheet.after]
    )


def _before(line: str) -> str:
    return _YEAR.sub(lambda year: f"20{int(year[1]) - 1}", line)
