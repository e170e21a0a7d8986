"""Dates and deadlines (日期、时限): 2024年12月31日前, 2023年4月24日, 12月底前, 第四季度, 2024-12-31."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from jixiao.model.quantity.chinese_number import chinese_number

Relation = Literal["≤", "<", "≥"]


class Day(NamedTuple):
    """A day; `year` is None where the text names none (12月31日前)."""

    year: int | None
    month: int
    day: int

    def __str__(self) -> str:
        return f"{self.year or '-'}-{self.month:02}-{self.day:02}"


class Period(NamedTuple):
    """The days that a date covers: 2024年12月 is the whole month, 2023年4月24日 one day."""

    first: Day
    last: Day

    @property
    def year(self) -> int | None:
        """Give the year of the last day, None where the text names none."""
        return self.last.year

    def to_dict(self) -> dict[str, str]:
        """Give `date`, and `from` where the period is longer than a day (ISO 8601; `--12-31` without a year)."""
        shown = {"date": str(self.last)}
        return shown if self.first == self.last else {"from": str(self.first)} | shown


class Dated(NamedTuple):
    """A date with what the words around it say: ≤ by then, < before it begins, ≥ from then on, None on it."""

    period: Period
    relation: Relation | None


_SPOKEN = re.compile(
    r"(?:于|在|截止到?|截至|到|至|不晚于|不迟于|最迟|每年)?(?P<early>早于)?"
    r"(?:(?P<year>(?:19|20)\d\d|\d\d(?=年[\d底末初]))(?:年度?的?(?:年(?=[底末内]))?|[-/.](?=\d\d?月))|(?P<this>当年度?|本年度?|今年|年度(?=内)|年(?=[底末内])))?"
    r"(?:(?P<whole>全年)|第?(?P<quarter>[1-4])季度?|(?P<half>[上下])半年|(?P<month>\d{1,2})月份?(?:(?P<day>\d{1,2})[日号]?)?)?"
    r"(?:(?<=[日号])(?:24|0|12|18)(?:时|点|:00))?(?P<part>[底末初]|[上中下]旬)?"
    r"(?:(?P<before>之前|以前|前)|(?P<within>之内|以内|内)|(?P<since>之后|以后|后|起))?"
    r"(?:[全已]?部?(?:完成|完工|竣工|到位|拨付到?位?|支付|结束|发放到?位?)(?:完毕|到位)?)?"
)
_WRITTEN = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<mark>[-/.])(?P<month>0?[1-9]|1[0-2])(?:(?P=mark)(?P<day>0?[1-9]|[12]\d|3[01]))?"
    r"(?:T?0{1,2}:00(?::00)?)?(?P<before>之?以?前)?"
)
_INSIDE = re.compile(
    r"(?:(?:19|20)\d\d年度?)?\d{1,2}月份?(?:\d{1,2}[日号]|[底末初]|[上中下]旬)?(?:之前|以前|前)?"
    r"|(?:19|20)\d\d年度?(?:第?[1-4一二三四]季度|[上下]半年|[底末内])?(?:之前|以前|前)?"
)
_CHINESE = re.compile(r"[〇零一二三四五六七八九十]{1,4}(?=[年月日号季])")
_LONGEST = 40
_TENTHS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "初": (1, 10)}
_Range = tuple[tuple[int, int], tuple[int, int]]


def parse_date(text: str) -> Dated | None:
    """Give the date that a text without white space is, None where it is none or names a day that does not exist."""
    if len(text) > _LONGEST:
        return None
    text = _CHINESE.sub(_in_digits, text)
    return _spoken(text) or _written(text) or _span(text)


def date_inside(text: str) -> Dated | None:
    """Give the only date inside a longer text (2024年12月底前完成全部工程), None where there are several or none."""
    found = [match.group() for match in _INSIDE.finditer(text)] if len(text) <= _LONGEST else []
    return _spoken(_CHINESE.sub(_in_digits, found[0])) if len(found) == 1 else None


def _in_digits(found: re.Match[str]) -> str:
    value = chinese_number(found.group())
    return found.group() if value is None else str(value)


def _spoken(text: str) -> Dated | None:
    found = _SPOKEN.fullmatch(text)
    if found is None or not found.group("year", "this", "whole", "quarter", "half", "month").count(None) < 6:
        return None
    year = int(found["year"]) if found["year"] else None
    days = _days(found, year)
    if days is None:
        return None
    year = year + 2000 if year is not None and year < 100 else year
    return Dated(Period(Day(year, *days[0]), Day(year, *days[1])), _relation(found))


def _days(found: re.Match[str], year: int | None) -> _Range | None:
    """Give first and last month and day within the year, None where there is no such day."""
    first, last = _months(found)
    if not 1 <= first <= last <= 12:
        return None
    final = _last_day(year, last)
    if found["day"]:
        day = int(found["day"])
        return ((first, day), (first, day)) if 1 <= day <= final else None
    if found["part"] in ("底", "末"):
        return (last, final), (last, final)
    begin, end = _TENTHS.get(found["part"], (1, 31)) if found["month"] else (1, 31)
    return (first, begin), (last, min(end, final))


def _last_day(year: int | None, month: int) -> int:
    """Give the number of days of a month; without a year February has 29."""
    if month != 2:
        return 30 if month in (4, 6, 9, 11) else 31
    leap = year is None or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    return 29 if leap else 28


def _months(found: re.Match[str]) -> tuple[int, int]:
    if found["month"]:
        return int(found["month"]), int(found["month"])
    if found["quarter"]:
        return int(found["quarter"]) * 3 - 2, int(found["quarter"]) * 3
    if found["half"]:
        return (1, 6) if found["half"] == "上" else (7, 12)
    return 1, 12


def _relation(found: re.Match[str]) -> Relation | None:
    """Give what 前, 内, 起 say; before a month or a year (9月前) leaves open whether it counts, a day does count."""
    if found["early"]:
        return "<"
    if found["before"]:
        return "≤" if found["day"] or found["part"] in ("底", "末") else "<"
    if found["within"]:
        return "≤"
    return "≥" if found["since"] else None


def _written(text: str, in_span: bool = False) -> Dated | None:
    found = _WRITTEN.fullmatch(text)
    if found is None or (found["mark"] == "." and not (found["day"] or found["before"] or in_span)):
        return None  # 2024.12 is a number
    year, month = int(found["year"]), int(found["month"])
    final = _last_day(year, month)
    day = int(found["day"]) if found["day"] else None
    if day is not None and day > final:
        return None
    relation: Relation | None = ("≤" if day else "<") if found["before"] else None
    return Dated(Period(Day(year, month, day or 1), Day(year, month, day or final)), relation)


def _span(text: str) -> Dated | None:
    """Give the period from one date to another: 2024年1月至12月, 2024年1-12月, 2021-2023年, 2023.1-2023.12."""
    begin, end = _halves(text)
    last = _spoken(end) or _written(end, in_span=True)
    first = _spoken(begin) or _written(begin, in_span=True) or _spoken(begin + "月") or _spoken(begin + "年")
    if first is None or last is None:
        return None
    year = first.period.first.year
    until = last.period.last if last.period.year else last.period.last._replace(year=year)
    since = first.period.first if year else first.period.first._replace(year=until.year)
    return Dated(Period(since, until), last.relation) if _key(since) <= _key(until) else None


def _halves(text: str) -> tuple[str, str]:
    """Give what stands before and after the sign of a span: 至, ~, or the middle one of an odd number of dashes."""
    for sign in "至到~":
        if sign in text:
            begin, _, end = text.partition(sign)
            return begin, end
    parts = text.split("-")
    middle = len(parts) // 2
    return ("-".join(parts[:middle]), "-".join(parts[middle:])) if len(parts) % 2 == 0 else ("", "")


def _key(day: Day, year: int = 0) -> tuple[int, int, int]:
    return (day.year or year, day.month, day.day)


def in_time(target: Dated, actual: Dated) -> bool | None:
    """Say whether a date keeps a deadline, None where the two leave it open; a missing year is the other's year."""
    year = target.period.year or actual.period.year or 0
    due, begin = _key(target.period.last, year), _key(target.period.first, year)
    first, last = _key(actual.period.first, year), _key(actual.period.last, year)
    if target == actual:
        return True
    if target.relation == "≥":
        return True if first >= begin else (False if last < begin else None)
    limit = begin if target.relation == "<" else due
    if last < limit or (last == limit and target.relation != "<"):
        return True
    return False if first > due and actual.relation is None else None
