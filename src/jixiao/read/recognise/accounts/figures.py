"""The figures (数) of a text and their units, as printed; years, dates, list numbers and document numbers are none."""

from __future__ import annotations

import re
from typing import NamedTuple

from jixiao.knowledge.subjects import subjects
from jixiao.model.quantity.chinese_number import NUMERALS
from jixiao.model.quantity.running import NO_AMOUNT, NUMBER
from jixiao.model.quantity.units import starting_unit

PER_CENT = "百分之"
_IN_CHINESE = rf"[{NUMERALS}]{{1,12}}(?:点[{NUMERALS}]{{1,4}})?"
_CHINESE = re.compile(rf"(?<={PER_CENT}){_IN_CHINESE}|[{NUMERALS}]{{2,12}}(?=[万亿]?元)")  # 百分之九十, 三十五万元
_START = re.compile(  # a digit or numeral, or a unit where the number before it is missing: 共有车辆辆, 支出决算为万元
    rf"[0-9]|{_CHINESE.pattern}|(?<=[辆量数为达共出费入计额加少长降占算])(?:万元|辆|人次|批次|台\(套\)|%)(?=[,。；、])"
)
_MANY = re.compile(r"([十百千万亿]{0,2})[余多来]")
_COMMON_UNIT = re.compile(
    r"[万亿千百]?元(?:/(?:人|户|年|月|天|日|次|亩|吨|床|辆|平方米|人次|公里)){0,2}"
    r"|%|‰|个百分点|[家户场车件]次|人次|人\(次\)|个?批次|批\(次\)|台[(/][^()/]{1,4}\)?|万?人(?![次(])|[辆个项名家户次批]"
)
_THRESHOLD = re.compile(
    r"(?:\(含\))?[及或]?以上(?:\(含\))?的?[^,。；：]{0,4}设备|\(含\)[及或]?以上|的(?:项目|部门|单位)(?!资金|经费|支出)"
)
_COUNTED = "[元万亿千百人个辆台套平次批户亩吨件项名]|公(?:里|顷|斤|分|升|立方)"  # no code stands before a unit
_CODE = re.compile(  # of 政府收支分类: 208类, (2080505), 2080505机关事业单位, 2080505(机关事业单位…), 2040401-行政运行
    r"[0-9]{2,7}(?=[类款项]\))|(?<=[类款项]\))[0-9]{3,7}(?=[,。；：、])|(?<=\()[0-9]{3,7}(?=\))|2[0-9]{2}(?:[0-9]{2}){0,2}(?=[-_][“\"‘]?[一-龥])"
    rf"|2[0-9]{{6}}(?=[“\"‘]?(?!{_COUNTED})[^0-9.,，。；：、()%][一-龥])"
    r"|2[0-9]{2}(?:[0-9]{2}){0,2}(?![0-9.])(?=[一-龥]{3,20}(?:支出|事务|运行|\()|\([一-龥])"
)
_BEFORE_NAME = re.compile(r"(?P<code>[23][0-9]{2}(?:[0-9]{2}){0,2})(?![0-9.])[“\"‘]?")
_TELLING = 2  # characters of a name that tell it
_ONLY_JOINT = frozenset({",", "、", "和", "及", "与"})
_GOES_ON = re.compile("项目[、和及]")
_SENTENCE = re.compile(r"[,。；：为占]")
_LABEL = 24  # characters of a label in a chart
_LONGEST_UNIT = 8
_SIGNED = frozenset("增长率为降减升:：(,；。额")  # a dash after these is a minus


class Figure(NamedTuple):
    """A figure: where it begins and ends, its unit and where that ends; a `limit` is part of a name."""

    start: int
    end: int
    unit: str
    unit_end: int
    limit: bool


