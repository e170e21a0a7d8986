"""Which group of rows of a blank form an indicator belongs to, by the meaning of its levels (一级、二级指标)."""

from __future__ import annotations

from jixiao.knowledge.vocabulary import normal, without_remarks
from jixiao.read.recognise.words import words

_SAME, _AKIN = 2, 1


def likeness(one: str | None, other: str | None, context: str) -> int:
    """Give 2 for the same name of a level, 1 for names of one meaning (数量指标, 产出数量), 0 for others."""
    if not one or not other:
        return 0
    if level_name(one) == level_name(other):
        return _SAME
    first, second = _meaning(one, context), _meaning(other, context)
    return _AKIN if first is not None and first == second else 0


def level_name(text: str) -> str:
    """Give the name of a level without the remarks behind it: 产出指标（50分） is 产出指标."""
    return without_remarks(normal(text))


def _meaning(text: str, context: str) -> str | None:
    found = words(text)
    return found.get(context) if found else None
