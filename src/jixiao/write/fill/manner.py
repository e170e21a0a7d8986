"""Values in the manner of a layout: money in its unit, targets with or without sign and unit in the cell."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Context, Decimal

from jixiao.model.form import Indicator
from jixiao.model.quantity.words import comparator_of
from jixiao.score.rounding import plain

_WIDE = Context(prec=50)
_FACTORS = {"元": 1, "百元": 100, "千元": 1_000, "万元": 10_000, "亿元": 100_000_000}
_NUMBER = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_SIGN = re.compile(r"^(大于等于|小于等于|不低于|不少于|不高于|不超过|大于|小于|等于|>=|<=|[≥≤＞＜><=＝≧≦])")
_QUALITATIVE = ("定性", "文字描述", "文本")
_NO_UNIT = frozenset(("其他", "其它", "无", "/", "-", "定性", "文字"))
_PLAIN_UNIT = re.compile(r"[^0-9.,~～—\-–≥≤><=（(]+(?:[（(].*[)）])?$")
_PARTS = ("comparator", "target", "unit")


def in_unit(text: str, given: str | None, wanted: str | None) -> str:
    """Give an amount of money in another unit, exactly (225100 元 is 22.51 万元); as it is where that says nothing."""
    if given == wanted or given not in _FACTORS or wanted not in _FACTORS or not _NUMBER.fullmatch(text):
        return text
    number = Decimal(text.replace(",", ""))
    return plain(_WIDE.divide(_WIDE.multiply(number, _FACTORS[given]), _FACTORS[wanted]))


def target_parts(indicator: Indicator, columns: Collection[str]) -> dict[str, str | None]:
    """Give sign, target and unit of an indicator as the columns of a layout hold them.

    Without a column of its own the sign (指标性质) stands before the target and the unit (度量单位) behind it; where
    the layout has such a column and the data has all in one text, the text is taken apart.
    """
    sign, target, unit = (getattr(indicator, name).text for name in _PARTS)
    if target is None:
        return {"comparator": sign, "target": None, "unit": unit}
    if "comparator" in columns:
        sign, target = (sign, target) if sign else _sign_and_rest(target)
    else:
        sign, target = None, _with_sign(sign, target)
    if "unit" in columns:
        target, unit = (target, unit) if unit else _number_and_unit(target)
    else:
        target, unit = _with_unit(target, unit), None
    return {"comparator": sign, "target": target, "unit": unit}


def _with_sign(sign: str | None, target: str) -> str:
    if not sign or sign in _QUALITATIVE or _SIGN.match(target) or not _has_number(target):
        return target
    return (sign if len(sign) == 1 else comparator_of(sign) or sign) + target


def _with_unit(target: str, unit: str | None) -> str:
    if not unit or unit in _NO_UNIT or target.endswith(unit) or not _NUMBER.search(target[-1:]):
        return target
    return target + unit


def _sign_and_rest(target: str) -> tuple[str | None, str]:
    found = _SIGN.match(target)
    rest = target[found.end() :] if found else ""
    if not found or not _has_number(rest[:1]):
        return None, target
    return comparator_of(found[1]) or found[1], rest


def _number_and_unit(target: str) -> tuple[str, str | None]:
    sign, rest = _sign_and_rest(target)
    number = _NUMBER.match(rest)
    unit = rest[number.end() :] if number else ""
    if not number or not _PLAIN_UNIT.fullmatch(unit) or len(unit) > 8:
        return target, None
    return (sign or "") + number[0], unit


def _has_number(text: str) -> bool:
    return any(sign.isdigit() for sign in text)
