"""The figures of several papers as one book, those of other papers under the document's name: last, form, report."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import replace

from jixiao.check.across.papers import Paper
from jixiao.check.amounts import Amount
from jixiao.check.relations.book import Book
from jixiao.check.relations.constraints import ONE, Span
from jixiao.check.relations.facts import Fact, Key, Site
from jixiao.check.relations.names import label_of
from jixiao.check.relations.numbers import exactly, money_factor, printed
from jixiao.model.accounts import FinalAccounts
from jixiao.model.form import Form
from jixiao.model.value import Value

_COLUMNS = {"form.initial": "initial", "form.budget": "base", "form.executed": "executed"}


class Joined:
    """The figures of a paper, to which those of others are added; `papers` tells which paper a figure stands in."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.book = _copied(paper.book)
        self.papers: dict[int, Paper] = {}

    def add(self, name: str, paper: Paper) -> None:
        """Add the figures of a paper under the name that formulas know its document by."""
        known = set(self.book.by_key)
        for fact in _facts(paper, name):
            if fact.key is not None and fact.key._replace(of=name) not in known:  # text and tables may be two papers
                self._include(name, fact, paper)

    def telling(self, facts: list[Fact], file: str) -> Book:
        """Give the book for a sentence about a file, in which figures of other files are called by the file too."""
        told = copy(self.book)
        told.facts = list(self.book.facts)
        for fact in facts:
            other = self.paper_of(fact).file
            if other != file:
                told.facts[fact.index] = replace(fact, named=f"“{other}”的{fact.label}")
        return told

    def paper_of(self, fact: Fact) -> Paper:
        """Give the paper that a figure stands in."""
        return self.papers.get(fact.index, self.paper)

    def _include(self, name: str, fact: Fact, paper: Paper) -> None:
        book = self.book
        assert fact.key is not None
        key = fact.key._replace(of=name)
        own = replace(fact, index=len(book.facts), key=key, site=Site(of=name))
        book.facts.append(own)
        book.by_site[own.site].append(own)
        book.by_key[key].append(own)
        self.papers[own.index] = paper


def amount(paper: Paper, concept: str) -> Fact | None:
    """Give an amount of the year that accounts state, None where they do not, or not in one way."""
    return next((fact for fact in _facts(paper, "other") if fact.key == Key(concept)), None)


def _copied(book: Book) -> Book:
    """Give a book that may grow without the one it was copied from."""
    own = copy(book)
    own.facts = list(book.facts)
    own.by_key, own.by_site = copy(book.by_key), copy(book.by_site)
    return own


def _facts(paper: Paper, name: str) -> list[Fact]:
    if name not in paper.facts:
        of_form = isinstance(paper.document, Form)
        report = paper.accounts if name == "report" else None
        paper.facts[name] = list(_of_form(paper, named=name == "form") if of_form else agreed(paper.book, report))
    return paper.facts[name]


def agreed(book: Book, report: FinalAccounts | None = None) -> Iterator[Fact]:
    """Give the figures on which a document agrees with itself, each once: where it does not, nobody knows which holds.

    A `report` is asked for its figures of the year only.
    """
    foreign = _of_other_years(report) if report else set()
    for facts in book.by_key.values():
        known = [fact for fact in facts if not fact.unsigned and id(fact.value) not in foreign]
        stated = [fact for fact in known if not fact.blank] or known
        best = min(stated, key=lambda fact: fact.span.high - fact.span.low, default=None)
        if best is not None and all(meet(best, fact) for fact in stated):
            yield best


def _of_other_years(report: FinalAccounts) -> set[int]:
    return {id(statement.value) for statement in report.statements if statement.year not in (report.year, None)}


def meet(one: Fact, other: Fact) -> bool:
    """Say whether two printed figures may be of one value."""
    return one.span.low <= other.span.high and other.span.low <= one.span.high


def _of_form(paper: Paper, *, named: bool) -> Iterator[Fact]:
    """Give the amounts of a form's total row and its score, under the project's name where it is one of many."""
    item = (paper.project or f"第{paper.index + 1}张表",) if named else ()
    for concept, value, span, unit in _stated(paper):
        factor = money_factor(unit) or ONE
        found = Span(span.low * factor, span.high * factor)
        middle = (found.low + found.high) / 2
        label = ("“" + "".join(item) + "”的" if item else "") + label_of(concept).removeprefix("自评表的")
        key = Key(concept, "amount", item)
        yield Fact(0, key, middle, found, found, value, unit, Site(), value.quantity.places, factor, label)


def _stated(paper: Paper) -> Iterator[tuple[str, Value, Span, str]]:
    """Give what a form states: the concept, the cell, what it may be in the form's unit."""
    unit = paper.form.money_unit.text or "万元"
    for concept, column in _COLUMNS.items():
        amount: Amount | None = getattr(paper.line, column) if paper.line else None
        if amount is not None and amount.interval is not None:
            yield concept, amount.value, Span(amount.interval.low, amount.interval.high), unit
    score = printed(paper.form.total.score.text)
    if score is not None:
        yield "form.score", paper.form.total.score, exactly(score.number), "分"
