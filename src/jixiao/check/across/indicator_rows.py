"""Indicators of two forms of one project and year held together: which row is which, whether it aims at the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from jixiao.model.form import Form, Indicator
from jixiao.model.quantity import Quantity, base, parse_target
from jixiao.model.quantity.normal import squeezed

_QUALITATIVE = "定性"


class RowPair(NamedTuple):
    """A row of the target and the row of the same name of the form that follows it; None where there is none."""

    wanted: Indicator | None
    own: Indicator | None

    @property
    def name(self) -> str:
        """Give the name of the indicator."""
        row = self.wanted or self.own
        return row.name.text or "" if row else ""


def unlike_rows(target: Form, form: Form) -> Iterator[RowPair]:
    """Give the indicators that a target and a form that follows it (监控表, 自评表) do not have alike.

    Alike are rows of one name that aim at the same: ≥ | 95 | % in three cells is ≥95% in one. A row that states no
    target of its own is not held to it.
    """
    waiting = {_name(row): row for row in reversed(form.indicators) if row.name}
    for row in target.indicators:
        own = waiting.pop(_name(row), None) if row.name else None
        if row.name and (own is None or not same_target(row, own)):
            yield RowPair(row, own)
    yield from (RowPair(None, row) for row in reversed(waiting.values()))


def same_target(one: Indicator, other: Indicator) -> bool:
    """Tell whether two rows aim at the same, in whatever cells and units; a blank target is not held against it."""
    if not one.target or not other.target or _words(one) == _words(other):
        return True
    first, second = _quantity(one), _quantity(other)
    if first is None or second is None or first.number is None or (first.upper, second.upper) != (None, None):
        return False
    signed_alike = first.comparator == second.comparator or None in (first.comparator, second.comparator)
    return (first.number, first.unit) == (second.number, second.unit) and signed_alike


def aim(row: Indicator) -> str:
    """Give the target of a row as people say it: ≥95%."""
    sign = (row.comparator.text or "").replace(_QUALITATIVE, "")
    return f"{sign}{row.target.text or ''}{row.unit.text or ''}"


def _quantity(row: Indicator) -> Quantity | None:
    return base(parse_target(row.comparator.text, row.target.text, row.unit.text))


def _words(row: Indicator) -> str:
    return squeezed(aim(row)).replace("=", "")


def _name(row: Indicator) -> str:
    return squeezed(row.name.text or "")
