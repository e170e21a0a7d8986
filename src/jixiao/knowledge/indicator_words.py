"""What the files of the indicator library share (indicator_words.toml): sectors, levels, weak targets, synonyms."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

from jixiao.model.quantity import Quantity

LevelSet = Literal["2020", "2021"]
_YEAR_END = 12  # a deadline in this month says no more than the year


class Sector(NamedTuple):
    """A sector (行业): its name, its file, and words of the names of units that work in it."""

    name: str
    file: str
    units: tuple[str, ...]


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("jixiao.knowledge").joinpath("indicator_words.toml").read_text(encoding="utf-8"))


@cache
def sectors() -> tuple[Sector, ...]:
    """Give the sectors of the library in their order, those for every unit last."""
    return tuple(Sector(each["name"], each["file"], tuple(each.get("units", ()))) for each in _data()["sector"])


def sector_of(unit: str) -> Sector | None:
    """Give the sector that the name of a unit tells (…医疗保障局), the longest word deciding; None where none does."""
    told = [(len(word), sector) for sector in sectors() for word in sector.units if word in unit]
    return max(told, key=lambda each: each[0])[1] if told else None


@cache
def levels(level_set: LevelSet) -> dict[str, tuple[str, ...]]:
    """Give the level-2 names by level 1: 2021 has 成本指标 as level 1 (财预〔2021〕101号), 2020 under 产出指标."""
    chosen = next(each for each in _data()["set"] if each["name"] == level_set)
    return {level1: tuple(names) for level1, names in chosen["levels"].items()}


@cache
def known_levels() -> frozenset[tuple[str, str]]:
    """Give every pair of level 1 and level 2 that one of the sets has."""
    return frozenset(
        (level1, level2) for each in _data()["set"] for level1, names in each["levels"].items() for level2 in names
    )


def level_names(level1: str, level2: str, level_set: LevelSet) -> tuple[str, str]:
    """Give the two level names of an indicator in a set: 成本指标 of 2021 is 产出指标, 成本指标 in 2020 and back."""
    if level2 in levels(level_set).get(level1, ()):
        return level1, level2
    if level_set == "2021":
        return "成本指标", "经济成本指标"
    return cost_of_2020()


@cache
def cost_of_2020() -> tuple[str, str]:
    """Give what 成本指标 was called before it was a level of its own."""
    level1, level2 = next(each["cost"] for each in _data()["set"] if "cost" in each)
    return level1, level2


def weakness(target: Quantity) -> str:
    """Give why a target can hardly be missed (据实, 年底前) or only be judged (优), an empty text where it is sound."""
    notes: dict[str, str] = _data()["weak"]
    if target.unquantified:
        return notes["unquantified"]
    if target.dimension == "date" and target.date is not None and target.date.last.month == _YEAR_END:
        return notes["year_end"]
    return notes["word"] if target.dimension == "quality" else ""


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """Give, for each word, the words that a search takes for the same, itself left out."""
    return {word: tuple(other for other in group if other != word) for group in _data()["synonyms"] for word in group}
