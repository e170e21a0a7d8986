"""What an overview is asked for (筛选): a year, a step, a department, a sector, words; never beyond one's reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, Q, QuerySet

from jixiao.workbench.cycle.models import Filing, FilingFinding, Step, Year
from jixiao.workbench.cycle.steps import State
from jixiao.workbench.pages.finders import years
from jixiao.workbench.people.models import Unit, User
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import within

Thing = TypeVar("Thing", bound=Model)
NAMES = ("year", "step", "department", "sector", "words", "state", "late", "rule", "unit")


@dataclass
class Choice:
    """An overview's filters as they were asked for, each known to be one of those that the person may choose.

    `years` and `steps` are those to choose from, `units` all units within reach, `chosen` those that the filters leave.
    """

    user: User
    power: Power
    asked: Mapping[str, str]
    only: Unit | None = None  # the overview of one unit
    years: list[Year] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Fetch the years that there are to choose from."""
        self.years = list(years(self.user, self.power).select_related("region").order_by("-year", "region__code"))

    @cached_property
    def year(self) -> Year | None:
        """Give the year asked for, else the latest that is there."""
        own = [year for year in self.years if self.only is None or year.region_id == self.only.region_id]
        return _chosen(own, self.asked.get("year")) or (own[0] if own else None)

    @cached_property
    def steps(self) -> list[Step]:
        """Give the steps of the year."""
        return list(Step.objects.filter(year=self.year).select_related("year__region")) if self.year else []

    @cached_property
    def step(self) -> Step | None:
        """Give the step asked for, None for all."""
        return _chosen(self.steps, self.asked.get("step"))

    @cached_property
    def units(self) -> list[Unit]:
        """Give the units of the year's region that the person reaches."""
        if self.only is not None:
            return [self.only]
        region = self.year.region_id if self.year else None
        found = Unit.objects.filter(within(self.user, self.power), region=region).exclude(kind=Unit.Kind.FINANCE)
        return list(found.select_related("department").order_by("code", "pk"))

    @property
    def departments(self) -> list[Unit]:
        """Give the departments (主管部门) to choose from: those of the units within reach."""
        found = {unit.pk: unit for each in self.units for unit in [each.department or each]}
        return sorted(found.values(), key=lambda unit: (unit.code, unit.pk))

    @property
    def sectors(self) -> list[str]:
        """Give the sectors (行业) to choose from."""
        return sorted({unit.sector for unit in self.units if unit.sector})

    @property
    def department(self) -> Unit | None:
        """Give the department asked for."""
        return _chosen(self.departments, self.asked.get("department"))

    @property
    def sector(self) -> str:
        """Give the sector asked for."""
        asked = self.asked.get("sector", "")
        return asked if asked in self.sectors else ""

    @property
    def words(self) -> str:
        """Give the words that a unit or a project is to have in its name."""
        return self.asked.get("words", "").strip()[:40]

    @cached_property
    def chosen(self) -> list[Unit]:
        """Give the units that department, sector and words leave."""
        department, unit = self.department, self.asked.get("unit", "")
        return [
            each
            for each in self.units
            if (department is None or department.pk in (each.pk, each.department_id))
            and (not self.sector or each.sector == self.sector)
            and (not unit or str(each.pk) == unit)
        ]

    def filings(self, steps: list[Step] | None = None) -> QuerySet[Filing]:
        """Give the filings of the steps (those that were asked for) and of the chosen units."""
        wanted = steps if steps is not None else [self.step] if self.step else self.steps
        return self._narrowed(Filing.objects.all(), "").filter(step__in=[step.pk for step in wanted])

    def findings(self) -> QuerySet[FilingFinding]:
        """Give what was found of these filings."""
        wanted = [self.step] if self.step else self.steps
        steps = [step.pk for step in wanted]
        return self._narrowed(FilingFinding.objects.all(), "filing__").filter(filing__step__in=steps)

    def steps_of(self, *kinds: str) -> list[Step]:
        """Give the chosen step where it is of these kinds, else the year's steps that are."""
        return [step for step in ([self.step] if self.step else self.steps) if step.kind in kinds]

    def query(self, **changed: Any) -> str:
        """Give the filters as the query of an address, some of them changed; a blank one is left out."""
        asked = {name: self.asked.get(name, "") for name in NAMES} | {
            name: str(value) for name, value in changed.items()
        }
        if self.year is not None and "year" not in changed:
            asked["year"] = str(self.year.pk)
        return urlencode({name: value for name, value in asked.items() if value})

    @property
    def kept(self) -> str:
        """Give the filters that hold on every page of an overview."""
        return self.query(state="", late="", rule="")

    @property
    def only_one(self) -> Unit | None:
        """Give the one unit that was asked for."""
        return _chosen(self.units, self.asked.get("unit"))

    @property
    def narrowed(self) -> bool:
        """Tell whether any filter but the year is set."""
        return any(self.asked.get(name) for name in NAMES if name != "year")

    @property
    def state(self) -> str:
        """Give the state that filings are to have."""
        asked = self.asked.get("state", "")
        return asked if asked in State.values else ""

    def _narrowed(self, rows: QuerySet[Any], prefix: str) -> QuerySet[Any]:
        rows = rows.filter(**{f"{prefix}unit__in": [unit.pk for unit in self.chosen]})
        if not self.words:
            return rows
        project, unit = f"{prefix}project__name__icontains", f"{prefix}unit__name__icontains"
        return rows.filter(Q(**{project: self.words}) | Q(**{unit: self.words}))


def _chosen(things: list[Thing], number: str | None) -> Thing | None:
    return next((thing for thing in things if str(thing.pk) == number), None)
