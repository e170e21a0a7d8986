"""Formulas of worksheets (公式) taken apart into steps for a calculator with a stack (reverse Polish notation).

`ROUND(数据!B1*100%,2)` becomes: range, number, percent, multiply, number, call ROUND with 2 arguments. No recursion, so
that no depth of brackets can exhaust anything. What is not understood raises `NotUnderstood`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from jixiao.read.formats.sheet_grid import MAX_COLUMNS, MAX_ROWS, column_number

_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}"
_SHEET = r"(?:'(?P<quoted>(?:[^']|'')+)'!|(?P<sheet>[^\W\d][\w.]*)!)?"
_TOKEN = re.compile(
    r"\s*(?:"
    rf"{_SHEET}(?P<range>{_CELL}:{_CELL}|\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}|\$?\d+:\$?\d+|{_CELL})(?![\w(.])"
    r"|(?P<call>[A-Za-z][\w.]*)\("
    r"|(?P<truth>TRUE|FALSE)\b"
    r"|(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
    r'|"(?P<text>(?:[^"]|"")*)"'
    r"|(?P<error>#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A))"
    r"|(?P<sign><=|>=|<>|[-+*/^&=<>%(),])"
    r")\s*",
    re.IGNORECASE,
)
_CORNER = re.compile(r"(\$?)([A-Za-z]*)(\$?)(\d*)")
_STRENGTH = {
    "=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5, "negate": 6,
}  # fmt: skip
_LONGEST = 8_192  # characters of a formula, as in Excel


class NotUnderstood(Exception):
    """A formula with something that is not calculated here."""


class Error(str):
    """An error value (错误值) such as #DIV/0!."""

    __slots__ = ()


class Corner(NamedTuple):
    """A corner of a range, from 0; the flags tell what moves along when the formula is copied."""

    row: int
    column: int
    row_moves: bool
    column_moves: bool


class Reference(NamedTuple):
    """A range of cells; `sheet` is None for the formula's own."""

    sheet: str | None
    first: Corner
    last: Corner
    single: bool


class Operator(NamedTuple):
    """Something to do with the last one or two values."""

    sign: str


class Call(NamedTuple):
    """A function to be called with the last `arity` values."""

    name: str
    arity: int


Constant = Decimal | str | bool | None  # an `Error` is a str; None is an argument left out
Step = Constant | Reference | Operator | Call


@lru_cache(maxsize=1024)
def parse(formula: str) -> tuple[Step, ...]:
    """Give the steps of a formula. Raises `NotUnderstood`."""
    if len(formula) > _LONGEST:
        raise NotUnderstood
    parser, place = _Parser(), int(formula.startswith("="))  # a few writers store the sign too
    while place < len(formula):
        match = _TOKEN.match(formula, place)
        if match is None:
            raise NotUnderstood
        parser.take(match)
        place = match.end()
    return parser.end()


class _Parser:
    """The shunting-yard: operators wait until a weaker one, a comma or a bracket lets them out."""

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._waiting: list[str] = []  # operators; "(" or "NAME(" for a bracket that is open
        self._counts: list[int] = []  # arguments of the open calls
        self._needs_value = True

    def take(self, token: re.Match[str]) -> None:
        kind = str(token.lastgroup)
        if kind == "sign":
            self._sign(token["sign"])
            return
        if not self._needs_value:
            raise NotUnderstood
        if kind == "call":
            self._waiting.append(token["call"].upper() + "(")
            self._counts.append(1)
            return
        self._steps.append(_value(kind, token))
        self._needs_value = False

    def end(self) -> tuple[Step, ...]:
        self._let_out(0)
        if self._needs_value or self._waiting:
            raise NotUnderstood
        return tuple(self._steps)

    def _sign(self, sign: str) -> None:
        if sign in ",)":
            self._separate(sign)
        elif self._needs_value:
            self._before_value(sign)
        elif sign == "%":
            self._steps.append(Operator(sign))
        elif sign == "(":
            raise NotUnderstood
        else:
            self._let_out(_STRENGTH[sign])
            self._waiting.append(sign)
            self._needs_value = True

    def _before_value(self, sign: str) -> None:
        if sign not in "(+-":
            raise NotUnderstood
        if sign != "+":
            self._waiting.append("(" if sign == "(" else "negate")

    def _separate(self, sign: str) -> None:
        """A comma or a closing bracket ends an argument."""
        self._let_out(0)
        opened = self._waiting.pop() if self._waiting else ""
        if not opened or (opened == "(" and (sign == "," or self._needs_value)):
            raise NotUnderstood
        if self._needs_value:
            self._steps.append(None)
        self._needs_value = sign == ","
        if sign == ",":
            self._waiting.append(opened)
            self._counts[-1] += 1
        elif opened != "(":
            self._steps.append(Call(opened[:-1], self._counts.pop()))

    def _let_out(self, strength: int) -> None:
        while self._waiting and not self._waiting[-1].endswith("(") and _STRENGTH[self._waiting[-1]] >= strength:
            self._steps.append(Operator(self._waiting.pop()))


def _value(kind: str, token: re.Match[str]) -> Step:
    if kind == "range":
        return _reference(token)
    text = token[kind]
    if kind == "number":
        return Decimal(text)
    if kind == "truth":
        return text.upper() == "TRUE"
    return Error(text.upper()) if kind == "error" else text.replace('""', '"')


def _reference(token: re.Match[str]) -> Reference:
    sheet = token["quoted"].replace("''", "'") if token["quoted"] else token["sheet"]
    first, colon, last = token["range"].partition(":")
    return Reference(sheet, _corner(first, 0, 0), _corner(last or first, MAX_ROWS - 1, MAX_COLUMNS - 1), not colon)


def _corner(text: str, row: int, column: int) -> Corner:
    """A corner; whole columns (A:C) and whole rows reach from the given row or column."""
    match = _CORNER.fullmatch(text)
    if match is None:
        raise NotUnderstood
    row_fixed = match[3] if match[2] else match[1]  # the one sign $ of $3:$5 stands before the row
    found = Corner(
        int(match[4]) - 1 if match[4] else row,
        column_number(match[2].upper()) if match[2] else column,
        bool(match[4]) and not row_fixed,
        bool(match[2]) and not match[1],
    )
    if found.column >= MAX_COLUMNS:
        raise NotUnderstood
    return found
