"""What is said of relations that do not hold: a sentence with the numbers, and the arithmetic written out."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jixiao.check.relations.blame import Suspect
from jixiao.check.relations.book import Book, Fact
from jixiao.check.relations.constraints import HUNDRED, ONE, ZERO, Constraint, Ratio, Term
from jixiao.check.relations.names import PERCENT
from jixiao.check.relations.numbers import money_factor, percent_factor, printed
from jixiao.score.rounding import half_up, plain

_LONGEST = 8  # addends that are written out


def sentence(book: Book, constraint: Constraint | Ratio) -> str:
    """Give what is wrong in one sentence, without a full stop at its end."""
    if isinstance(constraint, Ratio):
        figure = book.facts[constraint.figure]
        return f"{named(figure)}，按{_division(book, constraint)}"
    left, right = _sides(constraint)
    if not right:
        return f"{_names(book, left)}{_limit(constraint)}"
    relation = "不应大于" if constraint.low is None else "不应小于" if constraint.high is None else "应等于"
    gap = abs(_total(book, left) - _total(book, right))
    return f"{_names(book, left)}{relation}{_names(book, right)}，相差{plain(gap)}{_unit(book, constraint)}"


def arithmetic(book: Book, constraint: Constraint | Ratio) -> str:
    """Give the arithmetic: 1516.64 + 170.81 = 1687.45 ≠ 1732.45."""
    if isinstance(constraint, Ratio):
        figure = book.facts[constraint.figure]
        return f"{_division(book, constraint)} ≠ {plain(figure.number)}{'%' if constraint.percent else ''}"
    left, right = _sides(constraint)
    if not right:
        return f"{_numbers(book, left)}{_limit(constraint)}"
    sign = ">" if constraint.low is None else "<" if constraint.high is None else "≠"
    return f"{_result(book, left)} {sign} {_result(book, right)}"


def suspicion(suspects: Iterable[Suspect]) -> str:
    """Give which figures may be wrong and what they should be; empty where nothing tells."""
    told = [f"{suspect.fact.label}{f'应为{right}' if (right := expected(suspect)) else '有误'}" for suspect in suspects]
    if not told:
        return ""
    return f"可能是{told[0]}" if len(told) == 1 else f"可能是{'，或'.join(told)}"


def expected(suspect: Suspect) -> str | None:
    """Give what a figure should be as it would be printed, None where nothing tells."""
    fact, (low, high) = suspect
    if not (low.is_finite() and high.is_finite()):
        return None
    scale, places = _scale(fact), _places(fact)
    value = ((low + high) / 2) / scale
    return plain(half_up(abs(value) if _is_signed(fact) and fact.number * value > ZERO else value, places))


def named(fact: Fact) -> str:
    """Give a figure as it is printed, with its label and unit."""
    unit = "" if fact.unit and (fact.value.text or "").endswith(fact.unit) else fact.unit
    return f"{fact.label}{fact.value.text}{unit}"


def _sides(constraint: Constraint) -> tuple[list[Term], list[Term]]:
    left = [(coefficient, index) for coefficient, index in constraint.terms if coefficient > ZERO]
    right = [(-coefficient, index) for coefficient, index in constraint.terms if coefficient < ZERO]
    return left, right


def _names(book: Book, terms: list[Term]) -> str:
    names = [named(book.facts[index]) for _, index in terms]
    if len(names) > _LONGEST:
        return f"{names[0]}等{len(names)}项之和{plain(_total(book, terms))}"
    return "＋".join(names) if len(names) < 3 else f"{'＋'.join(names)}之和{plain(_total(book, terms))}"


def _limit(constraint: Constraint) -> str:
    return (
        f"不应小于{plain(constraint.low)}"
        if constraint.low is not None
        else f"不应大于{plain(constraint.high or ZERO)}"
    )


def _numbers(book: Book, terms: list[Term]) -> str:
    numbers = [book.facts[index].number for _, index in terms]
    shown = [plain(number) if number >= ZERO else f"({plain(number)})" for number in numbers[:_LONGEST]]
    return " + ".join([*shown, "…"] if len(numbers) > _LONGEST else shown)


def _result(book: Book, terms: list[Term]) -> str:
    numbers = _numbers(book, terms)
    return numbers if len(terms) == 1 else f"{numbers} = {plain(_total(book, terms))}"


def _total(book: Book, terms: Iterable[Term]) -> Decimal:
    return sum((coefficient * book.facts[index].number for coefficient, index in terms), ZERO)


def _division(book: Book, ratio: Ratio) -> str:
    part, whole = _total(book, ratio.numerator), _total(book, ratio.denominator)
    parts, wholes = _bracketed(book, ratio.numerator), _bracketed(book, ratio.denominator)
    if not whole:
        return f"{parts} ÷ {wholes}，除数为0，没有比率可算"
    value = half_up((HUNDRED if ratio.percent else ONE) * part / whole, 2)
    return f"{parts} ÷ {wholes} = {plain(value)}{'%' if ratio.percent else ''}"


def _bracketed(book: Book, terms: Iterable[Term]) -> str:
    """A sum of several figures in brackets, with its signs: (391.91 - 70.59)."""
    text = ""
    for coefficient, index in terms:
        number = coefficient * book.facts[index].number
        sign = (" - " if number < ZERO else " + ") if text else ("-" if number < ZERO else "")
        text += sign + plain(abs(number))
    return f"({text})" if " " in text else text


def _unit(book: Book, constraint: Constraint) -> str:
    fact = book.facts[constraint.terms[0][1]]
    if fact.key is not None and fact.key.measure in PERCENT:
        return "个百分点"
    return "万元" if money_factor(fact.unit) is not None else fact.unit


def _scale(fact: Fact) -> Decimal:
    if fact.key is not None and fact.key.measure in PERCENT:
        return percent_factor(fact.unit) or ONE
    return money_factor(fact.unit) or ONE


def _places(fact: Fact) -> int:
    number = printed(fact.value.text)
    habit = (fact.span.high - fact.span.low) / _scale(fact)
    places = number.places if number else 0
    return places if not habit else max(places, -habit.normalize().adjusted())


def _is_signed(fact: Fact) -> bool:
    return fact.key is not None and fact.key.measure in ("change", "growth", "difference", "difference_rate")
