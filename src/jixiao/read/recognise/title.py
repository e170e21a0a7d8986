"""Titles: what kind of document a heading announces, and for which year."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import cast

from jixiao.knowledge.vocabulary import normal, vocabulary
from jixiao.model.form import FormKind

_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?:年度?|年?度)")
_BARE_YEAR = re.compile(r"^[(（]?(20[0-9]{2})[)）]?$")
_LONGEST_TITLE = 60


@lru_cache(maxsize=4096)
def title_kind(text: str) -> str | None:
    """Give the kind of document that a heading names, None where it is no title of a form."""
    plain = normal(text)
    if not 3 <= len(plain) <= _LONGEST_TITLE or plain.endswith((".", "。", ";")) or "。" in plain or "：" in text:
        return None
    return next((key for key, pattern in vocabulary().patterns["title"] if pattern.search(plain)), None)


def form_kind(text: str) -> FormKind | None:
    """Give the kind of form that a heading names; other documents are none."""
    kind = title_kind(text)
    return cast(FormKind, kind) if kind not in (None, "ex_ante_evaluation") else None


def year_in(text: str) -> int | None:
    """Give the year that a text names as 2024年, 2024年度 or (2024), None where there is none."""
    plain = normal(text)
    found = _YEAR.search(plain) or _BARE_YEAR.search(plain)
    return int(found[1]) if found else None
