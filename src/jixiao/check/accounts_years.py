"""Years that a text tells its figures of: which sentences name one, and which year the text is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jixiao.check.accounts_text import Sentence, Told
from jixiao.model.value import Value

_BEGINS = re.compile(
    r"(?:[一二三四五六七八九十0-9]{1,2}[、.])?(?:\([一二三四五六七八九十0-9]{1,2}\))?(20[0-9]{2})年度?(?![末初底0-9])"
)
_WITHIN = re.compile(r"(?:(?<=[,，；：局委办院校园心站所会部厅镇乡我])|(?<=单位|部门))(20[0-9]{2})年度?(?![末初底0-9])")
_ENOUGH = 3  # sentences that settle which year the text is about


class Dated(NamedTuple):
    """A sentence that names the year of its first figure: the figure, the year, and its words."""

    sentence: Sentence
    told: Told
    year: int
    value: Value


def dated(sentences: Iterable[Sentence]) -> Iterator[Dated]:
    """Give the sentences that name a year and then an amount or count of that year whose meaning is known."""
    for sentence in sentences:
        told = next(iter(sentence.told), None)
        if told is None or told.statement.concept is None or told.statement.measure not in ("amount", "count"):
            continue
        lead = sentence.text[: told.start - sentence.start]
        found = _BEGINS.match(lead) or next((each for each in _WITHIN.finditer(lead) if _near(lead, each)), None)
        if found is not None:
            start, end = sentence.start + found.start(1), sentence.start + found.end()
            yield Dated(sentence, told, int(found[1]), sentence.paragraph.part(start, end))


def _near(lead: str, found: re.Match[str]) -> bool:
    """Say whether a year within a sentence stands in the clause of the figure."""
    between = lead[found.end() :].lstrip(",")
    return "," not in between and lead.count("《", 0, found.start()) == lead.count("》", 0, found.start())


def usual_year(sentences: Iterable[Dated]) -> int | None:
    """Give the year that nearly all dated sentences are about, None where there are few or they disagree."""
    years = Counter(each.year for each in sentences)
    if not years:
        return None
    year, times = years.most_common(1)[0]
    return year if times >= _ENOUGH and times * 4 >= years.total() * 3 else None
