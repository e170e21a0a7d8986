"""One parameter's value as a scheme file writes it → the value that `Rules` holds, or None where it does not fit."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from typing import Any

from jixiao.knowledge.scheme_parameters import Definition, Kind

MOST_DECIMALS = 6
MOST = 100_000
NO_ROUNDING = "none"
BAND_LIMITS = 4

EXPECTED: dict[Kind, str] = {
    "points": f"0到{MOST}之间的数",
    "share": "0到1之间的数",
    "multiple": f"1到{MOST}之间的数",
    "flag": "true 或 false",
    "decimals": f"0到{MOST_DECIMALS}的整数",
    "rate_decimals": f'0到{MOST_DECIMALS}的整数或 "{NO_ROUNDING}"',
    "bands": "从1降到0的四个数",
    "cuts": "由大到小的一列数，或由小到大",
    "names": "一列名称",
    "level_points": "一级指标名称与分值的对照",
}


class Misfit(Exception):
    """A value that is not of its parameter's kind."""


def convert(definition: Definition, value: object) -> Any:
    """Give the value in the type that `Rules` holds. Raises Misfit."""
    if definition.kind == "choice":
        return _choice(definition, value)
    return _CONVERTERS[definition.kind](value)


def expected(definition: Definition) -> str:
    """Say in Chinese what the parameter takes."""
    if definition.kind == "choice":
        return "、".join(definition.choices) + " 之一"
    return EXPECTED[definition.kind]


def _choice(definition: Definition, value: object) -> str:
    if not isinstance(value, str) or value not in definition.choices:
        raise Misfit
    return value


def _number(value: object) -> Decimal:
    # A TOML float arrives as Decimal; bool is an int to Python, not to a reader.
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise Misfit
    number = Decimal(value)
    if not number.is_finite() or not 0 <= number <= MOST:
        raise Misfit
    return number


def _share(value: object) -> Decimal:
    number = _number(value)
    if number > 1:
        raise Misfit
    return number


def _multiple(value: object) -> Decimal:
    number = _number(value)
    if number < 1:
        raise Misfit
    return number


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise Misfit
    return value


def _decimals(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_DECIMALS:
        raise Misfit
    return value


def _rate_decimals(value: object) -> int | None:
    return None if value == NO_ROUNDING else _decimals(value)


def _numbers(value: object) -> tuple[Decimal, ...]:
    if not isinstance(value, list) or not value:
        raise Misfit
    return tuple(_number(item) for item in value)


def _bands(value: object) -> tuple[Decimal, ...]:
    limits = _numbers(value)
    if len(limits) != BAND_LIMITS or limits[0] != 1 or limits[-1] != 0 or not _falls(limits):
        raise Misfit
    return limits


def _cuts(value: object) -> tuple[Decimal, ...]:
    limits = _numbers(value)
    if not (_falls(limits) or _falls(limits[::-1])):
        raise Misfit
    return limits


def _falls(limits: tuple[Decimal, ...]) -> bool:
    return all(upper > lower for upper, lower in pairwise(limits))


def _names(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(item, str) and item for item in value):
        raise Misfit
    return tuple(value)


def _level_points(value: object) -> dict[str, Decimal]:
    if not isinstance(value, dict):
        raise Misfit
    return {level: _number(points) for level, points in value.items()}


_CONVERTERS: dict[Kind, Callable[[object], Any]] = {
    "points": _number,
    "share": _share,
    "multiple": _multiple,
    "flag": _flag,
    "decimals": _decimals,
    "rate_decimals": _rate_decimals,
    "bands": _bands,
    "cuts": _cuts,
    "names": _names,
    "level_points": _level_points,
}
