"""What one cell's text means as a label: its keys in the contexts of the vocabulary, and the remarks in its brackets.

Labels recur in every form, so the result is cached by text; reading a cell is then one dictionary look-up.
"""

from __future__ import annotations

import re
from functools import lru_cache

from jixiao.knowledge.vocabulary import normal, vocabulary, without_remarks

_CONTEXTS = ("column", "measure", "source", "goal", "head", "tail", "row", "level1", "level2", "block", "item")
_PLAIN = frozenset(("level1", "level2", "block"))
_BLANK_MARKS = frozenset("/\\-—–−…·.―－／_*＿~～")
_POINTS = re.compile(r"[(（]?([0-9]+(?:\.[0-9]+)?)分(?:[*×xX][^)）]*)?[)）]?")
_MONEY_UNIT = re.compile(r"(?:[(（]|单位[:：]?|人民币)[^()（）]{0,6}?(亿元|万元|千元|百元|元)(?=[)）]|$|[\s，,。])")
_LONGEST_LABEL = 40
_AMOUNT_ENDS = frozenset("0123456789０１２３４５６７８９元")
_LONG_TERM = re.compile(r"^(?:项目)?(?:中长期|中期|长期|实施期)|[(]?(?:中长期|中期|长期|实施期)[)]?$")
_POINTS_BEHIND = re.compile(r"[0-9]+分$")  # 分值权重90分
_THIS_YEAR = re.compile(r"^(?:当年|本年度?)|[(]?(?:当年|本年度?|年度)[)]?$")
_LISTED_SOURCE = re.compile(r"^[^:]{1,8}:[(]?[0-9一二三四五]+[).、](.+)$")  # 1、资金来源：（1）财政拨款
_SOURCE_WITH_VALUE = re.compile(r"^([^:0-9]{2,16}):?([0-9][0-9.,]*(?:[亿万千百]?元)?)$")  # 其中：财政拨款：20万元
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad\u2060"))


class Words:
    """One text as a label: `text` without white space, `keys` by context, and what its brackets say.

    `inline` is (context, key, value) where label and value share the cell: 项目名称：医疗救助. `long_term` tells that
    the label is about the whole life of a project (中期目标, 实施期指标值), not the year; `is_plain` that the text is
    no label but perhaps of a level (产出指标) or a whole block.
    """

    __slots__ = (
        "inline",
        "is_number",
        "is_plain",
        "keys",
        "long_term",
        "money_unit",
        "names_project",
        "points",
        "text",
    )

    def __init__(self, text: str) -> None:
        self.text = text
        self.keys: dict[str, str] = {}
        self.inline: tuple[str, str, str] | None = None
        self.points: str | None = None
        self.money_unit: str | None = None
        self.long_term = False
        self.is_plain = True
        self.names_project = False
        self.is_number = text[0] in "0123456789.-−≥≤＞＜><=＝" and any(sign.isdigit() for sign in text)

    def get(self, context: str) -> str | None:
        """Give the key in a context, None where the text is no label of it."""
        return self.keys.get(context)

    def is_label(self) -> bool:
        """Tell whether the text is a label in any context or carries one with its value."""
        return bool(self.keys) or self.inline is not None


def clean(text: str) -> str:
    """Give a text without white space and invisible signs."""
    return "".join(text.translate(_INVISIBLE).split()) if not text.isascii() else "".join(text.split())


def printed(text: str) -> str | None:
    """Give what a cell says, None where it is blank or holds nothing but dashes, dots or strokes."""
    plain = clean(text)
    return None if not plain or _BLANK_MARKS.issuperset(plain) else plain


@lru_cache(maxsize=8192)
def words(text: str) -> Words | None:
    """Give the meaning of a cell's text as a label, None where the cell is blank."""
    plain = printed(text)
    if plain is None:
        return None
    found = Words(plain)
    if len(plain) <= _LONGEST_LABEL:
        _look_up(found)
    if not found.keys:
        found.inline = _inline(plain) if ":" in plain or "：" in plain else None
        if found.inline is None and plain[-1] in _AMOUNT_ENDS and len(plain) <= _LONGEST_LABEL:
            found.inline = _source_with_value(plain)
    found.is_plain = found.inline is None and _PLAIN.issuperset(found.keys)
    found.names_project = "project_name" in (found.get("head"), found.inline and found.inline[1])
    return found


def _look_up(found: Words) -> None:
    if found.text.isascii() or (found.is_number and len(found.text) < 3):
        return
    full = normal(found.text)
    variants = _variants(full)
    found.long_term = _LONG_TERM.search(full) is not None
    known = vocabulary()
    for context in _CONTEXTS:
        key = next((key for label in variants if (key := known.find(context, label))), None)
        if key is not None:
            found.keys[context] = key
    if "source" not in found.keys and ":" in full and (listed := _LISTED_SOURCE.match(full)):
        source = known.find("source", without_remarks(listed[1]))
        if source is not None:
            found.keys["source"] = source
    if "分" in found.text and (points := _POINTS.search(found.text)):
        found.points = points[1]
    if "元" in found.text and (unit := _MONEY_UNIT.search(found.text)):
        found.money_unit = unit[1]


def _source_with_value(plain: str) -> tuple[str, str, str] | None:
    found = _SOURCE_WITH_VALUE.match(normal(plain))
    if found is None:
        return None
    key = vocabulary().find("source", without_remarks(found[1]))
    return ("source", key, plain[-len(found[2]) :]) if key is not None else None


def _variants(full: str) -> list[str]:
    """Give the forms of a label to look for: as it is, without remarks, without the words for its span of time."""
    short = without_remarks(full)
    found = [full] if short == full else [full, short]
    for pattern in (_LONG_TERM, _THIS_YEAR, _POINTS_BEHIND):
        rest = without_remarks(pattern.sub("", short, count=1))
        if rest and rest != short:
            found.append(rest)
    return found


def _inline(plain: str) -> tuple[str, str, str] | None:
    label, _, value = plain.replace("：", ":").partition(":")
    if not 0 < len(label) <= 24:
        return None
    original = plain[len(label) + 1 :]
    key = without_remarks(normal(label))
    for context in ("head", "tail", "goal", "row"):
        found = vocabulary().find(context, key)
        if found is not None:
            return context, found, original if value else ""
    return None
