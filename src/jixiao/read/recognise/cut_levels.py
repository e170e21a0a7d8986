"""A level's label that a page end cuts: 可持续影响 at the foot of one page, 指标 at the head of the next.

The rows on either page are whole, but the cell that governs them goes on over the page end, and its text with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Literal

from jixiao.model.form import Indicator
from jixiao.model.value import Value
from jixiao.read.recognise.words import clean, words

LevelName = Literal["level1", "level2"]


def join_level(rows: Sequence[Indicator], above: Value, text: str, name: LevelName) -> bool:
    """Join a text to the label above a page end where both make a label of a level that the text alone does not.

    The rows above that it governs get the whole label, as does `above` itself.
    """
    cut, rest = above.text, clean(text)
    if not cut or not rest or _is_level(rest, name):
        return False
    whole = words(cut + rest)
    if whole is None or name not in whole.keys:
        return False
    for value in (above, *takewhile(lambda value: value.text == cut, (getattr(row, name) for row in reversed(rows)))):
        value.text = whole.text
    return True


def _is_level(text: str, name: LevelName) -> bool:
    label = words(text)
    return label is not None and name in label.keys
