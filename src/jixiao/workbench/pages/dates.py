"""What people type into fields of a page: dates and numbers."""

from __future__ import annotations

from datetime import date

from jixiao.model.failure import Failure

_DIGITS = 15


class NotADate(Failure):
    """A date that is blank or none."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(f"{name}{f'“{text[:40]}”不是日期' if text else '没有填'}，应写成 2025-03-31 的样子。")


def date_of(text: str | None, name: str) -> date:
    """Give a date as pages send it; raises NotADate, which calls it `name`."""
    try:
        return date.fromisoformat((text or "").strip())
    except ValueError:
        raise NotADate((text or "").strip(), name) from None


def number_of(text: str | None) -> int | None:
    """Give a whole number, None for anything else."""
    plain = (text or "").strip()
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) <= _DIGITS else None
