"""Amounts inside running text (正文中的数), without years, dates, list numbers, codes and document numbers."""

from __future__ import annotations

import re

from jixiao.model.quantity.amounts import Tail, amount, between, without_about
from jixiao.model.quantity.chinese_number import NUMERALS, chinese_number
from jixiao.model.quantity.kinds import Quantity
from jixiao.model.quantity.normal import plain
from jixiao.model.quantity.units import PERCENT, PLAIN, Unit, starting_unit
from jixiao.model.quantity.words import SILENT, Said, lead_start, leading, trailing

_START = re.compile(rf"\d|百分之|[{NUMERALS}]{{2}}")
NO_AMOUNT = re.compile(
    "|".join(
        (
            r"(?<=[A-Za-z_])\d[A-Za-z0-9_-]{0,40}+(?![.%])",  # A4, COVID19
            r"(?<=[A-Za-z]-)\d[A-Za-z0-9_-]{0,40}+(?![.%])",
            r"\d{6,20}[A-Za-z][A-Za-z0-9]{0,40}",  # 51081122T000006557674
            r"\d{16,64}",
            r"\d[AGDK](?![A-Za-z])",  # 5G, 4A
            r"(?<=[〔\[【(])(?:19|20)\d\d[〕\]】)](?:第?\d{1,5}号?)?",  # 〔2020〕10号
            r"(?:19|20)\d\d[〔\[【(]\d{1,5}[〕\]】)]号?",
            r"(?<=第)\d[\d.-]{0,8}|\d{1,5}号",
            r"(?:(?<=[图表])|(?<=附件))\d{1,2}(?!\d|[.,]\d|[%万元人户次个份张幅套件项本])",  # 图1, 附件2
            r"(?<=-)\d{1,3}(?=-)|(?<=DIV/)0",  # - 16 -, #DIV/0!
            r"(?:19|20)\d\d[-/.](?:1[0-2]|0?[1-9])[-/.](?:[12]\d|3[01]|0?[1-9])(?!\d)",
            r"(?:19|20)?\d\d[-~至到](?:19|20)?\d\d年",
            r"(?:19|20)\d\d(?:年度?|学年)(?:\d{1,2}(?:[-~至到]\d{1,2})?月份?)?(?:(?<=月)\d{1,2}[日号])?",
            r"\d\d年(?:(?=[初底末与和的及度年共指预未已])|\d{1,2}月(?:\d{1,2}日)?)",  # 23年底
            r"\d{1,2}(?:[-~至到]\d{1,2})?月(?!龄)(?:份|\d{1,2}(?:[-~至到]\d{1,2})?[日号])?",
            r"(?<=月)\d{1,2}[日号]",
            r"(?<!\d\.)\d{1,2}[.、)](?=[^\d%])|(?<=\()\d{1,2}(?=\))",  # list numbers: 1. 2、 (3)
            r"\d{1,4}(?:\.\d{1,4}){2,}|\d{1,2}:\d\d|0\d{2,3}-\d{7,8}|1[3-9]\d{9}(?!\d)",  # sections, times, telephones
        )
    )
)
_VALUE = r"\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?"
NUMBER = re.compile(_VALUE)
_SECOND = re.compile(rf"([^\d\s,.;:。；，、~至到-]{{0,4}})[-~至到](?=\d)({_VALUE})")
_CHINESE = re.compile(rf"(百分之)?([{NUMERALS}]{{1,16}}(?:点[{NUMERALS}]{{1,8}})?|\d{{1,4}}(?:\.\d+)?)")
_CHINESE_UNITS = frozenset({"money", "persons", "person_times", "households", "area", "length", "mass"})
_CHINESE_COUNTS = frozenset("个次件项家所台套例场批")
_TRAIL = re.compile(r"(?:\(含\))?(?:[及或]?以[上下内]|左右|上下|之内)")
_LONGEST_TAIL = 12
_SIGNED = frozenset("增长率为降减升:：(，,；;。")  # a dash after these is a minus
_DIGITS = frozenset("0123456789" + NUMERALS)


def numbers(text: str) -> list[Quantity]:
    """Give all amounts in running text in order, each with its place (`span`) in the text as given."""
    squeezed, places = _without_space(plain(text))
    found: list[Quantity] = []
    position = 0
    while start := _START.search(squeezed, position):
        quantity, position = _next(squeezed, start.start())
        if quantity is not None and quantity.span is not None:
            first, last = quantity.span
            found.append(quantity._replace(span=(places[first], places[last - 1] + 1)))
    return found


