"""The Chinese words that people see for severities and kinds of form, and the labelled facts of a finding."""

from __future__ import annotations

from collections.abc import Iterable

from jixiao.model.accounts import AccountsKind, FinalAccounts
from jixiao.model.form import KIND_NAMES, Form
from jixiao.model.result import Document, Finding, FindingFigure, ReadResult, Severity

SEVERITY: dict[Severity, str] = {"error": "错误", "warning": "警告", "info": "提示"}
ACCOUNTS_KIND: dict[AccountsKind, str] = {
    "final_accounts": "部门决算",
    "department_self_evaluation_report": "部门整体绩效自评报告",
    "project_evaluation_report": "项目绩效评价报告",
}
NAMELESS = "（没有项目名称）"
PLACES_SHOWN = 3


def form_name(form: Form) -> str:
    """Give what a form is called: its project, else its unit, else a remark that it has neither."""
    return form.project.name.text or form.unit.text or form.department.text or NAMELESS


def form_kind(form: Form) -> str:
    """Give the kind and the year of a form, such as 项目支出绩效自评表，2024年."""
    return KIND_NAMES[form.kind] + (f"，{form.year}年" if form.year else "")


def accounts_name(document: FinalAccounts) -> str:
    """Give what final accounts are called: unit, year and kind, such as 示例县医疗保障局2023年度部门决算."""
    kind = "单位决算" if "单位决算" in (document.title.text or "") else ACCOUNTS_KIND[document.kind]
    year = f"{document.year}年度" if document.year else ""
    return f"{document.unit.text or ''}{year}{kind}"


def document_title(document: Document) -> str:
    """Give the name of a document with its kind, for the heading above what is said of it."""
    if isinstance(document, FinalAccounts):
        return accounts_name(document)
    return f"{form_name(document)}（{form_kind(document)}）"


def documents_words(forms: int, accounts: int, reports: int) -> str:
    """Give how many documents there are: 7 份表、1 份决算、2 份评价报告; 0 份表 where there are none."""
    counted = [(forms, "表"), (accounts, "决算"), (reports, "评价报告")]
    return "、".join(f"{count} 份{name}" for count, name in counted if count) or "0 份表"


def documents_of(read: ReadResult) -> tuple[int, int, int]:
    """Give how many forms, final accounts and reports a file has."""
    accounts = sum(document.kind == "final_accounts" for document in read.accounts)
    return len(read.forms), accounts, len(read.accounts) - accounts


def at_least(findings: Iterable[Finding], lowest: Severity) -> list[Finding]:
    """Give the findings of a severity and of those above it."""
    wanted = list(SEVERITY)[: list(SEVERITY).index(lowest) + 1]
    return [finding for finding in findings if finding.severity in wanted]


def counts(findings: Iterable[Finding]) -> dict[Severity, int]:
    """Give how many findings there are of each severity, zeros included."""
    found: dict[Severity, int] = dict.fromkeys(SEVERITY, 0)
    for finding in findings:
        found[finding.severity] += 1
    return found


def counts_sentence(found: dict[Severity, int]) -> str:
    """Give counts as words, such as 错误 2 处，警告 1 处."""
    return "，".join(f"{SEVERITY[severity]} {count} 处" for severity, count in found.items() if count) or "没有发现问题"


def facts(finding: Finding) -> list[tuple[str, str]]:
    """Give what stands below the sentence of a finding, each with its label; only what the finding has."""
    shown = [
        ("算式", finding.relation),
        ("应为", "；".join(map(_expected, _with_expected(finding)))),
        ("位置", "；".join(places(finding))),
        ("建议", finding.suggestion),
        ("依据", f"{finding.basis}（规则 {finding.rule}）" if finding.basis else f"规则 {finding.rule}"),
    ]
    return [(label, text) for label, text in shown if text]


def marked_figures(finding: Finding) -> list[FindingFigure]:
    """Give the figures that a finding points at: the suspects, or all where none is singled out."""
    return [figure for figure in finding.figures if figure.suspect] or finding.figures


def own_figures(finding: Finding) -> list[FindingFigure]:
    """Give the figures that a finding points at in its own file."""
    return [figure for figure in marked_figures(finding) if figure.elsewhere is None]


def places(finding: Finding) -> list[str]:
    """Give where to look, in words: the places of the figures that the finding points at, at most a few.

    Of another file that the finding speaks of, one place is always among them.
    """
    marked = marked_figures(finding)
    others = [figure for figure in finding.figures if figure.elsewhere and figure not in marked]
    first = [] if any(figure.elsewhere for figure in marked[:PLACES_SHOWN]) else others[:1]
    ordered = [*marked[: PLACES_SHOWN - len(first)], *first, *marked[PLACES_SHOWN - len(first) :], *others]
    distinct = list(dict.fromkeys(where for figure in ordered if (where := _place(figure))))
    more = len(distinct) - PLACES_SHOWN
    return distinct[:PLACES_SHOWN] + ([f"另 {more} 处"] if more > 0 else [])


def _place(figure: FindingFigure) -> str:
    """Give the place of a figure, with its file where that is another one; empty where it has neither."""
    place = figure.value.place.sentence() if figure.value.place else ""
    other = figure.elsewhere
    if other is None:
        return f"{place}（{figure.label}）" if place else ""
    return f"“{other.file}”{place}（{figure.label.removeprefix(f'“{other.file}”的')}）"


def _with_expected(finding: Finding) -> list[FindingFigure]:
    return [figure for figure in finding.figures if figure.expected is not None]


def _expected(figure: FindingFigure) -> str:
    stated, place = figure.value.text, figure.value.place
    where = "文中" if place and place.paragraph and not place.table else "表中"
    return f"{figure.label} {figure.expected}（{where}{'为 ' + stated if stated else '空着'}）"
