"""The calendar: whether a date that people wrote exists."""

from __future__ import annotations

from datetime import date


def is_date(year: int, month: int, day: int) -> bool:
    """Tell whether there is such a day: no 31st of November, no 13th month."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
