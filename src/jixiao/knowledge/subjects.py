"""政府收支分类科目: subjects by code, functional (类, 款, 项) and economic (类, 款), with the years of their names.

The books that come with the program are not complete; a code that they do not have is never wrong for that.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

Book = Literal["functional", "economic"]

_LINE = re.compile(r"([0-9]{3,5}) (\S+)((?: \S+)*)")
_ITEM = re.compile(r"([0-9]{2})(\S*)")
_YEARS = re.compile(r"@([0-9]{4})?-([0-9]{4})?$")


class Subject(NamedTuple):
    """A subject by one of its names: `since` and `until` are the first and the last year of the name, None if open."""

    code: str
    name: str
    since: int | None = None
    until: int | None = None

    def names_in(self, year: int | None) -> bool:
        """Tell whether the name was in use in a year; where the year is unknown, every name may have been."""
        return year is None or ((self.since or year) <= year <= (self.until or year))


@lru_cache(maxsize=2)
def subjects(book: Book) -> dict[str, list[Subject]]:
    """Give all subjects of a book by code, each with its names, the latest last."""
    source = files("jixiao.knowledge").joinpath("subjects", f"{book}.toml").read_text(encoding="utf-8")
    data = tomllib.loads(source)
    found: dict[str, list[Subject]] = {}
    for line in data["lines"].splitlines():
        for subject in _subjects(line, data):
            found.setdefault(subject.code, []).append(subject)
    return found


def subject_name(code: str, year: int | None = None) -> str | None:
    """Give the name of a subject in a year (the latest where no year is given), None for a code that is unknown."""
    names = subjects("functional" if code.startswith("2") else "economic").get(code, [])
    return next((subject.name for subject in reversed(names) if subject.names_in(year)), None)


@lru_cache(maxsize=1)
def economic_by_name() -> dict[str, list[str]]:
    """Give the codes of the departments' economic classification (3xx) by name without brackets' width, in order."""
    found: dict[str, list[str]] = {}
    for code, names in subjects("economic").items():
        for subject in names:
            if code.startswith("3"):
                found.setdefault(half_width(subject.name), []).append(code)
    return found


@lru_cache(maxsize=1)
def class_stems() -> frozenset[str]:
    """Give the names of the functional classes (类) without 支出, as prose has them: 一般公共服务, 卫生健康."""
    return _stems(3)


@lru_cache(maxsize=1)
def group_stems() -> frozenset[str]:
    """Give the names of the functional groups (款) without 支出 that are no class as well: 住房改革, 抚恤."""
    return _stems(5) - class_stems()


@lru_cache(maxsize=1)
def item_names() -> frozenset[str]:
    """Give the names of the functional items (项): 行政运行."""
    found = {subject.name for code, names in subjects("functional").items() if len(code) > 5 for subject in names}
    return frozenset(half_width(name) for name in found)


def _stems(length: int) -> frozenset[str]:
    """Give the names of the functional subjects whose codes have a length, without 支出."""
    found = (subject for code, names in subjects("functional").items() if len(code) == length for subject in names)
    return frozenset(subject.name.removesuffix("支出") for subject in found)


def half_width(name: str) -> str:
    """Give a subject's name with half-width brackets and without white space, as names are compared."""
    return "".join(name.split()).replace("（", "(").replace("）", ")")


def _subjects(line: str, data: dict[str, Any]) -> list[Subject]:
    """Give the subject of a line and those below it."""
    found = _LINE.fullmatch(line)
    if found is None:
        raise ValueError(line)
    code, name, items = found.groups()
    below: list[Subject] = []
    for item in items.split():
        if item == "+":
            below += [Subject(code + last, usual) for last, usual in data["usual"].items()]
        else:
            last, own = _parts(item)
            below.append(_subject(code + last, own or data["institution"][last]))
    return [_subject(code, name), *below]


def _parts(item: str) -> tuple[str, str]:
    found = _ITEM.fullmatch(item)
    if found is None:
        raise ValueError(item)
    return found[1], found[2]


def _subject(code: str, name: str) -> Subject:
    years = _YEARS.search(name)
    if years is None:
        return Subject(code, name)
    since, until = (int(year) if year else None for year in years.groups())
    return Subject(code, name[: years.start()], since, until)
