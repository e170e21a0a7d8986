"""What is said in passing (旁及): reasons, all at once or one by one, and what money was used for."""

from __future__ import annotations

import re

from jixiao.knowledge.narrative import any_word
from jixiao.read.recognise.accounts.subjects import without_uses_in_names

_REASON = re.compile(any_word("aside", "reasons"))
_COUNTED = re.compile(any_word("aside", "counted"))
_COUNTED_REASON = re.compile(rf"{_REASON.pattern}.*{_COUNTED.pattern}")
_USED_FOR = re.compile(rf"{any_word('aside', 'uses')}(?!{any_word('aside', 'lists')})(?P<list>[:：])?")
_NOT_HELD = re.compile(rf"(?:未|没有|无){any_word('aside', 'held')}(.*活动)")
_USE_NAMED = re.compile(rf"{any_word('aside', 'nouns')}$")


def counts_reasons(piece: str) -> bool:
    """Say whether a piece of a sentence begins to count reasons: 主要原因：一是…"""
    return _COUNTED_REASON.search(piece) is not None


def is_reason(piece: str, *, counted: bool) -> bool:
    """Say whether a piece gives a reason; where reasons are `counted`, 二是 gives another one behind any stop."""
    return _REASON.search(piece) is not None or (counted and _COUNTED.match(piece) is not None)


def is_use(piece: str, *, of_whole: bool) -> bool:
    """Say whether a piece tells what money was used for; behind the whole's figure 用于： lists its parts."""
    used = _USED_FOR.search(without_uses_in_names(piece))
    return used is not None and not (used["list"] and of_whole) and _USE_NAMED.search(piece) is None


def not_held(piece: str) -> str:
    """Give what was not held, whose figure stands behind it: 未举办庆典、论坛活动，开支0万元; else nothing."""
    found = _NOT_HELD.match(piece)
    return found[1] if found else ""
