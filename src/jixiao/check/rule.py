"""What a rule is: one small generator function with its id, sentence, basis and examples."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from jixiao.model.accounts import AccountsKind
from jixiao.model.form import FormKind
from jixiao.model.result import FindingFigure, Severity
from jixiao.model.value import Value

Scope = Literal["form", "file", "accounts", "relation", "across"]
DocumentKind = FormKind | AccountsKind

SELF_EVALUATIONS: tuple[FormKind, ...] = ("project_self_evaluation", "department_self_evaluation")
ALL_KINDS: tuple[FormKind, ...] = (*SELF_EVALUATIONS, "performance_target", "performance_monitoring")
ACCOUNTS: tuple[AccountsKind, ...] = ("final_accounts",)
REPORTS: tuple[AccountsKind, ...] = ("department_self_evaluation_report", "project_evaluation_report")


@dataclass(slots=True)
class Broken:
    """A relation that does not hold, as a rule reports it; the engine makes the finding of it.

    `severity` is the rule's own where none is given. Relations with the same `cause` become one finding; the cause is
    the first suspect value where none is given. `document` is the index of the form that a file rule blames.
    """

    message: str
    figures: list[FindingFigure]
    severity: Severity | None = None
    relation: str | None = None
    suggestion: str | None = None
    cause: object = None
    document: int | None = None


# What a rule yields for each relation that it evaluates: HOLDS, or how it is broken.
HOLDS = None
Verdicts = Iterator[Broken | None]


class NotRun(Exception):
    """Raised by a rule that lacks what it needs; `str()` of it is the reason in Chinese."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its stable id, what it demands in one Chinese sentence, why, and an example of each outcome.

    `lacking` is the reason given where the rule found nothing to evaluate. `run` takes the parsed form (scope "form"),
    the parsed file (scope "file") or the parsed final accounts or report (scope "accounts"). Relations between figures
    (scope "relation") are evaluated all together. Rules of scope "across" take the papers of one unit in several files.
    """

    id: str
    sentence: str
    severity: Severity
    basis: str
    good: str
    bad: str
    lacking: str
    kinds: tuple[DocumentKind, ...]
    scope: Scope
    run: Callable[[Any], Verdicts]


def rule(
    rule_id: str,
    *,
    sentence: str,
    severity: Severity,
    basis: str,
    good: str,
    bad: str,
    lacking: str,
    kinds: tuple[DocumentKind, ...] = SELF_EVALUATIONS,
    scope: Scope = "form",
) -> Callable[[Callable[[Any], Verdicts]], Rule]:
    """Make a rule of a generator function that yields one verdict for each relation it evaluates."""

    def decorate(run: Callable[[Any], Verdicts]) -> Rule:
        return Rule(rule_id, sentence, severity, basis, good, bad, lacking, kinds, scope, run)

    return decorate


across_rule = partial(rule, scope="across")  # a rule about the papers of one unit in several files
accounts_rule = partial(rule, kinds=ACCOUNTS, scope="accounts")  # a rule about final accounts (部门决算)


def figure(label: str, value: Value, expected: str | None = None) -> FindingFigure:
    """Give a figure that a relation speaks of and that is not held to be wrong."""
    return FindingFigure(label, value, expected)


def suspect(label: str, value: Value, expected: str | None = None) -> FindingFigure:
    """Give the figure that is held to be wrong, with the value it should have where one is implied."""
    return FindingFigure(label, value, expected, True)
