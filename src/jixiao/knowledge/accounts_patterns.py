"""Traces and words that the text rules on final accounts (部门决算) go by (accounts_patterns.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from jixiao.knowledge.patterns import Pattern, pattern_of, patterns

_FILE = Path(__file__).with_name("accounts_patterns.toml")


class Found(NamedTuple):
    """A trace in a text: the pattern that it fits, where it begins and ends."""

    pattern: Pattern
    start: int
    end: int


@cache
def account_words(group: str, name: str) -> tuple[str, ...]:
    """Give one list of words."""
    return tuple(_data()[group][name])


@cache
def account_lists(group: str) -> dict[str, tuple[str, ...]]:
    """Give the lists of a group by name."""
    return {name: tuple(words) for name, words in _data()[group].items()}


@cache
def account_counts() -> dict[str, dict[str, tuple[str, ...]]]:
    """Give what must be counted where money was spent: by concept of the money, the counts' names and concepts."""
    return {
        concept: {name: tuple(concepts) for name, concepts in wanted.items()}
        for concept, wanted in _data()["counted"].items()
    }


@cache
def account_patterns() -> tuple[Pattern, ...]:
    """Give all traces: those of this file, then the shared ones of forms."""
    shared = set(_data()["shared"])
    own = tuple(pattern_of(entry) for entry in _data()["pattern"])
    return own + tuple(pattern for pattern in patterns() if pattern.id in shared)


def possible_patterns(text: str) -> list[Pattern]:
    """Give the patterns of which a trigger stands in a text: one look for all of its parts."""
    return [pattern for pattern in account_patterns() if any(trigger in text for trigger in pattern.triggers)]


def traces(text: str, patterns: Iterable[Pattern]) -> Iterator[Found]:
    """Give the traces in a text without white space; of those that overlap, the first pattern's counts."""
    found: list[Found] = []
    for pattern in patterns:
        for start, end in pattern.all_found(text):
            if not any(other.start < end and start < other.end for other in found):
                found.append(Found(pattern, start, end))
    return iter(sorted(found, key=lambda trace: trace.start))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text("utf-8"))
