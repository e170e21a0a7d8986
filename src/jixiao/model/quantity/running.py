"""Amounts inside running text (正文中的数), without years, dates, list numbers, codes and document numbers."""

from __future__ import annotations

import re

from jixiao.model.interval import Interval
from jixiao.model.quantity.amounts import Tail, amount
from jixiao.model.quantity.chinese_number import NUMERALS, chinese_number
from jixiao.model.quantity.kinds import Quantity
from jixiao.model.quantity.normal import plain
from jixiao.model.quantity.units import PERCENT, PLAIN, Unit, starting_unit
from jixiao.model.quantity.words import LEADS, Said, leading, trailing

_START = re.compile(rf"\d|百分之|[{NUMERALS}]{{2}}")
_NO_AMOUNT = re.compile(
    "|".join(
        (
            r"(?<=[A-Za-z_])\d[A-Za-z0-9_-]{0,40}+(?![.%])",  # A4, COVID19
            r"(?<=[A-Za-z]-)\d[A-Za-z0-9_-]{0,40}+(?![.%])",
            r"\d{6,20}[A-Za-z][A-Za-z0-9]{0,40}",  # 51081122T000006557674
            r"\d{16,64}",
            r"\d[GDK](?![A-Za-z])",
            r"(?<=[〔\[【(])(?:19|20)\d\d[〕\]】)](?:第?\d{1,5}号?)?",  # 〔2020〕10号
            r"(?<=第)\d[\d.-]{0,8}",
            r"\d{1,5}号",
            r"(?:19|20)\d\d[-/.](?:1[0-2]|0?[1-9])[-/.](?:[12]\d|3[01]|0?[1-9])(?!\d)",
            r"(?:19|20)?\d\d[-~至到](?:19|20)?\d\d年",
            r"(?:19|20)\d\d(?:年度?|学年)(?:\d{1,2}(?:[-~至到]\d{1,2})?月份?)?(?:(?<=月)\d{1,2}[日号])?",
            r"\d\d年(?:(?=[初底末与和的及度年共指预未已])|\d{1,2}月(?:\d{1,2}日)?)",
            r"\d{1,2}(?:[-~至到]\d{1,2})?月(?!龄)(?:份|\d{1,2}(?:[-~至到]\d{1,2})?[日号])?",
            r"\d{1,2}[.、)](?=[^\d%])(?<!\d\.\d.)",  # list numbers: 1. 2、
            r"(?<=\()\d{1,2}(?=\))",
            r"\d{1,4}(?:\.\d{1,4}){2,}|\d{1,2}:\d\d|0\d{2,3}-\d{7,8}|1[3-9]\d{9}(?!\d)",
        )
    )
)
_VALUE = r"\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = re.compile(_VALUE)
_SECOND = re.compile(rf"([^\d\s,.;:。；，、~至到-]{{0,4}})[-~至到](?=\d)({_VALUE})")
_CHINESE = re.compile(rf"(百分之)?([{NUMERALS}]{{1,16}}(?:点[{NUMERALS}]{{1,8}})?|\d{{1,4}}(?:\.\d+)?)")
_LEAD = re.compile(rf"{LEADS}{{1,2}}$")
_LONGEST_LEAD = 8
_TRAIL = re.compile(r"(?:及|或)?以[上下内]|左右|上下|之内")
_LONGEST_TAIL = 12
_SIGNED = frozenset("增长率为降减升:：")


def numbers(text: str) -> list[Quantity]:
    """Give all amounts in running text in order, each with its place (`span`) in the text as given."""
    squeezed, places = _without_space(text)
    found: list[Quantity] = []
    position = 0
    while start := _START.search(squeezed, position):
        quantity, position = _next(squeezed, start.start())
        if quantity is not None and quantity.span is not None:
            first, last = quantity.span
            found.append(quantity._replace(span=(places[first], places[last - 1] + 1)))
    return found


def _without_space(text: str) -> tuple[str, range | list[int]]:
    """Give the plain text without white space and, for each of its characters, its place in the text."""
    text = plain(text)
    if not any(map(str.isspace, text)):
        return text, range(len(text))
    places = [index for index, character in enumerate(text) if not character.isspace()]
    return "".join(text.split()), places


