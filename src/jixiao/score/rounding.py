"""Rounding of points as a scheme rules, and numbers as people write them in a sentence."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import lru_cache

from jixiao.knowledge.scheme_parameters import Rules

HUNDRED = Decimal(100)
_MODES = {"half_up": ROUND_HALF_UP, "truncate": ROUND_DOWN}
_UNITS = tuple(Decimal((0, (1,), -places)) for places in range(28))  # as many as Decimal reckons with
PERCENT_PLACES = 2
MOST_SHARE = Decimal(10**12)  # beyond, a percentage tells people nothing


def round_points(points: Decimal, rules: Rules) -> Decimal:
    """Give the points with the scheme's decimals: 四舍五入 (half up) or 截去 (truncated)."""
    return points.quantize(_UNITS[rules.round_score], _MODES[rules.round_mode])


def half_up(number: Decimal, places: int) -> Decimal:
    """Give the number rounded half up (四舍五入)."""
    return number.quantize(_UNITS[places], ROUND_HALF_UP)


def truncated(number: Decimal, places: int) -> Decimal:
    """Give the number with further decimals cut off (截去)."""
    return number.quantize(_UNITS[places], ROUND_DOWN)


@lru_cache(maxsize=4096)
def plain(number: Decimal) -> str:
    """Give a number as people write it: no exponent, no zeros at the end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(share: Decimal) -> str:
    """Give a share as a percentage with at most two decimals: 1.103 is 110.3%."""
    if abs(share) > MOST_SHARE:
        return "一万亿倍以上"
    return plain(half_up(share * HUNDRED, PERCENT_PLACES)) + "%"
