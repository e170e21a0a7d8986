"""Delegation (委托): a role at a place is lent to a colleague of the same region until a date, and taken back."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from jixiao.model.failure import Failure
from jixiao.workbench.history.log import record
from jixiao.workbench.people.models import Grant, Region, User
from jixiao.workbench.people.roles import POWERS, ROLE_NAMES, SEPARATE, Power, Role
from jixiao.workbench.people.scope import grants, units

LONGEST = 366  # days


class NothingToDelegate(Failure):
    """A role that the person does not hold as an own one."""

    def __init__(self) -> None:
        super().__init__("请选择要委托的角色；只能委托自己的角色，别人委托给您的不能再委托。")


class NoSuchColleague(Failure):
    """A user who is not there, is not of the region, or may not take the role."""

    def __init__(self, username: str, region: Region) -> None:
        super().__init__(
            f"没有用户名为“{username}”的受托人：应为{region}另一位在用的用户，并且不是系统、安全、审计管理员。"
        )


class HasTheRole(Failure):
    """A role that the colleague has there already."""

    def __init__(self, user: User, grant: Grant) -> None:
        until = f"（至{grant.until}）" if grant.until else ""
        super().__init__(
            f"{user}在{grant.unit or grant.region}已经是“{ROLE_NAMES[Role(grant.role)]}”{until}，不用委托。"
        )


class WrongEnd(Failure):
    """An end that is past or too far off."""

    def __init__(self) -> None:
        super().__init__(f"委托的截止日期应在今天到{LONGEST}天以内；长期的分工请由安全管理员授权。")


class NoDelegation(Failure):
    """A delegation to be revoked that is not there (any more)."""

    def __init__(self) -> None:
        super().__init__("这项委托不是您给出的，或者已经收回。")


def delegable(user: User) -> list[Grant]:
    """Give the grants that a person may delegate: own ones of roles that work on forms."""
    return [grant for grant in grants(user) if grant.delegated_by_id is None and Power.READ in POWERS[Role(grant.role)]]


def colleagues(user: User) -> QuerySet[User]:
    """Give the people to propose: those of units that the person sees anyway; others are named by their user name."""
    there = Q(grants__unit__in=units(user, Power.READ).values("pk"))
    return _takers(User.objects.filter(there)).exclude(pk=user.pk).distinct().order_by("username")


def delegations(user: User) -> QuerySet[Grant]:
    """Give what a person has delegated and not yet ended, the latest end first."""
    given = Grant.objects.select_related("user", "unit", "region").filter(delegated_by=user)
    return given.filter(until__gte=timezone.localdate()).order_by("-until", "pk")


@transaction.atomic
def delegate(user: User, number: str, username: str, until: date | None) -> Grant:
    """Lend a role at a place (`number` is that of the grant) to a colleague until a date, and give the new grant.

    Raises NothingToDelegate, WrongEnd, NoSuchColleague, HasTheRole.
    """
    own = next((grant for grant in delegable(user) if str(grant.pk) == number), None)
    if own is None:
        raise NothingToDelegate
    today = timezone.localdate()
    if until is None or not today <= until <= (own.until or today + timedelta(LONGEST)):
        raise WrongEnd
    taker = _taker(user, username.strip(), own)
    there = Grant.objects.filter(user=taker, role=own.role, unit=own.unit, region=own.region)
    for grant in there.select_related("unit", "region"):
        if grant.delegated_by_id is None or (grant.until and grant.until >= today):
            raise HasTheRole(taker, grant)
    there.delete()  # an ended one makes room
    given = Grant.objects.create(
        user=taker, role=own.role, unit=own.unit, region=own.region, delegated_by=user, until=until
    )
    record(user, "delegate", taker, unit=own.unit_id, role=own.role, until=until, username=taker.username)
    return given


@transaction.atomic
def revoke(user: User, number: str) -> Grant:
    """Take back what was lent; raises NoDelegation."""
    given = delegations(user).filter(pk=int(number)).first() if number.isdecimal() else None
    if given is None:
        raise NoDelegation
    Grant.objects.filter(pk=given.pk).delete()
    record(user, "revoke", given.user, unit=given.unit_id, role=given.role, username=given.user.username)
    return given


def region_of(grant: Grant) -> Region | None:
    """Give the region that a grant is for, or that its unit lies in."""
    return grant.region or (grant.unit.region if grant.unit else None)


def _taker(user: User, username: str, own: Grant) -> User:
    region = region_of(own)
    assert region is not None  # roles for the whole installation are not delegable
    there = Q(grants__region=region) | Q(grants__unit__region=region)
    taker = _takers(User.objects.filter(there, username=username)).exclude(pk=user.pk).first()
    if taker is None:
        raise NoSuchColleague(username, region)
    return taker


def _takers(people: QuerySet[User]) -> QuerySet[User]:
    """Those in use who hold none of the three administrators' roles (三员分立, GB/T 22239-2019 8.1.5)."""
    return people.filter(is_active=True).exclude(grants__role__in=SEPARATE)
