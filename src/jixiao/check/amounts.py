"""Amounts of money as the funding block prints them, each with the interval that it stands for."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from jixiao.model.form import Form
from jixiao.model.interval import Interval
from jixiao.model.quantity import Quantity, convert
from jixiao.model.value import Value

_MOST_PLACES = 2


class Amount(NamedTuple):
    """A printed amount in the form's own unit of money; `number` is None where the cell holds no amount."""

    value: Value
    number: Decimal | None = None
    interval: Interval | None = None


def amount_of(value: Value, unit: str, places: int) -> Amount:
    """Give the amount of a cell; `places` are the decimals that the form prints, zeros at the end dropped."""
    if value.text is None:
        return Amount(value)
    quantity = value.quantity
    if quantity.dimension == "money":
        quantity = convert(quantity, unit) or quantity
    elif quantity.dimension != "number":
        return Amount(value)
    if quantity.number is None or quantity.upper is not None or quantity.embedded or quantity.approximate:
        return Amount(value)
    return Amount(value, quantity.number, quantity.within(places))


def money_in(quantity: Quantity, unit: str) -> Decimal | None:
    """Give an amount of money in a unit, None where the quantity is none."""
    if quantity.dimension != "money" or quantity.number is None or quantity.upper is not None:
        return None
    if quantity.unit == unit:
        return quantity.number
    converted = convert(quantity, unit)
    return None if converted is None else converted.number


def money_places(forms: Iterable[Form]) -> int:
    """Give the decimals of a document's amounts: the most that any prints, at most two (40 beside 40.25 is 40.00)."""
    return max((_places(form) for form in forms), default=0)


def _places(form: Form) -> int:
    places = 0
    for line in form.funding:
        for value in (line.initial, line.budget, line.executed):
            quantity = value.quantity if value.text else None
            if quantity is not None and quantity.dimension in ("number", "money") and quantity.places > places:
                places = quantity.places
    return min(places, _MOST_PLACES)
