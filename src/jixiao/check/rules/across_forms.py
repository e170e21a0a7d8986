"""Self-evaluation forms of one unit and year in several files: one project, one name, one set of figures."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao.check.across.forms import TOLD, Pair, cell, form_amount
from jixiao.check.across.joined import amount
from jixiao.check.across.papers import Paper
from jixiao.check.across.rounds import Round, form_keys, own_forms
from jixiao.check.project_names import is_same_project
from jixiao.check.relations.facts import Fact
from jixiao.check.rule import HOLDS, Broken, NotRun, Verdicts, across_rule
from jixiao.model.interval import Interval
from jixiao.score.points import points
from jixiao.score.rounding import half_up, plain

ONE_FORM = "一个项目一个年度一张自评表，公开在几处的应一致"
PART_OF_PROJECTS = (
    "绩效自评的项目是部门项目支出的一部分；资金不在本部门决算中列支的（如直接拨入财政专户、下达下级）应当说明"
)
_COLUMNS = {"initial": "年初预算数", "budget": "全年预算数", "executed": "全年执行数"}


@across_rule(
    "across.form.same",
    sentence="同一项目的自评表在几份文件里都有的，金额和总分应一致。",
    severity="error",
    basis=ONE_FORM,
    good="决算附件：全年执行数115.2万元，总分97.6；另一份文件：115.2万元，97.6",
    bad="决算附件：全年执行数115.2万元；另一份文件：全年执行数112.5万元",
    lacking="没有读到同一项目的另一张自评表",
)
def same_form(papers: Round) -> Verdicts:
    """The total row and the score of a form against the first form of the project in another file."""
    for paper in own_forms(papers):
        other = _twin(papers, paper)
        if other is None:
            continue
        found = list(_compared(paper, other))
        if all(each.equal for each in found):
            yield HOLDS
            continue
        wrong = [each for each in found if not each.equal]
        told = "，".join(f"{each.label}是{each.own.text}，“{other.file}”是{each.other.text}" for each in wrong)
        figures = [(paper, each.own, each.label) for each in wrong] + [
            (other, each.other, each.label) for each in wrong
        ]
        yield Broken(
            f"{_called(paper)}的{told}",
            [owner.figure(value, label, of=papers.file, suspect=True) for owner, value, label in figures],
            severity="error" if _is_one(paper, other, found) else "warning",
            relation="；".join(f"{each.own.text} ≠ {each.other.text}" for each in wrong),
            suggestion="核对哪一张是对的，两处改为一致。",
            document=paper.index,
        )


def _twin(papers: Round, paper: Paper) -> Paper | None:
    """Give the form of the same project in another file; with codes of their own two are not the same."""
    for key in form_keys(paper):
        other = papers.known_forms.get(key)
        if other is not None and other.kind == paper.kind and _codes_fit(paper, other):
            return other
    return None


def _codes_fit(paper: Paper, other: Paper) -> bool:
    codes = {paper.form.project.code.text, other.form.project.code.text} - {None}
    return len(codes) < 2


def _compared(paper: Paper, other: Paper) -> Iterator[Pair]:
    for column, label in _COLUMNS.items():
        first, second = form_amount(paper, column), form_amount(other, column)
        if first is not None and second is not None:
            yield Pair(column, label, cell(paper, column), cell(other, column), first.meets(second))
    own_score, score = points(paper.form.total.score), points(other.form.total.score)
    if own_score is not None and score is not None:
        yield Pair("score", "总分", paper.form.total.score, other.form.total.score, own_score == score)


def _is_one(paper: Paper, other: Paper, found: list[Pair]) -> bool:
    """Say whether both are certainly one form: by the code, by the only form of a department, by equal budgets."""
    code = paper.form.project.code.text
    if paper.kind == "department_self_evaluation" or (code and code == other.form.project.code.text):
        return True
    return any(each.equal for each in found if each.column in ("initial", "budget"))


def _called(paper: Paper) -> str:
    return f"“{paper.project}”的自评表" if paper.project else "部门整体支出绩效自评表"


@across_rule(
    "across.form.sum",
    sentence="各项目自评表的全年执行数之和，不应大于决算的项目支出。",
    severity="warning",
    basis=PART_OF_PROJECTS,
    good="决算的项目支出600.50万元，两张自评表的全年执行数115.20万元、400.00万元",
    bad="决算的项目支出600.50万元，两张自评表的全年执行数215.20万元、400.00万元",
    lacking="没有读到决算的项目支出，或没有两个项目的自评表",
)
def executed(papers: Round) -> Verdicts:
    """What all projects spent, in whatever file their forms are; a form that alone is too large is told by itself."""
    if "across.form.sum" in papers.told:
        raise NotRun(TOLD)
    accounts = papers.accounts
    stated = amount(accounts, "expenditure.project") if accounts and _has_forms(papers, accounts) else None
    spent = (
        [(form, interval) for form in papers.projects if (interval := form_amount(form, "executed"))] if stated else []
    )
    if accounts is None or stated is None or len(spent) < 2 or any(each.low > stated.span.high for _, each in spent):
        return
    total = sum((interval.low for _, interval in spent), Decimal(0))
    if total <= stated.span.high:
        yield HOLDS
        return
    yield _too_much(papers, accounts, stated, spent)


def _has_forms(papers: Round, accounts: Paper) -> bool:
    return bool(papers.beside(accounts, "project_self_evaluation"))


def _too_much(papers: Round, accounts: Paper, stated: Fact, spent: list[tuple[Paper, Interval]]) -> Broken:
    forms = [form for form, _ in spent]
    total = half_up(sum(((each.low + each.high) / 2 for _, each in spent), Decimal(0)), 2)
    own = accounts if accounts.file == papers.file else next(form for form in forms if form.file == papers.file)
    files = "、".join(f"“{name}”" for name in dict.fromkeys(form.file for form in forms if form.file != papers.file))
    where = f"（在{files}）" if own is accounts and files else ""
    there = f"“{accounts.file}”" if own is not accounts else ""
    return Broken(
        f"{len(forms)}个项目自评表{where}的全年执行数之和是{plain(total)}万元，大于{there}决算的项目支出"
        f"{stated.value.text}{stated.unit}",
        [
            accounts.figure(stated.value, stated.label, of=papers.file),
            *(form.figure(cell(form, "executed"), f"“{form.project}”的全年执行数", of=papers.file) for form in forms),
        ],
        relation=f"{plain(total)} > {plain(stated.number)}",
        suggestion="核对自评表与决算；资金不在本部门决算中列支的，在说明中写明。",
        document=own.index,
    )


@across_rule(
    "across.form.name",
    sentence="同一项目编码的自评表在几份文件里，项目名称应一致。",
    severity="warning",
    basis=ONE_FORM,
    good="项目编码相同，两份文件都写“医保信息系统运行维护费”",
    bad="项目编码相同，一份写“医保信息系统运行维护费”，另一份写“信息化运维”",
    lacking="没有读到同一项目编码的另一张自评表",
)
def names(papers: Round) -> Verdicts:
    """One code with two names in two files."""
    for paper in own_forms(papers):
        code = paper.form.project.code
        other = papers.known_forms.get(("code", code.text or ""))
        if other is None or not paper.project or not other.project:
            continue
        if is_same_project(paper.project, other.project) or paper.project == other.project:
            yield HOLDS
            continue
        yield Broken(
            f"项目编码{code.text}的名称是“{paper.project}”，“{other.file}”写的是“{other.project}”",
            [each.figure(each.form.project.name, "项目名称", of=papers.file, suspect=True) for each in (paper, other)],
            suggestion="核对编码和名称，统一写法。",
            document=paper.index,
        )
