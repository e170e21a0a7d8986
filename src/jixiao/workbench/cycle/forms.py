"""Forms (绩效表) of filings: from a draft's data and back, and what scoring and checking say of them."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any, NamedTuple

from jixiao.check import check_documents
from jixiao.model.form import Form
from jixiao.model.form_rows import without_blank_rows
from jixiao.model.result import Finding, ReadResult, SourceInfo
from jixiao.model.value import Value
from jixiao.read.data.forms import form_from_dict
from jixiao.score import Scheme, ScoredForm, load_scheme
from jixiao.score import score as score_form
from jixiao.score.result_gap import result_gap
from jixiao.workbench.cycle.lights import watch
from jixiao.workbench.cycle.models import Filing, FilingFinding
from jixiao.write.forms import completed

MOST_DIGITS = 7  # before and behind the point: what the columns of the row take
_KEPT = ("where", "parsed")  # what `to_dict` says beside the form: worked out again from the text


class Assessment(NamedTuple):
    """What is worked out of a form: it completed with rates, scores and totals, its scores, its findings.

    `gap` is the light of 结果好于支出 of a self-evaluation, empty where it cannot be told.
    """

    form: Form
    scored: ScoredForm | None
    findings: list[Finding]
    gap: str = ""


def form_of(data: dict[str, Any]) -> Form:
    """Give the form that a draft or a revision holds."""
    return form_from_dict(data)


def data_of(form: Form) -> dict[str, Any]:
    """Give a form as a draft keeps it: the contract's `document` without places, meanings and blanks."""
    kept: dict[str, Any] = _told({name: value for name, value in form.to_dict().items() if name not in _KEPT})
    return kept


def _told(part: Any) -> Any:
    """A part without what is blank in it; rows that say nothing stay, pointers count them."""
    if isinstance(part, dict):
        return {name: _told(value) for name, value in part.items() if value is not None and value != {}}
    return [_told(each) for each in part] if isinstance(part, list) else part


def assess(form: Form, scheme: Scheme | None) -> Assessment:
    """Give a form completed by the rules and checked; scores stay blank where only a person can decide."""
    done, _ = completed(without_blank_rows(form), scheme)
    scored = score_form(done, scheme) if done.kind.endswith("self_evaluation") else None
    checked = check_documents(ReadResult(SourceInfo("", "json", ""), [done]), scheme)
    gap = result_gap(done, scheme).light if scored else None
    return Assessment(done, scored, checked.findings, gap or "")


def scheme_of(filing: Filing) -> Scheme:
    """Give the scoring scheme of the filing's year."""
    return load_scheme(filing.step.year.scheme)


def finding_row(filing: Filing, finding: Finding, form: Form) -> FilingFinding:
    """Give a finding as a row, pinned to the figure under suspicion; its key changes when a figure in it changes."""
    figures = sorted(finding.figures, key=lambda figure: not figure.suspect)
    pointer = next(filter(None, (form.pointer(figure.value) for figure in figures)), "")
    key = hashlib.sha256(f"{finding.rule}\n{finding.message}".encode()).hexdigest()
    return FilingFinding(
        filing=filing, rule=finding.rule, severity=finding.severity, message=finding.message, pointer=pointer, key=key
    )


def summarise(filing: Filing, assessment: Assessment) -> None:
    """Put what overviews need into the filing's row: amounts in 万元, rate in percent, score, grade, findings."""
    form, scored = assessment.form, assessment.scored
    total = form.funding_line("total")
    filing.budget = _number(total.budget or total.initial) if total else None
    filing.executed = _number(total.executed) if total else None
    filing.rate = _number(total.rate) if total else None
    filing.score = scored.total.value if scored else None
    filing.grade = (scored.grade or "") if scored else ""
    filing.gap = assessment.gap
    filing.errors = sum(finding.severity == "error" for finding in assessment.findings)
    filing.warnings = sum(finding.severity == "warning" for finding in assessment.findings)
    watch(filing, form)


def _number(value: Value) -> Decimal | None:
    """The number of an amount in 万元 or of a rate in percent, None where it is none or too large to be one."""
    number = value.quantity.number
    return number if number is not None and abs(number.adjusted()) < MOST_DIGITS else None
