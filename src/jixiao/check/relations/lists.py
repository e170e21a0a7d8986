"""Lists (列示) whose parts fall short of their total: whether the text may have left something out on purpose."""

from __future__ import annotations

from decimal import Decimal

from jixiao.check.relations.bind import Bound
from jixiao.check.relations.book import Book
from jixiao.check.relations.constraints import HUNDRED, ZERO, Constraint, Span, figures_of
from jixiao.check.relations.facts import Fact, Key

_MAINLY = "主要用于"  # a list of uses need not have all
_SHARE_SLACK = Decimal("0.05")  # percentage points that the shares of a complete list may lack to 100


def left_out(book: Book, bound: Bound, gap: Span) -> str | None:
    """Say why a sum that falls short by `gap` may still be right: a reason in Chinese.

    None where nothing speaks for it; an empty text where a figure that was not understood is what is lacking.
    """
    if bound.site.table is not None and _elsewhere(book, bound, gap):
        return None
    if any(fact.label.startswith(_MAINLY) for fact in bound.listed):
        return "文中可能只列了主要用途"
    unknown = [fact for fact in _unknown_amounts(book, bound) if fact.span.low <= gap.high]
    if any(gap.low <= fact.span.high for fact in unknown):
        return ""
    if sum((fact.number for fact in unknown), ZERO) >= gap.low:
        return "同一处还有看不懂含义的金额"
    shares = _shares(book, bound)
    if shares is not None and shares < HUNDRED - _SHARE_SLACK * max(1, len(bound.listed)):
        return f"列出的各项占比合计只有{shares.normalize():f}%，可能没有列全"
    if shares is None and _is_partial(book, bound):
        return "文中可能只列了其中的几项"
    return None


def _elsewhere(book: Book, bound: Bound, gap: Span) -> bool:
    """Say whether a table has elsewhere, with just what is lacking, an item that this table does not list."""
    keys = {fact.key for fact in bound.listed if fact.key is not None}
    for fact in book.facts:
        key = fact.key
        if key is None or fact.site.table in (None, bound.site.table) or len(key.item) != 1 or not fact.number:
            continue
        listed_so = any(other.item == key.item for other in keys)
        alike = any(other.measure == key.measure for other in keys)
        if alike and not listed_so and fact.span.low <= gap.high and gap.low <= fact.span.high:
            return True
    return False


def _is_partial(book: Book, bound: Bound) -> bool:
    """Say whether a list without shares looks like one of examples: it has one item, or less than half of the total."""
    total = next((fact for fact in _facts(book, bound) if fact not in bound.listed), None)
    if total is None or not bound.listed:
        return False
    if total.key is not None and total.key.item:
        return len(bound.listed) == 1 and _is_embedded(book, total, bound.listed[0])
    listed = sum((fact.number for fact in bound.listed), ZERO)
    return len(bound.listed) == 1 or listed * 2 < total.number


def _is_embedded(book: Book, total: Fact, part: Fact) -> bool:
    """Say whether a part follows its total at once: 社会保障支出58.52万元，其中：养老36.04万元."""
    between = book.facts[total.index + 1 : part.index]
    others = any(fact.key and fact.key.item and fact.key[:2] == (total.key or ())[:2] for fact in between)
    return total.site == part.site and not others


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
