"""Execution rates: what a printed rate stands for, and whether it fits the amounts beside it."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from jixiao.model.interval import Interval
from jixiao.model.quantity import Quantity
from jixiao.score.rounding import truncated

if TYPE_CHECKING:
    from jixiao.check.context import Line

Rate = Literal[
    "holds",
    "wrong",
    "cut",  # its last place is cut off instead of rounded
    "capped",  # 100% printed for more
    "initial",  # measured by the initial budget
    "inverse",  # budget over spending
]
_ONE, _HUNDRED = Decimal(1), Decimal(100)
_HUNDREDTH = Decimal("0.01")
_MOST_AS_SHARE = Decimal(2)


class PrintedRate(NamedTuple):
    """A printed rate as a share: 96.76% and 0.9676 are 0.9676; `places` are the decimals of its percentage."""

    share: Decimal
    interval: Interval
    places: int


@lru_cache(maxsize=2048)
def rate_of(quantity: Quantity) -> PrintedRate | None:
    """Give what a cell of rates says, None where it is blank or no rate; 96.76 without a sign is a percentage."""
    number, interval = quantity.number, quantity.interval
    if number is None or interval is None or quantity.approximate or quantity.embedded or quantity.upper is not None:
        return None
    if quantity.dimension == "number" and abs(number) <= _MOST_AS_SHARE:
        return PrintedRate(number, interval, max(quantity.places - 2, 0))
    if quantity.dimension in ("percent", "number"):
        return PrintedRate(number * _HUNDREDTH, interval.scale(_HUNDREDTH), quantity.places)
    return None


def judge(line: Line) -> Rate | None:
    """Say whether a funding row's printed rate fits its amounts; None where there is nothing to compare."""
    printed = rate_of(line.rate)
    return judge_rate(printed, line) if printed is not None else None


def judge_rate(printed: PrintedRate, line: Line) -> Rate | None:
    """Say how a printed rate stands to the amounts of a funding row, None where these are lacking or zero."""
    executed, base = line.executed, line.base
    if executed.interval is None or base.interval is None or not base.number or executed.number is None:
        return None
    ratio = executed.interval / base.interval
    if ratio is None:
        return None
    if printed.interval.meets(ratio):
        return "holds"
    return _why(printed, line, ratio)


def _why(printed: PrintedRate, line: Line, ratio: Interval) -> Rate:
    if printed.share == _ONE and ratio.low > _ONE:
        return "capped"
    if truncated(ratio.low * _HUNDRED, printed.places) == printed.share * _HUNDRED:
        return "cut"
    executed, initial = line.executed.interval, line.initial.interval
    by_initial = executed / initial if executed and initial else None
    if by_initial is not None and line.budget.number is not None and printed.interval.meets(by_initial):
        return "initial"
    inverse = line.base.interval / executed if line.base.interval and executed else None
    return "inverse" if inverse is not None and printed.interval.meets(inverse) else "wrong"
