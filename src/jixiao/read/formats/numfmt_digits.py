"""Sections of a number format that write digits: 0.00%, #,##0.00"万元", 0!.0,"万", 0.00E+00, General"元".

Numbers are `Decimal`; rounding is half away from zero on the fifteen digits that a worksheet means, as Excel does.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, DecimalException

from jixiao.read.formats.numfmt_code import Token
from jixiao.read.formats.numfmt_numerals import STYLES, digit_by_digit, spoken

# A worksheet keeps binary floats; fifteen digits are what it means and shows, the rest is noise (0.1+0.2).
_FIFTEEN = Context(prec=15, rounding=ROUND_HALF_EVEN)
_WIDE = Context(prec=400, rounding=ROUND_HALF_UP)
_LARGEST_POWER = 330  # of ten that a stored float can have
_SIMPLE = re.compile(r"(x*)#*0(?:\.(0{1,30}))?(x*)")
_COMMA, _POINT, _PERCENT = Token("mark", ","), Token("mark", "."), Token("mark", "%")

Show = Callable[[Decimal], str]


def exact(stored: str) -> Decimal | None:
    """Give the decimal number that a stored float means, None where it is no finite number."""
    try:
        value = _FIFTEEN.create_decimal(stored.strip())
    except DecimalException:
        return None
    return value if value.is_finite() and abs(value.adjusted()) <= _LARGEST_POWER else None


def plain(value: Decimal) -> str:
    """Give a number without trailing zeros, with a power of ten only where it would be very long (1.5E-10)."""
    if not value:
        return "0"
    power = value.adjusted()
    if -10 < power < 21:
        return _trimmed(format(value, "f"))
    return f"{_trimmed(format(value.scaleb(-power), 'f'))}E{power:+03d}"


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def fixed_places(tokens: list[Token]) -> tuple[int, bool] | None:
    """Give how many places a section like #,##0.00 shows and whether by thousands; None where it does anything else."""
    if any(token.kind not in ("digit", "mark", "modifier") or token.text in ("%", "/", "@") for token in tokens):
        return None
    pattern = _Digits([token for token in tokens if token.kind != "modifier"])
    shape = _SIMPLE.fullmatch("".join(map(_shape, pattern.tokens)))
    styled = any(token.text in STYLES for token in tokens)
    return None if shape is None or pattern.shift or styled else (len(shape[2] or ""), pattern.grouped)


def digit_section(tokens: list[Token]) -> Show:
    """Give the function that shows a number, its sign apart, as one section of a format does."""
    style = next((token.text for token in tokens if token.kind == "modifier" and token.text in STYLES), None)
    tokens = [token for token in tokens if token.kind not in ("modifier", "condition")]
    if any(token.kind == "general" or token.text == "@" for token in tokens):
        return _around_general(tokens, style)
    if Token("mark", "/") in tokens:  # fractions such as # ?/? are shown as 常规 shows the number
        return plain
    show = _powered(tokens) or _digits(tokens)
    return show if style is None else lambda value: digit_by_digit(show(value), style)


def _around_general(tokens: list[Token], style: str | None) -> Show:
    """A section that has the word General (常规) with words before or after it."""
    place = next(index for index, token in enumerate(tokens) if token.kind == "general" or token.text == "@")
    before = "".join(token.text for token in tokens[:place] if token.kind == "literal")
    after = "".join(token.text for token in tokens[place + 1 :] if token.kind == "literal")
    if style is None:
        return lambda value: before + plain(value) + after
    return lambda value: before + spoken(plain(value), style) + after


def _powered(tokens: list[Token]) -> Show | None:
    """A section in powers of ten (科学记数): the places before the point tell the step of the powers."""
    place = next((index for index, token in enumerate(tokens) if token.kind == "power"), None)
    if place is None:
        return None
    mantissa, sign = _Digits(tokens[:place]), tokens[place].text[1]
    width = sum(token.kind == "digit" for token in tokens[place:])
    tail = "".join(token.text for token in tokens[place + 1 :] if token.kind == "literal")
    step = max(1, sum(token.kind == "digit" for token in mantissa.whole))

    def show(value: Decimal) -> str:
        power = value.adjusted() // step * step if value else 0
        if mantissa.rounded(value.scaleb(-power)) >= 10**step:
            power += step
        plus = "-" if power < 0 else "+" if sign == "+" else ""
        return f"{mantissa.show(value.scaleb(-power))}E{plus}{abs(power):0{width}d}{tail}"

    return show


