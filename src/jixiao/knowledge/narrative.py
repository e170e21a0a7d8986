"""Words of the narrative of final accounts (部门决算), from which its readers build their patterns (narrative.toml)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def narrative_words(group: str, name: str) -> tuple[str, ...]:
    """Give one list of words."""
    return tuple(_data()[group][name])


def any_of(*words: str) -> str:
    """Give a regular expression for any of some words, the longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"


def any_word(group: str, name: str) -> str:
    """Give a regular expression for any word of a list."""
    return any_of(*narrative_words(group, name))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("jixiao.knowledge").joinpath("narrative.toml").read_text(encoding="utf-8"))
