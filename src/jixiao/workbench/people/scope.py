"""Who may do what where (权限): each query of a page is narrowed by it, so that nothing of others is ever fetched."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from jixiao.workbench.people.models import Grant, Region, Unit, User
from jixiao.workbench.people.roles import POWERS, REACH, Power, Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    Person = User | AnonymousUser
_GRANTS = "_jixiao_grants"


def grants(person: Person) -> list[Grant]:
    """Give the grants of a person that hold today, fetched once a request."""
    if not isinstance(person, User) or not person.is_active:
        return []
    if not hasattr(person, _GRANTS):
        today = timezone.localdate()
        held = person.grants.select_related("unit", "region", "delegated_by").filter(_lasts(today) & still_held(today))
        setattr(person, _GRANTS, list(held))
    found: list[Grant] = getattr(person, _GRANTS)
    return found


def still_held(today: date) -> Q:
    """Give the condition for grants that are a person's own, or delegated by one who still holds the role there."""
    place = Q(unit=OuterRef("unit")) | Q(unit=None, region=OuterRef("region"))
    givers = Grant.objects.filter(place, user=OuterRef("delegated_by"), role=OuterRef("role"), delegated_by=None)
    return Q(delegated_by=None) | Q(Exists(givers.filter(_lasts(today))), delegated_by__is_active=True)


def _lasts(today: date) -> Q:
    return Q(until=None) | Q(until__gte=today)


def roles(person: Person) -> set[Role]:
    """Give the roles that a person holds anywhere."""
    return {Role(grant.role) for grant in grants(person)}


def powers(person: Person) -> set[Power]:
    """Give what a person may do anywhere."""
    return {power for role in roles(person) for power in POWERS[role]}


def holds(person: Person, power: Power) -> bool:
    """Tell whether a person may do something anywhere."""
    return power in powers(person)


def within(person: Person, power: Power, prefix: str = "") -> Q:
    """Give the condition that narrows a query to the units where a person may do something.

    `prefix` leads from the model of the query to its unit: "unit__", "filing__unit__"; empty for units themselves.
    """
    conditions = [_reach(grant, prefix) for grant in grants(person) if power in POWERS[Role(grant.role)]]
    return reduce(or_, conditions, Q(**{f"{prefix}pk__in": []}))


def units(person: Person, power: Power) -> QuerySet[Unit]:
    """Give the units where a person may do something."""
    return Unit.objects.filter(within(person, power))


def may(person: Person, power: Power, unit: Unit) -> bool:
    """Tell whether a person may do something for a unit, without a query but that of the grants."""
    return grant_for(person, power, unit) is not None


def grant_for(person: Person, power: Power, unit: Unit) -> Grant | None:
    """Give the grant by which a person may do something for a unit: one of the person's own before a delegated one."""
    fitting = [grant for grant in grants(person) if power in POWERS[Role(grant.role)] and _covers(grant, unit)]
    return min(fitting, key=lambda grant: grant.delegated_by_id is not None, default=None)


def holders(power: Power, unit: Unit) -> list[Grant]:
    """Give the grants by which people may do something for a unit today."""
    today = timezone.localdate()
    roles = [role.value for role in Role if power in POWERS[role]]
    held = Grant.objects.filter(_lasts(today) & still_held(today), role__in=roles, user__is_active=True)
    return [grant for grant in held.select_related("user", "unit", "region") if _covers(grant, unit)]


def region_ids(person: Person, power: Power) -> set[int]:
    """Give the regions that a person holds a power for by a grant of the region itself."""
    return {grant.region_id for grant in grants(person) if grant.region_id and power in POWERS[Role(grant.role)]}


def regions(person: Person, power: Power | None) -> QuerySet[Region]:
    """Give the regions where a person may do something (anything: None): those of the grants' units, those granted."""
    held = [grant for grant in grants(person) if power is None or power in POWERS[Role(grant.role)]]
    condition = Q(pk__in=[grant.unit.region_id for grant in held if grant.unit])
    for grant in held:
        if grant.region is not None:
            tree = REACH[Role(grant.role)] == "region_tree"
            condition |= Q(path__startswith=grant.region.path) if tree else Q(pk=grant.region_id)
    return Region.objects.filter(condition)


def everywhere(person: Person, power: Power | None) -> bool:
    """Tell whether a person holds a power for the whole installation."""
    held = (Role(grant.role) for grant in grants(person))
    return any(REACH[role] == "installation" and power in POWERS[role] for role in held)


def _reach(grant: Grant, prefix: str) -> Q:
    match REACH[Role(grant.role)]:
        case "unit":
            return Q(**{f"{prefix}pk": grant.unit_id})
        case "department":
            return Q(**{f"{prefix}pk": grant.unit_id}) | Q(**{f"{prefix}department": grant.unit_id})
        case "region":
            return Q(**{f"{prefix}region": grant.region_id})
        case "region_tree" if grant.region is not None:
            return Q(**{f"{prefix}region__path__startswith": grant.region.path})
    return Q(**{f"{prefix}pk__in": []})


def _covers(grant: Grant, unit: Unit) -> bool:
    match REACH[Role(grant.role)]:
        case "unit":
            return grant.unit_id == unit.pk
        case "department":
            return grant.unit_id in (unit.pk, unit.department_id)
        case "region":
            return grant.region_id == unit.region_id
        case "region_tree" if grant.region is not None:
            return unit.region.path.startswith(grant.region.path)
    return False
