"""The words around a number (不低于, 以上, 约), the signs for blank (/) and what spreadsheets print for an error."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from jixiao.model.quantity.kinds import Comparator

_AT_LEAST = """≥ >= => 大于等于 大于或等于 不少于 不低于 不小于 不得低于 不得少于 不得小于 至少 最低 最少 高于或等于
    不短于"""
_AT_MOST = """≤ <= =< 小于等于 小于或等于 不超过 不高于 不大于 不多于 不得超过 不得高于 不得大于 不得多于 不超 未超过
    至多 最多 最高 低于或等于 控制在"""
_COMPARATORS: dict[Comparator, str] = {
    "≥": _AT_LEAST,
    "≤": _AT_MOST,
    ">": "> 大于 超过 高于 多于 长于 超",
    "<": "< 小于 低于 少于 短于 不足 不到",
    "=": "= == 等于",
}
_NATURES = "正向=≥ 正向指标=≥ 反向=≤ 反向指标=≤ 负向=≤ 负向指标=≤ 逆向=≤ 逆向指标=≤"
_ABOUT = "约为 大约 约 近 ≈ 大概"
_IDLE = "介于 人民币 已完成 实际完成 完成 达到 达 共计 合计 共 为 实现 计"
_BEFORE: dict[str, Comparator] = {word: sign for sign, words in _COMPARATORS.items() for word in words.split()}
_APPROXIMATE = frozenset(_ABOUT.split())
_LEADS = sorted((*_BEFORE, *_APPROXIMATE, *_IDLE.split()), key=len, reverse=True)
_LEAD = re.compile("|".join(map(re.escape, _LEADS)))
_LAST_OF_LEADS = frozenset(lead[-1] for lead in _LEADS)
_MOST_LEADS = 3
_LONGEST_LEAD = max(map(len, _LEADS))
_LEAD_SET = frozenset(_LEADS)

_AFTER: dict[str, Comparator | None] = {
    **dict.fromkeys(("以上", "及以上", "或以上", "及其以上"), "≥"),
    **dict.fromkeys(("以内", "之内", "内", "以下", "及以下", "或以下"), "≤"),
    **dict.fromkeys(("左右", "上下", "余", "多", "整", "完成", "达标", "覆盖", "到位", "满意", "合格", "之间"), None),
}
_ABOUT_AFTER = frozenset(("左右", "上下", "余", "多"))
_TRAILS = sorted(_AFTER, key=len, reverse=True)

_BLANK = r"""/ // \ - -- --- ---- 无 暂无 不适用 不涉及 空 … …… ……… .. ... N/A n/a NA 、 。 . ~ _ __ ___ () 无此项
    未设定 未设置"""
BLANK_MARKS = frozenset(_BLANK.split())
_ERROR = re.compile(r"#(?:DIV/0|REF|N/A|VALUE|NAME|NUM|NULL|SPILL|CALC)[!?]?|#{2,}|Err:\d{3}", re.IGNORECASE)


class Said(NamedTuple):
    """What the words around a number say."""

    comparator: Comparator | None = None
    approximate: bool = False


SILENT = Said()


def lead_end(text: str) -> int:
    """Give where the words before a number end at the beginning of a text: 2 in 不低于 is 3, 0 where there are none."""
    end = 0
    for _ in range(_MOST_LEADS):
        found = _LEAD.match(text, end)
        if found is None:
            break
        end = found.end()
    return end


def lead_start(text: str, end: int) -> int:
    """Give where the word before a number begins that stands at `end` of running text; `end` where there is none."""
    if not end or text[end - 1] not in _LAST_OF_LEADS:
        return end
    starts = range(max(0, end - _LONGEST_LEAD), end)
    return next((start for start in starts if text[start:end] in _LEAD_SET), end)


@lru_cache(maxsize=512)
def leading(words: str) -> Said:
    """Give what the words before a number say: the last comparator counts (控制在≤5)."""
    comparator: Comparator | None = None
    approximate = False
    for word in _LEAD.findall(words):
        comparator = _BEFORE.get(word, comparator)
        approximate = approximate or word in _APPROXIMATE
    return Said(comparator, approximate)


def trailing(text: str) -> tuple[str, Said]:
    """Give what stands before the words after a number (以上, 左右), and what these say."""
    said = SILENT
    while word := next((word for word in _TRAILS if text.endswith(word)), ""):
        text = text[: -len(word)]
        said = Said(said.comparator or _AFTER[word], said.approximate or word in _ABOUT_AFTER)
    return text, said


def comparator_of(cell: str) -> Comparator | None:
    """Give the comparator of a cell 指标性质 or 计算符号: ≥, 大于等于, 反向; None for 定性 and others."""
    return _BEFORE.get(cell) or _CELLS.get(cell)


_SIGNS: dict[str, Comparator] = {"≥": "≥", "≤": "≤"}
_CELLS = {name: _SIGNS[sign] for name, _, sign in (entry.partition("=") for entry in _NATURES.split())}


def is_error(text: str) -> bool:
    """Say whether a cell shows what a spreadsheet prints in place of a result."""
    return _ERROR.fullmatch(text) is not None
