"""Execution rates: what a printed rate stands for, and whether it fits the amounts beside it."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from jixiao.check.line import Line
from jixiao.model.interval import Interval
from jixiao.model.quantity import Quantity

Rate = Literal[
    "holds",
    "wrong",
    "cut",  # its last place is cut off instead of rounded
    "capped",  # 100% printed for more
    "initial",  # measured by the initial budget
    "inverse",  # budget over spending
]
_ONE = Decimal(1)
_HUNDREDTH = Decimal("0.01")
_MOST_AS_SHARE = Decimal(2)


class PrintedRate(NamedTuple):
    """A printed rate as a share: 96.76% and 0.9676 are 0.9676; `places` are the decimals of its percentage."""

    share: Decimal
    interval: Interval
    places: int


@lru_cache(maxsize=2048)
def readings_of(quantity: Quantity) -> tuple[PrintedRate, ...]:
    """Give what a cell of rates may say: 0.9676 is a share or, where the column is in per cent, 0.9676%."""
    number, interval = quantity.number, quantity.interval
    if number is None or interval is None or quantity.approximate or quantity.embedded or quantity.upper is not None:
        return ()
    if quantity.dimension not in ("percent", "number"):
        return ()
    share = PrintedRate(number, interval, max(quantity.places - 2, 0))
    percentage = PrintedRate(number * _HUNDREDTH, interval.scale(_HUNDREDTH), quantity.places)
    if quantity.dimension == "percent":
        return (percentage,)
    return (share, percentage) if abs(number) <= _MOST_AS_SHARE else (percentage, share)


def rate_of(quantity: Quantity) -> PrintedRate | None:
    """Give the likelier reading of a cell of rates, None where it is blank or no rate."""
    return next(iter(readings_of(quantity)), None)


def judge(line: Line) -> Rate | None:
    """Say whether a funding row's printed rate fits its amounts; None where there is nothing to compare."""
    return judge_rate(line.rate, line)


def judge_rate(printed: Quantity, line: Line) -> Rate | None:
    """Say how a printed rate stands to the amounts of a funding row, None where these are lacking or zero."""
    readings = readings_of(printed)
    executed, base = line.executed, line.base
    if not readings or executed.interval is None or base.interval is None or not base.number:
        return None
    ratio = executed.interval / base.interval
    if ratio is None:
        return None
    if any(reading.interval.meets(ratio) for reading in readings):
        return "holds"
    return _why(readings[0], line, ratio)


def _last_place(printed: PrintedRate) -> Decimal:
    return Decimal((0, (1,), -printed.places - 2))


def _why(printed: PrintedRate, line: Line, ratio: Interval) -> Rate:
    if printed.share == _ONE and ratio.low > _ONE:
        return "capped"
    if ratio.low < printed.share + _last_place(printed) and ratio.high >= printed.share:
        return "cut"
    executed, initial = line.executed.interval, line.initial.interval
    by_initial = executed / initial if executed and initial else None
    if by_initial is not None and line.budget.number is not None and printed.interval.meets(by_initial):
        return "initial"
    inverse = line.base.interval / executed if line.base.interval and executed else None
    return "inverse" if inverse is not None and printed.interval.meets(inverse) else "wrong"
