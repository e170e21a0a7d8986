"""Reading the log (查阅日志): what a person may see of it, narrowed by who, when, what and which unit."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date

from jixiao.workbench.history.models import LogEntry
from jixiao.workbench.people.models import User
from jixiao.workbench.people.roles import POWERS, REACH, Power, Role
from jixiao.workbench.people.scope import grants, units


class Sought(NamedTuple):
    """What is sought: a person's user name or name, an action, a unit's number, from and to a day; "" is all."""

    who: str = ""
    action: str = ""
    unit: str = ""
    start: str = ""
    end: str = ""


def sees_all(user: User) -> bool:
    """Tell whether a person sees the whole log (审计管理员); others see what units of their regions did."""
    held = (Role(grant.role) for grant in grants(user))
    return any(Power.AUDIT in POWERS[role] and REACH[role] == "installation" for role in held)


def entries(user: User, sought: Sought = Sought()) -> QuerySet[LogEntry]:  # noqa: B008  # a tuple
    """Give the entries that a person may see, the newest first."""
    found = LogEntry.objects.order_by("-pk")
    if not sees_all(user):
        found = found.filter(unit_id__in=units(user, Power.AUDIT).values("pk"))
    return found.filter(_sought(sought))


def _sought(sought: Sought) -> Q:
    condition = Q()
    if sought.who:
        condition &= Q(actor__icontains=sought.who) | Q(actor_name__icontains=sought.who)
    if sought.action:
        condition &= Q(action=sought.action)
    if sought.unit:
        condition &= Q(unit_id=int(sought.unit)) if sought.unit.isdecimal() else Q(pk__in=[])
    start, end = _day(sought.start), _day(sought.end)
    if start is not None:
        condition &= Q(at__gte=_midnight(start))
    if end is not None:
        condition &= Q(at__lt=_midnight(end + timedelta(1)))
    return condition


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:  # a day that no calendar has
        return None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
