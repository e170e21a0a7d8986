"""Search in the indicator library (检索指标库): the nearest first, by name, other names, explanation, evidence.

A word is found whole, as another word for the same (低保 for 最低生活保障), or with its characters in order (参保率 in
基本医保参保覆盖率). Every word of a search must be found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from jixiao.knowledge.indicator_levels import is_cost_under_output, is_level
from jixiao.knowledge.indicator_library import LibraryIndicator, library, sector_indicators
from jixiao.knowledge.indicator_words import synonyms

# How far a word is from where it was found, the name itself being 0.
_OTHER_NAME, _BY_LEVEL, _IN_ORDER, _EXPLAINED, _NOT_FOUND = 6, 8, 10, 12, 99
_FEWEST_PAIRS, _RESEMBLING = 2, 0.4  # pairs of characters in common: how many, and which share of those of the words
_AS_ANOTHER_WORD = 3  # so much worse than the word itself


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

    `sector`, `level1` and `level2` narrow it down, levels as forms print them (产出指标（50分）); a bureau's `own`
    indicators come first among equals. Where nothing has the words, those that resemble them. Raises UnknownSector.
    """
    shipped = sector_indicators(sector) if sector else library()
    among = at_levels([*own, *shipped], level1, level2)
    wanted = [_word(word) for word in words.split()]
    if not wanted:
        return among
    having = among
    for word in wanted:
        having = _having(word, having)
    if not having:
        return _resembling(words, among)
    return _in_order([(sum(_distance(each, word) for word in wanted), each) for each in having])


def _in_order(ranked: list[tuple[int, LibraryIndicator]]) -> list[LibraryIndicator]:
    """The nearest first; among equals sound ones before weak ones, the bureau's own before the library's."""
    ranked.sort(key=lambda pair: (pair[0], bool(pair[1].weak), not pair[1].file, len(pair[1].name)))
    return [each for _, each in ranked]


def _resembling(words: str, among: Sequence[LibraryIndicator]) -> list[LibraryIndicator]:
    """For words that were run together (基金监管检查): those with most of the pairs of characters."""
    pairs = {word[at : at + 2] for word in words.split() for at in range(len(word) - 1)}
    fewest = max(_FEWEST_PAIRS, len(pairs) * _RESEMBLING)
    counted = [(sum(pair in each.all_words for pair in pairs), each) for each in among]
    return _in_order([(-count, each) for count, each in counted if count >= fewest])


def at_levels(among: Sequence[LibraryIndicator], level1: str | None, level2: str | None) -> list[LibraryIndicator]:
    """Give those at two levels as a form prints them; None for any."""
    if is_cost_under_output(level1, level2):
        level1, level2 = level2, None
    return [
        each
        for each in among
        if (not level1 or is_level("level1", each.level1, level1))
        and (not level2 or is_level("level2", each.level2, level2))
    ]


def _word(text: str) -> _Word:
    others = tuple(text.replace(word, other) for word, group in synonyms().items() if word in text for other in group)
    return _Word(text, others, re.compile(".*?".join(map(re.escape, text))))


def _having(word: _Word, among: Sequence[LibraryIndicator]) -> list[LibraryIndicator]:
    """Those that have a word in some way; inlined, for this is where a search spends its time."""
    itself, others, in_order, characters = word.itself, word.others, word.in_order.search, frozenset(word.itself)
    return [
        each
        for each in among
        if itself in each.all_words
        or (characters <= each.characters and in_order(each.name))
        or (others and any(other in each.all_words for other in others))
    ]


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
