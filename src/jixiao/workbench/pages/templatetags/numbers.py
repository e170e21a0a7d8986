"""Numbers on pages as people write them: no zeros at the end, nothing where there is none."""

from __future__ import annotations

from decimal import Decimal

from django import template

from jixiao.score.rounding import percent, plain
from jixiao.workbench.cycle.steps import period

register = template.Library()
register.filter(period)


@register.filter(name="plain")
def plain_number(value: Decimal | None) -> str:
    """Give a number as people write it: 30.4 for 30.400000."""
    return "" if value is None else plain(value)


@register.filter(name="percent")
def percent_of(value: Decimal | None) -> str:
    """Give a share as a percentage: 15% for 0.1500."""
    return "" if value is None else percent(value)
