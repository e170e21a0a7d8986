"""What the example county consists of, read from the TOML files beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

WhichYear = Literal["last", "this"]
SECTORS = ("healthcare", "education", "agriculture")
_HALF_YEAR = timedelta(days=150)  # the year under way is the one that this long ago was in
LAST_YEAR = 365  # days that everything of last year was earlier


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the example: the name to log in with, the roles and where each is held (unit or region code)."""

    username: str
    name: str
    grants: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class StepDates:
    """A step of a year; `opens` and `due` are days from the day of loading."""

    kind: str
    opens: int
    due: int
    month: int = 0
    only_this: bool = False  # not opened last year


@dataclass(frozen=True, slots=True)
class Told:
    """What one filing says and what happened to it.

    `results` are the cells that belong to each indicator in this step; `targets` and `first` are targets that differ
    from those of the project, by the number of the row; `way` are the acts, one a day.
    """

    budget: str = ""
    initial: str = ""
    executed: str = ""
    forecast: str = ""
    execution_reason: str = ""
    actual: str = ""
    results: list[list[str]] = field(default_factory=list)
    targets: dict[str, str] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)
    conclusion: str = ""
    problems: str = ""
    improvements: str = ""
    way: list[str | dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Subject:
    """What forms are about: a project of a unit, or, without a name, the unit itself; filings by year and step."""

    unit: str
    goal: str
    indicators: list[list[str]]
    filings: dict[tuple[WhichYear, str], Told]
    code: str = ""
    name: str = ""
    term: str = "permanent"
    sector: str = ""
    new: bool = False  # it exists since this year


@dataclass(frozen=True, slots=True)
class Book:
    """The whole example."""

    password: str
    layout: str
    scheme: str
    county: str
    regions: list[dict[str, str]]
    units: list[dict[str, str]]
    people: list[Person]
    steps: list[StepDates]
    subjects: list[Subject]


@lru_cache(maxsize=1)
def example_book() -> Book:
    """Give the example as its files tell it."""
    county = _table("county")
    projects = [_project(each) for sector in SECTORS for each in _table(sector)["project"]]
    departments = [_department(each) for each in _table("departments")["department"]]
    return Book(
        password=county["password"],
        layout=county["layout"],
        scheme=county["scheme"],
        county=county["county"],
        regions=county["region"],
        units=county["unit"],
        people=[
            Person(each["username"], each["name"], [tuple(pair) for pair in each["grants"]])
            for each in county["person"]
        ],
        steps=[StepDates(**each) for each in county["step"]],
        subjects=[*projects, *departments],
    )


def this_year(today: date) -> int:
    """Give the year whose self-evaluations are under way on a day."""
    return (today - _HALF_YEAR).year


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))


def _project(told: Mapping[str, Any]) -> Subject:
    filings = {(which, step): Told(**one) for which in _years(told) for step, one in told[which].items()}
    return Subject(**_without_years(told), filings=filings)


def _department(told: Mapping[str, Any]) -> Subject:
    filings = {(which, "department"): Told(**told[which]) for which in _years(told)}
    return Subject(**_without_years(told), filings=filings)


def _years(told: Mapping[str, Any]) -> list[WhichYear]:
    names: tuple[WhichYear, ...] = ("last", "this")
    return [which for which in names if which in told]


def _without_years(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name not in ("last", "this")}
