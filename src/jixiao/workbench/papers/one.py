"""Filings as papers: each form in the layout of its year, worked out by the scheme, explained where that is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from jixiao.knowledge.form_layout import FormLayout
from jixiao.knowledge.form_layout_book import load_layout
from jixiao.model.failure import Failure
from jixiao.model.form import Form
from jixiao.score import ScoredForm, score
from jixiao.workbench.cycle.evaluation_sheets import sheet_of
from jixiao.workbench.cycle.evaluation_sources import paper_of as report_of_evaluation
from jixiao.workbench.cycle.evaluation_sources import source_of
from jixiao.workbench.cycle.forms import form_of, scheme_of
from jixiao.workbench.cycle.models import Filing
from jixiao.workbench.cycle.steps import EVALUATIONS, FORM_KINDS
from jixiao.write.formats import written
from jixiao.write.forms import completed, forms_paper
from jixiao.write.paper import Paper

KINDS: dict[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
MOST = 500  # forms in one file
Entry = tuple[Form, FormLayout, Sequence[str]]


class NoForm(Failure):
    """A paper of a step that files no form, or of no filing at all."""

    def __init__(self, what: object) -> None:
        super().__init__(f"“{what}”没有可以导出的绩效表。")


class TooManyForms(Failure):
    """More forms than one file takes."""

    def __init__(self, number: int) -> None:
        super().__init__(f"选中的有 {number} 张表，一个文件最多 {MOST} 张；请按单位导出，或者下载年度归档。")


def paper_of(filing: Filing, data: dict[str, Any], *, explained: bool = False) -> Paper:
    """Give a version of a filing as a paper: its form, or the report of an evaluation; raises NoForm."""
    if filing.step.kind in EVALUATIONS:
        return report_of_evaluation(filing, sheet_of(filing, data), source_of(filing, data).form)
    return forms_paper([entry_of(filing, data, explained=explained)])


def has_paper(filing: Filing) -> bool:
    """Tell whether there is a paper of a filing: a decision (结果应用) has none."""
    return filing.step.kind in FORM_KINDS or filing.step.kind in EVALUATIONS


def formats_of(filing: Filing) -> dict[str, str]:
    """Give the formats of a filing's paper with their names: a report is no workbook."""
    names = {"docx": "Word", "xlsx": "Excel", "pdf": "PDF"}
    return names if filing.step.kind in FORM_KINDS else {kind: names[kind] for kind in ("docx", "pdf")}


def file_of(entries: Sequence[Entry], kind: str) -> bytes:
    """Give forms as one file of a kind (docx, xlsx, pdf), each on a page or a sheet of its own."""
    return written(forms_paper(entries), f".{kind}")


def entry_of(filing: Filing, data: dict[str, Any], *, explained: bool = False) -> Entry:
    """Give a filing's form as it is printed: blanks worked out by the year's scheme; raises NoForm.

    With `explained` each score is explained below the form.
    """
    if filing.step.kind not in FORM_KINDS:
        raise NoForm(filing)
    scheme = scheme_of(filing)
    form, _ = completed(form_of(data), scheme)
    said = list(explanations(form, score(form, scheme))) if explained and form.kind.endswith("self_evaluation") else []
    return form, load_layout(filing.step.year.layout), said


def entries_of(filings: Iterable[Filing], *, explained: bool = False) -> list[Entry]:
    """Give the forms of filings as they stand; their drafts are at hand. Steps that file no form are left out."""
    fit = [filing for filing in filings if filing.step.kind in FORM_KINDS]
    if len(fit) > MOST:
        raise TooManyForms(len(fit))
    return [entry_of(filing, filing.draft.data, explained=explained) for filing in fit]


def explanations(form: Form, scored: ScoredForm) -> Iterator[str]:
    """Give a sentence for each score of a form: the execution rate, each indicator, the total."""
    yield f"预算执行率：{scored.execution.explanation}"
    for indicator, told in zip(form.indicators, scored.indicators, strict=True):
        yield f"{indicator.name.text or '（没有名称的指标）'}：{told.explanation}"
    yield f"总分：{scored.total.explanation}"
