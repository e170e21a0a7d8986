"""Evaluation: which relations hold on a document, which are broken beyond rounding, and which lacked a figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from jixiao.check.relations.bind import Binder, Bound
from jixiao.check.relations.book import Book
from jixiao.check.relations.constraints import ZERO, Constraint, Ratio, Span, holds, span_of
from jixiao.check.relations.lists import left_out
from jixiao.check.relations.notes import unnoted_tables
from jixiao.check.relations.relation import Relation
from jixiao.check.relations.signs import settle_signs
from jixiao.check.relations.syntax import Noted, Operand
from jixiao.check.relations.tables import TableBinder
from jixiao.check.relations.tiny import is_of_tiny_shares
from jixiao.model.accounts import AccountsTable, FinalAccounts
from jixiao.model.result import Severity


@dataclass(slots=True)
class Breach:
    """A relation that does not hold at a place; `reserve` says in Chinese why it may still be right."""

    bound: Bound
    severity: Severity
    reserve: str = ""


@dataclass(slots=True)
class Evaluated:
    """How one relation ended on a document: where it holds, where it is broken, and what it lacked."""

    relation: Relation
    kept: list[Bound] = field(default_factory=list)
    broken: list[Breach] = field(default_factory=list)
    bare: list[AccountsTable] = field(default_factory=list)  # tables without figures and without the note they need
    noted: int = 0  # tables without figures that have it
    lacking: tuple[Operand, ...] = ()

    @property
    def count(self) -> int:
        """How many times the relation was evaluated."""
        return len(self.kept) + len(self.broken) + len(self.bare) + self.noted


class Evaluation:
    """All relations evaluated on one document; `book` are its figures where others beside them are known."""

    def __init__(self, accounts: FinalAccounts, relations: Iterable[Relation], book: Book | None = None) -> None:
        self.book = book or Book(accounts)
        settle_signs(self.book)
        self.spans: list[Span] = [fact.span for fact in self.book.facts]
        self._literal: list[Span] = [fact.literal for fact in self.book.facts]
        self._figures, self._tables = Binder(self.book), TableBinder(self.book)
        self.results = [self._evaluated(relation) for relation in relations if relation.applies(accounts.year)]

    def _evaluated(self, relation: Relation) -> Evaluated:
        if isinstance(relation.formulas[0], Noted):
            bare, noted = unnoted_tables(self.book, relation)
            return Evaluated(relation, bare=bare, noted=noted)
        binder = self._tables if relation.tables else self._figures
        result = Evaluated(relation)
        for alternatives in binder.bind(relation):
            self._judge(result, alternatives)
        result.lacking = (*binder.lacking, *result.lacking)
        return result

    def _judge(self, result: Evaluated, alternatives: Sequence[Bound]) -> None:
        kept = next((bound for bound in alternatives if holds(bound.constraint, self.spans)), None)
        if kept is not None:
            result.kept.append(kept)
            return
        bound = alternatives[0]
        gap = self._shortfall(bound)
        if gap is not None and (open_parts := [operand for operand in bound.omitted if operand.optional == "??"]):
            result.lacking = (*result.lacking, *open_parts)
        elif (breach := self._breach(bound, gap)) is not None:
            result.broken.append(breach)

    def _breach(self, bound: Bound, gap: Span | None) -> Breach | None:
        severity = bound.relation.severity
        if holds(bound.constraint, self._literal):
            return Breach(bound, _milder(severity), "按印出的位数理解还说得通")
        if isinstance(bound.constraint, Ratio) and is_of_tiny_shares(self.book, bound.constraint):
            return Breach(bound, "info", "占比太小的印为最小的一位，其余的相应少印")
        found = left_out(self.book, bound, gap) if gap is not None else None
        if found is None:
            return Breach(bound, severity)
        return Breach(bound, _milder(severity), found) if found else None

    def _shortfall(self, bound: Bound) -> Span | None:
        """Give how much the parts lack to their total, None where nothing was left out or they do not lack."""
        constraint = bound.constraint
        if not isinstance(constraint, Constraint) or constraint.low is None or not (bound.omitted or bound.listed):
            return None
        gap = span_of(constraint.terms, self.spans)
        return gap if gap.low > ZERO else None


def _milder(severity: Severity) -> Severity:
    return "warning" if severity == "error" else severity
