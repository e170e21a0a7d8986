"""What stands in a cell: `parse` gives the meaning of any text, in the order from the plainest to the vaguest."""

from __future__ import annotations

import re
from functools import lru_cache

from jixiao.model.quantity.amounts import Tail, amount, between, tail_of
from jixiao.model.quantity.chinese_number import NUMERALS, chinese_number
from jixiao.model.quantity.dates import Dated, date_inside, parse_date
from jixiao.model.quantity.kinds import Quantity
from jixiao.model.quantity.normal import squeezed
from jixiao.model.quantity.quality import is_quality, is_unquantified
from jixiao.model.quantity.running import numbers
from jixiao.model.quantity.units import PLAIN, Unit, unit_named
from jixiao.model.quantity.words import BLANK_MARKS, SILENT, is_error, lead_end, leading

_KEPT = 256  # characters of the longest text whose meaning is remembered
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+)?(?:\.\d+)?(?<=\d)"
_CELL = re.compile(rf"([¥$]?)([-+△]?)({_NUMBER})((?:[eE][-+]?\d\d?)?)(.*)", re.DOTALL)
_BRACKETED = re.compile(r"\(([^()]{1,40})\)")
_RANGE = re.compile(rf"(-?{_NUMBER})([^\d~至到,.±-]{{0,6}})([-~至到±])({_NUMBER})([^\d,.]{{0,10}})")
_CHINESE = re.compile(rf"(百分之?)?([{NUMERALS}万萬亿億]{{1,24}}(?:点[{NUMERALS}]{{1,8}})?)(.{{0,12}})")
_PERCENT_WORDS = re.compile(r"百分之(\d+(?:\.\d+)?)(.{0,6})")
_FORMULA = re.compile(r"\d\D{0,20}[*×÷=]|[*×÷=]\D{0,20}\d|\d\+\d")
_LABELLED = re.compile(
    r"[^\W\d]{0,12}(?:率|满意度|知晓度|认可度|程度|数|数量|比例|比重|费用|金额|成本|标准|占比)(?:达到?|为)?[:：]?"
)
_CLASSES = frozenset("类期届本部组队门面节段点网站")  # 一类, 二期 and 三组 are names
_QUOTES = "\"'“”‘’"
_STOPS = "。;；,!！"
_DATE_SIGNS = frozenset("年月季日-/.至号")
_DATE_WORDS = frozenset("≤≥于在截当本今年每全第上下二〇一三四五六七八九十到至不最早")
_SHORT = 40  # characters of the longest text whose only number speaks for it


def parse(text: str) -> Quantity:
    """Give the meaning of a cell's text; it never fails: what is nothing else has dimension text.

    White space is ignored, full-width forms are the same as ASCII. Repeated texts are remembered (bounded).
    """
    return _remembered(text) if len(text) <= _KEPT else _parse(text)


def _parse(text: str) -> Quantity:
    text = squeezed(text)
    lead = 0 if text[:1].isdecimal() else lead_end(text)
    found = _CELL.fullmatch(text, lead)
    if found is not None:
        return _with_digits(text, lead, found)
    return _without_digits(text, lead)


_remembered = lru_cache(maxsize=8192)(_parse)


def _with_digits(text: str, lead: int, found: re.Match[str]) -> Quantity:
    currency, sign, digits, exponent, after = found.groups()
    if after and after[0] in _DATE_SIGNS:
        quantity = _dated(text)
        if quantity is not None:
            return quantity
    tail = tail_of(after)
    if tail is None:
        return _vague(text, lead)
    if currency:
        tail = tail._replace(unit=_money(tail.unit))
    return amount(text, sign, digits + exponent, tail, leading(text[:lead]) if lead else SILENT)


def _money(unit: Unit) -> Unit:
    """Give the unit of an amount with a currency sign: ¥5000 is 元, ¥5万 is 万元."""
    return unit_named(unit.name + "元") or unit if unit.dimension == "number" else unit


def _dated(text: str) -> Quantity | None:
    sign = text[0] if text[0] in "≤≥" else ""
    dated = parse_date(text[len(sign) :].rstrip("。;；,."))
    if dated is None:
        return None
    relation = dated.relation or ("≤" if sign == "≤" else "≥" if sign else None)
    return Quantity(text, "date", comparator=relation, date=dated.period)


