"""Forms (绩效表) of filings: from a draft's data and back, and what scoring and checking say of them."""

from __future__ import annotations

import hashlib
from copy import copy
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

from jixiao.check import check_documents
from jixiao.check.owed import reasons_owed
from jixiao.knowledge.form_layout import FormLayout
from jixiao.knowledge.form_layout_book import load_layout, parts_of, sheet_of
from jixiao.model.form import Form
from jixiao.model.form_pointers import ROW_NAMES, rows_of
from jixiao.model.form_rows import says_something, without_blank_rows
from jixiao.model.result import Finding, ReadResult, SourceInfo
from jixiao.model.value import Value
from jixiao.read.data.forms import form_from_dict
from jixiao.score import Scheme, Score, ScoredForm, load_scheme
from jixiao.score import score as score_form
from jixiao.score.result_gap import result_gap
from jixiao.workbench.cycle.lights import watch
from jixiao.workbench.cycle.models import Filing, FilingFinding
from jixiao.workbench.cycle.outcomes import judge
from jixiao.write.forms.computed import computed, left_to_people, worked_out

MOST_DIGITS = 7  # before and behind the point: what the columns of the row take
_FULL = "100"  # points of a self-evaluation (财预〔2020〕10号)
_KEPT = ("where", "parsed")  # what `to_dict` says beside the form: worked out again from the text


class Assessment(NamedTuple):
    """What is worked out of a form: it completed with rates, scores and totals, its scores, its findings.

    `form` has every row of the draft, blank ones too; `scored` only those that say something. By pointer into `form`:
    `why` explains each score, `decided` are the scores that only a person can decide, `owed` the reasons that are asked
    for and missing.
    `gap` is the light of 结果好于支出 of a self-evaluation, empty where it cannot be told.
    """

    form: Form
    scored: ScoredForm | None
    findings: list[Finding]
    gap: str
    why: dict[str, str]
    decided: dict[str, Score]
    owed: dict[str, str]


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


def assess(form: Form, scheme: Scheme | None, layout: FormLayout | None = None) -> Assessment:
    """Give a form worked out by the rules and checked; scores stay blank where only a person can decide.

    With a layout nobody is blamed for a block or column that its sheet does not have.
    """
    dense, rows = without_blank_rows(form), _rows_kept(form)
    if layout is not None:
        dense.parts = parts_of(sheet_of(layout, form.kind))
    done, _ = worked_out(dense, scheme)
    whole = _with_blank_rows(done, form, rows)
    scored = score_form(done, scheme) if done.kind.endswith("self_evaluation") else None
    findings = check_documents(ReadResult(SourceInfo("", "json", ""), [_as_checked(done)]), scheme).findings
    gap = result_gap(done, scheme).light if scored else None
    why, left = _why(scored, rows), decided(form, scheme)
    return Assessment(whole, scored, findings, gap or "", why, left, reasons_owed(whole, findings))


def _as_checked(done: Form) -> Form:
    """The form with 100 as its total points: their sum, worked out here, would always agree with itself."""
    if not done.total.weight or not computed(done.kind, "/total/weight"):
        return done
    form = copy(done)
    form.total = replace(done.total, weight=Value(_FULL))
    form.totals = [form.total]
    return form


def decided(form: Form, scheme: Scheme | None) -> dict[str, Score]:
    """Give the scores of a form that only a person can decide, by pointer."""
    rows = _rows_kept(form)
    left = left_to_people(without_blank_rows(form), scheme)
    return {_in_whole(pointer, rows): score for pointer, score in left.items()}


def assess_filing(filing: Filing, form: Form) -> Assessment:
    """Give what the scheme and the layout of the filing's year say of a form."""
    return assess(form, scheme_of(filing), layout_of(filing))


def layout_of(filing: Filing) -> FormLayout:
    """Give the layout (表样) of the filing's year."""
    return load_layout(filing.step.year.layout)


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
    judge(filing, form)


def _rows_kept(form: Form) -> dict[str, list[int]]:
    """Where the rows that say something stand, by block: what is scored and checked has only these."""
    return {block: [at for at, row in enumerate(rows_of(form, block)) if says_something(row)] for block in ROW_NAMES}


def _with_blank_rows(done: Form, form: Form, rows: dict[str, list[int]]) -> Form:
    """The form worked out, with the rows that say nothing put back; rows are shared with the form given."""
    whole = copy(done)
    whole.funding, whole.indicators = list(form.funding), list(form.indicators)
    for block in ROW_NAMES:
        for place, row in zip(rows[block], rows_of(done, block), strict=True):
            rows_of(whole, block)[place] = row
    return whole


def _in_whole(pointer: str, rows: dict[str, list[int]]) -> str:
    """A pointer into the rows that say something as one into all rows."""
    _, block, index, name = pointer.split("/")
    return f"/{block}/{rows[block][int(index)]}/{name}"


def _why(scored: ScoredForm | None, rows: dict[str, list[int]]) -> dict[str, str]:
    if scored is None:
        return {}
    why = {"/execution/score": scored.execution.explanation, "/total/score": scored.total.explanation}
    for place, score in zip(rows["indicators"], scored.indicators, strict=True):
        why[f"/indicators/{place}/score"] = score.explanation
    return why


def _number(value: Value) -> Decimal | None:
    """The number of an amount in 万元 or of a rate in percent, None where it is none or too large to be one."""
    number = value.quantity.number
    return number if number is not None and abs(number.adjusted()) < MOST_DIGITS else None
