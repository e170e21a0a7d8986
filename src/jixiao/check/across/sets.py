"""Sets of accounts: whether two files hold those of one scope, and whether one has the text, the other the tables.

A unit may publish two accounts of a year, 部门决算 and 单位决算, which need not agree.
"""

from __future__ import annotations

from jixiao.check.across.joined import agreed, meet
from jixiao.check.across.papers import Paper

_ENOUGH = 10  # figures that two papers share
_TEXT = 3  # known figures that make a text


def are_one_set(one: Paper, other: Paper) -> bool:
    """Say whether two accounts are certainly of one scope: they say so, or nearly all of many figures agree."""
    if one.scope and other.scope:
        return one.scope == other.scope
    alike, unlike = _agreement(one, other)
    return alike >= _ENOUGH and alike >= unlike * 4


def are_comparable(one: Paper, other: Paper) -> bool:
    """Say whether two accounts of a year may be held against each other: of one scope, or as far as one can see.

    Where neither says its scope and most figures differ, they are of two scopes.
    """
    if one.scope and other.scope:
        return one.scope == other.scope
    alike, unlike = _agreement(one, other)
    return alike >= unlike


def _agreement(one: Paper, other: Paper) -> tuple[int, int]:
    """Give how many figures both papers state alike, and how many not."""
    first = {fact.key: fact for fact in agreed(one.book)}
    pairs = [(first[fact.key], fact) for fact in agreed(other.book) if fact.key in first and fact.number]
    alike = sum(meet(*pair) for pair in pairs)
    return alike, len(pairs) - alike


def are_complements(one: Paper, other: Paper) -> bool:
    """Say whether one paper has the text of accounts and the other the tables."""
    return (_is_text(one) and _is_tables(other)) or (_is_tables(one) and _is_text(other))


def _is_text(paper: Paper) -> bool:
    return not paper.accounts.tables and _known(paper) >= _TEXT


def _is_tables(paper: Paper) -> bool:
    return bool(paper.accounts.tables) and _known(paper) < _TEXT


def _known(paper: Paper) -> int:
    return sum(statement.concept is not None for statement in paper.accounts.statements)
