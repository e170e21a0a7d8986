"""名词解释: the terms that a document explains, each with its 类, 款 and 项 where it is a subject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jixiao.check.subject_names import subject_key
from jixiao.model.accounts import Section
from jixiao.model.quantity.normal import plain
from jixiao.model.value import Value

_NUMBER = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十0-9]{1,2}\)|[0-9]{1,2}[.、]|[①-⑳])*")
_LABEL_END = re.compile(r"[：:]|(?<=\))(?=[指反主])|(?<=[^，。；])指")
_SUBJECT = re.compile(r"([^()、，。；：:]{2,40})\((类|款|项)\)")
_LONGEST_LABEL = 90


class Term(NamedTuple):
    """A term that is explained: its words as printed; `name` and `level` (类, 款, 项) of the lowest subject, if one."""

    value: Value
    label: str
    name: str
    level: str
    path: dict[str, str]

    def explains(self, path: tuple[str, ...]) -> bool:
        """Say whether the term explains the subject of a path of 类, 款 and 项, as they are compared."""
        mine = tuple(self.path.get(level) for level in "类款项")[: len(path)]
        if len(path) == 3 and mine[2] is None and not self.path:
            return subject_key(self.label) == path[2]
        return all(own is None or own == other for own, other in zip(mine, path, strict=True)) and mine[-1] is not None


def terms_of(sections: Iterable[Section]) -> list[Term]:
    """Give the terms that the sections of 名词解释 explain, in order."""
    return [term for value in _lines(sections) if (term := _term(value)) is not None]


def _lines(sections: Iterable[Section]) -> Iterator[Value]:
    """Give the headings and paragraphs of 名词解释; a list of terms may be told in both."""
    for section in sections:
        if section.id == "terms":
            yield from (value for value in (section.heading, *section.paragraphs) if value.text)


def _term(value: Value) -> Term | None:
    text = plain(value.text or "")
    start = _NUMBER.match(text).end()  # type: ignore[union-attr]
    found = _LABEL_END.search(text, start, start + _LONGEST_LABEL)
    if found is None or found.start() == start:
        return None
    label = text[start : found.start()]
    subjects = {level: name for name, level in _SUBJECT.findall(label)}
    lowest = next((level for level in "项款类" if level in subjects), "")
    path = {level: subject_key(name) for level, name in subjects.items()}
    return Term(value.part(start, found.start()), label, subjects.get(lowest, label), lowest, path)
