"""Units of measure (度量单位): what 万元, 人次 or 元/亩 measure and how they convert."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

Dimension = Literal[
    "money",
    "rate",  # one unit per another: 元/人, 次/年
    "persons",
    "person_times",
    "households",
    "percent",
    "ratio",  # 倍
    "count",
    "score",
    "duration",
    "age",
    "length",
    "area",
    "volume",
    "mass",
    "number",  # without a unit
    "date",
    "quality",  # 优, 长效, 据实: a word instead of a figure
    "formula",
    "text",
    "blank",
    "error",  # #DIV/0! and its like
]
# What is counted or awarded one by one is exact; everything else that is printed has been rounded.
COUNTED: frozenset[Dimension] = frozenset(
    {"persons", "person_times", "households", "count", "score", "age", "duration"}
)


class Unit(NamedTuple):
    """A unit: its printed name, the base unit it converts to, how many base units it is, and what it measures."""

    name: str
    base: str
    factor: Decimal
    dimension: Dimension


PLAIN = Unit("", "", Decimal(1), "number")
PERCENT = Unit("%", "", Decimal("0.01"), "percent")
_PER_MILLE = Unit("‰", "", Decimal("0.001"), "percent")
_POINTS = PERCENT._replace(name="个百分点")

# Each line is a group of units that convert into each other, the first being the base of all.
_CONVERTING: dict[Dimension, str] = {
    "money": "元 角=0.1\n美元\n港元\n欧元",
    "persons": "人 名 位",
    "person_times": "人次 人次数",
    "households": "户",
    "ratio": "倍",
    "score": "分",
    "age": "岁 周岁\n月龄",
    "duration": """个月 年=12 季度=3 个季度=3 学年=12
        天 日 周=7
        个工作日 工作日
        小时 个小时
        分钟
        秒
        学期""",
    "length": "米 公里=1E+3 延米 厘米=0.01 毫米=0.001",
    "area": "平方米 公顷=1E+4 平方公里=1E+6 平方千米=1E+6 平米\n亩",
    "volume": "立方米 方 立方\n升 毫升=0.001",
    "mass": "公斤 克=0.001 吨=1E+3 斤=0.5",
}
_COUNTS = """
    次 个 件 项 家 所 座 处 例 种 篇 部 本 册 份 张 台 套 辆 场 期 批 批次 条 起 宗 株 只 头 口 眼 栋 幢 间
    床 张床位 节 课时 学时 块 副 支 瓶 盒 届 轮 回 组 队 村 镇 站 网 点 片 段 根 棵 艘 架 枚 面 幅 封 门
    类 班 班次 户次 家次 车次 场次 台次 件次 剂 剂次 针 针次 颗 羽 尾 箱 包 袋 吨公里 千瓦 千瓦时 度 兆
    标段 路 样 样次 页 字
"""
_SYNONYMS = """
    圆=元 元整=元 圆整=元 人民币=元 块钱=元 元人民币=元 百分比=% 百分号=% 个百分比=% 百分点=个百分点
    人/次=人次 人(次)=人次 个人=人 个人次=人次 月=个月 个年=年 整年=年 周年=年 家庭=户
    仟元=千元 佰元=百元 萬元=万元 億元=亿元 w=万 W=万 w元=万元 W元=万元 平方=平方米
    千米=公里 km=公里 KM=公里 m=米 ㎡=平方米 m2=平方米 m²=平方米 M2=平方米 平=平方米 m3=立方米 m³=立方米
    千克=公斤 kg=公斤 KG=公斤 Kg=公斤 t=吨 h=小时 星期=周 个星期=周 个周=周
    自然日=天 个自然日=天 日历天=天 个日历天=天
