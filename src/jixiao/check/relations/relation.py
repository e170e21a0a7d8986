"""A relation (勾稽关系): what must hold between figures, why, and an example of each outcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from jixiao.check.relations.syntax import Formula, Operand, operands
from jixiao.model.result import Severity

# What a relation of tables is about: the columns of each row, the rows of each column by their codes, each cell, or the
# table as a whole. A relation without tables is about the figures of the document, wherever they stand.
Each = Literal["row", "column", "cell", "table"]


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation of a file; where it has several formulas, one that holds is enough.

    `tables` are the kinds of table that it is about, * for all; none where it is about figures of text and tables.
    `without` are the concepts that * does not stand for, with .* those below one. `since` and `until` are the first and
    the last year of accounts that it applies to.
    """

    id: str
    sentence: str
    basis: str
    severity: Severity
    formulas: tuple[Formula, ...]
    printed: tuple[str, ...]
    tables: tuple[str, ...] = ()
    each: Each | None = None
    without: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    good: str = ""
    bad: str = ""

    def applies(self, year: int | None) -> bool:
        """Say whether the relation applies to accounts of a year; where the year is not known it does."""
        if year is None:
            return True
        return (self.since is None or year >= self.since) and (self.until is None or year <= self.until)

    def is_about(self, concept: str) -> bool:
        """Say whether * stands for a concept too."""
        return not any(
            concept == each or (each.endswith(".*") and concept.startswith(each[:-1])) for each in self.without
        )

    @property
    def is_across(self) -> bool:
        """Whether the relation is one between several documents."""
        return any(operand.of for operand in self.operands)

    @property
    def operands(self) -> list[Operand]:
        """The operands of all formulas, from left to right."""
        return [operand for formula in self.formulas for operand in operands(formula)]
