"""List numbers of headings and items: 第一部分, 一、, （一）, 1., （1）, ① and what else begins a paragraph."""

from __future__ import annotations

import re

_HAN = "一二三四五六七八九十"
_CODED = r"2[0-9]{6}[^0-9.]|2[0-9]{2}(?:[0-9]{2})?[一-龥]{2,20}支出"  # 3.2210201住房公积金, 3.207教育支出
_LEVELS = (
    rf"第[{_HAN}]{{1,3}}部分[、.:：]?",
    rf"[{_HAN}]{{1,3}}[、.]",
    rf"\([{_HAN}]{{1,3}}\)[、.]?",
    rf"[0-9]{{1,2}}(?:[、]|[“”\"]?\.(?![0-9])|\.(?={_CODED}))",  # a slip: 11“.其他支出”
    r"\([0-9]{1,2}\)[、.]?|[①-⑳]|[0-9]{1,2}\)",
)
_NUMBER = re.compile("|".join(f"({level})" for level in _LEVELS))
_NEW = re.compile(rf"附[件表][0-9{_HAN}]*[:：]?$|目录$|公开[0-9]{{2}}表|单位[:：]|注[:：]|表[0-9]{{1,2}}[:：]")
_CAPTION = re.compile(
    rf"\(?图表?(?:[0-9{_HAN}]{{1,3}}[^0-9年月,。%][^,。；]{{0,60}}$|[0-9]{{1,2}}[0-9]{{4}}年)|[■●◆▲□]"
)


def numbered(text: str) -> tuple[int, int]:
    """Give the level of the list number that a plain text begins with (1 for 第一部分 …) and its length, or 0, 0."""
    found = _NUMBER.match(text)
    return (found.lastindex or 0, found.end()) if found else (0, 0)


def begins_new(text: str) -> bool:
    """Tell whether a line begins a paragraph by its first words: a list number, 附件, a caption."""
    return numbered(text)[0] > 0 or _NEW.match(text) is not None or is_caption(text)


def is_caption(text: str) -> bool:
    """Tell whether a line is the caption or the legend of a chart."""
    return _CAPTION.match(text) is not None
