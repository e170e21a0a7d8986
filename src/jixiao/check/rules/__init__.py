"""The rules by theme. A new module of rules is added to the modules here; a test fails where one is missing."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from types import ModuleType

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

FORM_MODULES = (funding, execution, sums, scores, cost, units, goals, reasons, missing, passages, dates, text, files)

# Rules about final accounts: imported when final accounts are met, so that forms are checked without waiting for them.
ACCOUNTS_MODULES = (
    "accounts_text",
    "accounts_dates",
    "accounts_names",
    "accounts_changes",
    "accounts_reasons",
    "accounts_figures",
    "accounts_written",
    "accounts_items",
    "accounts_economic",
    "accounts_terms",
    "accounts_three_public",
    "accounts_three_public_changes",
    "accounts_three_public_tables",
    "accounts_table_rows",
    "accounts_table_lines",
    "accounts_chapters",
    "accounts_projects",
    "accounts_reports",
)

# Rules between the files of one call: imported when there are several.
ACROSS_MODULES = ("across_forms", "across_targets", "across_projects", "across_results", "across_tables")


def modules() -> tuple[ModuleType, ...]:
    """Give all modules of rules, in the order of the manual."""
    return FORM_MODULES + tuple(import_module(f"{__name__}.{name}") for name in (*ACCOUNTS_MODULES, *ACROSS_MODULES))


@cache
def form_rules() -> tuple[Rule, ...]:
    """Give the rules about forms and about files of forms."""
    return _rules_of(FORM_MODULES)


@cache
def all_rules() -> tuple[Rule, ...]:
    """Give all rules, in the order of the manual."""
    return _rules_of(modules())


def _rules_of(found: tuple[ModuleType, ...]) -> tuple[Rule, ...]:
    return tuple(each for module in found for each in vars(module).values() if isinstance(each, Rule))
