"""What stands in a cell: `parse` gives the meaning of any text, in the order from the plainest to the vaguest."""

from __future__ import annotations

import re
from functools import lru_cache

from jixiao.model.quantity.amounts import NUMBER, amount, tail_of
from jixiao.model.quantity.chinese_number import NUMERALS, chinese_number
from jixiao.model.quantity.dates import parse_date
from jixiao.model.quantity.kinds import Comparator, Quantity
from jixiao.model.quantity.normal import squeezed
from jixiao.model.quantity.running import between, numbers
from jixiao.model.quantity.units import PLAIN, Unit, unit_named
from jixiao.model.quantity.words import BLANK_MARKS, LEADS, is_error, is_quality, is_unquantified, leading

_KEPT = 256  # characters of the longest text whose meaning is remembered
_CELL = re.compile(rf"({LEADS}{{0,3}})([¥$]?)([-+△]?)({NUMBER})(?<=\d)((?:[eE][-+]?\d\d?)?)(.*)", re.DOTALL)
_BRACKETED = re.compile(r"\(([^()]+)\)")
_RANGE = re.compile(
    rf"({LEADS}{{0,2}})(-?{NUMBER})(?<=\d)([^\d~至到,.-]{{0,6}})[-~至到](\d+(?:\.\d+)?)([^\d,.]{{0,10}})", re.DOTALL
)
_CHINESE = re.compile(rf"({LEADS}{{0,3}})(百分之)?([{NUMERALS}万萬亿億]+(?:点[{NUMERALS}]+)?)(.{{0,12}})")
_PERCENT_WORDS = re.compile(rf"({LEADS}{{0,3}})百分之(\d+(?:\.\d+)?)(.{{0,6}})")
_FORMULA = re.compile(r"[*×÷=]|\d\+\d|[)%\w]/\(")
_DATE_SIGNS = frozenset("年月季日-/.至号")
_DATE_WORDS = frozenset("于在截当本今年全第上下二〇一三四五六七八九十到至不最早")
_EMBEDDED = 40  # characters of the longest text whose only number speaks for it


def parse(text: str) -> Quantity:
    """Give the meaning of a cell's text; it never fails: what is nothing else has dimension text.

    White space is ignored, full-width forms are the same as ASCII. Repeated texts are remembered (bounded).
    """
    return _remembered(text) if len(text) <= _KEPT else _parse(text)


def _parse(text: str) -> Quantity:
    text = squeezed(text)
    found = _CELL.fullmatch(text)
    if found is not None:
        return _with_digits(text, found)
    return _without_lead(text)


_remembered = lru_cache(maxsize=8192)(_parse)


def _with_digits(text: str, found: re.Match[str]) -> Quantity:
    lead, currency, sign, digits, exponent, after = found.groups()
    if after[:1] in _DATE_SIGNS and after:
        quantity = _dated(text)
        if quantity is not None:
            return quantity
    tail = tail_of(after)
    if tail is None:
        return _longer(text)
    said = leading(lead) if lead else None
    if currency:
        tail = tail._replace(unit=_money(tail.unit))
    return amount(text, sign, digits + exponent, tail, said)


def _money(unit: Unit) -> Unit:
    """Give the unit of an amount with a currency sign: ¥5000 is 元, ¥5万 is 万元."""
    return unit_named(unit.name + "元") or unit if unit.dimension == "number" else unit


def _dated(text: str) -> Quantity | None:
    sign: Comparator | None = None
    if text[0] in "≤≥":
        sign, text = ("≤" if text[0] == "≤" else "≥"), text[1:]
    dated = parse_date(text.rstrip("。;；,."))
    if dated is None:
        return None
    return Quantity(text, "date", comparator=dated.relation or sign, date=dated.period)


def _without_lead(text: str) -> Quantity:
    """Give the meaning of a text that does not begin with a number."""
    if not text or text in BLANK_MARKS:
        return Quantity(text, "blank", marker=bool(text))
    if is_error(text):
        return Quantity(text, "error")
    if is_quality(text):
        return Quantity(text, "quality", unquantified=is_unquantified(text))
    if text[0] in _DATE_WORDS or text[0] in "≤≥":
        quantity = _dated(text)
        if quantity is not None:
            return quantity
    return _bracketed(text) or _percent_words(text) or _chinese(text) or _longer(text)


def _bracketed(text: str) -> Quantity | None:
    """Give a negative amount in accountant's brackets: (5.00)."""
    found = _BRACKETED.fullmatch(text)
    inner = _CELL.fullmatch(found[1]) if found else None
    if inner is None or inner[1] or inner[3]:
        return None
    quantity = _with_digits(text, inner)
    if quantity.number is None or quantity.interval is None or quantity.comparator or quantity.embedded:
        return None
    return quantity._replace(number=-quantity.number, interval=-quantity.interval, certain=bool(quantity.places))


def _percent_words(text: str) -> Quantity | None:
    found = _PERCENT_WORDS.fullmatch(text)
    tail = tail_of("%" + found[3]) if found else None
    return amount(text, "", found[2], tail, leading(found[1])) if found and tail else None


def _chinese(text: str) -> Quantity | None:
    """Give a number in Chinese numerals with its unit: 三十五, 一百二十万元, 百分之九十五."""
    found = _CHINESE.fullmatch(text)
    if found is None:
        return None
    lead, percent, numeral, after = found.groups()
    digits, times = _split_times(numeral)
    number = chinese_number(digits)
    unit = "%" if percent else times
    tail = tail_of(unit + after) if number is not None else None
    if tail is None or number is None or (percent and after[:1] not in ("", "以", "左")):
        return None
    return amount(text, "", str(number), tail, leading(lead))


def _split_times(numeral: str) -> tuple[str, str]:
    """Give the numeral without the 万 or 亿 at its end, which belongs to the unit (一百二十万元)."""
    short = numeral.rstrip("万萬亿億")
    return (short, numeral[len(short) :].replace("萬", "万").replace("億", "亿")) if short else (numeral, "")


def _longer(text: str) -> Quantity:
    """Give what is neither a plain number nor a word: a range, a formula, a text with a number in it, a text."""
    quantity = _range(text)
    if quantity is not None:
        return quantity
    if _FORMULA.search(text) and any(character.isdigit() for character in text):
        return Quantity(text, "formula")
    if len(text) <= _EMBEDDED:
        inside = [each for each in numbers(text) if each.dimension != "age"]
        if len(inside) == 1:
            return inside[0]._replace(text=text, embedded=True, certain=False, span=None)
    return Quantity(text, "text")


def _range(text: str) -> Quantity | None:
    """Give a range: 90%-95%, 3至5个; its unit stands behind the last number, mostly."""
    found = _RANGE.fullmatch(text) if len(text) <= _EMBEDDED else None
    tail = tail_of(found[5]) if found else None
    if found is None or tail is None:
        return None
    first = tail_of(found[3])
    if first is None or first.unit not in (PLAIN, tail.unit):
        return None
    low, high = (amount(text, "", digits, tail, None) for digits in (found[2], found[4]))
    return between(low, high)
