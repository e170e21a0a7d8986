"""Intervals hold what they promise; the parser of quantities is total, quick, and reads back what it shows."""

from __future__ import annotations

import time
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jixiao.model.interval import Interval, around, exact
from jixiao.model.quantity import convert, numbers, parse

VALUES = st.decimals(min_value=-(10**12), max_value=10**12, places=4)
INTERVALS = st.tuples(VALUES, VALUES).map(lambda pair: Interval(min(pair), max(pair)))
UNITS = ["", "%", "元", "万元", "亿元", "人", "万人", "人次", "户", "个", "分", "元/人", "年", "天", "亩"]


@st.composite
def _inside(draw: st.DrawFn) -> tuple[Interval, Decimal]:
    interval = draw(INTERVALS)
    return interval, draw(st.decimals(min_value=interval.low, max_value=interval.high, places=4))


def _holds(interval: Interval, value: Fraction) -> bool:
    return Fraction(interval.low) <= value <= Fraction(interval.high)


@given(_inside(), _inside())
def test_results_include_every_result(one: tuple[Interval, Decimal], two: tuple[Interval, Decimal]) -> None:
    (a, x), (b, y) = one, two
    p, q = Fraction(x), Fraction(y)
    assert _holds(a + b, p + q) and _holds(a - b, p - q) and _holds(a * b, p * q) and _holds(-a, -p)
    quotient = a / b
    if quotient is None:
        assert b.contains(Decimal(0))
    else:
        assert _holds(quotient, p / q)


@given(_inside(), VALUES)
def test_scaled_and_moved(one: tuple[Interval, Decimal], factor: Decimal) -> None:
    interval, value = one
    assert _holds(interval.scale(factor), Fraction(value) * Fraction(factor))
    assert _holds(interval.moved(factor), Fraction(value) + Fraction(factor))


@given(INTERVALS, INTERVALS, INTERVALS)
def test_wider_operands_give_wider_results(a: Interval, b: Interval, other: Interval) -> None:
    hull = Interval(min(a.low, b.low), max(a.high, b.high))
    for narrow, wide in ((a + other, hull + other), (a - other, hull - other), (a * other, hull * other)):
        assert wide.low <= narrow.low and narrow.high <= wide.high


@given(INTERVALS, INTERVALS)
def test_meeting_is_mutual_and_means_a_common_value(a: Interval, b: Interval) -> None:
    assert a.meets(b) == b.meets(a)
    assert a.meets(b) == (max(a.low, b.low) <= min(a.high, b.high))


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=8), st.integers(min_value=0, max_value=6))
def test_a_printed_figure_holds_what_was_rounded_to_it(value: Decimal, places: int) -> None:
    shown = round(value, places)
    assert around(shown, places).contains(value)


def test_small_facts() -> None:
    assert around(Decimal("62.17"), 2) == Interval(Decimal("62.165"), Decimal("62.175"))
    assert around(Decimal("1381700"), -2) == Interval(Decimal("1381650"), Decimal("1381750"))
    assert exact(Decimal(5)) * exact(Decimal(3)) == exact(Decimal(15))
    third = exact(Decimal(1)) / exact(Decimal(3))
    assert third is not None and third.low < third.high
    assert repr(exact(Decimal("1E+2"))) == "Interval(100, 100)"


def test_bounds_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        exact(Decimal(5)).low = Decimal(6)  # type: ignore[misc]


def test_the_context_of_the_caller_does_not_matter() -> None:
    with localcontext() as context:
        context.prec = 3
        assert around(Decimal("12345.67"), 2).contains(Decimal("12345.67"))


@given(
    st.sampled_from(["", "≥", "≤", ">", "<", "="]),
    st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, places=2),
    st.sampled_from(UNITS),
)
def test_what_is_shown_is_read_back(comparator: str, number: Decimal, unit: str) -> None:
    first = parse(f"{comparator}{number:f}{unit}")
    assert first.number == number
    assert parse(first.shown())._replace(text="") == first._replace(text="")


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_there_and_back_between_units(number: Decimal) -> None:
    money = parse(f"{number:f}万元")
    smaller = convert(money, "元")
    again = convert(smaller, "万元") if smaller else None
    assert again is not None and (again.number, again.interval) == (money.number, money.interval)


ALPHABET = (
    "0123456789.,，．%％≥≤><=-—~～至到年月日前底季度万亿元人次户个分优良据实"
    "#/()（）〔〕号第约不低于百之一二三十点〇 \n*±△¥eETx"
)


PIECES = (
    "9|1,|1,234|a|A1|-|(|)|(1|年|1年|百|十万|≥|不|不低于|已|完成|12-|1.|1.2| | 1|0a|%"
    "|〔2020〕|1至|*|1*|第1|a-|元/|/|约|预期"
)


@given(st.one_of(st.text(max_size=60), st.text(alphabet=ALPHABET, max_size=60)))
@example("\ud800")
@example("²")
@example("９" * 400)
@example("1e99")
@example("٣٤")
def test_any_text_is_read(text: str) -> None:
    found = parse(text)
    assert (found.number is None) == (found.interval is None)
    assert found.interval is None or found.interval.low <= found.interval.high
    assert found.to_dict()["dimension"] == found.dimension
    for each in numbers(text):
        assert each.span is not None and 0 <= each.span[0] < each.span[1] <= len(text)


@pytest.mark.parametrize("piece", PIECES.split("|"))
def test_long_texts_are_quick(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    start = time.process_time()
    parse(text)
    numbers(text)
    assert time.process_time() - start < 2.0
