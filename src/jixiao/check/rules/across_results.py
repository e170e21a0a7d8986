"""Results told in several files of one unit and year: the department's score, the number of projects."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from jixiao.check.accounts_text import number_of
from jixiao.check.across.papers import Paper
from jixiao.check.across.rounds import Round
from jixiao.check.relations.numbers import printed
from jixiao.check.rule import ACCOUNTS, HOLDS, REPORTS, SELF_EVALUATIONS, Broken, Verdicts, across_rule
from jixiao.model.value import Value
from jixiao.score.rounding import plain

ONE_FACT = "同一事实的数在各份文件中应一致"
_REPORT, _FORM = REPORTS[0], SELF_EVALUATIONS[1]


@across_rule(
    "across.score.same",
    sentence="部门整体绩效自评的得分，在决算说明、自评报告和自评表中应一致。",
    severity="error",
    basis=ONE_FACT,
    good="决算说明：部门整体支出绩效自评得分96.5分；另一份文件的报告：96.5分",
    bad="决算说明：部门整体支出绩效自评得分96.5分；另一份文件的报告：95.6分",
    lacking="没有读到另一份文件里的部门整体绩效自评得分",
    kinds=ACCOUNTS,
)
def score(papers: Round) -> Verdicts:
    """Every score that the file states against the first one of the files before."""
    known = next((each for paper in papers.others for each in _scores(paper)), None)
    for own in (each for paper in papers.own for each in _scores(paper)) if known else ():
        assert known is not None
        if own.number == known.number:
            yield HOLDS
            continue
        yield Broken(
            f"{own.label}是{own.value.text}分，“{known.paper.file}”的{known.label}是{known.value.text}分",
            [each.paper.figure(each.value, each.label, of=papers.file, suspect=True) for each in (own, known)],
            severity="error" if own.certain and known.certain else "warning",
            relation=f"{own.value.text} ≠ {known.value.text}",
            document=own.paper.index,
        )


class _Score(NamedTuple):
    """A score of a department: where it is stated; `certain` where the words leave no doubt that it is that."""

    paper: Paper
    label: str
    value: Value
    number: Decimal
    certain: bool


def _scores(paper: Paper) -> Iterator[_Score]:
    """Give the score of the department that a paper states."""
    for label, value, certain in _stated(paper):
        found = printed(value.text)
        if found is not None:
            yield _Score(paper, label, value, found.number, certain)


def _stated(paper: Paper) -> Iterator[tuple[str, Value, bool]]:
    if paper.kind == _FORM:
        yield "部门整体支出绩效自评表的总分", paper.form.total.score, True
    elif paper.kind == _REPORT:
        yield "部门整体绩效自评报告的得分", paper.accounts.score, True
    elif paper.kind == "final_accounts":
        for statement in paper.context.department_scores[:1]:
            words = paper.context.words_before(statement)
            certain = "整体" in statement.label or "整体" in ((words.text if words else "") or "")
            yield "决算说明的部门整体绩效自评得分", statement.value, certain


@across_rule(
    "across.report.projects",
    sentence="部门整体绩效自评报告中的项目总数，应与另一份文件里决算说明的项目数一致。",
    severity="warning",
    basis=ONE_FACT,
    good="报告：项目总数2个；另一份文件的决算说明：对2个项目开展绩效自评",
    bad="报告：项目总数28个；另一份文件的决算说明：对2个项目开展绩效自评",
    lacking="没有读到另一份文件里的决算说明或报告，或没有写项目数",
    kinds=ACCOUNTS,
)
def projects(papers: Round) -> Verdicts:
    """常年项目 and 一次性项目 of a report together against the projects that the accounts say were evaluated."""
    accounts = papers.narrative
    stated = accounts.context.stated("performance.self_evaluated", "count") if accounts else []
    for report in papers.beside(accounts, _REPORT) if accounts and len(stated) == 1 else ():
        assert accounts is not None
        counts = [each for name in _PROJECTS for each in report.context.stated(name, "count")]
        total = sum((number_of(each) or Decimal(0) for each in counts), Decimal(0))
        if not counts or total == number_of(stated[0]):
            yield from [HOLDS] if counts else []
            continue
        own = accounts if accounts.file == papers.file else report
        yield Broken(
            f"“{report.file}”的报告项目总数是{plain(total)}个，"
            f"“{accounts.file}”的决算说明{stated[0].label}是{stated[0].value.text}个",
            [
                *(report.figure(each.value, each.label, of=papers.file, suspect=True) for each in counts),
                accounts.figure(stated[0].value, stated[0].label, of=papers.file),
            ],
            relation=f"{plain(total)} ≠ {stated[0].value.text}",
            document=own.index,
        )


_PROJECTS = ("report.regular_projects", "report.one_off_projects")
