"""Names of projects: those that a text lists before 等9个项目, and how alike two names are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jixiao.check.accounts_text import Paragraph
from jixiao.model.quantity import parse
from jixiao.model.quantity.normal import plain
from jixiao.model.value import Value

_LIST = re.compile(
    r"(?:组织)?对(?P<names>[^。；]{4,900}?)等(?P<count>[0-9]{1,3}|[一二三四五六七八九十]{1,3})个(?:预算|部门预算)?项目"
)
_OPEN, _CLOSED = "(《“〔[", ")》”〕]"
_IGNORED = re.compile(r"20[0-9]{2}年度?|[“”\"《》()、，。\s]|项目$|经费$|资金$|专项$")
_ALIKE = 0.45  # of the pairs of characters that two names share


class Listed(NamedTuple):
    """The projects that a text lists: their names with their places, and the number that it states."""

    names: list[Value]
    stated: Value
    number: int | None


def listed_projects(paragraphs: Iterable[Paragraph]) -> Iterator[Listed]:
    """Give the lists of projects in paragraphs that name at least two."""
    for paragraph in paragraphs:
        for found in _LIST.finditer(paragraph.text):
            names = [paragraph.part(start, end) for start, end in _parts(paragraph.text, *found.span("names"))]
            number = parse(found["count"]).number
            if len(names) > 1:
                yield Listed(names, paragraph.part(*found.span("count")), None if number is None else int(number))


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the parts of an enumeration; a comma within brackets or quotation marks divides nothing."""
    depth = 0
    for at in range(start, end):
        if text[at] in _OPEN:
            depth += 1
        elif text[at] in _CLOSED:
            depth -= 1
        elif text[at] == "、" and depth == 0:
            yield start, at
            start = at + 1
    yield start, end


def project_key(name: str) -> str:
    """Give a project's name without years and common words, as names are compared."""
    return _IGNORED.sub("", _IGNORED.sub("", plain(name)))


def is_same_project(one: str, other: str) -> bool:
    """Say whether two names are of the same project: alike, or one the beginning or a part of the other."""
    short, long = sorted((project_key(one), project_key(other)), key=len)
    return len(short) > 3 and short in long


def likeness(one: str, other: str) -> float:
    """Give how much of their pairs of characters two names share, from 0 to 1."""
    first, second = _pairs(project_key(one)), _pairs(project_key(other))
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def nearest(name: str, others: Iterable[str]) -> str | None:
    """Give the name most like one, None where none is like it."""
    best = max(others, key=lambda other: likeness(name, other), default=None)
    return best if best is not None and likeness(name, best) >= _ALIKE else None


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
