"""Check (核对): documents become findings. `check_documents` is the entry, `listed_rules` what it checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.check.engine import check_documents
from jixiao.check.rule import Rule
from jixiao.check.rules import all_rules

if TYPE_CHECKING:
    from jixiao.check.manual import listed_rules, rules_markdown

__all__ = ["Rule", "all_rules", "check_documents", "listed_rules", "rules_markdown"]


def __getattr__(name: str) -> object:
    """The lists of the manual need what no check of a form does: they are imported when they are asked for."""
    if name in ("listed_rules", "rules_markdown"):
        from jixiao.check import manual

        return getattr(manual, name)
    raise AttributeError(name)