def _digits(tokens: list[Token]) -> Show:
    """A section of digit places: the usual shapes by the built-in formatting, the odd ones place by place."""
    pattern = _Digits(tokens)
    shape = _SIMPLE.fullmatch("".join(map(_shape, pattern.tokens)))
    if shape is None:
        return pattern.show
    before = "".join(token.text for token in pattern.tokens[: shape.end(1)])
    after = "".join(token.text for token in pattern.tokens[shape.start(3) :])
    form, unit, shift = ",f" if pattern.grouped else "f", pattern.unit, pattern.shift

    def show(value: Decimal) -> str:
        scaled = value.scaleb(shift, _WIDE) if shift else value
        return before + format(scaled.quantize(unit, context=_WIDE), form) + after

    return show


def _shape(token: Token) -> str:
    return token.text if token.kind == "digit" or token == _POINT else "x"


class _Digits:
    """The places of a section before and after the point, and what its commas and percent signs mean."""

    __slots__ = ("fraction", "grouped", "shift", "tokens", "unit", "whole")

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens, commas, self.grouped = _without_commas(tokens)
        self.shift = 2 * tokens.count(_PERCENT) - 3 * commas
        point = self.tokens.index(_POINT) if _POINT in self.tokens else len(self.tokens)
        self.whole = self.tokens[:point]
        self.fraction = self.tokens[point:]
        self.unit = Decimal(1).scaleb(-sum(token.kind == "digit" for token in self.fraction))

    def rounded(self, value: Decimal) -> Decimal:
        """Give a number as it is rounded for this section."""
        return value.scaleb(self.shift, _WIDE).quantize(self.unit, context=_WIDE)

    def show(self, value: Decimal) -> str:
        """Give a number with its digits in their places, words between them left where they stand."""
        whole, _, fraction = format(self.rounded(value), "f").partition(".")
        return self._whole(whole.lstrip("0")) + self._fraction(fraction)

    def _whole(self, digits: str) -> str:
        """Fill the places from the right; the leftmost takes all digits that are left."""
        places = sum(token.kind == "digit" for token in self.whole)
        shown, count = "", 0
        for token in reversed(self.whole):
            if token.kind != "digit":
                shown = token.text + shown
                continue
            places -= 1
            taken = digits[-1:] if places else digits
            digits = digits[: len(digits) - len(taken)]
            for digit in reversed(taken or _filler(token)):
                shown = digit + ("," if self.grouped and count and count % 3 == 0 else "") + shown
                count += 1
        return shown

    def _fraction(self, digits: str) -> str:
        """Fill the places from the left; the places # leave zeros at the end out."""
        shown = ""
        for token in self.fraction:
            if token.kind != "digit":
                shown += token.text
                continue
            shown += digits[:1] if digits.strip("0") else _filler(token)
            digits = digits[1:]
        return shown


def _filler(token: Token) -> str:
    return {"0": "0", "?": " "}.get(token.text, "")


def _without_commas(tokens: list[Token]) -> tuple[list[Token], int, bool]:
    """Take the commas out: those between digits before the point group by thousands, later ones divide by 1,000."""
    places = [index for index, token in enumerate(tokens) if token.kind == "digit"]
    point = tokens.index(_POINT) if _POINT in tokens else len(tokens)
    last = max((index for index in places if index < point), default=-1)
    kept = [token for token in tokens if token != _COMMA]
    commas = [index for index, token in enumerate(tokens) if token == _COMMA and places and index > places[0]]
    return kept, sum(index > last for index in commas), any(index < last for index in commas)
