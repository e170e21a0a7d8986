"""Run the rules over what was read: each rule holds, is broken, or could not run and says why."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from jixiao.check.cause import Failure, findings_by_cause, in_order
from jixiao.check.context import FileContext, FormContext
from jixiao.check.rule import HOLDS, NotRun, Rule, Scope
from jixiao.check.rules import all_rules
from jixiao.model.form import FormKind
from jixiao.model.result import CheckResult, Finding, ReadResult, RuleOutcome
from jixiao.score import Scheme


def check_documents(read: ReadResult, scheme: Scheme | None = None) -> CheckResult:
    """Give the findings about all documents of a file, and how each rule ended on each of them.

    Without a scheme the one that fits each form's layout is used.
    """
    file = FileContext(read, scheme)
    findings: list[Finding] = []
    outcomes: list[RuleOutcome] = []
    for form in file.forms:
        failures = _run(_rules_for("form", form.kind), form, form.index, outcomes)
        findings += findings_by_cause(failures, form.index, form.project)
    findings += _check_file(file, outcomes)
    return CheckResult(read, in_order(findings), outcomes, sum(form.figures for form in file.forms))


def _check_file(file: FileContext, outcomes: list[RuleOutcome]) -> list[Finding]:
    """What concerns several documents at once stands under the one that a rule names."""
    findings: list[Finding] = []
    for failure in _run(_rules_for("file", None), file, None, outcomes):
        index = failure[1].document
        findings += findings_by_cause([failure], index, None if index is None else file.forms[index].project)
    return findings


@cache
def _rules_for(scope: Scope, kind: FormKind | None) -> tuple[Rule, ...]:
    return tuple(rule for rule in all_rules() if rule.scope == scope and (kind is None or kind in rule.kinds))


def _run(
    rules: Sequence[Rule], context: FormContext | FileContext, index: int | None, outcomes: list[RuleOutcome]
) -> list[Failure]:
    """Run rules on one context, note how each ended and give the relations that failed."""
    failures: list[Failure] = []
    for rule in rules:
        try:
            verdicts = list(rule.run(context))
        except NotRun as lack:
            outcomes.append(RuleOutcome(rule.id, "not_run", index, str(lack)))
            continue
        except ArithmeticError:  # a figure of a thousand digits, say
            outcomes.append(RuleOutcome(rule.id, "not_run", index, "数字超出了能计算的范围"))
            continue
        evaluated = len(verdicts)
        if evaluated > verdicts.count(HOLDS):
            failures += [(rule, broken) for broken in verdicts if broken]
            outcomes.append(RuleOutcome(rule.id, "broken", index, None, evaluated))
        elif evaluated:
            outcomes.append(RuleOutcome(rule.id, "holds", index, None, evaluated))
        else:
            outcomes.append(RuleOutcome(rule.id, "not_run", index, rule.lacking))
    return failures
