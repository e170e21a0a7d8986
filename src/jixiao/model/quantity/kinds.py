"""What a printed value means: `Quantity`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal, NamedTuple

from jixiao.model.interval import Interval
from jixiao.model.quantity.dates import Period
from jixiao.model.quantity.units import COUNTED, Dimension

Comparator = Literal["≥", "≤", ">", "<", "=", "~"]


class Quantity(NamedTuple):
    """The meaning of a printed value; nothing is set that the text does not say.

    `text` is without white space and in plain forms (% for ％). `number` is in `unit` as printed (22.51 with 万人),
    `places` its decimals, `interval` what the printing stands for. `upper` ends a range, whose comparator is ~.
    `date` is set for dimension date, with comparator ≤ for a deadline (12月31日前), < before a month (9月前).
    `approximate`: 约, 左右. `unquantified`: a target that nobody can miss (据实). `marker`: a printed sign for
    blank (/). `embedded`: the only number or date of a running text. `certain` is False where the reading is the
    likeliest of several. `span` is where a quantity of running text stands (first and last + 1 character).
    """

    text: str
    dimension: Dimension
    number: Decimal | None = None
    unit: str | None = None
    comparator: Comparator | None = None
    places: int = 0
    interval: Interval | None = None
    upper: Decimal | None = None
    date: Period | None = None
    approximate: bool = False
    unquantified: bool = False
    marker: bool = False
    embedded: bool = False
    certain: bool = True
    span: tuple[int, int] | None = None

    def to_dict(self) -> dict[str, Any]:
        """Give the `parsed` of the contract (read.schema.json): numbers as strings, set keys only."""
        shown: dict[str, Any] = {"dimension": self.dimension}
        if self.number is not None:
            shown["number"] = f"{self.number:f}"
        for key in ("unit", "comparator"):
            if getattr(self, key) is not None:
                shown[key] = getattr(self, key)
        if self.upper is not None:
            shown["upper"] = f"{self.upper:f}"
        if self.interval is not None:
            shown |= {"low": f"{self.interval.low:f}", "high": f"{self.interval.high:f}"}
        if self.date is not None:
            shown |= self.date.to_dict()
        flags = ("approximate", "unquantified", "marker", "embedded")
        shown |= {flag: True for flag in flags if getattr(self, flag)}
        return shown if self.certain else shown | {"certain": False}

    def shown(self) -> str:
        """Give the amount in its shortest usual writing (≥99%, 90%-95%); a quantity without a number is its text."""
        if self.number is None:
            return self.text
        unit = self.unit or ""
        if self.upper is not None:
            return f"{self.number:f}-{self.upper:f}{unit}"
        about = "约" if self.approximate else ""
        return f"{about}{self.comparator or ''}{self.number:f}{unit}"

    def within(self, places: int) -> Interval | None:
        """Give the interval where the document prints `places` decimals: 18.7 among 18.70 is [18.695, 18.705]."""
        if self.number is None or self.interval is None or places <= self.places or self.upper is not None:
            return self.interval
        return printed(self.number, places, self.dimension)


def printed(number: Decimal, places: int, dimension: Dimension) -> Interval:
    """Give what a printed number stands for: exact where it is counted or a plain 0, else half its last place."""
    if (places <= 0 and not number) or dimension in COUNTED:
        return Interval.exact(number)
    return Interval.around(number, places)