"""
_MULTIPLES = "万亿=1E+12 千亿=1E+11 百亿=1E+10 十亿=1E+9 亿=1E+8 千万=1E+7 百万=1E+6 十万=1E+5 万=1E+4 千=1E+3 百=1E+2"
_BEGIN_OTHER_WORDS = "方 度 点 平 面 块 路 字 t m h 样 立方 口 头 部"  # 3方面, 5点钟, 3部门

_MULTIPLE = re.compile(r"(万亿|[十百千]?[万亿]|[百千])(.*)")
_MULTIPLIED = frozenset({"money", "persons", "person_times", "households", "count", "length", "area", "volume", "mass"})
_EITHER = re.compile(r"([^/(]{1,3})[/(]([^/()]{1,3})\)?")
_PER = re.compile(r"[^\d\s.,;:!?()，。；：？！、]{1,6}")
_NEVER = frozenset("年月日号第级等层楼岁")  # such words name a thing or a time, they do not count
_LONGEST = 16  # characters of the longest name that is looked up
_LONGEST_WORD = 4  # characters of the longest word that is taken for a unit without being listed


def _pairs(text: str) -> dict[str, str]:
    return {name: value for name, _, value in (entry.partition("=") for entry in text.split())}


def _listed() -> dict[str, Unit]:
    units = {unit.name: unit for unit in (PERCENT, _PER_MILLE, _POINTS)}
    for dimension, groups in _CONVERTING.items():
        for group in groups.splitlines():
            factors = _pairs(group)
            base = next(iter(factors))
            units |= {name: Unit(name, base, Decimal(factor or 1), dimension) for name, factor in factors.items()}
    return units | {name: Unit(name, name, Decimal(1), "count") for name in _COUNTS.split()}


_UNITS = _listed()
_SAME = _pairs(_SYNONYMS)
_FACTORS = {name: Decimal(factor) for name, factor in _pairs(_MULTIPLES).items()}
_AMBIGUOUS = frozenset(_BEGIN_OTHER_WORDS.split())


@lru_cache(maxsize=2048)
def unit_named(name: str) -> Unit | None:
    """Give the unit of a printed name (万元, 人次, 元/亩), None where it is no unit that is known."""
    if not name:
        return PLAIN
    if len(name) > _LONGEST:
        return None
    name = _SAME.get(name, name)
    return _UNITS.get(name) or _multiple(name) or _either(name) or _rate(name)


def counted_unit(name: str) -> Unit | None:
    """Give a unit that is not listed for what a short Chinese word says is counted: 3乡镇; None for other texts."""
    if len(name) > _LONGEST_WORD or not name.isalpha() or name.isascii() or not _NEVER.isdisjoint(name):
        return None
    return Unit(name, name, Decimal(1), "count")


def starting_unit(text: str) -> tuple[Unit, str] | None:
    """Give the longest unit that a text begins with, and the rest; None where it begins with none."""
    for end in range(min(len(text), 8), 0, -1):
        unit = unit_named(text[:end])
        if unit is not None and (end == len(text) or text[:end] not in _AMBIGUOUS):
            return unit, text[end:]
    return None


def _multiple(name: str) -> Unit | None:
    """Give a unit times a power of ten: 万元, 百万人次, 亿."""
    found = _MULTIPLE.fullmatch(name)
    if not found:
        return None
    times, rest = found.groups()
    rest = _SAME.get(rest, rest)
    unit = _UNITS.get(rest) if rest else PLAIN
    if unit is None or (rest and unit.dimension not in _MULTIPLIED) or (not rest and times in "百千"):
        return None
    return Unit(times + rest, unit.base, _FACTORS[times] * unit.factor, unit.dimension)


def _rate(name: str) -> Unit | None:
    """Give a unit per another, such as 元/人/年: it converts in its first part only."""
    head, slash, rest = name.partition("/")
    unit = unit_named(head) if slash and head else None
    if unit is None or not all(_PER.fullmatch(part) for part in rest.split("/")):
        return None
    return Unit(f"{unit.name}/{rest}", f"{unit.base}/{rest}", unit.factor, "rate")


def _either(name: str) -> Unit | None:
    """Give the first of two units printed together, such as 篇(部) or 台/套."""
    found = _EITHER.fullmatch(name)
    units = [_UNITS.get(part) for part in found.groups()] if found else []
    if (
        len(units) != 2
        or units[0] is None
        or units[1] is None
        or {unit.dimension for unit in units if unit} != {"count"}
    ):
        return None
    return units[0]._replace(name=name)
