"""Check final accounts (部门决算) and the reports annexed to them: the text rules and the relations between figures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from jixiao.check.accounts_context import AccountsContext
from jixiao.check.cause import Failure, cause_of, findings_by_cause
from jixiao.check.figure_tags import RETYPED
from jixiao.check.relations.file import with_shipped
from jixiao.check.relations.findings import check_relations
from jixiao.check.relations.relation import Relation
from jixiao.check.rule import Broken, DocumentKind, Rule
from jixiao.check.rules import all_rules
from jixiao.check.run import run_rules
from jixiao.model.accounts import FinalAccounts
from jixiao.model.result import Finding, ReadResult, RuleOutcome
from jixiao.model.value import Value


class Checked(NamedTuple):
    """What was found about one document, how each rule ended on it, and how many figures it has."""

    findings: list[Finding]
    outcomes: list[RuleOutcome]
    figures: int


def check_accounts(
    document: FinalAccounts, index: int, read: ReadResult, relations: Sequence[Relation] = ()
) -> Checked:
    """Give the findings about final accounts or a report; `index` is its place among the documents of the file.

    `relations` are the user's own, beside those that come with the program. What the rules and the relations say of one
    wrong figure is one finding.
    """
    context = AccountsContext(document, index, read)
    outcomes: list[RuleOutcome] = []
    failures = run_rules(_rules_for(document.kind), context, index, outcomes)
    related = check_relations(document, index, with_shipped(relations))
    _join(failures, related.failures)
    findings = findings_by_cause([*failures, *related.failures], index, None)
    return Checked(findings, [*outcomes, *related.outcomes], context.figures)


def _join(failures: list[Failure], related: list[Failure]) -> None:
    """Give relations whose only suspect is a figure that a text rule holds for wrong that figure as their cause.

    So do relations with several suspects of which one was typed over.
    """
    wrong = {id(value): value for _, broken in failures if isinstance(value := cause_of(broken), Value)}
    retyped = {id(cause_of(broken)) for rule, broken in failures if rule.id == RETYPED}
    suspects: dict[object, dict[int, Value]] = {}
    for _, broken in related:
        found = suspects.setdefault(broken.cause, {})
        found.update((id(figure.value), figure.value) for figure in broken.figures if figure.suspect)
    for _, broken in related:
        found = suspects[broken.cause]
        if len(chosen := found.keys() & retyped) == 1:
            _choose(broken, found[chosen.pop()])
        elif len(found) == 1 and wrong.keys() >= found.keys():
            broken.cause = next(iter(found.values()))


def _choose(broken: Broken, value: Value) -> None:
    """Of the figures that may be wrong take the one that somebody typed over."""
    broken.cause = value
    for figure in broken.figures:  # what it should be is known: what was written
        figure.suspect, figure.expected = figure.value is value, None


@cache
def _rules_for(kind: DocumentKind) -> tuple[Rule, ...]:
    return tuple(rule for rule in all_rules() if rule.scope == "accounts" and kind in rule.kinds)
