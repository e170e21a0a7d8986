"""What one cell's text means as a label: its keys in the contexts of the vocabulary, and the remarks in its brackets.

Labels recur in every form, so the result is cached by text; reading a cell is then one dictionary look-up.
"""

from __future__ import annotations

import re
from functools import lru_cache

from jixiao.knowledge.vocabulary import normal, vocabulary, without_remarks

_CONTEXTS = ("column", "measure", "source", "goal", "head", "tail", "row", "level1", "level2", "block")
_BLANK_MARKS = frozenset("/\\-—–−…·.―－／_*＿~～")
_POINTS = re.compile(r"[(（]?([0-9]+(?:\.[0-9]+)?)分(?:[*×xX][^)）]*)?[)）]?")
_MONEY_UNIT = re.compile(r"(?:[(（]|单位[:：]?|人民币)[^()（）]{0,6}?(亿元|万元|千元|百元|元)(?=[)）]|$|[\s，,。])")
_LONGEST_LABEL = 40
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad\u2060"))


class Words:
    """One text as a label: `text` without white space, `keys` by context, and what its brackets say.

    `inline` is (context, key, value) where label and value share the cell: 项目名称：医疗救助.
    """

    __slots__ = ("inline", "is_number", "keys", "money_unit", "points", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.keys: dict[str, str] = {}
        self.inline: tuple[str, str, str] | None = None
        self.points: str | None = None
        self.money_unit: str | None = None
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
    if not found.keys and (":" in plain or "：" in plain):
        found.inline = _inline(plain)
    return found


def _look_up(found: Words) -> None:
    if found.is_number and len(found.text) < 3:
        return
    full = normal(found.text)
    short = without_remarks(full)
    known = vocabulary()
    for context in _CONTEXTS:
        key = known.find(context, full) or (known.find(context, short) if short != full else None)
        if key is not None:
            found.keys[context] = key
    if "分" in found.text and (points := _POINTS.search(found.text)):
        found.points = points[1]
    if "元" in found.text and (unit := _MONEY_UNIT.search(found.text)):
        found.money_unit = unit[1]


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
