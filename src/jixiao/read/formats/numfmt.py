"""Number formats (数字格式) of worksheets: what a cell shows for the number or text that it stores.

Public: `general` (格式“常规”), `formatter` (any format code) and `builtin` (the codes that files name by number only).
Rules: ECMA-376 Part 1, 18.8.30 and 18.8.31; the built-in codes 27–36 and 50–58 as they stand there for zh-cn.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from jixiao.read.formats.numfmt_code import Condition, Token, conditions, sections
from jixiao.read.formats.numfmt_dates import DateSection, is_date
from jixiao.read.formats.numfmt_digits import digit_section, exact, fixed_places, plain

GENERAL = "General"
_STORED = re.compile(r"(0(?=\.0*[1-9])|[1-9]\d*)(?:\.(\d+))?", re.ASCII)
_DIGITS = 15  # that a worksheet means; more are noise of its binary numbers
_SHORT = re.compile(r"-?[1-9]\d{0,10}|0|-?(?:0|[1-9]\d{0,4})\.\d{0,7}[1-9]")
_VALUE = Token("mark", "@")
_BUILTIN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;"¥"-#,##0', 7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;"¥"-#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"', 37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)",
    41: '#,##0;-#,##0;"-"', 42: '"¥"#,##0;"¥"-#,##0;"¥-"', 43: '#,##0.00;-#,##0.00;"-"',
    44: '"¥"#,##0.00;"¥"-#,##0.00;"¥-"',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip


def builtin(number: int) -> str:
    """Give the format code that a built-in number stands for in a Chinese program, 常规 where there is none."""
    return _BUILTIN.get(number, GENERAL)


def general(stored: str) -> str:
    """Give a stored number as the format 常规 shows it: fifteen digits at most, no float noise, 0.8635625 stays."""
    if _SHORT.fullmatch(stored):
        return stored
    value = exact(stored)
    return stored if value is None else plain(value)


class Format:
    """A format code understood: `number` and `text` give what a cell of this format shows."""

    __slots__ = ("_as_stored", "_fixed", "_sections", "_text", "is_general", "shows_text_as_is")

    def __init__(self, code: str) -> None:
        found = sections(code)
        self._text = _text_section(found)
        numeric = found[: 3 if len(found) > 3 or self._text is None else max(1, len(found) - 1)]
        self._sections = [
            _Section(tokens, condition) for tokens, condition in zip(numeric, conditions(numeric), strict=True)
        ]
        self._fixed = self._sections[0].fixed if self._sections else None
        self._as_stored = _as_stored(*self._fixed or (0, False))
        self.is_general = found in ([[]], [[Token("general", GENERAL)]], [[_VALUE]])
        self.shows_text_as_is = self._text in (None, [_VALUE])

    def text(self, stored: str) -> str:
        """Give a stored text as shown."""
        if self._text is None:
            return stored
        return "".join(stored if token == _VALUE else token.text for token in self._text if _is_shown(token))

    def number(self, stored: str, *, from_1904: bool = False) -> str:
        """Give a stored number as shown; dates count from 1900 or, in files of old Macintoshes, from 1904."""
        if self._fixed is not None:
            if self._as_stored.fullmatch(stored):
                return stored
            if filled := _filled(stored, *self._fixed):
                return filled
        value = None if self.is_general else exact(stored)
        if value is None:
            return general(stored)
        section = next((section for section in self._sections if section.condition.holds(value)), None)
        return plain(value) if section is None else section.show(value, from_1904)


def _as_stored(places: int, grouped: bool) -> re.Pattern[str]:
    """Give the pattern of the positive numbers that are stored with just the places that are shown."""
    whole = 2 if grouped else max(0, _DIGITS - 2 - places)  # digits behind the first
    fraction = rf"\.\d{{{places}}}" if places else ""
    return re.compile(rf"(?:0(?=\.0*[1-9])|[1-9]\d{{0,{whole}}}){fraction}", re.ASCII)


def _filled(stored: str, places: int, grouped: bool) -> str:
    """Give a positive number stored with no more than the places that are shown, nothing for any other.

    Nearly all numbers of accounts are such, and decimal arithmetic would be most of the work of reading them.
    """
    match = _STORED.fullmatch(stored)
    if match is None:
        return ""
    whole, fraction = match.groups("")
    if len(fraction) > places or len(stored) > _DIGITS:
        return ""
    if grouped and len(whole) > 3:
        whole = f"{int(whole):,}"
    return f"{whole}.{fraction.ljust(places, '0')}" if places else whole


class _Section:
    """One of the parts of a format code between semicolons, for the numbers that its condition names."""

    __slots__ = ("_date", "_digits", "condition", "fixed")

    def __init__(self, tokens: list[Token], condition: Condition) -> None:
        self.condition = condition
        self._date = DateSection(tokens) if is_date(tokens) else None
        # Places, and whether in thousands, where the section shows every positive number so and adds nothing.
        self.fixed = fixed_places(tokens) if condition.every_positive and not self._date else None
        self._digits: Callable[[Decimal], str] = plain if self._date else digit_section(tokens)

    def show(self, value: Decimal, from_1904: bool) -> str:
        if self._date is not None:
            return self._date.show(value, from_1904)
        shown = self._digits(abs(value))
        return f"-{shown}" if value < 0 and not self.condition.negative_only else shown


def _text_section(found: list[list[Token]]) -> list[Token] | None:
    """The section for texts: the fourth, or a last one with the sign @."""
    if len(found) > 3:
        return found[3]
    return found[-1] if _VALUE in found[-1] else None


def _is_shown(token: Token) -> bool:
    return token == _VALUE or token.kind in ("literal", "mark")


@lru_cache(maxsize=512)
def formatter(code: str) -> Format:
    """Give the understood format of a code; what a code leaves unsaid is shown as 常规 shows it."""
    return Format(code)
