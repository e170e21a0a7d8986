"""Self-evaluation forms of one unit and year in several files: one project, one name, one set of figures."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from jixiao.check.across.joined import amount
from jixiao.check.across.papers import Paper
from jixiao.check.across.rounds import Round, form_keys, own_forms
from jixiao.check.line import Line
from jixiao.check.project_names import is_same_project, listed_projects, nearest
from jixiao.check.relations.facts import Fact
from jixiao.check.relations.numbers import money_factor
from jixiao.check.rule import HOLDS, Broken, NotRun, Verdicts, across_rule
from jixiao.model.interval import Interval
from jixiao.model.value import Value
from jixiao.score.points import points
from jixiao.score.rounding import half_up, plain

ONE_FORM = "一个项目一个年度一张自评表，公开在几处的应一致"
PART_OF_PROJECTS = (
    "绩效自评的项目是部门项目支出的一部分；资金不在本部门决算中列支的（如直接拨入财政专户、下达下级）应当说明"
)
_COLUMNS = {"initial": "年初预算数", "budget": "全年预算数", "executed": "全年执行数"}
TOLD = "前面的文件里已经指出"
_MOST = 0.7  # of the listed projects that have a form where the forms are those of the list


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


class _Pair(NamedTuple):
    """A figure of a form and of its twin; `equal` where both may stand for one value."""

    column: str
    label: str
    own: Value
    other: Value
    equal: bool


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


def _compared(paper: Paper, other: Paper) -> Iterator[_Pair]:
    for column, label in _COLUMNS.items():
        first, second = _amount(paper, column), _amount(other, column)
        if first is not None and second is not None:
            yield _Pair(column, label, _cell(paper, column), _cell(other, column), first.meets(second))
    own_score, score = points(paper.form.total.score), points(other.form.total.score)
    if own_score is not None and score is not None:
        yield _Pair("score", "总分", paper.form.total.score, other.form.total.score, own_score == score)


def _cell(paper: Paper, column: str) -> Value:
    found: Value = getattr(paper.form.funding_line("total"), column)
    return found


def _amount(paper: Paper, column: str) -> Interval | None:
    """Give an amount of the total row in 万元."""
    line: Line | None = paper.line
    interval: Interval | None = getattr(line, column).interval if line else None
    factor = money_factor(paper.form.money_unit.text) or Decimal(1)
    return interval.scale(factor) if interval is not None else None


def _is_one(paper: Paper, other: Paper, found: list[_Pair]) -> bool:
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
    spent = [(form, interval) for form in papers.projects if (interval := _amount(form, "executed"))] if stated else []
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
            *(form.figure(_cell(form, "executed"), f"“{form.project}”的全年执行数", of=papers.file) for form in forms),
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


@across_rule(
    "across.projects.names",
    sentence="决算说明列出的项目，名称应与另一份文件里的自评表一致。",
    severity="warning",
    basis="项目支出绩效自评表随部门决算公开",
    good="决算说明列出“医疗救助资金”，自评表的项目名称是“医疗救助资金”",
    bad="决算说明列出“医疗救助资金”，自评表的项目名称是“医疗救济资金”",
    lacking="决算说明没有列出项目名称，或没有读到这些项目的自评表",
)
def listed(papers: Round) -> Verdicts:
    """A listed project that has no form by its name, where nearly all others have theirs and one form is left over."""
    accounts = papers.narrative
    forms = papers.beside(accounts, "project_self_evaluation") if accounts else []
    known = {form.project: form for form in forms if form.project}
    if accounts is None:
        raise NotRun("没有读到同一单位同一年度的部门决算")
    for each in listed_projects(accounts.context.accounts) if len(known) > 1 else ():
        bare = [name for name in each.names if not any(is_same_project(name.text or "", form) for form in known)]
        if len(each.names) - len(bare) < _MOST * len(each.names):
            continue
        yield from [HOLDS] * (len(each.names) - len(bare))
        spare = [form for form in known if not any(is_same_project(name.text or "", form) for name in each.names)]
        for name in bare:
            if (other := nearest(name.text or "", spare)) is not None:
                yield _renamed(papers, accounts, name, known[other])


def _renamed(papers: Round, accounts: Paper, name: Value, form: Paper) -> Broken:
    own = accounts if accounts.file == papers.file else form
    return Broken(
        f"决算说明的项目“{name.text}”，“{form.file}”的自评表写的是“{form.project}”"
        if own is accounts
        else f"自评表的项目是“{form.project}”，“{accounts.file}”的决算说明写的是“{name.text}”",
        [
            accounts.figure(name, "决算说明的项目", of=papers.file, suspect=True),
            form.figure(form.form.project.name, "自评表的项目名称", of=papers.file, suspect=True),
        ],
        suggestion="统一项目名称。",
        document=own.index,
    )


@across_rule(
    "across.projects.count",
    sentence="项目自评表的张数，不应多于决算说明写的开展绩效自评的项目数。",
    severity="warning",
    basis="部门决算公开预算绩效管理情况，项目数与自评表一致",
    good="决算说明对2个项目开展绩效自评，读到2张自评表",
    bad="决算说明对2个项目开展绩效自评，读到3张自评表",
    lacking="决算说明没有写开展绩效自评的项目数，或没有读到自评表",
)
def count(papers: Round) -> Verdicts:
    """More projects with forms, in whatever file, than the accounts say were evaluated; fewer may be part of them."""
    if "across.projects.count" in papers.told:
        raise NotRun(TOLD)
    accounts = papers.narrative
    forms = papers.projects
    stated = accounts.context.stated("performance.self_evaluated", "count") if accounts else []
    if accounts is None or len(stated) != 1 or not any(papers.beside(accounts, "project_self_evaluation")):
        return
    number = points(stated[0].value)
    if number is None or len(forms) <= number:
        yield HOLDS
        return
    own = accounts if accounts.file == papers.file else next(form for form in forms if form.file == papers.file)
    yield Broken(
        f"决算说明{stated[0].label}是{stated[0].value.text}个，读到{len(forms)}个项目的自评表",
        [
            accounts.figure(stated[0].value, stated[0].label, of=papers.file, suspect=True),
            *(form.figure(form.form.project.name, "自评表的项目", of=papers.file) for form in forms[:5]),
        ],
        relation=f"{len(forms)} > {plain(number)}",
        document=own.index,
    )
