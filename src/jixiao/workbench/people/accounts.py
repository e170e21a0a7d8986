"""Accounts (账号): made, disabled, unlocked, given another password, given roles; all by the security administrator."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import NamedTuple

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from jixiao.workbench.history.log import record
from jixiao.workbench.people.models import Grant, Region, Unit, User
from jixiao.workbench.people.passwords import change_password, temporary_password
from jixiao.workbench.people.refusals import (
    BadName,
    GrantedAlready,
    LastAdministrator,
    NameTaken,
    NotFirst,
    NotOneself,
    NotSeparate,
    WrongPlace,
)
from jixiao.workbench.people.roles import REACH, SEPARATE, Role
from jixiao.workbench.people.sessions import end_sessions

_USERNAME = re.compile(r"[\w.@-]{2,60}")


class Person(NamedTuple):
    """What is known of somebody who gets an account."""

    username: str
    name: str
    phone: str = ""
    email: str = ""


class Place(NamedTuple):
    """Where a role is held: a unit, a region, or neither: the whole installation."""

    unit: Unit | None = None
    region: Region | None = None


@transaction.atomic
def create_account(person: Person, by: User | None, password: str | None = None) -> tuple[User, str]:
    """Give a new account and its first password, which must be changed at the first login.

    Raises BadName and NameTaken. `by` None: by the system's owner on the command line.
    """
    if not _USERNAME.fullmatch(person.username) or not person.name.strip():
        raise BadName(person.username)
    if User.objects.filter(username__iexact=person.username).exists():
        raise NameTaken(person.username)
    password = password or temporary_password()
    user = User.objects.create_user(**person._asdict() | {"password": password})
    record(by, "add_account", user, username=user.username, name=user.name)
    return user, password


@transaction.atomic
def create_first(person: Person, password: str) -> User:
    """Give the first account of an empty installation: its security administrator; raises NotFirst."""
    if User.objects.select_for_update().exists():
        raise NotFirst
    user, _ = create_account(person, None, password)
    user.must_change_password = False
    user.save()
    grant_role(user, Role.SECURITY_ADMINISTRATOR, Place(), None)
    return user


@transaction.atomic
def describe(user: User, person: Person, by: User) -> None:
    """Change the name, telephone and address of an account."""
    if not person.name.strip():
        raise BadName(user.username)
    before = {"name": user.name, "phone": user.phone, "email": user.email}
    user.name, user.phone, user.email = person.name, person.phone, person.email
    user.save()
    record(by, "change_account", user, username=user.username, before=before)


@transaction.atomic
def reset_password(user: User, by: User | None) -> str:
    """Give a user a temporary password; the sessions end and a lock is lifted. Raises NotOneself."""
    if by == user:
        raise NotOneself("重置密码")
    password = temporary_password()
    change_password(user, password, temporary=True)
    end_sessions(user)
    reset(username=user.username)
    record(by, "reset_password", user, username=user.username)
    return password


@transaction.atomic
def unlock(user: User, by: User | None) -> None:
    """Lift the lock that failed logins have put on an account."""
    reset(username=user.username)
    record(by, "unlock", user, username=user.username)


@transaction.atomic
def drop_totp(user: User, by: User | None) -> None:
    """Take the one-time codes (动态口令) from an account whose owner has lost the device. Raises NotOneself."""
    if by == user:
        raise NotOneself("清除动态口令")
    TOTPDevice.objects.filter(user=user).delete()
    end_sessions(user)
    record(by, "drop_totp", user, username=user.username)


@transaction.atomic
def disable(user: User, by: User | None) -> None:
    """Put an account out of use and end its sessions; what it did stays. Raises NotOneself, LastAdministrator."""
    if by == user:
        raise NotOneself("停用账号")
    _keep_one(user)
    user.is_active = False
    user.save()
    end_sessions(user)
    record(by, "disable", user, username=user.username)


@transaction.atomic
def enable(user: User, by: User | None) -> None:
    """Put an account into use again."""
    user.is_active = True
    user.save()
    record(by, "enable", user, username=user.username)


@transaction.atomic
def grant_role(user: User, role: Role, place: Place, by: User | None) -> Grant:
    """Give a user a role for a place; raises NotOneself, WrongPlace, NotSeparate, GrantedAlready."""
    if by == user:
        raise NotOneself("授权")
    User.objects.select_for_update().get(pk=user.pk)  # two grants at once must not pass each other's check
    _check_place(role, place)
    _check_separate(user, role)
    grant, made = Grant.objects.get_or_create(user=user, role=role, unit=place.unit, region=place.region)
    if not made:
        raise GrantedAlready(user, role)
    record(by, "grant", user, unit=grant.unit_id, **_told(grant))
    return grant


@transaction.atomic
def revoke(grant: Grant, by: User | None) -> None:
    """Take a role from a user; raises NotOneself, LastAdministrator."""
    if by == grant.user:
        raise NotOneself("收回授权")
    if grant.role == Role.SECURITY_ADMINISTRATOR:
        _keep_one(grant.user)
    record(by, "take_role", grant.user, unit=grant.unit_id, **_told(grant))
    grant.delete()


def locked_names() -> set[str]:
    """Give the user names that failed logins have locked."""
    since = timezone.now() - timedelta(minutes=settings.CONFIG.lock_minutes)
    failures = AccessAttempt.objects.filter(attempt_time__gte=since).values("username")
    locked = failures.annotate(total=Sum("failures_since_start")).filter(total__gte=settings.CONFIG.lock_after)
    return set(locked.values_list("username", flat=True))


def _told(grant: Grant) -> dict[str, str]:
    """What the log keeps of a grant."""
    place = str(grant.unit or grant.region or "")
    return {"username": grant.user.username, "role": grant.role, "place": place}


def _check_place(role: Role, place: Place) -> None:
    reach = REACH[role]
    fits = {
        "unit": place.unit is not None and place.region is None,
        "department": place.unit is not None and place.unit.kind != Unit.Kind.UNIT and place.region is None,
        "region": place.region is not None and place.unit is None,
        "region_tree": place.region is not None and place.unit is None,
        "installation": place == Place(),
    }
    if not fits[reach]:
        raise WrongPlace(role, reach)


def _check_separate(user: User, role: Role) -> None:
    for held in (Role(name) for name in Grant.objects.filter(user=user).values_list("role", flat=True)):
        if held != role and (held in SEPARATE or role in SEPARATE):
            raise NotSeparate(user, held, role)


def _keep_one(user: User) -> None:
    """Refuse to lose the only security administrator who can log in."""
    administrators = Grant.objects.filter(role=Role.SECURITY_ADMINISTRATOR, user__is_active=True)
    holders = set(administrators.values_list("user_id", flat=True))
    if holders == {user.pk}:
        raise LastAdministrator
