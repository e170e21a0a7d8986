"""What the numbers in a route stand for, each found only where the person may use the route's power."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.http import Http404

from jixiao.workbench.cycle.models import Comment, Evidence, Filing, Notice, Project, Revision, Step, Year
from jixiao.workbench.people.models import Region, Unit, User
from jixiao.workbench.people.roles import REACH, Power, Role
from jixiao.workbench.people.scope import grants, region_ids, within

if TYPE_CHECKING:
    from jixiao.workbench.people.scope import Person

Finder = Callable[["Person", Power | None, int], Any]


def _first(found: QuerySet[Any]) -> Any:
    thing = found.first()
    if thing is None:
        raise Http404
    return thing


def _of_unit(objects: QuerySet[Any], prefix: str) -> Finder:
    def find(person: Person, power: Power | None, number: int) -> Any:
        return _first(objects.filter(within(person, power or Power.READ, prefix), pk=number))

    return find


def years(person: Person, power: Power | None) -> QuerySet[Year]:
    """Give the years that a person may use a power in: those of the grants' regions and of the units' regions."""
    if power == Power.RUN_YEAR:
        return Year.objects.filter(region__in=region_ids(person, power))
    paths = Q(region__in=[grant.unit.region_id for grant in grants(person) if grant.unit])
    for grant in grants(person):
        if grant.region is not None:
            tree = REACH[Role(grant.role)] == "region_tree"
            paths |= Q(region__path__startswith=grant.region.path) if tree else Q(region=grant.region)
    return Year.objects.filter(paths)


def _year(person: Person, power: Power | None, number: int) -> Year:
    found: Year = _first(years(person, power).select_related("region").filter(pk=number))
    return found


def _step(person: Person, power: Power | None, number: int) -> Step:
    found: Step = _first(Step.objects.select_related("year__region").filter(pk=number, year__in=years(person, power)))
    return found


def _all(model: type[Any]) -> Finder:
    """For things of the whole installation: the power alone decides."""

    def find(person: Person, power: Power | None, number: int) -> Any:
        return _first(model.objects.filter(pk=number))

    return find


FILINGS = Filing.objects.select_related("unit__department", "unit__region", "project", "step__year__region")
FINDERS: dict[str, Finder] = {
    "filing": _of_unit(FILINGS, "unit__"),
    "project": _of_unit(Project.objects.select_related("unit__region"), "unit__"),
    "unit": _of_unit(Unit.objects.select_related("region", "department"), ""),
    "evidence": _of_unit(Evidence.objects.select_related("filing__unit"), "filing__unit__"),
    "notice": _of_unit(Notice.objects.select_related("filing__unit"), "filing__unit__"),
    "comment": _of_unit(Comment.objects.select_related("filing__unit"), "filing__unit__"),
    "revision": _of_unit(Revision.objects.select_related("filing__unit"), "filing__unit__"),
    "year": _year,
    "step": _step,
    "account": _all(User),
    "region": _all(Region),
    "place": _all(Unit),
}
