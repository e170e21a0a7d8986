"""Check what was read: the rules over its forms, then over its final accounts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from jixiao.check.cause import findings_by_cause, in_order
from jixiao.check.context import FileContext
from jixiao.check.rule import Rule, Scope
from jixiao.check.rules import form_rules
from jixiao.check.run import run_rules
from jixiao.model.form import FormKind
from jixiao.model.result import CheckResult, Finding, ReadResult, RuleOutcome
from jixiao.score import Scheme

if TYPE_CHECKING:
    from jixiao.check.relations.relation import Relation


def check_documents(read: ReadResult, scheme: Scheme | None = None, relations: Sequence[Relation] = ()) -> CheckResult:
    """Give the findings about all documents of a file, and how each rule ended on each of them.

    Without a scheme the one that fits each form's layout is used. `relations` are the user's own, for final accounts.
    """
    file = FileContext(read, scheme)
    findings: list[Finding] = []
    outcomes: list[RuleOutcome] = []
    for form in file.forms:
        failures = run_rules(_rules_for("form", form.kind), form, form.index, outcomes)
        findings += findings_by_cause(failures, form.index, form.project)
    if file.forms:
        findings += _check_file(file, outcomes)
    figures = sum(form.figures for form in file.forms)
    result = CheckResult(read, findings, outcomes, figures, own_relations=relations)
    _add_accounts(result, relations)
    if file.forms and read.accounts:
        _add_between(result)
    result.findings = in_order(result.findings)
    return result


def _add_accounts(result: CheckResult, relations: Sequence[Relation]) -> None:
    """Add what there is to say about the final accounts of the file, which come after its forms."""
    read = result.read
    for index, document in enumerate(read.accounts, len(read.forms)):
        from jixiao.check.accounts import check_accounts  # forms need none of it

        checked = check_accounts(document, index, read, relations)
        result.findings += checked.findings
        result.outcomes += checked.outcomes
        result.figures += checked.figures


def _add_between(result: CheckResult) -> None:
    """Add what the accounts of the file say of the forms annexed to them."""
    from jixiao.check.across.merge import merged
    from jixiao.check.across.within import within

    related = within(result.read)
    result.findings = merged(result.findings, related.failures, result.read)
    result.outcomes += related.outcomes


def _check_file(file: FileContext, outcomes: list[RuleOutcome]) -> list[Finding]:
    """What concerns several documents at once stands under the one that a rule names."""
    findings: list[Finding] = []
    for failure in run_rules(_rules_for("file", None), file, None, outcomes):
        index = failure[1].document
        findings += findings_by_cause([failure], index, None if index is None else file.forms[index].project)
    return findings


@cache
def _rules_for(scope: Scope, kind: FormKind | None) -> tuple[Rule, ...]:
    return tuple(rule for rule in form_rules() if rule.scope == scope and (kind is None or kind in rule.kinds))
