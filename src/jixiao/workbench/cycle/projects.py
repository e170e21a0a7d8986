"""Projects (项目) of a unit kept up to date: added, changed, put out of use; and chosen for 重点评价."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from math import ceil
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Max, QuerySet

from jixiao.model.failure import Failure
from jixiao.workbench.cycle.models import Filing, Project, Step, Year
from jixiao.workbench.cycle.opening import choose
from jixiao.workbench.cycle.steps import StepKind
from jixiao.workbench.cycle.year_changes import held
from jixiao.workbench.history.log import record
from jixiao.workbench.people.models import Unit, User

FIELDS = ("code", "name", "nature", "term", "sector")
LENGTHS: dict[str, int] = {name: getattr(Project._meta.get_field(name), "max_length", 0) for name in FIELDS}
_BUDGETED = (StepKind.TARGET, StepKind.SELF_EVALUATION)


class NoName(Failure):
    """A project without a name."""

    def __init__(self, unit: Unit) -> None:
        super().__init__(f"{unit}：没有填项目名称，请填写。")


class NameTaken(Failure):
    """A name or a code that another project of the unit has."""

    def __init__(self, unit: Unit, what: str, text: str) -> None:
        super().__init__(f"{unit}已有{what}为“{text}”的项目，不能重复；要改它，请在项目列表里点开。")


class NotChosen(Failure):
    """A choice of projects that is empty."""

    def __init__(self) -> None:
        super().__init__("没有选中项目，请勾选要开展重点评价的项目。")


class ProjectData(NamedTuple):
    """What is kept of a project; `nature` is T, Y or R, `term` permanent or stage."""

    name: str
    code: str = ""
    nature: str = Project.Nature.SPECIFIC
    term: str = Project.Term.PERMANENT
    sector: str = ""


class Candidate(NamedTuple):
    """A project that may be chosen, with its budget of the year in 万元, None where none is known yet."""

    project: Project
    budget: Decimal | None


@transaction.atomic
def save_project(user: User, unit: Unit, data: ProjectData, project: Project | None = None) -> Project:
    """Add a project to a unit, or change one; raises NoName, NameTaken."""
    data = _tidy(data)
    _refuse_twins(unit, data, project)
    project = project or Project(unit=unit)
    before = _told(project) if project.pk else {}
    for name in FIELDS:
        setattr(project, name, getattr(data, name))
    after = _told(project)
    if before != after:
        project.save()
        changed = {name: [before.get(name, ""), text] for name, text in after.items() if before.get(name, "") != text}
        record(user, "change_project" if before else "add_project", project, unit=unit.pk, changed=changed)
    return project


@transaction.atomic
def set_active(user: User, project: Project, active: bool) -> None:
    """Put a project out of use (停用), or into use again; what was filed for it stays."""
    if project.active != active:
        project.active = active
        project.save(update_fields=["active"])
        action = "use_project" if active else "disuse_project"
        record(user, action, project, unit=project.unit_id, name=project.name)


def candidates(year: Year) -> list[Candidate]:
    """Give the projects in use of a year's region with their budgets, those not yet chosen for its 重点评价."""
    chosen = Filing.objects.filter(step__year=year, step__kind=StepKind.EVALUATION).values("project")
    projects: QuerySet[Project] = Project.objects.select_related("unit__department", "unit__region").filter(
        unit__region=year.region, unit__active=True, active=True
    )
    budgets = dict(
        Filing.objects.filter(step__year=year, step__kind__in=_BUDGETED)
        .exclude(project=None)
        .values_list("project")
        .annotate(most=Max("budget"))
    )
    found = projects.exclude(pk__in=chosen).order_by("unit__code", "pk")
    return [Candidate(project, budgets.get(project.pk)) for project in found]


def by_amount(among: Sequence[Candidate], share: Decimal) -> list[Candidate]:
    """Give the share of the projects with the largest budgets, rounded up; those without a budget never."""
    known = [each for each in among if each.budget is not None]
    known.sort(key=lambda each: (-(each.budget or 0), each.project.pk))
    return known[: _count(among, share)]


def by_chance(among: Sequence[Candidate], share: Decimal, seed: str) -> list[Candidate]:
    """Give a share of each department's projects, rounded up, drawn by a seed: who has the seed can draw again.

    Drawn are those whose SHA-256 of “seed:id of the project” comes first.
    """
    groups: dict[int, list[Candidate]] = defaultdict(list)
    for each in among:
        groups[each.project.unit.department_id or each.project.unit_id].append(each)
    drawn = [one for group in groups.values() for one in sorted(group, key=_lot(seed))[: _count(group, share)]]
    return sorted(drawn, key=lambda each: (each.project.unit.code, each.project.pk))


@transaction.atomic
def choose_projects(step: Step, user: User, projects: Iterable[Project], how: Mapping[str, str]) -> int:
    """Make the evaluations (重点评价) of chosen projects; `how` they were chosen is logged. Raises NotChosen."""
    held(step.year)
    wanted = list(projects)
    if not wanted:
        raise NotChosen
    made = choose(step, wanted)
    record(user, "choose_projects", step, projects=[project.pk for project in wanted], made=made, how=dict(how))
    return made


def listed(projects: QuerySet[Project]) -> QuerySet[Project]:
    """Give projects with what a list shows, by unit."""
    return projects.select_related("unit__department").order_by("unit__code", "-active", F("code").asc(), "pk")


def _count(among: Sequence[Candidate], share: Decimal) -> int:
    return ceil(len(among) * share)


def _lot(seed: str) -> Callable[[Candidate], str]:
    return lambda each: hashlib.sha256(f"{seed}:{each.project.pk}".encode()).hexdigest()


def _tidy(data: ProjectData) -> ProjectData:
    """White space squeezed, nothing longer than its column, kinds that are known."""
    texts = data._asdict() | {"code": "".join(data.code.split())}
    texts = {name: " ".join(text.split())[: LENGTHS[name]] for name, text in texts.items()}
    nature = texts["nature"] if texts["nature"] in Project.Nature.values else Project.Nature.SPECIFIC
    term = texts["term"] if texts["term"] in Project.Term.values else Project.Term.PERMANENT
    return ProjectData(**texts | {"nature": nature, "term": term})


def _told(project: Project) -> dict[str, str]:
    return {name: str(getattr(project, name)) for name in FIELDS}


def _refuse_twins(unit: Unit, data: ProjectData, own: Project | None) -> None:
    if not data.name:
        raise NoName(unit)
    others = Project.objects.filter(unit=unit).exclude(pk=own.pk if own else 0)
    if others.filter(name=data.name).exists():
        raise NameTaken(unit, "名称", data.name)
    if data.code and others.filter(code=data.code).exists():
        raise NameTaken(unit, "编码", data.code)
