"""What the numbers in a route stand for, each found only where the person may use the route's power."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import Http404

from jixiao.workbench.cycle.models import Comment, Evidence, Filing, Intake, Notice, Project, Revision, Step, Year
from jixiao.workbench.cycle.publishing import published
from jixiao.workbench.people.models import Region, Unit, User
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import everywhere, regions, within

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
    """Give the years that a person may use a power in: those of the regions where it is held."""
    return Year.objects.filter(region__in=regions(person, power))


def _year(person: Person, power: Power | None, number: int) -> Year:
    found: Year = _first(years(person, power).select_related("region").filter(pk=number))
    return found


def _step(person: Person, power: Power | None, number: int) -> Step:
    found: Step = _first(Step.objects.select_related("year__region").filter(pk=number, year__in=years(person, power)))
    return found


def _region(person: Person, power: Power | None, number: int) -> Region:
    reached = Region.objects.all() if everywhere(person, power) else regions(person, power)
    found: Region = _first(reached.filter(pk=number))
    return found


def _of_installation(model: type[Any]) -> Finder:
    """For things of the whole installation: found by those who hold the power for all of it."""

    def find(person: Person, power: Power | None, number: int) -> Any:
        return _first(model.objects.filter(pk=number) if everywhere(person, power) else model.objects.none())

    return find


def _intake(person: Person, power: Power | None, number: int) -> Intake:
    """What was uploaded is its author's alone."""
    intakes = Intake.objects.select_related("step__year__region", "filing__unit__region")
    found: Intake = _first(intakes.filter(by=person.pk, pk=number))
    return found


FILINGS = Filing.objects.select_related("unit__department", "unit__region", "project", "step__year__region")


def _published(person: Person, power: Power | None, number: int) -> Filing:
    """What is public is found by everybody, and nothing else is."""
    own = published().select_related("unit__department", "unit__region", "project", "step__year__region")
    found: Filing = _first(own.filter(pk=number))
    return found


FINDERS: dict[str, Finder] = {
    "filing": _of_unit(FILINGS.select_related("draft", "changed_by", "decision__by"), "unit__"),
    "project": _of_unit(Project.objects.select_related("unit__region"), "unit__"),
    "unit": _of_unit(Unit.objects.select_related("region", "department"), ""),
    "evidence": _of_unit(Evidence.objects.select_related("filing__unit"), "filing__unit__"),
    "notice": _of_unit(Notice.objects.select_related("filing__unit"), "filing__unit__"),
    "comment": _of_unit(Comment.objects.select_related("filing__unit"), "filing__unit__"),
    "revision": _of_unit(Revision.objects.select_related("filing__unit"), "filing__unit__"),
    "intake": _intake,
    "year": _year,
    "step": _step,
    "account": _of_installation(User),
    "region": _region,
    "published": _published,
    "place": _of_installation(Unit),
}
