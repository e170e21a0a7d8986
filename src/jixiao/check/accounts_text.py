"""The text of final accounts as the rules see it: paragraphs in plain form, their sentences, the figures in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from jixiao.check.relations.numbers import printed
from jixiao.knowledge.sections import section_kinds
from jixiao.model.accounts import FinalAccounts, Section, Statement
from jixiao.model.quantity.normal import plain
from jixiao.model.value import Value

_ENDS = re.compile(r"[。！？]")


class Told(NamedTuple):
    """A figure of a paragraph and where it begins and ends in its text."""

    statement: Statement
    start: int
    end: int


class Paragraph:
    """A paragraph: `text` is its plain form, character for character; `told` its figures in order."""

    __slots__ = ("_sentences", "printed", "section", "text", "told", "value")

    def __init__(self, section: Section, value: Value) -> None:
        self.section = section
        self.value = value
        self.printed = value.text or ""
        self.text = plain(self.printed)
        self.told: list[Told] = []
        self._sentences: list[Sentence] | None = None

    @property
    def kind(self) -> str:
        """The id of the section that the paragraph stands in, that of its figures where the heading was lost in it."""
        told = next((each.statement.section for each in self.told if each.statement.section), None)
        return told or self.section.id or ""

    @property
    def is_account(self) -> bool:
        """Whether the paragraph tells figures of the accounts; terms, duties and annexes do not."""
        section = self.section.id
        return section is None or section in _telling_sections()

    @property
    def sentences(self) -> list[Sentence]:
        """The sentences, each with its full stop."""
        if self._sentences is None:
            self._sentences = list(_sentences(self))
        return self._sentences

    def part(self, start: int, end: int) -> Value:
        """Give a part of the paragraph as printed."""
        return self.value.part(start, end)


class Sentence(NamedTuple):
    """A sentence of a paragraph: where it begins and ends there."""

    paragraph: Paragraph
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its words in plain form."""
        return self.paragraph.text[self.start : self.end]

    @property
    def told(self) -> list[Told]:
        """Its figures."""
        return [told for told in self.paragraph.told if self.start <= told.start < self.end]

    @property
    def value(self) -> Value:
        """The sentence as printed."""
        return self.paragraph.part(self.start, self.end)


@cache
def _telling_sections() -> frozenset[str]:
    return frozenset(kind.id for kind in section_kinds() if kind.reads == "concepts")


def paragraphs_of(document: FinalAccounts) -> list[Paragraph]:
    """Give the paragraphs of a document in order, each with the figures that stand in it."""
    found = [Paragraph(section, value) for section in document.sections for value in section.paragraphs if value]
    _tell(found, document.statements)
    return found


def number_of(statement: Statement) -> Decimal | None:
    """Give the number that a statement prints, None where it is none."""
    found = printed(statement.value.text)
    return found.number if found else None


def sentences_of(paragraphs: Iterable[Paragraph]) -> Iterator[Sentence]:
    """Give the sentences of paragraphs in order."""
    for paragraph in paragraphs:
        yield from paragraph.sentences


def _tell(paragraphs: list[Paragraph], statements: list[Statement]) -> None:
    """Give every paragraph the statements that were cut from the same running text."""
    by_text: dict[int, list[tuple[int, int, Paragraph]]] = {}
    for paragraph in paragraphs:
        stretch = paragraph.value.stretch
        if stretch is not None:
            holder, start, end = stretch
            by_text.setdefault(id(holder), []).append((start, end, paragraph))
    for statement in statements:
        stretch = statement.value.stretch
        if stretch is None:
            continue
        holder, first, last = stretch
        for start, end, paragraph in by_text.get(id(holder), ()):
            if start <= first < end:
                paragraph.told.append(Told(statement, first - start, last - start))
                break


def _sentences(paragraph: Paragraph) -> Iterator[Sentence]:
    start = 0
    for stop in _ENDS.finditer(paragraph.text):
        yield Sentence(paragraph, start, stop.end())
        start = stop.end()
    if start < len(paragraph.text):
        yield Sentence(paragraph, start, len(paragraph.text))
