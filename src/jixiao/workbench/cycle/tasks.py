"""Tasks (待办): filings to be filled in, filings to be reviewed, notices to be answered, each with its deadline."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.utils import timezone

from jixiao.workbench.cycle.models import Filing, Notice
from jixiao.workbench.cycle.notices import TO_ANSWER, to_close
from jixiao.workbench.cycle.steps import EDITABLE, State, StepKind
from jixiao.workbench.cycle.workflow import POWER_OF
from jixiao.workbench.people.models import User
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import holds, within

MOST = 500
_DIGITS = 10
SOON = 7  # days before a deadline in which it is called near
ANSWER, CLOSE, MEND, REVIEW, FILL = "整改", "销号", "修改", "审核", "填报"
NOTICES = (ANSWER, CLOSE)
WHATS = (ANSWER, CLOSE, MEND, REVIEW, FILL)  # what there is to do, the most pressing first
_WHAT = {State.DRAFT: FILL, State.RETURNED: MEND, State.UNIT: REVIEW, State.DEPARTMENT: REVIEW, State.FINANCE: REVIEW}


class Task(NamedTuple):
    """Something to be done: what (填报, 修改, 审核, 整改, 销号), for which filing, until when."""

    what: str
    filing: Filing
    due: date

    @property
    def days(self) -> int:
        """Give the days that are left; negative when overdue."""
        return (self.due - timezone.localdate()).days

    @property
    def late(self) -> int:
        """Give the days since the deadline."""
        return -self.days


class Wanted(NamedTuple):
    """Which tasks are wanted: of a year, of a kind of step, of a unit (its number), of one sort (审核 …); "" is all."""

    year: str = ""
    step: str = ""
    unit: str = ""
    what: str = ""


class Load(NamedTuple):
    """How many tasks there are of one sort, and how many of them are overdue or near their deadline."""

    what: str
    total: int
    late: int
    soon: int


def tasks_of(user: User, most: int = MOST) -> list[Task]:
    """Give what a person must do, the earliest deadline first."""
    filings = task_filings(user).order_by("step__due", "pk")[:most]
    found = [*(task_of(filing) for filing in filings), *answers(user), *closings(user)]
    return sorted(found, key=lambda task: (task.due, task.filing.pk))


def task_of(filing: Filing) -> Task:
    """Give the task that a filing from `task_filings` stands for."""
    return Task(_WHAT[State(filing.state)], filing, filing.step.due)


def task_filings(user: User, wanted: Wanted = Wanted()) -> QuerySet[Filing]:  # noqa: B008  # a tuple
    """Give the filings that this person must fill in, mend or review: overdue ones first, then by what is to do."""
    found = open_filings(user).filter(fill_condition(user) | review_condition(user), _wanted(wanted))
    late = Case(When(step__due__lt=timezone.localdate(), then=Value(0)), default=Value(1))
    rank = Case(*(When(state=state, then=Value(WHATS.index(what))) for state, what in _WHAT.items()))
    return found.order_by(late, rank, "step__due", "unit__code", "pk")


def loads(user: User, wanted: Wanted) -> list[Load]:
    """Give how many tasks of each sort there are; those of filings by one query."""
    today = timezone.localdate()
    near = Q(step__due__gte=today, step__due__lte=today + timedelta(SOON))
    late, soon = Count("pk", filter=Q(step__due__lt=today)), Count("pk", filter=near)
    told = task_filings(user, wanted).order_by().values_list("state").annotate(total=Count("pk"), late=late, soon=soon)
    found = [Load(_WHAT[State(state)], *numbers) for state, *numbers in told]
    return [_sum(what, [load for load in found if load.what == what]) for what in WHATS if what not in NOTICES]


def answers(user: User, wanted: Wanted = Wanted()) -> list[Task]:  # noqa: B008
    """Give the notices (整改通知) that this person must answer."""
    if not holds(user, Power.WRITE) or wanted.what not in ("", ANSWER):
        return []
    notices = Notice.objects.select_related("filing__unit", "filing__project", "filing__step__year__region")
    within_reach = within(user, Power.WRITE, "filing__unit__")
    found = notices.filter(TO_ANSWER, within_reach, _wanted(wanted, "filing__")).order_by("due", "pk")[:MOST]
    return [Task(ANSWER, notice.filing, notice.due) for notice in found]


def closings(user: User, wanted: Wanted = Wanted()) -> list[Task]:  # noqa: B008
    """Give the answers to notices that wait for this person of the finance bureau to close them (销号)."""
    if not holds(user, Power.RECHECK) or wanted.what not in ("", CLOSE):
        return []
    found = to_close(user).filter(_wanted(wanted, "filing__")).order_by("due", "pk")[:MOST]
    return [Task(CLOSE, notice.filing, notice.due) for notice in found]


def load_of(what: str, tasks: list[Task]) -> Load:
    """Give how many tasks a list has, and how many of them are overdue or near their deadline."""
    return Load(what, len(tasks), sum(task.days < 0 for task in tasks), sum(0 <= task.days <= SOON for task in tasks))


def open_filings(user: User) -> QuerySet[Filing]:
    """Give the filings of open steps and years."""
    today = timezone.localdate()
    return Filing.objects.select_related("unit", "project", "step__year__region").filter(
        step__year__closed=False, step__opens__lte=today
    )


def fill_condition(user: User) -> Q:
    """Give the condition for drafts that this person fills in: the unit's own, or the finance bureau's 重点评价."""
    condition, finance = Q(pk__in=[]), Q(step__kind=StepKind.EVALUATION)
    for power, kinds in ((Power.WRITE, ~finance), (Power.RECHECK, finance)):
        if holds(user, power):
            condition |= Q(state__in=EDITABLE) & kinds & within(user, power, "unit__")
    return condition


def review_condition(user: User) -> Q:
    """Give the condition for filings that wait for a review by this person."""
    condition = Q(pk__in=[])
    for state, power in POWER_OF.items():
        if holds(user, power):
            condition |= Q(state=state) & within(user, power, "unit__")
    return condition


def _sum(what: str, found: list[Load]) -> Load:
    return Load(what, sum(it.total for it in found), sum(it.late for it in found), sum(it.soon for it in found))


def _wanted(wanted: Wanted, prefix: str = "") -> Q:
    """The condition for what is wanted; what is no year, no number of a unit or no sort of task finds nothing."""
    condition = Q()
    for name, text in ((f"{prefix}step__year__year", wanted.year), (f"{prefix}unit", wanted.unit)):
        if text:
            condition &= Q(**{name: int(text)}) if text.isdecimal() and len(text) < _DIGITS else Q(pk__in=[])
    if wanted.step:
        condition &= Q(**{f"{prefix}step__kind": wanted.step})
    if wanted.what and not prefix:
        condition &= Q(state__in=[state for state, what in _WHAT.items() if what == wanted.what])
    return condition
