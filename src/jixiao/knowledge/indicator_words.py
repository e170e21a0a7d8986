"""What the files of the indicator library share (indicator_words.toml): sectors, weak targets, synonyms."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from jixiao.model.quantity import Quantity

_YEAR_END = 12  # a deadline in this month says no more than the year


class Sector(NamedTuple):
    """A sector (行业): its name, its file, and words of the names of units that work in it."""

    name: str
    file: str
    units: tuple[str, ...]


@cache
def indicator_words() -> dict[str, Any]:
    """Give the data file as it is."""
    return tomllib.loads(files("jixiao.knowledge").joinpath("indicator_words.toml").read_text(encoding="utf-8"))


@cache
def sectors() -> tuple[Sector, ...]:
    """Give the sectors of the library in their order, those for every unit last."""
    return tuple(
        Sector(each["name"], each["file"], tuple(each.get("units", ()))) for each in indicator_words()["sector"]
    )


def sector_of(unit: str) -> Sector | None:
    """Give the sector that the name of a unit tells (…医疗保障局), the longest word deciding; None where none does."""
    told = [(len(word), sector) for sector in sectors() for word in sector.units if word in unit]
    return max(told, key=lambda each: each[0])[1] if told else None


def weakness(target: Quantity) -> str:
    """Give why a target can hardly be missed (据实, 年底前) or only be judged (优), an empty text where it is sound."""
    notes: dict[str, str] = indicator_words()["weak"]
    if target.unquantified:
        return notes["unquantified"]
    if target.dimension == "date" and target.date is not None and target.date.last.month == _YEAR_END:
        return notes["year_end"]
    return notes["word"] if target.dimension == "quality" else ""


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """Give, for each word, the words that a search takes for the same, itself left out."""
    return {
        word: tuple(other for other in group if other != word)
        for group in indicator_words()["synonyms"]
        for word in group
    }
