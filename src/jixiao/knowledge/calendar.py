"""The calendar of a year (年度日历): which steps are usual, and from when to when each goes (calendar.toml)."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

_MONTHS = 12


class UsualStep(NamedTuple):
    """A step (环节) with its usual dates; `month` is the last month that monitoring is about, else 0."""

    step: str
    month: int
    usual: bool
    opens: date
    due: date
    basis: str


def usual_steps(year: int) -> list[UsualStep]:
    """Give the steps of a year in their order with their usual dates; monitoring once for each usual month."""
    return [usual for entry in _data()["step"] for usual in _dated(entry, year)]


def monitoring_dates(year: int, month: int) -> tuple[date, date]:
    """Give from when to when the monitoring up to a month is filed: the whole month after (财预〔2019〕136号)."""
    entry = next(each for each in _data()["step"] if "months" in each)
    ahead = month - 1 + entry["after"]
    held, filed = year + ahead // _MONTHS, ahead % _MONTHS + 1
    return date(held, filed, 1), date(held, filed, monthrange(held, filed)[1])


def usual_share() -> Decimal:
    """Give the share of the projects that is usually chosen for 重点评价, as a fraction."""
    return Decimal(_data()["choice"]["share"])


def _dated(entry: dict[str, Any], year: int) -> list[UsualStep]:
    if "months" in entry:
        return [
            UsualStep(entry["step"], month, entry["usual"], *monitoring_dates(year, month), entry["basis"])
            for month in entry["months"]
        ]
    opens = date.fromisoformat(f"{year + entry['opens_year']}-{entry['opens']}")
    due = date.fromisoformat(f"{year + entry['due_year']}-{entry['due']}")
    return [UsualStep(entry["step"], 0, entry["usual"], opens, due, entry["basis"])]


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("jixiao.knowledge").joinpath("calendar.toml").read_text(encoding="utf-8"))
