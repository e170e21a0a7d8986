"""The words that scoring knows (`scoring_words.toml`): how a qualitative result is put, which results do not apply."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

FILE = Path(__file__).with_name("scoring_words.toml")


class ScoringWords(NamedTuple):
    """Words by their meaning: the three bands of a qualitative result, what does not apply, which levels turn round."""

    missed: tuple[str, ...]
    partial: tuple[str, ...]
    met: tuple[str, ...]
    not_applicable: frozenset[str]
    lower_is_better: tuple[str, ...]
    earlier_is_better: tuple[str, ...]


@lru_cache(maxsize=1)
def scoring_words() -> ScoringWords:
    """Give the words, read once."""
    import tomllib

    return _words(tomllib.loads(FILE.read_text("utf-8")))


def _words(table: dict[str, Any]) -> ScoringWords:
    qualitative, direction = table["qualitative"], table["direction"]
    return ScoringWords(
        missed=tuple(qualitative["missed"]),
        partial=tuple(qualitative["partial"]),
        met=tuple(qualitative["met"]),
        not_applicable=frozenset(table["not_applicable"]["equal"]),
        lower_is_better=tuple(direction["lower_is_better"]),
        earlier_is_better=tuple(direction["earlier_is_better"]),
    )
