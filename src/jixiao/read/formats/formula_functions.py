"""What the operators and functions of worksheet formulas do, as Excel defines them; numbers are `Decimal`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import (
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
    DecimalException,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)  # fmt: skip

from jixiao.read.formats.formula_parse import Error
from jixiao.read.formats.numfmt import formatter
from jixiao.read.formats.numfmt_digits import exact, plain

Value = Decimal | str | bool | None  # an `Error` is a str; None is a blank cell or an argument left out
Operand = Value | tuple[Value, ...]  # the latter: the cells of a range
Function = Callable[[Sequence[Operand]], Value]

_CONTEXT = Context(
    prec=28, rounding=ROUND_HALF_UP, Emax=400, Emin=-400, traps=[DivisionByZero, InvalidOperation, Overflow]
)
_WIDE = Context(prec=1_000)
_MOST_PLACES = 300  # that a number may be rounded to


class Failed(Exception):
    """A calculation whose outcome is an error value."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = Error(error)


def guarded(calculate: Callable[..., Value], *operands: object) -> Value:
    """Give what a calculation gives; one that goes wrong gives an error value."""
    try:
        return calculate(*operands)
    except Failed as failure:
        return failure.error
    except DecimalException:
        return Error("#NUM!")


def number(value: Operand) -> Decimal:
    """Give a value as a number; blank is 0, text that is no number fails."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, Error):
        raise Failed(value)
    found = exact(value) if isinstance(value, str) else None if isinstance(value, tuple) else Decimal(value or 0)
    if found is None:
        raise Failed("#VALUE!")
    return found


def text(value: Operand) -> str:
    """Give a value as text."""
    if isinstance(value, Error):
        raise Failed(value)
    if isinstance(value, tuple):
        raise Failed("#VALUE!")
    if isinstance(value, bool):
        return str(value).upper()
    return plain(value) if isinstance(value, Decimal) else value or ""


def unary(sign: str, value: Operand) -> Value:
    """Give the outcome of a sign before (negate) or after (%) a value."""
    return -number(value) if sign == "negate" else number(value).scaleb(-2)


def binary(sign: str, left: Operand, right: Operand) -> Value:
    """Give the outcome of an operator between two values."""
    if sign == "&":
        return text(left) + text(right)
    if sign in _COMPARISONS:
        return _COMPARISONS[sign](_compared(left, right))
    return _ARITHMETIC[sign](number(left), number(right))


def _quotient(left: Decimal, right: Decimal) -> Decimal:
    if not right:
        raise Failed("#DIV/0!")
    return _CONTEXT.divide(left, right)


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    if not base and exponent <= 0:
        raise Failed("#DIV/0!" if exponent else "#NUM!")
    return _CONTEXT.power(base, exponent)


_ARITHMETIC: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": _CONTEXT.add, "-": _CONTEXT.subtract, "*": _CONTEXT.multiply, "/": _quotient, "^": _power,
}  # fmt: skip
_COMPARISONS: dict[str, Callable[[int], bool]] = {
    "=": lambda order: order == 0, "<>": lambda order: order != 0, "<": lambda order: order < 0,
    ">": lambda order: order > 0, "<=": lambda order: order <= 0, ">=": lambda order: order >= 0,
}  # fmt: skip


def _compared(left: Operand, right: Operand) -> int:
    """Give -1, 0 or 1: numbers come before texts, texts before truth values; a blank is equal to 0 and to no text."""
    pair = [_key(left, right), _key(right, left)]
    return (pair[0] > pair[1]) - (pair[0] < pair[1])


def _key(value: Operand, other: Operand) -> tuple[int, Decimal | str | bool]:
    if isinstance(value, Error | tuple):
        raise Failed(value if isinstance(value, Error) else "#VALUE!")
    if isinstance(value, bool):
        return 2, value
    if isinstance(value, Decimal):
        return 0, _rounded(value)
    if value is None:
        return (1, "") if isinstance(other, str) else (2, False) if isinstance(other, bool) else (0, Decimal(0))
    return 1, value.casefold()


def _rounded(value: Decimal) -> Decimal:
    """Numbers that differ beyond the fifteenth digit are equal to a worksheet."""
    return exact(str(value)) or Decimal(0)


def _numbers(arguments: Sequence[Operand]) -> Iterator[Decimal]:
    """The numbers among arguments; in ranges, texts and truth values do not count."""
    for argument in arguments:
        if not isinstance(argument, tuple):
            yield number(argument)
            continue
        for value in argument:
            if isinstance(value, Error):
                raise Failed(value)
            if isinstance(value, Decimal):
                yield value


def _values(arguments: Sequence[Operand]) -> Iterator[Value]:
    for argument in arguments:
        yield from argument if isinstance(argument, tuple) else (argument,)


def _truths(arguments: Sequence[Operand]) -> list[bool]:
    """The truth values among arguments; in ranges, texts and blanks do not count."""
    found = [value for value in _values(arguments) if not isinstance(value, str) or isinstance(value, Error)]
    return [bool(number(value)) for value in found if value is not None]


def _sum(arguments: Sequence[Operand]) -> Value:
    total = Decimal(0)
    for value in _numbers(arguments):
        total = _CONTEXT.add(total, value)
    return total


def _product(arguments: Sequence[Operand]) -> Value:
    total = Decimal(1)
    for value in _numbers(arguments):
        total = _CONTEXT.multiply(total, value)
    return total


def _average(arguments: Sequence[Operand]) -> Value:
    found = list(_numbers(arguments))
    return _quotient(number(_sum(found)), Decimal(len(found)))


def _sum_of_products(arguments: Sequence[Operand]) -> Value:
    columns = [argument if isinstance(argument, tuple) else (argument,) for argument in arguments]
    if len({len(column) for column in columns}) != 1:
        raise Failed("#VALUE!")
    counted = [[value if isinstance(value, Decimal) else Decimal(0) for value in column] for column in columns]
    return _sum([number(_product(row)) for row in zip(*counted, strict=True)])


def _rounding(mode: str) -> Function:
    def round_to(arguments: Sequence[Operand]) -> Value:
        places = int(number(arguments[1])) if len(arguments) > 1 else 0
        if abs(places) > _MOST_PLACES:
            raise Failed("#NUM!")
        return _rounded(number(arguments[0])).quantize(Decimal(1).scaleb(-places), mode, _WIDE)

    return round_to


def _if(arguments: Sequence[Operand]) -> Value:
    condition, *outcomes = arguments
    chosen = outcomes[0] if number(condition) else outcomes[1] if len(outcomes) > 1 else False
    if isinstance(chosen, tuple):
        raise Failed("#VALUE!")
    return Decimal(0) if chosen is None else chosen


def _if_error(arguments: Sequence[Operand]) -> Value:
    value, instead = arguments
    chosen = instead if isinstance(value, Error) else value
    return text(chosen) if isinstance(chosen, tuple) else Decimal(0) if chosen is None else chosen


def _shown(arguments: Sequence[Operand]) -> Value:
    value, code = arguments
    return formatter(text(code)).number(str(number(value)))


# Functions by name, with the least and the greatest number of arguments.
FUNCTIONS: dict[str, tuple[Function, int, int]] = {
    "SUM": (_sum, 1, 255),
    "PRODUCT": (_product, 1, 255),
    "SUMPRODUCT": (_sum_of_products, 1, 255),
    "AVERAGE": (_average, 1, 255),
    "MIN": (lambda arguments: min(_numbers(arguments), default=Decimal(0)), 1, 255),
    "MAX": (lambda arguments: max(_numbers(arguments), default=Decimal(0)), 1, 255),
    "COUNT": (lambda arguments: Decimal(sum(isinstance(value, Decimal) for value in _values(arguments))), 1, 255),
    "COUNTA": (lambda arguments: Decimal(sum(value is not None for value in _values(arguments))), 1, 255),
    "ROUND": (_rounding(ROUND_HALF_UP), 2, 2),
    "ROUNDUP": (_rounding(ROUND_UP), 2, 2),
    "ROUNDDOWN": (_rounding(ROUND_DOWN), 2, 2),
    "TRUNC": (_rounding(ROUND_DOWN), 1, 2),
    "INT": (lambda arguments: _rounding(ROUND_FLOOR)([arguments[0]]), 1, 1),
    "ABS": (lambda arguments: abs(number(arguments[0])), 1, 1),
    "AND": (lambda arguments: all(_truths(arguments)), 1, 255),
    "OR": (lambda arguments: any(_truths(arguments)), 1, 255),
    "NOT": (lambda arguments: not number(arguments[0]), 1, 1),
    "IF": (_if, 2, 3),
    "IFERROR": (_if_error, 2, 2),
    "TEXT": (_shown, 2, 2),
    "CONCATENATE": (lambda arguments: "".join(map(text, arguments)), 1, 255),
}
