"""Failures between files become findings; what concerns a figure that is already held for wrong joins that finding."""

from __future__ import annotations

from jixiao.check.cause import Failure, findings_by_cause, in_order
from jixiao.model.form import Form
from jixiao.model.result import Finding, ReadResult


def merged(findings: list[Finding], failures: list[Failure], read: ReadResult) -> list[Finding]:
    """Give the findings about a file with those of the failures among them."""
    wrong = {id(figure.value): finding for finding in findings for figure in finding.figures if figure.suspect}
    added: list[Finding] = []
    for index in sorted({broken.document for _, broken in failures}, key=lambda each: (each is None, each)):
        own = [failure for failure in failures if failure[1].document == index]
        for finding in findings_by_cause(own, index, _project(read, index)):
            known = _known(finding, wrong)
            if known is None:
                added.append(finding)
            else:
                _join(known, finding)
    return in_order([*findings, *added]) if added else findings


def _project(read: ReadResult, index: int | None) -> str | None:
    document = None if index is None else read.documents[index]
    return document.project.name.text if isinstance(document, Form) else None


def _known(finding: Finding, wrong: dict[int, Finding]) -> Finding | None:
    """Give the finding that already holds one of the suspect figures for wrong."""
    suspects = (figure for figure in finding.figures if figure.suspect and figure.elsewhere is None)
    return next((wrong[id(figure.value)] for figure in suspects if id(figure.value) in wrong), None)


def _join(known: Finding, finding: Finding) -> None:
    known.message = f"{known.message.rstrip('。')}；{finding.message}"
    known.relation = "；".join(filter(None, (known.relation, finding.relation))) or None
    known.basis = "；".join(dict.fromkeys(filter(None, (known.basis, finding.basis)))) or None
    present = {id(figure.value) for figure in known.figures}
    known.figures += [figure for figure in finding.figures if id(figure.value) not in present]
