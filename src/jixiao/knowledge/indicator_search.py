"""Search in the indicator library (检索指标库): the nearest first, by name, other names, explanation, evidence.

A word is found whole, as another word for the same (低保 for 最低生活保障), or with its characters in order (参保率 in
基本医保参保覆盖率). Every word of a search must be found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from jixiao.knowledge.indicator_library import LibraryIndicator, library, sector_indicators
from jixiao.knowledge.indicator_words import synonyms

# How far a word is from where it was found, the name itself being 0.
_OTHER_NAME, _BY_LEVEL, _IN_ORDER, _EXPLAINED, _NOT_FOUND = 6, 8, 10, 12, 99
_AS_ANOTHER_WORD = 3  # so much worse than the word itself
_SUFFIX = "指标"


class _Word(NamedTuple):
    """A word of a search: itself, others for the same, and the pattern of its characters in order."""

    itself: str
    others: tuple[str, ...]
    in_order: re.Pattern[str]


def search(
    words: str,
    sector: str | None = None,
    level1: str | None = None,
    level2: str | None = None,
    *,
    own: Sequence[LibraryIndicator] = (),
) -> list[LibraryIndicator]:
    """Give the indicators that all of the words (apart by spaces) fit, the best first; no words: all, as they stand.

    `sector`, `level1` and `level2` narrow it down, levels with or without 指标; a bureau's `own` indicators come first
    among equals. Raises UnknownSector.
    """
    shipped = sector_indicators(sector) if sector else library()
    among = [each for each in (*own, *shipped) if at_level(each.level1, level1) and at_level(each.level2, level2)]
    wanted = [_word(word) for word in words.split()]
    for word in wanted:
        among = _having(word, among)
    if not wanted:
        return among
    ranked = [(sum(_distance(each, word) for word in wanted), each) for each in among]
    ranked.sort(key=lambda pair: (pair[0], bool(pair[1].weak), not pair[1].file, len(pair[1].name)))
    return [each for _, each in ranked]


def at_level(level: str, wanted: str | None) -> bool:
    """Tell whether a level is the one that is wanted, written with or without 指标; any is where none is named."""
    return not wanted or level.removesuffix(_SUFFIX) == wanted.removesuffix(_SUFFIX)


def _word(text: str) -> _Word:
    others = tuple(text.replace(word, other) for word, group in synonyms().items() if word in text for other in group)
    return _Word(text, others, re.compile(".*?".join(map(re.escape, text))))


def _having(word: _Word, among: Sequence[LibraryIndicator]) -> list[LibraryIndicator]:
    """Those that have a word in some way; inlined, for this is where a search spends its time."""
    texts, in_order = (word.itself, *word.others), word.in_order.search
    return [each for each in among if in_order(each.name) or any(text in each.all_words for text in texts)]


def _distance(indicator: LibraryIndicator, word: _Word) -> int:
    """How far an indicator that has a word is from it: 0 is the name itself."""
    found = [_inside(indicator, word.itself)]
    if found[0] > _OTHER_NAME:
        found += [_inside(indicator, text) + _AS_ANOTHER_WORD for text in word.others]
        found += [_IN_ORDER] if word.in_order.search(indicator.name) else []
    return min(found)


def _inside(indicator: LibraryIndicator, text: str) -> int:
    """The distance where the text stands whole."""
    if text in indicator.name:
        return 0 if text == indicator.name else 2 if indicator.name.startswith(text) else 4
    if text not in indicator.all_words:
        return _NOT_FOUND
    if any(text in other for other in indicator.also):
        return _OTHER_NAME
    return _BY_LEVEL if text in indicator.level2 or text in indicator.sector else _EXPLAINED
