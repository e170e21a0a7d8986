"""Slips of the hand: recognised from the right value to the printed one, and priced by how likely they are."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.check.locate import explain, locate
from jixiao.check.locate.slips import OTHER_PRICE, Guess, Open, best_guess
from locate_cases import problem

cents = st.integers(100, 10**8).map(lambda number: Decimal(number) / 100)


def _guess(printed: str, right: str, rate: bool = False, slack: str = "0") -> Guess:
    """Give the likeliest slip from the right value, known up to some slack, to the printed one."""
    value, around = Decimal(right), Decimal(slack)
    places = -int(value.as_tuple().exponent)
    return best_guess(problem({"数": printed}), 0, Open(value - around, value + around, places), value, (), rate)


@pytest.mark.parametrize(
    ("printed", "right", "slip"),
    [
        ("1561.64", "1516.64", "transposed"),
        ("1999.15", "1999.51", "transposed"),
        ("12.34", "13.24", "transposed"),
        ("18.70", "18.40", "typed"),
        ("199.51", "1999.51", "dropped"),
        ("19999.51", "1999.51", "doubled"),
        ("96.76", "9.68", "shifted"),
        ("0.97", "9.68", "shifted"),
        ("49681.00", "4.97", "unit"),
        ("-3.94", "3.94", "sign"),
        ("27.22", "105.76", "other"),
        ("0.00", "0.20", "other"),
    ],
)
def test_each_slip_is_recognised(printed: str, right: str, slip: str) -> None:
    guess = _guess(printed, right)
    assert guess.slip == slip
    assert (guess.price < OTHER_PRICE) is (slip != "other")


def test_a_rate_may_be_upside_down_an_amount_may_not() -> None:
    assert _guess("96.79", "103.32", rate=True).slip == "inverse"
    assert _guess("96.79", "103.32").slip == "other"


def test_a_rate_is_in_no_unit_of_money() -> None:
    assert _guess("400.00", "0.04").slip == "unit"
    assert _guess("400.00", "0.04", rate=True).slip != "unit"


def test_what_fits_one_of_many_values_proves_little() -> None:
    assert _guess("18.70", "18.40", slack="0.20").price > _guess("18.70", "18.40").price
    assert _guess("1561.64", "1516.64", slack="500").slip == "other"


@given(cents, st.integers(0, 7))
def test_any_two_digits_exchanged_are_found(right: Decimal, place: int) -> None:
    digits = f"{right:.2f}"
    if place + 1 >= len(digits) or "." in digits[place : place + 2] or digits[place] == digits[place + 1]:
        return
    printed = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    guess = _guess(printed, digits)
    assert guess.price < OTHER_PRICE
    assert guess.right in (right, None)


@given(cents, cents)
def test_a_guess_gives_a_value_that_the_relations_leave_open(right: Decimal, printed: Decimal) -> None:
    guess = _guess(f"{printed:.2f}", f"{right:.2f}", slack="0.02")
    assert guess.right is None or abs(guess.right - right) <= Decimal("0.02")
    assert guess.price <= OTHER_PRICE


def test_a_rate_and_its_part_can_both_be_wrong() -> None:
    """The rate follows from what the part turns out to be: a wrong sign beside a mistyped figure of last year."""
    figures = {"本年": "7280.04", "上年": "6916.64", "增减额": "364.00", "增减率": "-5.26", "本年（表）": "7280.04"}
    relations = ("增减额 = 本年 - 上年", "增减率 = (本年 - 上年) / 上年", "本年 = 本年（表）")
    (explanation,) = locate(problem(figures, *relations))
    assert [change.slip for change in explanation.changes] == ["typed", "sign"]
    assert explain(explanation).suspects == {1: "6916.04", 3: "5.26"}


def test_many_explanations_are_counted_not_recited() -> None:
    parts = {f"项{number}": f"{10 + number}.00" for number in range(9)}
    own = problem(parts | {"合计": "777.77"}, "合计 = " + " + ".join(parts))
    (explanation,) = locate(own)
    sentence = explain(explanation).sentence
    assert "等10种可能" in sentence
    assert sentence.count("，或") == 4
    assert len(explain(explanation).suspects) == 10
