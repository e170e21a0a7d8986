"""Shares too small to print (极小占比): 0.01% for what is less, and the largest share lowered by as much.

People do so to show that something is there and that all shares are 100% together; it is a habit, not a mistake.
"""

from __future__ import annotations

from decimal import Decimal

from jixiao.check.relations.book import Book
from jixiao.check.relations.constraints import HUNDRED, ZERO, Ratio, Terms
from jixiao.check.relations.facts import Fact, Key

_HALF = Decimal(2)


def is_of_tiny_shares(book: Book, ratio: Ratio) -> bool:
    """Say whether a share is off only because shares that round to nothing beside it are printed as the least one."""
    share, whole = book.facts[ratio.figure], _sum(book, ratio.denominator)
    if share.measure != "share" or whole <= ZERO:
        return False
    step = Decimal(1).scaleb(-share.places)
    true = HUNDRED * _sum(book, ratio.numerator) / whole
    if share.number == step:
        return ZERO < true < step / _HALF
    lifted = sum(_is_lifted(book, other, share, step, whole) for other in book.by_site[share.site])
    return lifted > 0 and abs(share.number + lifted * step - true) <= step / _HALF


def _is_lifted(book: Book, other: Fact, share: Fact, step: Decimal, whole: Decimal) -> bool:
    """Say whether another share is printed as the least one, though its amount rounds to nothing of the whole."""
    if other is share or other.measure != "share" or other.number != step or other.key is None:
        return False
    amounts = book.by_key.get(Key(other.key.concept, "amount", other.key.item), ())
    return any(ZERO < fact.number * HUNDRED < whole * step / _HALF for fact in amounts)


def _sum(book: Book, terms: Terms) -> Decimal:
    return sum((coefficient * book.facts[index].number for coefficient, index in terms), ZERO)