def _next(text: str, start: int) -> tuple[Quantity | None, int]:
    """Give the amount that begins at a place, None where there is none, and where to look further."""
    skipped = _NO_AMOUNT.match(text, start)
    if skipped is not None:
        return None, skipped.end()
    found = _NUMBER.match(text, start)
    if found is None:
        return _chinese(text, start)
    return _amount(text, start, found)


def _amount(text: str, start: int, found: re.Match[str]) -> tuple[Quantity, int]:
    second = _SECOND.match(text, found.end())
    if second is not None:
        ranged = _range(text, start, found.group(), second)
        if ranged is not None:
            return ranged
    tail, end = _tail(text, found.end())
    begin, said = _lead(text, start)
    sign = "-" if _negative(text, start, tail.unit) else ""
    quantity = amount(text[begin:end], sign, found.group(), tail, said)
    return quantity._replace(span=(begin, end)), end


def _range(text: str, start: int, low: str, second: re.Match[str]) -> tuple[Quantity, int] | None:
    tail, end = _tail(text, second.end())
    if second[1] and second[1] != tail.unit.name:
        return None
    first = amount(text[start:end], "", low, tail)
    last = amount("", "", second[2], tail)
    ranged = between(first, last)
    return (ranged._replace(span=(start, end)), end) if ranged else None


def between(low: Quantity, high: Quantity) -> Quantity | None:
    """Give the range from one amount to another of the same unit, None where it would not rise."""
    if low.number is None or high.number is None or low.interval is None or high.interval is None:
        return None
    if low.number >= high.number:
        return None
    interval = Interval(low.interval.low, high.interval.high)
    return low._replace(comparator="~", upper=high.number, interval=interval, places=max(low.places, high.places))


def _lead(text: str, start: int) -> tuple[int, Said]:
    """Give where the words before a number begin and what they say: 不低于, 约."""
    before = text[max(0, start - _LONGEST_LEAD) : start]
    found = _LEAD.search(before)
    if found is None:
        return start, Said()
    said = leading(found.group())
    return (start - len(found.group()), said) if said != Said() else (start, said)


def _tail(text: str, end: int) -> tuple[Tail, int]:
    """Give the unit and the words after a number, and where they end."""
    about = text[end : end + 1] in ("余", "多")
    after = text[end + about : end + about + _LONGEST_TAIL]
    unit, rest = starting_unit(after) or (PLAIN, after)
    end += about + len(after) - len(rest) if unit is not PLAIN else 0
    trail = _TRAIL.match(text, end)
    said = trailing(trail.group())[1] if trail else Said()
    return Tail(unit, said._replace(approximate=said.approximate or about)), trail.end() if trail else end


def _negative(text: str, start: int, unit: Unit) -> bool:
    """Say whether a dash before a number is a minus: not in 0-6岁 or A类-3个."""
    if start == 0 or text[start - 1] not in "-△":
        return False
    before = text[start - 2 : start - 1] if start > 1 else ""
    return text[start - 1] == "△" or not before or before in _SIGNED or before in "(，,；;。"


def _chinese(text: str, start: int) -> tuple[Quantity | None, int]:
    """Give an amount in Chinese numerals where a unit of amounts follows: 三十五人, 百分之九十五."""
    found = _CHINESE.match(text, start)
    if found is None:
        return None, start + 2
    number = found[2] if found[2][0].isdigit() and found[2].isascii() else chinese_number(found[2])
    unit, rest = starting_unit(text[found.end() : found.end() + _LONGEST_TAIL]) or (PLAIN, "")
    if found[1]:
        unit = PERCENT
    if number is None or unit is PLAIN:
        return None, found.end()
    end = found.end() if found[1] else min(len(text), found.end() + _LONGEST_TAIL) - len(rest)
    begin, said = _lead(text, start)
    return amount(text[begin:end], "", str(number), Tail(unit, Said()), said)._replace(span=(begin, end)), end
