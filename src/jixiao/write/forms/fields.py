"""What a field of a form reads as in a layout: 指标性质 and 度量单位 stand in the target where they have no column."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from jixiao.knowledge.form_layout import FIELD, Band
from jixiao.model.form import Form, FundingLine, Indicator
from jixiao.model.quantity import Quantity, parse
from jixiao.model.value import Value

MONTHS = "1—7月"  # what a monitoring form is about unless it says otherwise
_WORDS_FOR_NO_UNIT = frozenset({"其他", "无", "/", "-", "其它"})
_SIGNS = {"≥": "≥", ">=": "≥", "＞": ">", ">": ">", "≤": "≤", "<=": "≤", "＜": "<", "<": "<", "=": "＝", "＝": "＝"}
_SPLIT = re.compile(r"(≥|≤|>=|<=|>|<|＞|＜|=|＝)?([-+]?\d[\d,]*(?:\.\d+)?)(.*)", re.DOTALL)

Show = Callable[[str], str]


def text_of(pattern: str, show: Show) -> str:
    """Give a text with each field replaced by what `show` gives for it; of {a|b} the first that is not blank.

    Points that are printed with 分 already do not get a second one: {execution.weight}分.
    """

    def shown(found: re.Match[str]) -> str:
        text = next(filter(None, map(show, found[1].split("|"))), "")
        return text.removesuffix("分") if pattern.startswith("分", found.end()) else text

    return FIELD.sub(shown, pattern)


def form_field(form: Form, name: str) -> str:
    """Give the text of a field of the form as a whole, empty where it is blank."""
    if name == "project":
        return "-".join(value.text for value in (form.project.code, form.project.name) if value.text)
    if name == "year":
        return str(form.year) if form.year else form.year_printed.text or "    "
    if name == "months":
        return _text(form.texts.get("监控期间")) or MONTHS
    if name == "money_unit":
        return form.money_unit.text or "万元"
    if name.startswith("texts."):
        return _text(form.texts.get(name.removeprefix("texts.")))
    holder, _, key = name.rpartition(".")
    return _text(getattr(getattr(form, holder) if holder else form, key))


def line_field(line: FundingLine, label: str, name: str) -> str | None:
    """Give the text of a field of a funding line, None for a field that is none of a line."""
    if name == "label":
        return label
    return _text(getattr(line, name)) if name in FundingLine.__slots__ else None


def indicator_field(indicator: Indicator, band: Band, name: str) -> str | None:
    """Give the text of a field of an indicator, None for a field that is none of an indicator."""
    if name in ("comparator", "target", "unit"):
        return _target_parts(indicator, band)[name]
    return _text(getattr(indicator, name)) if name in Indicator.__slots__ else None


def _target_parts(indicator: Indicator, band: Band) -> dict[str, str]:
    """Comparator, target and unit, glued together or taken apart as the columns of the layout want."""
    comparator, target, unit = (_text(value) for value in (indicator.comparator, indicator.target, indicator.unit))
    if band.shows("comparator") and not comparator:
        comparator, target = _without_sign(target)
    if band.shows("unit") and not unit:
        target, unit = _without_unit(target)
    if not band.shows("unit"):
        target = target + _unit_beside(target, unit)
    if not band.shows("comparator"):
        target = _sign_before(target, comparator) + target
    return {"comparator": comparator, "target": target, "unit": unit}


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
