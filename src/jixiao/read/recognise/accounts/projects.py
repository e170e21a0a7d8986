"""Projects (项目) in prose: whose 全年预算数, 执行数 and score a text tells behind the name of a project.

“苗圃维护”项目绩效自评综述：自评得分为96分。全年预算数为10万元，执行数为9.6万元，完成预算的96%: the figures are those of
its self-evaluation form, told apart by the project's name; behind 部门整体 they are the department's.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from jixiao.knowledge.narrative import any_word
from jixiao.knowledge.taxonomy import QUOTES, taxonomy
from jixiao.model.accounts import Measure
from jixiao.read.recognise.accounts.clauses import Clause
from jixiao.read.recognise.accounts.measures import BUDGETS, POINTS
from jixiao.read.recognise.accounts.numbering import numbered
from jixiao.read.recognise.accounts.subjects import RATIO_UNITS, Subject, is_filler

_TOLD = rf"{any_word('summary', 'heads')}|{any_word('summary', 'score')}|得分|{any_word('summary', 'budget')}"
_NAME = r"(?:[“\"《](?P<quoted>[^“”\"《》]{2,60})[”\"》](?:项目)?|(?P<plain>[^“”\"《》]{2,60}?)项目)(?:支出)?的?"
_NAMED = re.compile(rf"{_NAME}(?={_TOLD}|年初预算|{any_word('summary', 'executed')})")
_ALONE = re.compile(rf"{_NAME}$")
_NO_NAME = re.compile(rf"^{any_word('summary', 'not_begins')}|{any_word('summary', 'not_names')}|[0-9]个")
_WHOLE = re.compile(any_word("summary", "whole"))
_RATE = re.compile("(?:预算|资金|全年|年度|项目)*")
_SPENT = rf"{any_word('summary', 'executed')}|{any_word('summary', 'spent')}"
_EXECUTED = re.compile(rf"(?:{_SPENT})(?:合计|共计|共)?(?:为|是|[:：])?")
_SCORED = frozenset({"performance.department_score", "performance.project_score"})
_FORM: dict[Measure, str] = {"initial_budget": "form.initial", "budget": "form.budget", "amount": "form.executed"}


class Project(NamedTuple):
    """A project that a text tells of; the department as a whole has no name. `end` is where its name ends."""

    name: str | None
    end: int


def project_in(clause: str, printed: str, *, ended: bool) -> Project | None:
    """Give the project that a clause begins with, None where it begins with none; an `ended` one may be its name."""
    start = numbered(clause)[1]
    found = _NAMED.match(clause, start) or (_ALONE.match(clause, start) if ended else None)
    if found is not None and found["quoted"]:
        return Project(printed[slice(*found.span("quoted"))].translate(QUOTES), found.end())
    if found is not None and not _NO_NAME.search(found["plain"]):
        return Project(printed[slice(*found.span("plain"))].translate(QUOTES), found.end())
    return Project(None, start) if _WHOLE.search(clause) else None


def of_project(said: Clause, unit: str, project: Project) -> tuple[Subject, Clause] | None:
    """Give what a figure without a name of its own is of, and what is said of it, behind the name of a project."""
    if unit in RATIO_UNITS:
        fits = said.measure == "completion" and (is_filler(said.words) or _RATE.fullmatch(said.words) is not None)
    elif said.measure in BUDGETS:
        fits = unit.endswith("元") and is_filler(said.words)
    else:
        fits = unit.endswith("元") and said.measure == "amount" and _EXECUTED.fullmatch(said.words) is not None
    if not fits:
        return None
    concept = taxonomy().concepts[_FORM[said.measure] if unit not in RATIO_UNITS else "form.executed"]
    measure: Measure = "completion" if unit in RATIO_UNITS else "amount"
    label = (f"“{project.name}”的" if project.name else "") + concept.label.removeprefix("自评表的")
    return Subject(concept, project.name, label), said._replace(measure=measure, words="")


def scored(subject: Subject | None, unit: str, project: Project | None) -> Subject | None:
    """A score behind the name of a project is the project's."""
    if subject is None or subject.concept is None or unit != POINTS or project is None or project.name is None:
        return subject
    if subject.concept.id not in _SCORED:
        return subject
    return Subject(taxonomy().concepts["performance.project_score"], project.name, subject.label)
