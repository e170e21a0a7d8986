"""名词解释: the terms that the text uses and no others, one entry for each, in the words of jixiao or of the county."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from jixiao.write.disclosure.composer import Composer
from jixiao.write.disclosure.figures import Topic

_BY_SUBJECT = ("general.function", "fund.function", "capital.function")
_ITEM_LEVEL = 3


class Term(NamedTuple):
    """A term: its words, what it means, and the concepts and words of which one must stand in the text."""

    name: str
    meaning: str
    concepts: tuple[str, ...]
    words: tuple[str, ...]


def terms(composer: Composer, text: str) -> list[str]:
    """Give the entries of 名词解释, numbered, for what a text uses: general terms first and last, subjects between."""
    before, after = _general(composer, text)
    entries = [*before, *_subjects(composer), *after]
    return [f"{number}.{name}：{meaning}" for number, (name, meaning) in enumerate(entries, 1)]


def _general(composer: Composer, text: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    own = composer.wording.terms
    before, after = (
        [(term.name, own.get(term.name, term.meaning)) for term in group if _is_used(composer, term, text)]
        for group in (_terms("before"), _terms("after"))
    )
    return before, after


def _is_used(composer: Composer, term: Term, text: str) -> bool:
    """Say whether a term is that of an amount, or a word of the text."""
    if any(composer.figures.amount(Topic(concept)) for concept in term.concepts):
        return True
    return any(word in text for word in term.words)


def _subjects(composer: Composer) -> Iterator[tuple[str, str]]:
    """Give an entry for each 项 that has spending of any of the three budgets."""
    paths = {path for concept in _BY_SUBJECT for path in composer.figures.now.items(concept)}
    for path in sorted(path for path in paths if len(path) == _ITEM_LEVEL):
        names = composer.figures.names(path)
        name = "".join(f"{part}（{level}）" for part, level in zip(names, "类款项", strict=True))
        yield name, composer.wording.terms.get(path[-1]) or _meaning(path[-1], names)


def _meaning(code: str, names: tuple[str, ...]) -> str:
    """Give what a 项 means: by its code, by its usual name, else by its own words."""
    known = _data()["subjects"].get(code) or _data()["usual"].get(names[-1])
    if known is None:
        which = "other" if names[-1].startswith("其他") else "plain"
        known = _data()["generic"][which]
    return str(known).format(类=names[0], 款=_bare(names[1]), 项=_bare(names[2]))


def _bare(name: str) -> str:
    """Give a subject's name without the 支出 at its end, so that it can go on in a sentence."""
    return name.removesuffix("支出") or name


@cache
def _terms(group: str) -> tuple[Term, ...]:
    return tuple(
        Term(entry["name"], entry["meaning"], tuple(entry.get("concepts", ())), tuple(entry.get("words", ())))
        for entry in _data()[group]
    )


@cache
def _data() -> dict[str, Any]:
    source = files("jixiao.knowledge").joinpath("wording", "terms.toml").read_text(encoding="utf-8")
    return tomllib.loads(source)
