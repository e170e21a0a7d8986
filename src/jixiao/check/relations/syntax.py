"""What a formula says, as a tree of three kinds: an equation or inequality of sums, a ratio, sameness everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from jixiao.model.accounts import Measure

OperandKind = Literal[
    "figure",  # one figure: concept, measure and item; in a table the column of that name
    "sum",  # sum(…): the topmost items of a concept, as stated in one list
    "parts",  # parts(…): the nearest items stated below an item
    "whole",  # whole(*): what a share refers to by the taxonomy
    "grandparent",  # grandparent(*): what the parent of a concept is a part of
    "parent",  # parent(*): what the concept, or the item, is a part of; in a table the row or column above
    "children",  # in a table: the rows or columns directly below the parent
]
Optional = Literal["", "?", "??"]
Operator = Literal["=", "<=", ">="]


class Operand(NamedTuple):
    """What a formula adds up. `concept` may be * (every concept) or end in .* (every concept below).

    `item` is None (no item), * (every item) or the code or name of one. What is `optional` counts as 0 where it is not
    stated (?), or leaves open whether the rest falls short (??). `of` is the other document that states the figure
    (last: the accounts of the year before), empty where it is the document itself.
    """

    kind: OperandKind
    concept: str = ""
    measure: Measure = "amount"
    item: str | None = None
    optional: Optional = ""
    offset: int = 0
    of: str = ""

    @property
    def every(self) -> bool:
        """Whether it stands for each of many: the same one in the whole formula."""
        return "*" in self.concept or self.item == "*"


class Addend(NamedTuple):
    """An operand with its sign."""

    sign: Decimal
    operand: Operand


class Sum(NamedTuple):
    """Operands added up, and a constant."""

    addends: tuple[Addend, ...]
    constant: Decimal = Decimal(0)


class Linear(NamedTuple):
    """left − right compared with 0."""

    left: Sum
    operator: Operator
    right: Sum


class Quotient(NamedTuple):
    """figure = numerator ÷ denominator."""

    figure: Operand
    numerator: Sum
    denominator: Sum


class Same(NamedTuple):
    """Every place that states a figure states the same."""

    operand: Operand


class Noted(NamedTuple):
    """A table without figures has a note that says so."""


Formula = Linear | Quotient | Same | Noted


def operands(formula: Formula) -> Iterator[Operand]:
    """Give all operands of a formula, from left to right."""
    if isinstance(formula, Noted):
        return
    if isinstance(formula, Same):
        yield formula.operand
        return
    sums = (formula.left, formula.right) if isinstance(formula, Linear) else (formula.numerator, formula.denominator)
    if isinstance(formula, Quotient):
        yield formula.figure
    for each in sums:
        yield from (addend.operand for addend in each.addends)
