"""Changes to a year that is open (年度管理): dates, further steps, layout and scheme, closing; each is logged.

Whoever changes a year holds it locked; a closed one (已归档) changes no more.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from jixiao.model.failure import Failure
from jixiao.workbench.cycle.evaluation_sheets import department_systems
from jixiao.workbench.cycle.models import Draft, Step, Year
from jixiao.workbench.cycle.opening import Planned, WrongDates, make_filings, plan_step, require_manner
from jixiao.workbench.cycle.saving import work_out_anew
from jixiao.workbench.cycle.steps import EDITABLE, FORM_KINDS, State, StepKind
from jixiao.workbench.history.log import record
from jixiao.workbench.people.models import User

Dates = tuple[date, date]  # opens, due


class NoSuchSystem(Failure):
    """A system of points for departments that is not there."""

    def __init__(self, name: str) -> None:
        super().__init__(f"没有“{name[:40]}”这个部门整体评价指标体系，可以选：{'、'.join(department_systems())}。")


class YearArchived(Failure):
    """A change of a year that is closed."""

    def __init__(self, year: Year) -> None:
        super().__init__(f"{year}已归档，不能再改动。")


class StepExists(Failure):
    """A step that the year has already."""

    def __init__(self, year: Year, step: Step) -> None:
        super().__init__(f"{year}已有“{step}”，不能再加一次；日期可以直接改。")


class StillOpen(Failure):
    """A year to be closed with filings on their way, and nobody said that this is meant."""

    def __init__(self, year: Year, waiting: int) -> None:
        super().__init__(f"{year}还有 {waiting} 件没有办结，归档后不能再办理；确实要归档的，请勾选“仍然归档”。")


@transaction.atomic
def change_dates(year: Year, user: User, dates: Mapping[int, Dates]) -> int:
    """Set when steps open and are due, by the id of the step; gives how many changed. Raises WrongDates."""
    changed = 0
    year = held(year)
    for step in year.steps.filter(pk__in=dates):
        before, after = (step.opens, step.due), dates[step.pk]
        if before != after:
            _set_dates(step, after)
            record(user, "change_dates", step, before=before, after=after, step=str(step), year=str(year))
            changed += 1
    return changed


@transaction.atomic
def add_step(year: Year, user: User, planned: Planned) -> int:
    """Add a step to a year, with its filings; gives how many were made. Raises StepExists, WrongDates."""
    year = held(year)
    known = year.steps.filter(kind=planned.kind, month=planned.month).first()
    if known is not None:
        raise StepExists(year, known)
    step = plan_step(year, planned)
    record(user, "add_step", step, step=str(step), opens=step.opens, due=step.due, year=str(year))
    return make_filings(year)


@transaction.atomic
def add_filings(year: Year, user: User) -> int:
    """Make the filings of projects and units that came after the year was opened; gives how many."""
    year = held(year)
    made = make_filings(year)
    if made:
        record(user, "add_filings", year, made=made)
    return made


@transaction.atomic
def change_manner(year: Year, user: User, layout: str, scheme: str) -> int:
    """Set layout (表样) and scheme (评分方案); drafts are scored anew where the scheme is another. Gives how many were.

    Raises UnknownLayout, UnknownScheme. What was submitted keeps what it was scored with.
    """
    year = held(year)
    require_manner(layout, scheme)
    before = (year.layout, year.scheme)
    if before == (layout, scheme):
        return 0
    year.layout, year.scheme = layout, scheme
    year.save(update_fields=["layout", "scheme"])
    record(user, "change_manner", year, before=before, after=(layout, scheme))
    return _score_anew(year, user) if before[1] != scheme else 0


@transaction.atomic
def choose_department_system(year: Year, user: User, name: str) -> None:
    """Let departments be evaluated by a system of points, or by their form alone (""); raises NoSuchSystem."""
    year = held(year)
    if name and name not in department_systems():
        raise NoSuchSystem(name)
    before, year.department_system = year.department_system, name
    year.save(update_fields=["department_system"])
    record(user, "choose_department_system", year, before=before, after=name)


@transaction.atomic
def close_year(year: Year, user: User, *, anyway: bool = False) -> None:
    """Close a year (归档): nothing in it changes any more. Raises StillOpen unless `anyway`."""
    year = held(year)
    waiting = unfinished(year)
    if waiting and not anyway:
        raise StillOpen(year, waiting)
    year.closed = True
    year.save(update_fields=["closed"])
    record(user, "close_year", year, unfinished=waiting)


def unfinished(year: Year) -> int:
    """Give how many filings of a year were begun and are not at their end (办结)."""
    begun = Draft.objects.filter(filing__step__year=year, version__gt=0)
    return begun.exclude(filing__state=State.DONE).count()


def held(year: Year) -> Year:
    """Give the year as it stands now, locked; raises YearArchived."""
    now = Year.objects.select_for_update(of=("self",)).select_related("region").get(pk=year.pk)
    if now.closed:
        raise YearArchived(now)
    return now


def _set_dates(step: Step, dates: Dates) -> None:
    opens, due = dates
    if due < opens:
        raise WrongDates(str(step), opens, due)
    step.opens, step.due = opens, due
    step.save(update_fields=["opens", "due"])


def _score_anew(year: Year, user: User) -> int:
    scored = [kind for kind in FORM_KINDS if FORM_KINDS[StepKind(kind)].endswith("self_evaluation")]
    drafts = Draft.objects.select_related("filing__step__year").filter(
        filing__step__year=year, filing__step__kind__in=scored, filing__state__in=EDITABLE, version__gt=0
    )
    count = 0
    for draft in drafts.iterator(chunk_size=200):
        work_out_anew(draft.filing, draft, user)
        count += 1
    return count
