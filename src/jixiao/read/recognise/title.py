"""Titles: what kind of document a heading announces, and for which year."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import cast

from jixiao.knowledge.vocabulary import normal, vocabulary
from jixiao.model.form import FormKind

_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})\)?(?:年度?|年?度)")
_CHINESE_YEAR = re.compile(r"二[〇○Oo0零][〇○Oo0零一二三四五六七八九]{2}(?=年)")
_DIGITS = str.maketrans("〇○Oo零一二三四五六七八九", "00000123456789")
_ATTACHMENT = re.compile(r"^(?:附件|附表|附|表)[0-9一二三四五六七八九十]*(?:-[0-9]+)?[:.、]?")
_SENTENCE = ("。", "；", ";", ".")
_SHORT_TITLE = 10  # a heading as short as that may go on from the line above
_BARE_YEAR = re.compile(r"^[(（]?(20[0-9]{2})[)）]?$")
_LONGEST_TITLE = 60


@lru_cache(maxsize=4096)
def title_kind(text: str) -> str | None:
    """Give the kind of document that a heading names, None where it is no title of a form."""
    plain = _ATTACHMENT.sub("", normal(text), count=1)
    if not 3 <= len(plain) <= _LONGEST_TITLE or text.rstrip().endswith(_SENTENCE) or "。" in plain or ":" in plain:
        return None
    return next((key for key, pattern in vocabulary().patterns["title"] if pattern.search(plain)), None)


def form_kind(text: str) -> FormKind | None:
    """Give the kind of form that a heading names; other documents are none."""
    kind = title_kind(text)
    return cast(FormKind, kind) if kind not in (None, "ex_ante_evaluation") else None


def joined_title(above: str, text: str) -> str:
    """Give a title with the line above it where that is its beginning: 某局2023年度部门整体支出 / 绩效自评表."""
    if len(text) > _SHORT_TITLE or not above or above[-1] in "。：；表" or ":" in normal(above):
        return text
    whole = above + text
    return whole if form_kind(whole) is not None else text


def year_in(text: str) -> int | None:
    """Give the year that a text names as 2024年, 2024年度 or (2024), None where there is none."""
    plain = _CHINESE_YEAR.sub(lambda year: year[0].translate(_DIGITS), normal(text))
    found = _YEAR.search(plain) or _BARE_YEAR.search(plain)
    return int(found[1]) if found else None
