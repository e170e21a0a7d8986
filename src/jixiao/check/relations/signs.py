"""Signs (方向) that the words leave open (增加/减少0.19万元): settled by the figure beside that says it."""

from __future__ import annotations

from jixiao.check.relations.book import Book
from jixiao.check.relations.constraints import ONE, ZERO, Ratio, Span, holds
from jixiao.check.relations.facts import Fact, Key
from jixiao.model.accounts import Measure

_PARTNER: dict[Measure, Measure] = {
    "change": "growth",
    "growth": "change",
    "difference": "difference_rate",
    "difference_rate": "difference",
}


def settle_signs(book: Book) -> None:
    """Give every figure whose direction is left open the sign of its partner; else the one that its amount fits."""
    for fact in book.facts:
        if fact.unsigned and fact.number == ZERO:
            fact.unsigned = False
    for fact in book.facts:
        if not fact.unsigned or fact.key is None:
            continue
        partner = _nearest(book, fact, Key(fact.key.concept, _PARTNER[fact.key.measure], fact.key.item))
        if partner is not None and not partner.unsigned:
            _sign(fact, partner.number < ZERO)
        elif partner is not None and (down := _down(book, fact, partner)) is not None:
            _sign(fact, down)
            _sign(partner, down)


def flipped(fact: Fact) -> Span:
    """Give what a figure may be with the other sign."""
    return Span(-fact.span.high, -fact.span.low)


def _nearest(book: Book, fact: Fact, key: Key) -> Fact | None:
    beside = [other for other in book.by_key.get(key, ()) if other.site == fact.site]
    return min(beside, key=lambda other: abs(other.index - fact.index), default=None)


def _sign(fact: Fact, down: bool) -> None:
    if down:
        fact.number, fact.span, fact.literal = -fact.number, flipped(fact), Span(-fact.literal.high, -fact.literal.low)
    fact.unsigned = False


def _down(book: Book, fact: Fact, partner: Fact) -> bool | None:
    """Say whether both are decreases, as far as the amount that they belong to tells; None where it does not."""
    if fact.key is None or fact.key.measure not in ("change", "growth"):
        return None
    amount = _nearest(book, fact, Key(fact.key.concept, "amount", fact.key.item))
    if amount is None:
        return None
    change, growth = (fact, partner) if fact.key.measure == "change" else (partner, fact)
    ratio = Ratio(((ONE, 1),), ((ONE, 0), (-ONE, 1)), 2, "")
    up = holds(ratio, [amount.span, change.span, growth.span])
    down = holds(ratio, [amount.span, flipped(change), flipped(growth)])
    return down if up != down else None
