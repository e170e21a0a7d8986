"""What only the whole text tells (合看): whose a change behind 其中 is, which of two equal names is a part.

总支出125.08万元，其中本年支出116.12万元，较上年增加19.68万元，增长20.41%: grammar leaves open which of the two has
grown; a change and its rate fit the amount that they are of. Where they fit both they are of the nearer one, in the
next sentence of the whole; where they fit neither they stay without one.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import NamedTuple

from jixiao.knowledge.taxonomy import Concept, normal, taxonomy
from jixiao.model.accounts import SIGNED_RATE, Statement
from jixiao.model.quantity.normal import plain
from jixiao.read.recognise.accounts.subjects import Subject

_AVERAGE = "average"  # 运行维护费8万元，车均2万元，比上年增加1万元: said in passing
_PER_CENT = Decimal(100)


class Open(NamedTuple):
    """A change, or its rate, that may be of several subjects; it is of the `usual` one where figures do not tell."""

    statement: Statement
    subjects: tuple[Subject, ...]
    usual: Subject | None = None


def settle(left: list[Open], statements: list[Statement]) -> None:
    """Give each change and the rate behind it to the one subject whose amount both fit."""
    for change, growth in pairwise(left):
        if (change.statement.measure, growth.statement.measure) != ("change", "growth"):
            continue
        fitting = [each for each in change.subjects if _fits(change.statement, growth.statement, each, statements)]
        if fitting and change.subjects == growth.subjects:
            for one in (change.statement, growth.statement):
                _give(one, fitting[-1 if change.usual else 0])
    for statement, _, usual in left:
        if statement.concept is None and usual is not None:
            _give(statement, usual)


def tell_prior(statements: list[Statement], year: int | None) -> None:
    """Mark amounts of the year before as such, where the same amount is stated for the year reported.

    A year alone does not make a figure last year's: it may be a slip for this year's.
    """
    amounts = [each for each in statements if each.measure == "amount" and each.concept is not None]
    current = {(each.concept, each.item) for each in amounts if each.year == year}
    for each in amounts:
        if year is not None and each.year == year - 1 and (each.concept, each.item) in current:
            each.measure = "prior"


def tell_differences(statements: list[Statement]) -> None:
    """Give 差异率, which has no word for its direction, that of its sign, else that of the amounts before it."""
    stated: dict[tuple[str | None, str | None, str], Decimal | None] = {}
    for each in statements:
        kind = "budget" if each.measure in ("budget", "initial_budget") else each.measure
        stated[each.concept, each.item, kind] = _number(each)
        rate = _number(each) if each.measure == "difference_rate" and each.direction is None else None
        if rate and each.label.endswith(SIGNED_RATE):
            amount, budget = (stated.get((each.concept, each.item, kind)) for kind in ("amount", "budget"))
            less = amount is not None and budget is not None and amount < budget
            each.direction = "down" if rate < 0 or less else "up"


def tell_parts(statements: list[Statement]) -> None:
    """组织出国团组1个，参加其他单位组织的团组2个，共计3个: what stands right before the other part is a part too."""
    for before, part in pairwise(statements):
        concept = taxonomy().concepts.get(part.concept or "")
        if concept is not None and concept.rest_of and before.concept == concept.parent:
            before.concept = concept.rest_of
    _tell_parts_behind(statements)


def _tell_parts_behind(statements: Iterable[Statement]) -> None:
    """公务用车购置费0万元，公务用车及运行维护费8万元: behind one part a name of the whole means the other."""
    last: str | None = None
    for each in statements:
        part = next((part for part in taxonomy().children.get(each.concept or "", ()) if part.behind == last), None)
        if last and part is not None and taxonomy().means(_name_in(each.label), part):
            each.concept = part.id
        elif each.concept is not None:
            last = each.concept


def _name_in(label: str) -> str:
    """Give the words of the taxonomy in a label as printed."""
    words = normal(plain(label))
    span = taxonomy().last_word(words)
    return words[slice(*span)] if span else ""


def lift(statements: list[Statement]) -> None:
    """与上年相比，收入增加60.80万元，增长4.1%: where both fit 收入总计 and not 本年收入, they are of that."""
    for change, growth in pairwise(statements):
        same = change.concept is not None and (change.concept, change.item) == (growth.concept, growth.item)
        if not same or (change.measure, growth.measure) != ("change", "growth"):
            continue
        concept = taxonomy().concepts[change.concept or ""]
        above = taxonomy().concepts.get(concept.parent or "")
        if above is None or above.side != concept.side:
            continue
        stated = _states(statements, concept.id) and _AVERAGE not in concept.id
        if stated and not _is_rather(above, concept, change, growth, statements):
            continue
        if not stated and _fits(change, growth, Subject(concept, change.item, concept.label), statements):
            continue
        if _fits(change, growth, Subject(above, change.item, above.label), statements):
            change.concept = growth.concept = above.id


def _is_rather(
    above: Concept, concept: Concept, change: Statement, growth: Statement, statements: list[Statement]
) -> bool:
    """收、支总计10万元。收入增加1万元，增长11.11%: of the total where that alone was stated before."""
    known = _amount(Subject(concept, change.item, ""), change, statements)
    return above.id in taxonomy().of_pair and known is None and _signed(change) != 0


def _states(statements: Iterable[Statement], concept: str) -> bool:
    """Say whether the amount of a concept, or last year's, is stated anywhere."""
    return any(each.concept == concept and each.measure in ("amount", "prior") for each in statements)


def _give(statement: Statement, subject: Subject) -> None:
    assert subject.concept is not None  # only subjects that are known are among those that fit
    old = Subject(None, None, statement.label)
    statement.label = subject.label + old.label[len(old.label.rstrip("增加减少长下降低升")) :]
    statement.concept, statement.item = subject.concept.id, subject.item


def _fits(change: Statement, growth: Statement, subject: Subject, statements: Iterable[Statement]) -> bool:
    """Tell whether change ÷ (amount - change) is the rate, as far as the rate is printed."""
    amount, moved, rate = _amount(subject, change, statements), _signed(change), _signed(growth)
    if amount is None or moved is None or rate is None or amount == moved:
        return False
    exponent = rate.as_tuple().exponent
    half = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return abs(moved / (amount - moved) * _PER_CENT - rate) <= half


def _amount(subject: Subject, change: Statement, statements: Iterable[Statement]) -> Decimal | None:
    """Give the last amount of a subject before a change, in the change's unit."""
    found = None
    concept = subject.concept.id if subject.concept else ""
    both = taxonomy().of_pair.get(concept)
    for each in statements:
        if each is change:
            break
        same = each.concept in (concept, both.id if both else concept) and each.item == subject.item
        if same and each.measure == "amount" and each.unit == change.unit:
            found = each
    return _number(found) if found else None


def _signed(statement: Statement) -> Decimal | None:
    number = _number(statement)
    return -number if number is not None and statement.direction == "down" else number


def _number(statement: Statement) -> Decimal | None:
    try:
        return Decimal((statement.value.text or "").replace(",", ""))
    except InvalidOperation:
        return None
