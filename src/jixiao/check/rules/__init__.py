"""The rules by theme. A new module of rules is added to MODULES; a test fails where one is missing."""

from __future__ import annotations

from functools import cache

from jixiao.check.rule import Rule
from jixiao.check.rules import (
    cost,
    dates,
    execution,
    files,
    funding,
    goals,
    missing,
    passages,
    reasons,
    scores,
    sums,
    text,
    units,
)

MODULES = (funding, execution, sums, scores, cost, units, goals, reasons, missing, passages, dates, text, files)


@cache
def all_rules() -> tuple[Rule, ...]:
    """Give all rules, in the order of the manual."""
    return tuple(each for module in MODULES for each in vars(module).values() if isinstance(each, Rule))