def _without_digits(text: str, lead: int) -> Quantity:
    """Give the meaning of a text that does not begin with a number, or with words and a number."""
    if not text or text in BLANK_MARKS:
        return Quantity(text, "blank", marker=bool(text))
    if text[0] in _QUOTES:
        return _parse(text.strip(_QUOTES))
    text = text.rstrip(_STOPS)
    if is_error(text):
        return Quantity(text, "error")
    if is_quality(_without_remark(text)):
        return Quantity(text, "quality", unquantified=is_unquantified(text))
    if text[:1] in _DATE_WORDS:
        quantity = _dated(text)
        if quantity is not None:
            return quantity
    return _bracketed(text) or _percent_words(text, lead) or _chinese(text, lead) or _vague(text, lead)


def _without_remark(text: str) -> str:
    return text.partition("(")[0] if text.endswith(")") else text


def _bracketed(text: str) -> Quantity | None:
    """Give a negative amount in accountant's brackets: (5.00); of a whole number it is not certain."""
    found = _BRACKETED.fullmatch(text)
    inner = _CELL.fullmatch(found[1]) if found else None
    if inner is None or inner[2]:
        return None
    quantity = _with_digits(inner.string, 0, inner)
    if quantity.number is None or quantity.interval is None or quantity.comparator or quantity.embedded:
        return None
    negative = quantity.number.copy_negate()
    return quantity._replace(text=text, number=negative, interval=-quantity.interval, certain=quantity.places > 0)


def _percent_words(text: str, lead: int) -> Quantity | None:
    """Give 百分之95."""
    found = _PERCENT_WORDS.fullmatch(text, lead)
    tail = tail_of("%" + found[2]) if found else None
    return amount(text, "", found[1], tail, leading(text[:lead])) if found and tail else None


def _chinese(text: str, lead: int) -> Quantity | None:
    """Give a number in Chinese numerals with its unit: 三十五, 一百二十万元, 百分之九十五."""
    found = _CHINESE.fullmatch(text, lead)
    if found is None:
        return None
    percent, numeral, after = found.groups()
    digits = numeral.rstrip("万萬亿億") or numeral
    number = chinese_number("一百" if percent and digits == "百" else digits)
    times = numeral[len(digits) :].replace("萬", "万").replace("億", "亿")
    tail = _known_tail("%" + after if percent else times + after)
    return amount(text, "", str(number), tail, leading(text[:lead])) if number is not None and tail else None


def _known_tail(after: str) -> Tail | None:
    """Give the unit after a Chinese numeral; what is no listed unit makes a word of it: 一般, 三农, 两不愁."""
    tail = tail_of(after)
    if tail is None or unit_named(tail.unit.name) is None or tail.unit.name in _CLASSES:
        return None
    return tail


def _vague(text: str, lead: int) -> Quantity:
    """Give what is neither a plain number nor a word: a range, a formula, a text with one number in it, a text."""
    if len(text) > _SHORT:
        return Quantity(text, "formula" if _is_formula(text) else "text")
    return _range(text, lead) or (Quantity(text, "formula") if _is_formula(text) else _embedded(text))


def _is_formula(text: str) -> bool:
    return len(text) <= 2 * _SHORT and _FORMULA.search(text) is not None


def _range(text: str, lead: int) -> Quantity | None:
    """Give a range: 90%-95%, 3至5个, 100±5; its unit stands behind the last number, mostly."""
    found = _RANGE.fullmatch(text, lead)
    tail, first = (tail_of(found[5]), tail_of(found[2])) if found else (None, None)
    if found is None or tail is None or first is None or first.unit not in (PLAIN, tail.unit):
        return None
    low, high = (amount(text, "", digits, tail) for digits in (found[1], found[4]))
    return _deviating(low, high) if found[3] == "±" else between(low, high)


def _deviating(middle: Quantity, deviation: Quantity) -> Quantity | None:
    """Give the range of 100±5."""
    if middle.number is None or deviation.number is None or middle.interval is None:
        return None
    low, high = middle.number - deviation.number, middle.number + deviation.number
    ends = [middle._replace(number=end, interval=middle.interval.moved(end - middle.number)) for end in (low, high)]
    return between(*ends)


def _embedded(text: str) -> Quantity:
    """Give the only number or else the only date of a text; several leave it a text."""
    inside = [found for found in numbers(text) if found.dimension != "age"]
    if len(inside) == 1:
        return inside[0]._replace(text=text, embedded=True, certain=_labelled(text, inside[0]), span=None)
    dated: Dated | None = None if inside else date_inside(text)
    if dated is None:
        return Quantity(text, "text")
    return Quantity(text, "date", comparator=dated.relation, date=dated.period, embedded=True, certain=False)


def _labelled(text: str, found: Quantity) -> bool:
    """Say whether a text is no more than a label and its amount: 群众满意度≥95%."""
    return found.span is not None and found.span[1] == len(text) and bool(_LABELLED.fullmatch(text[: found.span[0]]))
