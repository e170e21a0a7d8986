"""Lists (列示) whose parts fall short of their total: whether the text may have left something out on purpose."""

from __future__ import annotations

from decimal import Decimal

from jixiao.check.relations.bind import Bound
from jixiao.check.relations.book import Book
from jixiao.check.relations.constraints import HUNDRED, ZERO, Constraint, Span, figures_of
from jixiao.check.relations.facts import Fact, Key
from jixiao.check.relations.names import label_of

_SHARE_SLACK = Decimal("0.05")  # percentage points that the shares of a complete list may lack to 100


def left_out(book: Book, bound: Bound, gap: Span) -> str | None:
    """Say why a sum that falls short by `gap` may still be right: a reason in Chinese.

    None where nothing speaks for it; an empty text where a figure that was not understood is what is lacking.
    """
    unknown = _unknown_amounts(book, bound)
    if any(fact.span.low <= gap.high and gap.low <= fact.span.high for fact in unknown):
        return ""
    if unknown:
        return "同一处还有看不懂含义的金额"
    if _is_embedded(book, bound):
        return "文中可能只列了其中的几项"
    shares = _shares(book, bound)
    if shares is not None and shares < HUNDRED - _SHARE_SLACK * max(1, len(bound.listed)):
        return f"列出的各项占比合计只有{shares.normalize():f}%，可能没有列全"
    if shares is None and bound.omitted:
        return f"没有写明{'、'.join(label_of(operand.concept) for operand in bound.omitted)}"
    return None


def _is_embedded(book: Book, bound: Bound) -> bool:
    """Say whether the parts follow their total at once (社会保障支出58.52万元，其中：养老36.04万元), as examples do."""
    total = next((fact for fact in _facts(book, bound) if fact not in bound.listed), None)
    first = min(bound.listed, key=lambda fact: fact.index, default=None)
    if total is None or first is None or total.site != first.site or not (total.key and total.key.item):
        return False
    between = book.facts[total.index + 1 : first.index]
    return not any(fact.key and fact.key.item and fact.key[:2] == total.key[:2] for fact in between)


def _facts(book: Book, bound: Bound) -> list[Fact]:
    return [book.facts[index] for index in figures_of(bound.constraint)]


def _unknown_amounts(book: Book, bound: Bound) -> list[Fact]:
    """The amounts of money at the same place whose meaning was not recognised."""
    if bound.site.table is not None:
        return []
    facts = book.by_site[bound.site]
    return [fact for fact in facts if fact.key is None and fact.number > ZERO and fact.unit.endswith("元")]


def _shares(book: Book, bound: Bound) -> Decimal | None:
    """Give the sum of the shares of the parts, None where one that is not 0 has no share."""
    total = ZERO
    for coefficient, index in bound.constraint.terms if isinstance(bound.constraint, Constraint) else ():
        fact = book.facts[index]
        if coefficient > ZERO or fact.number == ZERO or fact.key is None:
            continue
        stated = book.by_key.get(Key(fact.key.concept, "share", fact.key.item), ())
        share = min(stated, key=lambda each: abs(each.index - fact.index), default=None)
        if share is None:
            return None
        total += share.number
    return total
