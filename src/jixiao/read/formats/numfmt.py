"""Number formats (数字格式) of worksheets: what a cell shows for the number or text that it stores.

Public: `general` (格式“常规”), `formatter` (any format code) and `builtin` (the codes that files name by number only).
Rules: ECMA-376 Part 1, 18.8.30 and 18.8.31; the built-in codes 27–36 and 50–58 as they stand there for zh-cn.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Context, Decimal, DecimalException
from functools import lru_cache

from jixiao.read.formats.datefmt import DateSection, is_date
from jixiao.read.formats.digitfmt import digit_section
from jixiao.read.formats.numerals import chinese_number

GENERAL = "General"
_SHORT = re.compile(r"-?[1-9]\d{0,10}|0|-?(?:0|[1-9]\d{0,4})\.\d{0,7}[1-9]")
# A worksheet keeps binary floats; fifteen digits are what it means and shows, the rest is noise (0.1+0.2).
_FIFTEEN = Context(prec=15, rounding=ROUND_HALF_EVEN)
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|(?P<pad>[_*].?)|\[(?P<bracket>[^\]]*)\]|(?P<general>general|G/通用格式)'
    r"|(?P<clock>am/pm|a/p|上午/下午)|(?P<power>e[+-])|(?P<date>y+|m+|d+|h+|s+|e+|a{3,4})|(?P<digit>[0#?])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|=|<|>)\s*(-?\d+(?:\.\d+)?)$")
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

Token = tuple[str, str]  # kind (a group of _TOKEN) and text


def builtin(number: int) -> str:
    """Give the format code that a built-in number stands for in a Chinese program, 常规 where there is none."""
    return _BUILTIN.get(number, GENERAL)


def general(stored: str) -> str:
    """Give a stored number as the format 常规 shows it: fifteen digits at most, no float noise, 0.8635625 stays."""
    if _SHORT.fullmatch(stored):
        return stored
    value = exact(stored)
    return stored if value is None else plain(value)


def exact(stored: str) -> Decimal | None:
    """Give the decimal number that a stored float means, None where it is no finite number."""
    try:
        value = _FIFTEEN.create_decimal(stored.strip())
    except DecimalException:
        return None
    return value if value.is_finite() else None


def plain(value: Decimal) -> str:
    """Give a number without trailing zeros, in powers of ten only where it would be very long (1.5E-10)."""
    if not value:
        return "0"
    power = value.adjusted()
    if -10 < power < 21:
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    digits = format(value.scaleb(-power), "f")
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return f"{digits}E{power:+03d}"


class Format:
    """A format code understood: `number` and `text` give what a cell of this format shows."""

    __slots__ = ("_sections", "_text", "is_general")

    def __init__(self, code: str) -> None:
        sections = _sections(code)
        self.is_general = code in (GENERAL, "@", "")
        self._text = _text_section(sections)
        numeric = [Section(tokens) for tokens in sections[:3]]
        if self._text is not None and len(sections) < 4:
            numeric.pop()
        self._sections = numeric or [Section([("general", GENERAL)])]

    def text(self, value: str) -> str:
        """Give a stored text as shown."""
        if self._text is None:
            return value
        return "".join(value if token == ("other", "@") else _literal(token) for token in self._text)

    def number(self, stored: str, *, from_1904: bool = False) -> str:
        """Give a stored number as shown; dates count from 1900 or, in files of old Macintoshes, from 1904."""
        if self.is_general:
            return general(stored)
        value = exact(stored)
        if value is None:
            return stored
        section, signed = self._choose(value)
        if section is None:
            return plain(value)
        shown = section.show(abs(value), value < 0, from_1904)
        return "-" + shown if value < 0 and signed and not section.dated else shown

    def _choose(self, value: Decimal) -> tuple[Section | None, bool]:
        """Give the section for a value and whether a minus sign must be put before what it shows."""
        sections = self._sections
        last = len(sections) - 1
        for index, section in enumerate(sections):
            if section.condition is not None:
                if section.condition(value):
                    return section, not section.negative_only
            elif last == 0 or (index == last and index > 0 and sections[0].condition is not None):
                return section, True
            elif _covers(index, last, value):
                return section, False
        return (sections[last], True) if last else (None, True)


class Section:
    """One of the parts of a format code between semicolons."""

    __slots__ = ("_show", "condition", "dated", "negative_only")

    def __init__(self, tokens: list[Token]) -> None:
        self.condition, self.negative_only = _condition(tokens)
        self.dated = is_date(tokens)
        self._show = DateSection(tokens).show if self.dated else _number_section(tokens)

    def show(self, magnitude: Decimal, negative: bool, from_1904: bool) -> str:
        """Give a value, its sign apart, as this section shows it."""
        if not self.dated:
            return self._show(magnitude)  # type: ignore[call-arg]
        shown = None if negative else self._show(magnitude, from_1904)  # type: ignore[call-arg]
        return plain(-magnitude if negative else magnitude) if shown is None else shown


@lru_cache(maxsize=512)
def formatter(code: str) -> Format:
    """Give the understood format of a code; a code that makes no sense shows the number as 常规 does."""
    return Format(code)
