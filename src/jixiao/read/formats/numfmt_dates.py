"""Sections of a number format that write dates and times: yyyy"年"m"月"d"日", m/d/yyyy, h:mm, [h]:mm, 上午/下午h"时".

A worksheet stores a moment as days since 1899-12-30 (so that the 29 February 1900 that never was keeps its number) or,
in files of old Macintoshes, since 1904-01-01; the fraction is the time of day.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from jixiao.read.formats.numfmt_code import Token
from jixiao.read.formats.numfmt_digits import plain
from jixiao.read.formats.numfmt_numerals import STYLES, digit_by_digit, spoken

_LAST_DAY = 2958466  # 10000-01-01
_DAYS_TO_1904 = 1462
_MONTHS = ("January", "February", "March", "April", "May", "June", "July",
           "August", "September", "October", "November", "December")  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CHINESE_WEEKDAYS = "一二三四五六日"
_CHINESE_LANGUAGES = ("804", "404", "C04", "1004")
_LONG_DATE = [Token("date", "yyyy"), Token("literal", "年"), Token("date", "m"), Token("literal", "月"),
              Token("date", "d"), Token("literal", "日")]  # fmt: skip


def is_date(tokens: list[Token]) -> bool:
    """Tell whether a section shows a date or a time."""
    return any(token.kind in ("date", "elapsed", "clock") or token.text == "F800" for token in tokens)


class DateSection:
    """A section of a format that shows moments."""

    __slots__ = ("_chinese", "_decimals", "_numerals", "_tokens", "_twelve")

    def __init__(self, tokens: list[Token]) -> None:
        modifiers = [token.text for token in tokens if token.kind == "modifier"]
        self._numerals = next((text for text in modifiers if text in STYLES), None)
        self._chinese = any(text.endswith(_CHINESE_LANGUAGES) for text in modifiers)
        if "F800" in modifiers:  # the long date of the system, here a Chinese one
            tokens = _LONG_DATE
        self._tokens = _minutes_apart([token for token in tokens if token.kind not in ("modifier", "condition")])
        self._twelve = any(token.kind == "clock" for token in tokens)
        self._decimals = sum(token.kind == "digit" for token in tokens)

    def show(self, value: Decimal, from_1904: bool) -> str:
        """Give a stored moment as shown; a number that is none (negative, after 9999) as 常规 shows it."""
        days = value + _DAYS_TO_1904 if from_1904 else value
        if not 0 <= days < _LAST_DAY:
            return plain(value)
        seconds = (days * 86400).quantize(Decimal(1).scaleb(-self._decimals), ROUND_HALF_UP)
        whole = int(seconds)
        if whole < 60 * 86400:  # days before March 1900 are numbered one too high
            whole += 86400
        moment = datetime(1899, 12, 30) + timedelta(seconds=whole)
        fraction = str(seconds % 1)[1:]
        return "".join(self._token(token, moment, int(seconds), fraction) for token in self._tokens)

    def _token(self, token: Token, moment: datetime, seconds: int, fraction: str) -> str:
        if token.kind == "date":
            return self._part(token.text.lower(), moment)
        if token.kind == "elapsed":
            return str(seconds // {"h": 3600, "m": 60, "s": 1}[token.text[0]]).zfill(len(token.text))
        if token.kind == "clock":
            return token.text.split("/")[moment.hour >= 12]
        if token.text == "." and self._decimals:
            return fraction
        return "" if token.kind == "digit" else token.text

    def _part(self, text: str, moment: datetime) -> str:
        """Give one part of a moment: yyyy, m, dd, aaaa, h, ss; minutes are written n here."""
        letter, width = text[0], len(text)
        if letter in "ye":
            return self._digits(f"{moment.year:04d}"[-2 if letter == "y" and width < 3 else -4 :], positional=True)
        if letter == "a" or (letter == "d" and width > 2):
            return self._weekday(letter, width, moment.weekday())
        if letter == "m" and width > 2:
            return {3: _MONTHS[moment.month - 1][:3], 5: _MONTHS[moment.month - 1][0]}.get(
                width, _MONTHS[moment.month - 1]
            )
        hour = (moment.hour - 1) % 12 + 1 if self._twelve else moment.hour
        number = {"m": moment.month, "d": moment.day, "h": hour, "n": moment.minute, "s": moment.second}[letter]
        return self._digits(f"{number:0{min(width, 2)}d}")

    def _digits(self, digits: str, positional: bool = False) -> str:
        if self._numerals is None:
            return digits
        if positional:
            return digit_by_digit(digits, self._numerals)
        said = spoken(digits, self._numerals)
        return said[1:] if said[:2] == "一十" else said

    def _weekday(self, letter: str, width: int, weekday: int) -> str:
        if letter == "a" or self._chinese:
            return ("星期" if width == 4 else "周") + _CHINESE_WEEKDAYS[weekday]
        return _WEEKDAYS[weekday] if width > 3 else _WEEKDAYS[weekday][:3]


def _minutes_apart(tokens: list[Token]) -> list[Token]:
    """Tell minutes from months: m is minutes after hours or before seconds, and is then written n."""
    times = [token.text[0].lower() if token.kind in ("date", "elapsed") else "" for token in tokens]
    return [
        Token("date", "n" * len(token.text)) if token.kind == "date" and _is_minute(times, index) else token
        for index, token in enumerate(tokens)
    ]


def _is_minute(times: list[str], index: int) -> bool:
    before = next((letter for letter in reversed(times[:index]) if letter), "")
    after = next((letter for letter in times[index + 1 :] if letter), "")
    return times[index] == "m" and (before == "h" or after == "s")
