"""One cause, one finding: relations that fail through the same figure are reported together, under that figure."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from jixiao.check.rule import Broken, Rule
from jixiao.model.result import Finding, FindingFigure, Severity
from jixiao.model.value import Value

Failure = tuple[Rule, Broken]
_RANK: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}


def findings_by_cause(failures: Iterable[Failure], document: int | None, project: str | None) -> list[Finding]:
    """Give one finding for each cause."""
    groups: dict[Hashable, list[Failure]] = {}
    for failure in failures:
        groups.setdefault(_cause(failure[1]), []).append(failure)
    return [_finding(group, document, project) for group in groups.values()]


def in_order(findings: list[Finding]) -> list[Finding]:
    """Give findings document by document, in each the gravest first."""
    return sorted(findings, key=lambda each: (each.document is None, each.document or 0, _RANK[each.severity]))


def severity_of(failure: Failure) -> Severity:
    """Give the severity of a failed relation: its own, else that of its rule."""
    rule, broken = failure
    return broken.severity or rule.severity


def cause_of(broken: Broken) -> object:
    """Give what is held to be the cause: as the rule says, else the first suspect, None where neither is given."""
    if broken.cause is not None:
        return broken.cause
    return next((figure.value for figure in broken.figures if figure.suspect), None)


def _cause(broken: Broken) -> Hashable:
    cause = cause_of(broken)
    if cause is None:
        return id(broken)
    return id(cause) if isinstance(cause, Value) else str(cause)


def _finding(group: list[Failure], document: int | None, project: str | None) -> Finding:
    """The gravest relation leads, of equal ones that whose own figure is the cause; the others add what they say."""
    group.sort(key=lambda failure: (_RANK[severity_of(failure)], _follows(failure[1])))
    rule, lead = group[0]
    return Finding(
        rule=rule.id,
        severity=severity_of(group[0]),
        message=_joined(broken.message.rstrip("。") for _, broken in group) + "。",
        figures=_figures(broken for _, broken in group),
        relation=_joined(broken.relation for _, broken in group if broken.relation) or None,
        basis=_joined(rule.basis for rule, _ in group),
        suggestion=lead.suggestion,
        document=document,
        project=project,
    )


def _follows(broken: Broken) -> bool:
    """Say whether a relation fails only because of a figure that another relation holds for wrong."""
    cause = broken.cause
    return isinstance(cause, Value) and not any(figure.suspect and figure.value is cause for figure in broken.figures)


def _joined(sentences: Iterable[str]) -> str:
    return "；".join(dict.fromkeys(sentences))


def _figures(group: Iterable[Broken]) -> list[FindingFigure]:
    """Each figure once; what a relation that only follows holds for wrong is right once the cause is mended."""
    found: dict[int, FindingFigure] = {}
    for broken in group:
        follows = _follows(broken)
        for figure in broken.figures:
            if follows:
                figure.suspect, figure.expected = False, None
            known = found.setdefault(id(figure.value), figure)
            if known is not figure:
                known.expected = known.expected or figure.expected
                known.suspect = known.suspect or figure.suspect
    return list(found.values())
