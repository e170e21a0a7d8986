"""Chinese numerals (中文数字) as the number formats [DBNum1], [DBNum2] and [DBNum3] write them."""

from __future__ import annotations

_DIGITS = {"DBNUM1": "〇一二三四五六七八九", "DBNUM2": "零壹贰叁肆伍陆柒捌玖", "DBNUM3": "０１２３４５６７８９"}
_TENS = {"DBNUM1": ("", "十", "百", "千"), "DBNUM2": ("", "拾", "佰", "仟"), "DBNUM3": ("", "十", "百", "千")}
_GROUPS = ("", "万", "亿", "万亿")
_TABLES = {style: str.maketrans("0123456789", digits) for style, digits in _DIGITS.items()}
STYLES = frozenset(_DIGITS)


def digit_by_digit(text: str, style: str) -> str:
    """Give a text with each digit replaced: 2024 becomes 二〇二四."""
    return text.translate(_TABLES[style])


def spoken(number: str, style: str) -> str:
    """Give a plain decimal number as it is said: 1234.5 becomes 一千二百三十四.五; scientific ones stay as they are."""
    whole, point, fraction = number.partition(".")
    if not whole.isdigit() or len(whole) > 4 * len(_GROUPS) or (fraction and not fraction.isdigit()):
        return number
    return _whole(whole, style) + point + digit_by_digit(fraction, style)


def _whole(digits: str, style: str) -> str:
    zero = _DIGITS[style][0]
    padded = digits.zfill(4 * len(_GROUPS))
    parts = [padded[start : start + 4] for start in range(0, len(padded), 4)]
    said = ""
    for part, group in zip(parts, reversed(_GROUPS), strict=True):
        if int(part):
            said += zero * bool(said and part[0] == "0") + _thousands(part.lstrip("0"), style) + group
    return said or zero


def _thousands(digits: str, style: str) -> str:
    said, skipped = "", False
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if digit != "0":
            said += _DIGITS[style][0] * skipped + digit_by_digit(digit, style) + _TENS[style][place]
        skipped = digit == "0"
    return said
