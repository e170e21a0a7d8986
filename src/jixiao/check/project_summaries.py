"""What a text says of the self-evaluation of each project (项目绩效自评综述): score, budget and spending by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import NamedTuple

from jixiao.check.accounts_text import Paragraph
from jixiao.knowledge.narrative import any_word, narrative_words
from jixiao.model.quantity.normal import plain
from jixiao.model.value import Value

_NUMBER = r"(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)"


class Summary(NamedTuple):
    """One project's: `amounts` by the words they are called by, in their unit (万元 or 元)."""

    name: Value
    score: Value | None
    budget: tuple[Value, str] | None
    executed: tuple[Value, str] | None


def summaries(paragraphs: Iterable[Paragraph]) -> Iterator[Summary]:
    """Give what the paragraphs below 某项目绩效自评综述, or behind it in one line, say of the project."""
    for name, told in _projects(paragraphs):
        budget, executed = (_amount(told, what) for what in ("budget", "executed"))
        yield Summary(name, _score(told), budget, executed)


def is_summary(paragraph: Paragraph) -> bool:
    """Say whether a paragraph sums up one project."""
    return _name(paragraph) is not None


def _projects(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[Value, list[Paragraph]]]:
    """Give each project's name with its paragraphs, which stand together."""
    for _, group in groupby(paragraphs, key=_place):
        told = list(group)
        name = _name(told[0])
        if name is not None:
            yield name, told


def _place(paragraph: Paragraph) -> tuple[int, int]:
    """Give what paragraphs of one summary share: their section; one that begins with a head of its own stands alone."""
    return id(paragraph.section), id(paragraph) if _in_words(paragraph.text) else 0


def _name(paragraph: Paragraph) -> Value | None:
    """Give the name of the project at the beginning of the paragraph, else of its heading."""
    found = _in_words(paragraph.text)
    if found is not None:
        return paragraph.part(*found.span("name"))
    heading = paragraph.section.heading
    above = _in_words(plain(heading.text or ""))
    return heading.part(*above.span("name")) if above else None


def _in_words(text: str) -> re.Match[str] | None:
    found = _head().match(text)
    no_name = found is not None and any(word in found["name"] for word in narrative_words("summary", "not_names"))
    return None if no_name else found


def _score(told: list[Paragraph]) -> Value | None:
    found = _once(told, _stated("score", "分"))
    return found[0] if found else None


def _amount(told: list[Paragraph], what: str) -> tuple[Value, str] | None:
    return _once(told, _stated(what, "万元|元"))


def _once(told: list[Paragraph], pattern: re.Pattern[str]) -> tuple[Value, str] | None:
    """Give a number that is stated once, with its unit; what is stated in several ways is told of several things."""
    found = [(paragraph, match) for paragraph in told for match in pattern.finditer(paragraph.text)]
    if len(found) != 1:
        return None
    [(paragraph, match)] = found
    return paragraph.part(*match.span("number")), match["unit"]


@cache
def _head() -> re.Pattern[str]:
    return re.compile(
        r"(?:\(?[0-9一二三四五六七八九十]{1,3}[)、.])?[“\"《]?(?P<name>[^:：,，。；“”\"《》]{3,60}?)[”\"》]?(?:项目)?"
        rf"{any_word('summary', 'heads')}(?:[:：]|$)"
    )


@cache
def _stated(what: str, units: str) -> re.Pattern[str]:
    return re.compile(rf"{any_word('summary', what)}(?:合计|共计|共)?(?:为|是|:|：)?{_NUMBER}(?P<unit>{units})")