def _without_space(text: str) -> tuple[str, range | list[int]]:
    """Give the text without white space and each character's place.

    A space between two numbers stays and keeps them apart, and so does a tab, which parts cells.
    """
    if len(text.split()) <= 1 and not text[:1].isspace():
        return text, range(len(text))
    kept: list[int] = []
    for index, character in enumerate(text):
        if character == "\t" or not character.isspace():
            if kept and kept[-1] < index - 1 and character in _DIGITS and text[kept[-1]] in _DIGITS:
                kept.append(index - 1)
            kept.append(index)
    return "".join(text[index] for index in kept), kept


def _next(text: str, start: int) -> tuple[Quantity | None, int]:
    """Give the amount that begins at a place, None where there is none, and where to look further."""
    skipped = NO_AMOUNT.match(text, start)
    if skipped is not None:
        return None, skipped.end()
    found = NUMBER.match(text, start)
    if found is None:
        return _chinese(text, start)
    second = _SECOND.match(text, found.end())
    ranged = _range(text, start, found.group(), second) if second else None
    return ranged or _amount(text, start, found)


def _amount(text: str, start: int, found: re.Match[str]) -> tuple[Quantity, int]:
    tail, end = _tail(text, found.end())
    begin, said = _lead(text, start)
    sign = "-" if _negative(text, start) else ""
    return amount(text[begin:end], sign, found.group(), tail, said)._replace(span=(begin, end)), end


def _range(text: str, start: int, low: str, second: re.Match[str]) -> tuple[Quantity, int] | None:
    """Give a range such as 0-6岁 or 90%-95%, whose dash is no minus."""
    tail, end = _tail(text, second.end())
    if second[1] and second[1] != tail.unit.name:
        return None
    ranged = between(amount(text[start:end], "", low, tail), amount("", "", second[2], tail))
    return (ranged._replace(span=(start, end)), end) if ranged else None


def _lead(text: str, start: int) -> tuple[int, Said]:
    """Give where the words before a number begin and what they say (不低于, 约); an equals sign says nothing here."""
    begin = lead_start(text, start)
    said = leading(text[begin:start]) if begin < start else SILENT
    return (start, SILENT) if said == SILENT or said.comparator == "=" else (begin, said)


def _tail(text: str, end: int) -> tuple[Tail, int]:
    """Give the unit and the words after a number, and where they end."""
    after, about = without_about(text[end : end + _LONGEST_TAIL])
    unit, rest = starting_unit(after) or (PLAIN, after)
    if unit is not PLAIN:
        end += about + len(after) - len(rest)
    trail = _TRAIL.match(text, end)
    said = trailing(trail.group())[1] if trail else SILENT
    return Tail(unit, said._replace(approximate=True) if about else said), trail.end() if trail else end


def _negative(text: str, start: int) -> bool:
    """Say whether a dash before a number is a minus: not in A类-3个."""
    if start == 0 or text[start - 1] not in "-△":
        return False
    return start == 1 or text[start - 1] == "△" or text[start - 2] in _SIGNED


def _chinese(text: str, start: int) -> tuple[Quantity | None, int]:
    """Give an amount in Chinese numerals where a unit of amounts follows: 三十五人, 百分之九十五."""
    found = _CHINESE.match(text, start)
    if found is None:
        return None, start + 2
    numeral = found[2]
    number = numeral if numeral.isascii() else chinese_number(numeral)
    unit, end = (PERCENT, found.end()) if found[1] else _chinese_unit(text, found.end())
    if number is None or unit is None:
        return None, found.end()
    begin, said = _lead(text, start)
    return amount(text[begin:end], "", str(number), Tail(unit), said)._replace(span=(begin, end)), end


def _chinese_unit(text: str, start: int) -> tuple[Unit | None, int]:
    """Give the unit after a Chinese numeral; 十四届 and 二十四节气 are names, not amounts."""
    unit, rest = starting_unit(text[start : start + _LONGEST_TAIL]) or (PLAIN, "")
    end = min(len(text), start + _LONGEST_TAIL) - len(rest)
    counted = unit.dimension in _CHINESE_UNITS or unit.name in _CHINESE_COUNTS
    return (unit, end) if counted else (None, start)
