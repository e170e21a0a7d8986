"""What a field of a form reads as in a layout: 指标性质 and 度量单位 stand in the target where they have no column."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from jixiao.knowledge.form_layout import Band
from jixiao.model.form import Form, Indicator
from jixiao.model.pointer import token
from jixiao.model.quantity import Quantity, parse
from jixiao.model.value import Value
from jixiao.write.forms.pieces import Field, Joint, Pieces, printed

MONTHS = "1—7月"  # what a monitoring form is about unless it says otherwise
MONTHS_TEXT = "监控期间"  # the passage that says so
_WORDS_FOR_NO_UNIT = frozenset({"其他", "无", "/", "-", "其它"})
_SIGNS = {"≥": "≥", ">=": "≥", "＞": ">", ">": ">", "≤": "≤", "<=": "≤", "＜": "<", "<": "<", "=": "＝", "＝": "＝"}
_SPLIT = re.compile(r"(≥|≤|>=|<=|>|<|＞|＜|=|＝)?([-+]?\d[\d,]*(?:\.\d+)?)(.*)", re.DOTALL)


def form_pieces(form: Form, name: str) -> Pieces:
    """Give the pieces of a field of the form as a whole."""
    if name == "project":
        return (*form_pieces(form, "project.code"), Joint("-"), *form_pieces(form, "project.name"))
    if name == "year":
        return (Field("/year", str(form.year) if form.year else form.year_printed.text or "", "    "),)
    if name == "months":
        return (_passage(form, MONTHS_TEXT, MONTHS),)
    if name == "money_unit":
        return (Field("/money_unit", _text(form.money_unit), "万元"),)
    if name.startswith("texts."):
        return (_passage(form, name.removeprefix("texts.")),)
    holder, _, key = name.rpartition(".")
    return (Field("/" + name.replace(".", "/"), _text(getattr(getattr(form, holder) if holder else form, key))),)


def form_field(form: Form, name: str) -> str:
    """Give the text of a field of the form as a whole, empty where it is blank."""
    return printed(form_pieces(form, name))


def _passage(form: Form, label: str, blank: str = "") -> Field:
    return Field(f"/texts/{token(label)}", _text(form.texts.get(label)), blank)


class Target(NamedTuple):
    """What a target says in a layout: its comparator, value and unit, those empty that have no column."""

    comparator: str
    target: str
    unit: str


def target_of(indicator: Indicator, band: Band) -> Target:
    """Give comparator, target and unit, glued together or taken apart as the columns of the layout want."""
    comparator, target, unit = (_text(value) for value in (indicator.comparator, indicator.target, indicator.unit))
    if band.shows("comparator") and not comparator:
        comparator, target = _without_sign(target)
    if band.shows("unit") and not unit:
        target, unit = _without_unit(target)
    if not band.shows("unit"):
        target, unit = target + _unit_beside(target, unit), ""
    if not band.shows("comparator"):
        target, comparator = _sign_before(target, comparator) + target, ""
    return Target(comparator, target, unit)


def _without_sign(target: str) -> tuple[str, str]:
    found = _SPLIT.fullmatch(target)
    if found is not None:
        return (_SIGNS[found[1]] if found[1] else "", target.removeprefix(found[1] or ""))
    return ("定性" if target and parse(target).dimension == "quality" else ""), target


def _without_unit(target: str) -> tuple[str, str]:
    found = _SPLIT.fullmatch(target)
    if found is None or not found[3]:
        return target, ""
    return target.removesuffix(found[3]), found[3]


def _unit_beside(target: str, unit: str) -> str:
    """The unit where it says something that the target does not say itself: none behind a word, % or 12人."""
    if unit in _WORDS_FOR_NO_UNIT or target.endswith(unit) or not _is_plain_number(parse(target)):
        return ""
    return unit


def _is_plain_number(quantity: Quantity) -> bool:
    return quantity.dimension == "number" and quantity.number is not None and not quantity.embedded


def _sign_before(target: str, comparator: str) -> str:
    sign = _SIGNS.get(comparator, "")
    return sign if sign not in ("", "＝") and not target.startswith(tuple(_SIGNS)) else ""


def number_of(text: str) -> tuple[Decimal, int, bool] | None:
    """Give the number that a cell prints, its decimals and whether it is a percentage; None where it is no number."""
    quantity = parse(text)
    if quantity.number is None or quantity.upper is not None or quantity.comparator or quantity.embedded:
        return None
    percent = text.endswith("%")
    plain = text.rstrip("%").replace(",", "")
    if f"{quantity.number:.{quantity.places}f}" != plain:
        return None  # a number in other clothes: ￥5, 22.51万人
    return quantity.number, quantity.places, percent


def _text(value: Value | None) -> str:
    return value.text or "" if value is not None else ""
