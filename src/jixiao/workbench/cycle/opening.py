"""Opening a year (开启年度): its steps with their dates, and filings for the projects and units that each is for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction

from jixiao.knowledge.form_layout_book import form_layouts
from jixiao.knowledge.form_layout_failure import UnknownLayout
from jixiao.knowledge.scheme_failure import UnknownScheme
from jixiao.knowledge.schemes import schemes
from jixiao.model.failure import Failure
from jixiao.workbench.cycle.forms import data_of
from jixiao.workbench.cycle.models import Draft, Filing, Project, Step, Year
from jixiao.workbench.cycle.starting import FOLLOWING, approved_targets, blank_form, follow_target
from jixiao.workbench.cycle.steps import FORM_KINDS, StepKind
from jixiao.workbench.history.log import record
from jixiao.workbench.people.models import Region, Unit, User

PROJECT_STEPS = (StepKind.EX_ANTE, StepKind.TARGET, StepKind.MONITORING, StepKind.SELF_EVALUATION)


class YearExists(Failure):
    """A year that is open already."""

    def __init__(self, region: Region, year: int) -> None:
        super().__init__(f"{region}{year}年度已经开启，不能再开一次；环节和日期可以在该年度里修改。")


class WrongDates(Failure):
    """A step that ends before it begins."""

    def __init__(self, step: str, opens: date, due: date) -> None:
        super().__init__(f"“{step}”的截止日期（{due}）早于开始日期（{opens}），请更正。")


class Planned(NamedTuple):
    """A step to be opened: which, when, and for monitoring up to which month."""

    kind: StepKind
    opens: date
    due: date
    month: int = 0


@transaction.atomic
def open_year(region: Region, year: int, user: User, steps: Sequence[Planned], *, layout: str, scheme: str) -> Year:
    """Open a year for a region with its steps; filings are made for the projects and units there are."""
    if Year.objects.filter(region=region, year=year).exists():
        raise YearExists(region, year)
    require_manner(layout, scheme)
    opened = Year.objects.create(region=region, year=year, layout=layout, scheme=scheme, opened_by=user)
    for planned in steps:
        plan_step(opened, planned)
    record(user, "open_year", opened, steps=[planned.kind.value for planned in steps], layout=layout, scheme=scheme)
    make_filings(opened)
    return opened


def require_manner(layout: str, scheme: str) -> None:
    """Make sure that layout (表样) and scheme (评分方案) come with the program; raises UnknownLayout, UnknownScheme.

    Names that come from a browser must never be taken for paths of files.
    """
    layouts, known = [each.name for each in form_layouts()], [each.name for each in schemes()]
    if layout not in layouts:
        raise UnknownLayout(layout, layouts)
    if scheme not in known:
        raise UnknownScheme(scheme, known)


def plan_step(year: Year, planned: Planned) -> Step:
    """Add a step to a year; raises WrongDates."""
    if planned.due < planned.opens:
        raise WrongDates(planned.kind.label, planned.opens, planned.due)
    order = list(StepKind).index(planned.kind)
    return Step.objects.create(
        year=year, kind=planned.kind, month=planned.month, opens=planned.opens, due=planned.due, order=order
    )


def make_filings(year: Year) -> int:
    """Make the filings that are still missing: steps of projects for each project, the department's own for each unit.

    事前绩效评估 is for projects that no earlier year had (新出台的政策、项目, 中发〔2018〕34号); 重点评价 and
    结果应用 are for chosen projects only (see choose). Gives how many were made.
    """
    units = list(Unit.objects.filter(region=year.region, active=True).exclude(kind=Unit.Kind.FINANCE))
    projects = list(Project.objects.select_related("unit").filter(unit__in=units, active=True))
    made = 0
    for step in year.steps.all():
        if step.kind in PROJECT_STEPS:
            known = _known_before(year) if step.kind == StepKind.EX_ANTE else set()
            made += _make(step, [(project.unit, project) for project in projects if project.pk not in known])
        elif step.kind == StepKind.DEPARTMENT:
            made += _make(step, [(unit, None) for unit in units])
    return made


def _known_before(year: Year) -> set[int | None]:
    """The projects that have filings in an earlier year."""
    earlier = Filing.objects.filter(step__year__region=year.region, step__year__year__lt=year.year)
    return set(earlier.values_list("project", flat=True))


def choose(step: Step, projects: Iterable[Project]) -> int:
    """Make filings of a step for chosen projects (重点评价); gives how many were made."""
    return _make(step, [(project.unit, project) for project in projects])


def _make(step: Step, entries: Sequence[tuple[Unit, Project | None]]) -> int:
    there = set(Filing.objects.filter(step=step).values_list("unit_id", "project_id"))
    wanted = [entry for entry in entries if (entry[0].pk, entry[1].pk if entry[1] else None) not in there]
    filings = Filing.objects.bulk_create(Filing(step=step, unit=unit, project=project) for unit, project in wanted)
    Draft.objects.bulk_create(_begun(filings))
    return len(filings)


def _begun(filings: Sequence[Filing]) -> Iterator[Draft]:
    """The drafts of new filings: blank but for the head, or following the approved target where there is one."""
    targets = approved_targets(filing for filing in filings if filing.step.kind in FOLLOWING)
    for filing in filings:
        if filing.step.kind not in FORM_KINDS:
            yield Draft(filing=filing, data={})
            continue
        form, target = blank_form(filing), targets.get(filing.project_id or 0)
        if target is None or filing.step.kind not in FOLLOWING:
            yield Draft(filing=filing, data=data_of(form))
        else:
            yield Draft(filing=filing, data=data_of(follow_target(target, form)), follows=target.number)
