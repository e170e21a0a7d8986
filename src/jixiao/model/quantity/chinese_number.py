"""Chinese numerals (中文数字): 三十五, 二百零三, 壹佰万, 二〇二四, 三点五."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = dict(zip("零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖两", (0, 0, *range(1, 10), *range(1, 10), 2), strict=True))
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
NUMERALS = "".join(_DIGITS) + "".join(_UNITS)
_NEVER_FIRST = frozenset("百佰千仟万萬亿億")  # 万元 is a unit, 十万元 an amount
_LONGEST = 24
_WELL_FORMED = re.compile(rf"[{NUMERALS}万萬亿億]+(?:点[{''.join(_DIGITS)}]+)?")


def chinese_number(text: str) -> Decimal | None:
    """Give the value of a Chinese numeral, None where the text is none."""
    if len(text) > _LONGEST or not _WELL_FORMED.fullmatch(text):
        return None
    whole, _, fraction = text.partition("点")
    value = _whole(whole)
    if value is None:
        return None
    digits = "".join(str(_DIGITS[digit]) for digit in fraction)
    return Decimal(f"{value}.{digits}") if digits else Decimal(value)


def _whole(text: str) -> int | None:
    if text[0] in _NEVER_FIRST:
        return None
    if all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    total = section = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _UNITS:
            section += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            total = (total + section + digit or 1) * _LARGE[character]
            section = digit = 0
    return total + section + digit
