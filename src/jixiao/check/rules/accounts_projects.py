"""Projects and performance (绩效): as many as stated, counted sensibly, each with its form; units as many as stated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.check.accounts_context import AccountsContext
from jixiao.check.accounts_text import number_of
from jixiao.check.project_names import Listed, is_same_project, listed_projects, nearest
from jixiao.check.rule import HOLDS, Broken, Verdicts, accounts_rule, figure, suspect
from jixiao.model.accounts import Statement
from jixiao.model.value import Value

DISCLOSED = "部门决算公开预算绩效管理情况，列出的项目与数目一致"
_MOST = 0.7  # of the listed projects that have a form where the forms are meant to be complete
_ITEM = re.compile(r"[(（]?[0-9]{1,2}[.、）)]")
_OWN = ("本级", "机关")


@accounts_rule(
    "accounts.projects.listed",
    sentence="列出的项目不应多于写明的项目数。",
    severity="warning",
    basis=DISCLOSED,
    good="甲、乙、丙等3个项目",
    bad="甲、乙、丙等2个项目",
    lacking="没有列出项目名称",
)
def listed(document: AccountsContext) -> Verdicts:
    """More names than 等2个项目 states; fewer may be an abridged list."""
    for each in listed_projects(document.accounts):
        if each.number is None or len(each.names) <= each.number:
            yield HOLDS
            continue
        yield Broken(
            f"写明{each.stated.text}个项目，列出了{len(each.names)}个",
            [suspect("项目数", each.stated, str(len(each.names)))],
            relation=f"{len(each.names)} > {each.stated.text}",
        )


@accounts_rule(
    "accounts.projects.counts",
    sentence="事前评估、监控和自评的项目，都应编制绩效目标。",
    severity="warning",
    basis="所有项目支出都应设定绩效目标，监控和自评以绩效目标为依据",
    good="对7个项目编制了绩效目标，选取7个项目开展绩效监控",
    bad="对9个项目开展事前绩效评估，对2个项目编制了绩效目标",
    lacking="没有写明编制绩效目标的项目数",
)
def counts(document: AccountsContext) -> Verdicts:
    """More projects evaluated, monitored or self-evaluated than have targets."""
    targets = _only(document, "performance.targets")
    for concept in ("performance.ex_ante", "performance.monitored", "performance.self_evaluated"):
        other = _only(document, concept)
        if targets is None or other is None:
            continue
        if (number_of(other) or 0) <= (number_of(targets) or 0):
            yield HOLDS
            continue
        yield Broken(
            f"{other.label}有{other.value.text}个，{targets.label}只有{targets.value.text}个",
            [figure(other.label, other.value), suspect(targets.label, targets.value)],
            relation=f"{other.value.text} > {targets.value.text}",
        )


def _only(document: AccountsContext, concept: str) -> Statement | None:
    """Give the count of a concept where it is stated once, its kinds (其中：行政单位1个) apart."""
    found = document.stated(concept, "count")
    whole = [each for each in found if each.item is None] or found
    return whole[0] if len(whole) == 1 else None


@accounts_rule(
    "accounts.projects.forms",
    sentence="正文列出的项目，应当都有绩效自评表，名称应一致。",
    severity="error",
    basis="项目支出绩效自评表随部门决算公开",
    good="列出9个项目，附9张自评表",
    bad="列出9个项目，其中1个没有自评表",
    lacking="没有列出项目名称，或文件没有这些项目的自评表",
)
def forms(document: AccountsContext) -> Verdicts:
    """A listed project whose form is missing where nearly all others have one; one whose form has another name."""
    names = list(dict.fromkeys(form.project.name.text for form in document.read.forms if form.project.name.text))
    for each in listed_projects(document.accounts) if len(names) > 1 else ():
        missing = [name for name in each.names if not any(is_same_project(name.text or "", form) for form in names)]
        if len(each.names) - len(missing) < _MOST * len(each.names):
            continue
        yield from [HOLDS] * (len(each.names) - len(missing))
        spare = [form for form in names if not any(is_same_project(name.text or "", form) for name in each.names)]
        for name in missing:
            yield _without_form(document, name, nearest(name.text or "", spare), each)


def _without_form(document: AccountsContext, name: Value, other: str | None, each: Listed) -> Broken:
    if other is None:
        return Broken(
            f"正文列出的项目“{name.text}”没有绩效自评表",
            [suspect("项目", name), figure("项目数", each.stated)],
            suggestion="补上这个项目的自评表。",
        )
    form = next(form for form in document.read.forms if form.project.name.text == other)
    return Broken(
        f"正文的项目“{name.text}”，自评表的名称是“{other}”",
        [suspect("项目", name), figure("自评表的项目名称", form.project.name)],
        severity="warning",
        suggestion="统一项目名称。",
    )


@accounts_rule(
    "accounts.units.listed",
    sentence="列出的下属单位应与写明的数目一致。",
    severity="warning",
    basis="部门决算公开应当说明纳入决算编制范围的单位",
    good="下属二级预算单位2个，列出2个",
    bad="下属二级预算单位2个，列出1个",
    lacking="没有写明下属单位数，或没有逐个列出",
)
def units(document: AccountsContext) -> Verdicts:
    """Units listed one by one against the number stated; the department itself may be listed too."""
    stated = _only(document, "overview.units")
    number = number_of(stated) if stated else None
    items = list(_items(document)) if number else []
    if stated is None or number is None or not items:
        return
    own = sum(any(word in (item.text or "") for word in _OWN) or _is_unit(document, item) for item in items)
    if len(items) in (int(number), int(number) + own):
        yield HOLDS
        return
    yield Broken(
        f"写明{stated.label}{stated.value.text}{stated.unit or ''}，列出{len(items)}个",
        [suspect(stated.label, stated.value), *(figure("列出的单位", item) for item in items[:5])],
        relation=f"{stated.value.text} ≠ {len(items)}",
    )


def _items(document: AccountsContext) -> Iterator[Value]:
    """Give the lines of 机构设置 that begin with a number, headings or not."""
    for section in document.document.sections:
        if section.id == "organisation":
            for value in (section.heading, *section.paragraphs):
                if _ITEM.match(value.text or "") and "：" not in (value.text or "") and len(value.text or "") <= 40:
                    yield value


def _is_unit(document: AccountsContext, item: Value) -> bool:
    return bool(document.unit) and (item.text or "").rstrip("。；").endswith(document.unit or "")
