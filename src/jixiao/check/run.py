"""Run rules on one document: each holds, is broken, or could not run and says why."""

from __future__ import annotations

from collections.abc import Iterable

from jixiao.check.cause import Failure
from jixiao.check.rule import HOLDS, NotRun, Rule
from jixiao.model.result import RuleOutcome


def run_rules(rules: Iterable[Rule], context: object, index: int | None, outcomes: list[RuleOutcome]) -> list[Failure]:
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
