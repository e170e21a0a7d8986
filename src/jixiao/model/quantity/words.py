"""The words of cells: comparators (不低于), signs for blank (/), spreadsheet errors, quality words (优, 长效, 达成)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from jixiao.model.quantity.kinds import Comparator

_COMPARATORS: dict[Comparator, str] = {
    "≥": "≥ >= => 大于等于 大于或等于 不少于 不低于 不小于 不得低于 不得少于 不得小于 至少 最低 最少 高于或等于 不短于 不早于",
    "≤": "≤ <= =< 小于等于 小于或等于 不超过 不高于 不大于 不多于 不得超过 不得高于 不得大于 不得多于 不超 至多 最多 最高 低于或等于 控制在 不迟于",
    ">": "> 大于 超过 高于 多于 超",
    "<": "< 小于 低于 少于 不足 不到 未超过",
    "=": "= == 等于",
}
_BEFORE = {word: sign for sign, words in _COMPARATORS.items() for word in words.split()} | {"未超过": "≤"}
_AROUND = ("约为", "大约", "约", "近", "≈", "大概")
_IDLE = ("已完成", "实际完成", "完成", "达到", "达", "共计", "合计", "共", "为", "实现", "计")
_LEADS = sorted((*_BEFORE, *_AROUND, *_IDLE), key=len, reverse=True)
LEADS = "(?:" + "|".join(map(re.escape, _LEADS)) + ")"
_LEAD = re.compile(LEADS)

_TRAILS: dict[str, Comparator | None] = {
    "以上": "≥", "及以上": "≥", "或以上": "≥", "及其以上": "≥", "以内": "≤", "之内": "≤", "内": "≤", "以下": "≤",
    "及以下": "≤", "或以下": "≤", "左右": None, "上下": None, "余": None, "多": None, "整": None, "": None,
}  # fmt: skip
_APPROXIMATE = frozenset({"左右", "上下", "余", "多"})
_TRAIL = re.compile("(.*?)(" + "|".join(sorted(_TRAILS, key=len, reverse=True)) + ")", re.DOTALL)


class Said(NamedTuple):
    """What the words around a number say."""

    comparator: Comparator | None = None
    approximate: bool = False


@lru_cache(maxsize=512)
def leading(words: str) -> Said:
    """Give what the words before a number say: the last comparator counts (控制在≤5)."""
    comparator: Comparator | None = None
    approximate = False
    for word in _LEAD.findall(words):
        comparator = _BEFORE.get(word, comparator)
        approximate = approximate or word in _AROUND
    return Said(comparator, approximate)


def trailing(text: str) -> tuple[str, Said]:
    """Give what stands before the words after a number (以上, 左右), and what these say."""
    found = _TRAIL.fullmatch(text)
    if found is None:
        return text, Said()
    rest, word = found.groups()
    return rest, Said(_TRAILS[word], word in _APPROXIMATE)


COMPARATOR_CELLS: dict[str, Comparator] = {**_BEFORE, "正向": "≥", "正向指标": "≥", "反向": "≤", "反向指标": "≤", "负向": "≤", "负向指标": "≤"}
BLANK_MARKS = frozenset("/ // \\ - -- --- ---- — —— ———— 无 暂无 不适用 不涉及 空 … …… ……… .. ... N/A n/a NA 、 。 . ~ _ __ ___ × * （） () ﹨".split())
_ERROR = re.compile(r"#(?:DIV/0|REF|N/A|VALUE|NAME|NUM|NULL|SPILL|CALC)[!?]?|#{2,}|Err:\d{3}", re.IGNORECASE)

_GRADES = (  # scales of grades, best first
    (("优", "优秀", "优等"), ("良", "良好"), ("中", "中等", "合格", "及格"), ("低", "较低"), ("差", "较差", "不合格", "不及格")),
    (("好", "很好"), ("较好",), ("一般",), ("差", "较差", "不好")),
    (("高", "很高"), ("较高",), ("一般",), ("低", "较低")),
    (("显著", "明显", "非常明显"), ("较明显", "较为明显", "比较明显"), ("一般",), ("不明显", "不显著")),
    (("满意", "非常满意"), ("较满意", "比较满意"), ("基本满意",), ("不满意",)),
    (("合格", "达标"), ("基本合格", "基本达标"), ("不合格", "不达标", "未达标")),
)
_SINGLE = frozenset(
    "长效 长期 短期 中长期 据实 按实 按需 有效 良性 可持续 持续 稳定 平稳 及时 按时 按期 准时 如期 及时性 是 否 有 强 较强 弱 规范 合理 完善 健全 完备 "
    "达到 到位 正常 安全 优良 优良中低差 优良中差 好坏 高中低 定性 受益 增强 改善 提高 提升 提高了 提升了 无投诉 无事故 零事故 零投诉 全覆盖 全部 完整 准确 充分 较大 大 小 √ 是否 符合 真实 合规 效果好 效果良好 全面落实".split()
) | {word for scale in _GRADES for grade in scale for word in grade}
_ADVERB = (
    r"(?:已|均|均已|已经|未|没有|不|部分|基本|全部|全面|圆满|按时|按期|按质|按量|按质按量|如期|及时|有效|显著|明显|持续|不断|进一步|逐步|逐年|"
    r"大幅度?|稳步|切实|较大|长期|较好地?|很好地?|得到|有所|有力|充分|极大|较|更加|良好|超额|高质量|顺利|保质保量|稳定|可|能够)"
)
_VERB = (
    r"(?:完成|达成|达到|达标|实现|提升|提高|改善|增强|增长|增加|加强|促进|推进|推动|保障|保持|优化|减少|降低|下降|缓解|稳定|落实|到位|发挥|影响|"
    r"满足|符合|合格|明显|显著|良好|较好|有效|健全|完善|维护|巩固|改进|满意|提质|增效|可持续|长效|向好|好转|发展|执行|保证|规范|运行)"
)
_OBJECT = (
    r"(?:了?(?:年度|年初|预期|既定|设定|全年|当年|相关|规定|计划|上级|考核)*的?"
    r"(?:指标|目标|任务|要求|效果|标准|值|水平|质量|程度|能力|作用|影响|进度|情况|计划|成效|规定|政策|发展|服务|运行|增长|实施))?"
)
_QUALITY = re.compile(rf"(?:效果|成效|作用|影响|水平|程度)?{_ADVERB}{{0,3}}(?:{_VERB}{_OBJECT}){{1,2}}(?:并具有一定效果|且效果较差)?")
_UNQUANTIFIED = re.compile(r"据实|按实|按需|视情况|视实际|实报实销|以实际")
_LONGEST = 24
_FULFILLED = re.compile(
    r"(?:已|均|已经|全部|全面|圆满|按时|按期|按质|按量|如期|及时|超额|顺利|高质量|保质保量)*"
    r"(?:完成|达成|达到|达标|实现|合格|落实|到位|符合)(?:了?(?:年度|年初|预期|既定|设定|全年|当年|相关|规定|计划)*的?"
    r"(?:指标|目标|任务|要求|效果|标准|值|规定))?"
)
_MISSED = re.compile(r"(?:未|没有|尚未|未能|部分|不)(?:能|全部|按期|按时|全面|完全)*(?:完成|达成|达到|达标|实现|合格|落实|到位|符合|开展|实施).{0,16}")


def is_error(text: str) -> bool:
    """Say whether a cell shows what a spreadsheet prints in place of a result."""
    return _ERROR.fullmatch(text) is not None


def is_quality(text: str) -> bool:
    """Say whether a text is a quality word or phrase rather than a passage."""
    return text in _SINGLE or (
        len(text) <= _LONGEST and (_UNQUANTIFIED.match(text) is not None or _QUALITY.fullmatch(text) is not None)
    )


def is_unquantified(text: str) -> bool:
    """Say whether a target leaves its value to what happens: 据实, 按需."""
    return _UNQUANTIFIED.match(text) is not None and len(text) <= _LONGEST


def fulfilled(text: str) -> bool | None:
    """Say whether a result says that its target was met (达成预期指标) or not (未完成, 部分达成), None for neither."""
    if len(text) > _LONGEST:
        return None
    if _MISSED.fullmatch(text):
        return False
    return True if _FULFILLED.fullmatch(text) else None


def grade_met(target: str, actual: str) -> bool | None:
    """Say whether a grade reaches another of the same scale (良 against 优: no), None where no scale has both."""
    for scale in _GRADES:
        ranks = {word: rank for rank, grade in enumerate(scale) for word in grade}
        if target in ranks and actual in ranks:
            return ranks[actual] <= ranks[target]
    return None
