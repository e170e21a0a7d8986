"""Accounts, roles and places by what people call them: user names, names of roles, codes."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from jixiao.workbench.people.accounts import Person, Place, create_account, grant_role
from jixiao.workbench.people.models import Grant, Region, Unit, User
from jixiao.workbench.people.refusals import NoSuchAccount, NoSuchPlace, NoSuchRole
from jixiao.workbench.people.roles import ROLE_NAMES, Role


def account_named(username: str) -> User:
    """Give the account of a user name; raises NoSuchAccount."""
    user = User.objects.filter(username=username).first()
    if user is None:
        raise NoSuchAccount(username)
    return user


def role_named(name: str) -> Role:
    """Give the role of a Chinese name; raises NoSuchRole."""
    role = next((role for role, known in ROLE_NAMES.items() if known == name), None)
    if role is None:
        raise NoSuchRole(name)
    return role


def place_named(region_code: str, unit_code: str) -> Place:
    """Give a unit in use by its code in a region, or the region, or the whole installation; raises NoSuchPlace."""
    if not region_code:
        return Place()
    region = Region.objects.filter(code=region_code).first()
    if region is None:
        raise NoSuchPlace("区划代码", region_code)
    if not unit_code:
        return Place(region=region)
    unit = Unit.objects.filter(region=region, code=unit_code, active=True).first()
    if unit is None:
        raise NoSuchPlace("单位编码", unit_code, region.name)
    return Place(unit=unit)


@transaction.atomic
def add_named(person: Person, role: str | None, region_code: str, unit_code: str) -> tuple[User, str]:
    """Give a new account with its temporary password, with a role where one is named."""
    user, password = create_account(person, None)
    if role:
        grant_named(user.username, role, region_code, unit_code)
    return user, password


def grant_named(username: str, role: str, region_code: str, unit_code: str) -> Grant:
    """Give a role by its name to an account by its name, for a place by its code."""
    return grant_role(account_named(username), role_named(role), place_named(region_code, unit_code), None)


def accounts_told() -> list[list[str]]:
    """Give all accounts in words: user name, name, roles with places, state, last login."""
    users = User.objects.prefetch_related("grants__unit", "grants__region")
    return [
        [
            user.username,
            user.name,
            "、".join(_told(grant) for grant in user.grants.all()) or "（没有授权）",
            "启用" if user.is_active else "停用",
            timezone.localtime(user.last_login).strftime("%Y-%m-%d %H:%M") if user.last_login else "从未",
        ]
        for user in users
    ]


def _told(grant: Grant) -> str:
    place = grant.unit or grant.region
    return f"{ROLE_NAMES[Role(grant.role)]}{f'（{place}）' if place else ''}"
