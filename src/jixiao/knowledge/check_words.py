"""The words that the checks go by (check_words.toml): what a row is about, how names end, what a passage claims."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

_FILE = Path(__file__).with_name("check_words.toml")
Family = Literal["cost", "time", "satisfaction", ""]


@cache
def check_words() -> dict[str, Any]:
    """Give the data file as it is."""
    return tomllib.loads(_FILE.read_text("utf-8"))


@cache
def words(group: str, name: str) -> tuple[str, ...]:
    """Give one list of words."""
    return tuple(check_words()[group][name])


@lru_cache(maxsize=4096)
def family_of(level1: str | None, level2: str | None, name: str | None) -> Family:
    """Give what an indicator is about by the names of its levels: cost, time, satisfaction, or none of these."""
    text = f"{level1 or ''}{level2 or ''}" or name or ""
    families: dict[Family, list[str]] = check_words()["family"]
    return next((family for family, marks in families.items() if any(mark in text for mark in marks)), "")


def is_whole_cost(name: str, alone: bool) -> bool:
    """Say whether a cost indicator speaks of the whole project (项目总成本), not of one item or of a price.

    `alone` tells that the form has no other cost row with an amount, so that 成本控制数 can only mean the whole.
    """
    if any(word in name for word in words("whole_cost", "not_words")):
        return False
    told = words("whole_cost", "words") + (words("whole_cost", "alone") if alone else ())
    return any(word in name for word in told)


@lru_cache(maxsize=4096)
def may_fall(name: str) -> bool:
    """Say whether a name speaks of something that is better the lower it is: 投诉率, 平均等待时间."""
    return any(word in name for word in words("lower_is_better", "words"))


def tells_unspent(text: str) -> bool:
    """Say whether a text tells that money was not spent."""
    return any(re.search(pattern, text) for pattern in words("unspent", "patterns"))


def counts(name: str) -> bool:
    """Say whether an indicator counts something (参保人数), so that a percentage does not answer it."""
    if not name.endswith(words("counting", "endings")):
        return False
    return not any(word in name for word in words("counting", "not_words"))


def open_end(text: str) -> str | None:
    """Give the end of a name that shows that it was cut off, None where it ends as names do."""
    joints, endings = _clipped()
    if text.endswith(joints):
        return next(joint for joint in joints if text.endswith(joint))
    allowed = endings.get(text[-1:])
    if allowed is not None and not text.endswith(allowed):
        return text[-1]
    return _lone_clause(text) or _lone_after_joint(text) or _open_bracket(text)


def _open_bracket(text: str) -> str | None:
    """A bracket that is never closed: the rest of the name is missing."""
    opened = max(text.rfind("（"), text.rfind("("))
    return text[opened:] if opened > max(text.rfind("）"), text.rfind(")")) else None


@cache
def _clipped() -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """Joints, and the last characters that are suspicious, each with the words in which they are not."""
    endings: dict[str, str] = check_words()["clipped"]["open"]
    return words("clipped", "joints"), {last: tuple(allowed.split()) for last, allowed in endings.items()}


def _lone_clause(text: str) -> str | None:
    """A clause of one or two characters is the begin of one: …保险制度，全面."""
    head, comma, clause = text.rpartition("，")
    return f"，{clause}" if head and comma and len(clause) <= 2 else None


def _lone_after_joint(text: str) -> str | None:
    """A single character after 和 or 与 is the begin of a word: …保险和救."""
    if len(text) > 6 and text[-2] in "和与及、" and text[-1] not in words("clipped", "after_joint"):
        return text[-2:]
    return None
