"""持平: where the text says that something is level with last year or with the budget, and of what it says so.

因公出国（境）费支出与上年持平 speaks of what its own clause names, …支出0.25万元，与上年持平 of the figures before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jixiao.check.accounts_groups import Group
from jixiao.check.accounts_text import Paragraph
from jixiao.knowledge.accounts_patterns import account_words
from jixiao.knowledge.narrative import any_of
from jixiao.knowledge.taxonomy import normal
from jixiao.read.recognise.accounts.clauses import Basis, comparison
from jixiao.read.recognise.accounts.subjects import Speaking, is_filler, named

_CLAUSE = re.compile(r"[,，。；;：:]")
_COMPARING = re.compile(r"[与较比同和][^与较比同和]*(?:相比较?|比较|对比|相较)?$")
_UNKNOWN = "?"


class Flat(NamedTuple):
    """Words that say 持平: where they stand, what with, and the concept that they are about.

    `concept` is that of the figures before (`group`) where the clause names none, "?" where it is not known.
    """

    paragraph: Paragraph
    start: int
    end: int
    basis: Basis
    concept: str
    group: Group | None


def flats_of(paragraph: Paragraph, groups: Sequence[Group]) -> Iterator[Flat]:
    """Give where a paragraph says that something is level; 基本持平 is not. `groups` are the paragraph's figures."""
    for found in re.finditer(any_of(*account_words("flat", "words")), paragraph.text):
        start = _clause_start(paragraph.text, found.start())
        clause = paragraph.text[start : found.start()]
        basis = None if clause.endswith(account_words("flat", "about")) else comparison(clause.replace("和", "与"))
        if basis is None:
            continue
        group = group_before(groups, start or 1)
        subject = _COMPARING.sub("", clause[_figures_end(paragraph, start, found.start()) - start :])
        compared = _COMPARING.search(clause)
        said = start + compared.start() + 1 if compared else found.start()
        yield Flat(paragraph, said, found.end(), basis, _concept(subject, group), group)


def group_before(groups: Sequence[Group], at: int) -> Group | None:
    """Give the figures that a place of a sentence speaks of: the last ones before it."""
    before = [group for group in groups if group.start < at]
    found = before[-1] if before else None
    return found if found and "。" not in found.paragraph.text[found.start : at] else None


def _clause_start(text: str, at: int) -> int:
    """Give where the clause of a place begins, with the one before it where that only compares: 与上年相比，无变化."""
    stops = [stop.end() for stop in _CLAUSE.finditer(text, 0, at)]
    if not stops:
        return 0
    if stops[-1] < at or len(stops) < 2:
        return stops[-1] if stops[-1] < at else 0
    return stops[-2]


def _figures_end(paragraph: Paragraph, start: int, end: int) -> int:
    """Give where the last figure of a clause ends, the clause's start where it has none."""
    return max((told.end for told in paragraph.told if start <= told.start < end), default=start)


def _concept(subject: str, group: Group | None) -> str:
    words = normal(subject.strip(",，"))
    if is_filler(words):
        return (group.concept if group else None) or _UNKNOWN
    families = ("three_public", "general", "all", "fiscal")
    found = named(words, "万元", Speaking(families, None))
    return found.concept.id if found and found.concept and found.item is None else _UNKNOWN
