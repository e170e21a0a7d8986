"""Projects as accounts tell of them, and their forms in this file or another: names, number, what summaries say."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao.check.across.forms import TOLD, Pair, cell, form_amount
from jixiao.check.across.papers import Paper
from jixiao.check.across.rounds import Round
from jixiao.check.project_names import is_same_project, listed_projects, nearest
from jixiao.check.project_summaries import Summary, summaries
from jixiao.check.relations.numbers import money_factor, printed
from jixiao.check.rule import HOLDS, Broken, NotRun, Verdicts, across_rule
from jixiao.model.interval import around
from jixiao.model.value import Value
from jixiao.score.points import points
from jixiao.score.rounding import plain

ONE_FORM = "一个项目一个年度一张自评表，公开在几处的应一致"
_MOST = 0.7  # of the listed projects that have a form where the forms are those of the list


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
    "across.project.summary",
    sentence="决算说明中各项目的自评综述，得分和金额应与该项目的自评表一致。",
    severity="error",
    basis=ONE_FORM,
    good="综述：自评得分97.6分，全年预算数120万元，执行数115.2万元；自评表：97.6，120，115.2",
    bad="综述：自评得分97.6分，执行数112.5万元；自评表：97.6，115.2",
    lacking="决算说明没有各项目的自评综述，或没有这些项目的自评表",
)
def summary(papers: Round) -> Verdicts:
    """Score, budget and spending of a project as its summary tells them against its form, in this file or another."""
    accounts = papers.narrative
    forms = papers.beside(accounts, "project_self_evaluation") if accounts else []
    for each in summaries(accounts.context.paragraphs) if accounts and forms else ():
        assert accounts is not None
        found = [form for form in forms if is_same_project(form.project, each.name.text or "")]
        if len({form.project for form in found}) != 1:
            continue
        form = found[0]
        wrong = [pair for pair in _summed_up(each, form) if not pair.equal]
        own = accounts if accounts.file == papers.file else form
        if not wrong:
            yield HOLDS
            continue
        told = "，".join(f"{pair.label}：综述是{pair.own.text}，自评表是{pair.other.text}" for pair in wrong)
        there = f"（{'自评表' if own is accounts else '综述'}在“{(form if own is accounts else accounts).file}”）"
        yield Broken(
            f"项目“{each.name.text}”的{told}{'' if papers.within else there}",
            [accounts.figure(pair.own, f"综述的{pair.label}", of=papers.file, suspect=True) for pair in wrong]
            + [form.figure(pair.other, f"自评表的{pair.label}", of=papers.file, suspect=True) for pair in wrong],
            relation="；".join(f"{pair.own.text} ≠ {pair.other.text}" for pair in wrong),
            document=own.index,
        )


def _summed_up(each: Summary, form: Paper) -> Iterator[Pair]:
    """Give what a summary and a form both state; 预算数 may be that of the beginning or of the whole year."""
    score = points(form.form.total.score)
    if each.score is not None and score is not None:
        yield Pair("score", "得分", each.score, form.form.total.score, points(each.score) == score)
    for label, stated, columns in (
        ("预算数", each.budget, ("budget", "initial")),
        ("执行数", each.executed, ("executed",)),
    ):
        known = [(column, interval) for column in columns if (interval := form_amount(form, column)) is not None]
        number = printed(stated[0].text) if stated else None
        if stated is None or number is None or not known:
            continue
        own = around(number.number, number.places).scale(money_factor(stated[1]) or Decimal(1))
        meets = any(own.meets(interval) for _, interval in known)
        yield Pair(known[0][0], label, stated[0], cell(form, known[0][0]), meets)


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
