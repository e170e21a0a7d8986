"""Names of subjects (科目) as texts print them, and the form in which they are compared."""

from __future__ import annotations

from functools import lru_cache

from jixiao.knowledge.accounts_patterns import account_words
from jixiao.knowledge.taxonomy import QUOTES
from jixiao.model.accounts import Statement
from jixiao.model.quantity.normal import plain


@lru_cache(maxsize=4096)
def subject_key(name: str) -> str:
    """Give a subject's name in the form in which names are compared: 社会保障和就业（类） is 社会保障和就业支出."""
    key = plain(name).translate(QUOTES).replace("(类)", "").replace("(款)", "").replace("(项)", "")
    for ending in account_words("items", "endings"):
        key = key.removesuffix(ending)
    return key


def path_of(statement: Statement) -> tuple[str, ...]:
    """Give the 类, 款 and 项 that a statement is about, as they are compared."""
    return tuple(subject_key(name) for name in (statement.item or "").split("/", 2) if name)
