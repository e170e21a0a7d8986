"""The code of a number format (数字格式代码) cut into tokens and sections (ECMA-376 Part 1, 18.8.31).

`0.00_ ;[Red]-0.00` becomes two sections of tokens. What only pads a cell (`_x`, `*x`) or colours it is left out here;
an escaped or quoted character becomes a literal. East-Asian programs write `!` where others write a backslash.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|(?P<pad>[_*].?)|\[(?P<bracket>[^\]]*)\]|(?P<general>general|G/通用格式)'
    r"|(?P<clock>am/pm|a/p|上午/下午)|(?P<power>e[+-])|(?P<date>y+|m+|d+|h+|s+|e+|a{3,4})|(?P<digit>[0#?])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_LITERAL = {"quoted", "escaped"}
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_CONDITION = re.compile(r"(<=|>=|<>|=|<|>)\s*(-?\d+(?:\.\d+)?)\s*")
_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<=": operator.le, ">=": operator.ge, "<>": operator.ne, "=": operator.eq, "<": operator.lt, ">": operator.gt,
}  # fmt: skip


class Token(NamedTuple):
    """One token: its kind is literal, general, clock, power, date, elapsed, digit, mark, condition or modifier."""

    kind: str
    text: str


def sections(code: str) -> list[list[Token]]:
    """Give the tokens of each section of a format code."""
    found: list[list[Token]] = [[]]
    for match in _TOKEN.finditer(code):
        kind, text = str(match.lastgroup), match[str(match.lastgroup)]
        if kind == "other" and text == ";":
            found.append([])
        elif kind != "pad":
            found[-1].append(_token(kind, text))
    return found


def _token(kind: str, text: str) -> Token:
    if kind in _LITERAL:
        return Token("literal", text)
    if kind == "bracket":
        return _bracket(text)
    if kind == "other":
        return Token("mark" if text in ".,%/@" else "literal", text)
    return Token(kind, text)


def _bracket(text: str) -> Token:
    if text.startswith("$"):  # [$¥-804]: a currency sign and a language; [$-F800]: the long date of the system
        sign, _, language = text[1:].partition("-")
        return Token("literal", sign) if sign else Token("modifier", language.upper())
    if _ELAPSED.fullmatch(text):
        return Token("elapsed", text.lower())
    return Token("condition" if _CONDITION.fullmatch(text) else "modifier", text.upper())


class Condition(NamedTuple):
    """Which numbers a section is for."""

    compare: Callable[[Decimal, Decimal], bool]
    limit: Decimal

    def holds(self, value: Decimal) -> bool:
        """Tell whether the section is for this number."""
        return self.compare(value, self.limit)

    @property
    def every_positive(self) -> bool:
        """Whether the section is for all positive numbers, maybe for others too."""
        return self.limit <= 0 and self.compare in (operator.gt, operator.ge)

    @property
    def negative_only(self) -> bool:
        """Whether the section is for negative numbers alone: it then writes the minus sign itself."""
        return self.limit <= 0 and self.compare in (operator.lt, operator.le)


def conditions(found: list[list[Token]]) -> list[Condition]:
    """Give the condition of each section for numbers, those left unsaid being positive; negative; rest."""
    stated = [_stated(tokens) for tokens in found]
    return [condition or _unsaid(index, stated) for index, condition in enumerate(stated)]


def _stated(tokens: list[Token]) -> Condition | None:
    for token in tokens:
        match = _CONDITION.fullmatch(token.text) if token.kind == "condition" else None
        if match:
            return Condition(_COMPARE[match[1]], Decimal(match[2]))
    return None


def _unsaid(index: int, stated: list[Condition | None]) -> Condition:
    last = len(stated) - 1
    if index == 0 and last > 0:
        return Condition(operator.gt if last > 1 else operator.ge, Decimal(0))
    if index == 1 and (last > 1 or stated[0] is None):
        return Condition(operator.lt, Decimal(0))
    return Condition(operator.ge, Decimal("-Infinity"))
