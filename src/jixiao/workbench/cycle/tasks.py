"""Tasks (待办): filings to be filled in, filings to be reviewed, notices to be answered, each with its deadline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone

from jixiao.workbench.cycle.models import Filing, Notice
from jixiao.workbench.cycle.steps import EDITABLE, State
from jixiao.workbench.people.models import User
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import holds, within

MOST = 500
STAGE_POWERS = {
    State.UNIT: Power.APPROVE_UNIT,
    State.DEPARTMENT: Power.APPROVE_DEPARTMENT,
    State.FINANCE: Power.APPROVE_FINANCE,
}


class Task(NamedTuple):
    """Something to be done: what (填报, 修改, 审核, 整改), for which filing, until when."""

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


def tasks_of(user: User, most: int = MOST) -> list[Task]:
    """Give what a person must do, the earliest deadline first."""
    found = [*_to_fill(user, most), *_to_review(user, most), *_to_answer(user, most)]
    return sorted(found, key=lambda task: (task.due, task.filing.pk))


def open_filings(user: User) -> QuerySet[Filing]:
    """Give the filings of open steps and years."""
    today = timezone.localdate()
    return Filing.objects.select_related("unit", "project", "step__year").filter(
        step__year__closed=False, step__opens__lte=today
    )


def review_condition(user: User) -> Q:
    """Give the condition for filings that wait for a review by this person."""
    condition = Q(pk__in=[])
    for state, power in STAGE_POWERS.items():
        if holds(user, power):
            condition |= Q(state=state) & within(user, power, "unit__")
    return condition


def _to_fill(user: User, most: int) -> Iterator[Task]:
    if not holds(user, Power.WRITE):
        return
    drafts = open_filings(user).filter(within(user, Power.WRITE, "unit__"), state__in=EDITABLE)
    for filing in drafts.order_by("step__due")[:most]:
        yield Task("修改" if filing.state == State.RETURNED else "填报", filing, filing.step.due)


def _to_review(user: User, most: int) -> Iterator[Task]:
    for filing in open_filings(user).filter(review_condition(user)).order_by("step__due")[:most]:
        yield Task("审核", filing, filing.step.due)


def _to_answer(user: User, most: int) -> Iterator[Task]:
    if not holds(user, Power.WRITE):
        return
    notices = Notice.objects.select_related("filing__unit", "filing__project", "filing__step__year")
    for notice in notices.filter(within(user, Power.WRITE, "filing__unit__"), answered_at=None)[:most]:
        yield Task("整改", notice.filing, notice.due)
