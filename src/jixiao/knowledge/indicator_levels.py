"""The two sets of level names (一级、二级指标): 2021 with 成本指标 as a level 1, 2020 with it under 产出指标.

Forms print them in many ways (产出指标（50分）, 环境效益指标); the vocabulary of the reader knows these.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal

from jixiao.knowledge.indicator_words import indicator_words
from jixiao.knowledge.vocabulary import normal, vocabulary, without_remarks

LevelSet = Literal["2020", "2021"]
Depth = Literal["level1", "level2"]
_SUFFIX = "指标"
_COST, _OUTPUT = "cost", "output"  # keys of the vocabulary


@cache
def levels(level_set: LevelSet) -> dict[str, tuple[str, ...]]:
    """Give the level-2 names by level 1: 2021 has 成本指标 as level 1 (财预〔2021〕101号), 2020 under 产出指标."""
    chosen = next(each for each in indicator_words()["set"] if each["name"] == level_set)
    return {level1: tuple(names) for level1, names in chosen["levels"].items()}


@cache
def cost_of_2020() -> tuple[str, str]:
    """Give what 成本指标 was called before it was a level of its own."""
    level1, level2 = next(each["cost"] for each in indicator_words()["set"] if "cost" in each)
    return level1, level2


def level_names(level1: str, level2: str, level_set: LevelSet) -> tuple[str, str]:
    """Give the two level names of an indicator of 2021 in the words of a set."""
    return (level1, level2) if level2 in levels(level_set).get(level1, ()) else cost_of_2020()


@lru_cache(maxsize=256)
def as_of_2021(level1: str, level2: str) -> tuple[str, str] | None:
    """Give the names of 2021 for two levels as a form prints them, None where they are no such levels."""
    if _key("level1", level1) == _OUTPUT and _key("level2", level2) == _COST:
        level1, level2 = "成本指标", "经济成本指标"
    for known1, names in levels("2021").items():
        if is_level("level1", known1, level1):
            return next(((known1, known2) for known2 in names if is_level("level2", known2, level2)), None)
    return None


@lru_cache(maxsize=1024)
def is_level(depth: Depth, level: str, wanted: str) -> bool:
    """Tell whether a level of the library is the one that is wanted, as forms print it; 成本 is every kind of cost."""
    plain = _bare(without_remarks(normal(wanted)))
    if plain == _bare(level):
        return True
    if plain in _bare_names():
        return False
    key = _key(depth, wanted)
    return key is not None and key == _key(depth, level)


def is_cost_under_output(level1: str | None, level2: str | None) -> bool:
    """Tell whether two levels are 产出指标 and 成本指标, as forms before 2021 have them."""
    return bool(level1 and level2) and (_key("level1", level1 or ""), _key("level2", level2 or "")) == (_OUTPUT, _COST)


@cache
def _bare_names() -> frozenset[str]:
    """The names of the library's own level 2, which mean themselves only."""
    return frozenset(_bare(name) for names in levels("2021").values() for name in names)


def _bare(level: str) -> str:
    return level.removesuffix(_SUFFIX)


def _key(depth: Depth, text: str) -> str | None:
    return vocabulary().find(depth, without_remarks(normal(text)))
