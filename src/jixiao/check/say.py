"""Arithmetic written out for people: 9.6 + 60 + 28 = 97.6."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jixiao.score.rounding import half_up, plain

_RATE_PLACES = 4


def added(numbers: Iterable[Decimal]) -> str:
    """Give a sum without its result: 9.6 + 60 + 28, negative numbers in brackets."""
    return " + ".join(plain(number) if number >= 0 else f"({plain(number)})" for number in numbers)


def percent(share: Decimal, places: int = 2) -> str:
    """Give a share as a percentage: 0.9676 is 96.76%."""
    return plain(half_up(share * 100, places)) + "%"


def quotient(part: Decimal, whole: Decimal) -> str:
    """Give a division with its result: 138.17 ÷ 160 = 86.36%."""
    return f"{plain(part)} ÷ {plain(whole)} = {percent(part / whole)}"


def listed(names: Iterable[str], most: int = 5) -> str:
    """Give names in Chinese quotes, the first few of many: “甲”“乙”等7项."""
    shown = list(names)
    text = "".join(f"“{name}”" for name in shown[:most])
    return f"{text}等{len(shown)}项" if len(shown) > most else text