def figures_in(text: str, position: int = 0) -> list[Figure]:
    """Give the figures of plain text without white space from a position on, in order.

    A number that is missing before its unit is a figure without length.
    """
    found: list[Figure] = []
    while start := _START.search(text, position):
        if not start.group().isascii() or start.group() == "%":
            found.append(_without_digits(text, start))
            position = found[-1].unit_end
            continue
        skipped = NO_AMOUNT.match(text, start.start()) or _code(text, start.start())
        if skipped is not None:
            position = skipped.end()
            continue
        figure = _figure(text, start.start())
        found.append(figure)
        position = figure.unit_end
    return found


def _code(text: str, start: int) -> re.Match[str] | None:
    """Give the code of 政府收支分类 at a place: by what stands around it, or by its name behind it."""
    known = _CODE.match(text, start) or _BEFORE_NAME.match(text, start)
    if known is None or known.re is _CODE:
        return known
    names = subjects("functional" if text[start] == "2" else "economic").get(known["code"], ())
    return known if any(text.startswith(each.name[:_TELLING], known.end()) for each in names) else None


def joined(text: str, figures: list[Figure], index: int) -> list[Figure]:
    """Give a figure and those joined to it without a word: 1267.86、2570.97万元."""
    row = [figures[index]]
    for figure in figures[index + 1 :]:
        between = text[row[-1].unit_end : figure.start]
        if between not in _ONLY_JOINT or row[-1].unit not in ("", figure.unit) or figure.limit:
            break
        row.append(figure)
    return row


def words_behind(text: str, end: int, following: list[Figure]) -> str:
    """Give the words between a figure and the next; 12个项目、50万元资金开展了自评 tells behind both."""
    ends = [*(figure.start for figure in following), len(text)]
    words = text[end : ends[0]]
    return words + text[following[0].unit_end : ends[1]] if following and _GOES_ON.fullmatch(words) else words


def printed_unit(figure: Figure, printed: str) -> str | None:
    """Give the unit of a figure with its brackets as printed: 台（套）."""
    if "(" not in figure.unit:
        return figure.unit or None
    return printed[figure.unit_end - len(figure.unit) : figure.unit_end]


def is_residue(text: str, figures: list[Figure]) -> bool:
    """Tell whether a line is no sentence but a row of a table or a label of a chart: figures without units."""
    if not figures or _SENTENCE.search(text):
        return False
    bare = sum(figure.unit in ("", "%") for figure in figures)
    return bare == len(figures) and (bare > 1 or len(text) <= _LABEL)


def _without_digits(text: str, found: re.Match[str]) -> Figure:
    """Give a number in Chinese numerals, or the place where a number is missing before its unit."""
    start, end = found.span()
    if found.group()[0] not in NUMERALS:
        return Figure(start, start, found.group(), end, False)
    if text.endswith(PER_CENT, 0, start):
        return Figure(start, end, "%", end, False)
    return Figure(start, end, *_unit(text, end), False)


def _figure(text: str, start: int) -> Figure:
    number = NUMBER.match(text, start)
    assert number is not None  # a digit stands there
    unit, unit_end = _unit(text, number.end())
    begin = start - 1 if _negative(text, start) else start
    return Figure(begin, number.end(), unit, unit_end, _THRESHOLD.match(text, unit_end) is not None)


def _unit(text: str, end: int) -> tuple[str, int]:
    """Give the unit after a number and where it ends; 余 and 多 are no part of it."""
    many = _MANY.match(text, end)
    times = ""
    if many is not None:
        times, end = many[1], many.end()
    common = _COMMON_UNIT.match(text, end)
    if common is not None:
        return times + common.group(), common.end()
    found = starting_unit(text[end : end + _LONGEST_UNIT])
    if found is None or not found[0].name:
        return times, end
    unit_end = min(len(text), end + _LONGEST_UNIT) - len(found[1])
    return times + text[end:unit_end], unit_end


def _negative(text: str, start: int) -> bool:
    """Say whether a dash before a number is a minus."""
    return start > 0 and text[start - 1] in "-△" and (start == 1 or text[start - 2] in _SIGNED)
