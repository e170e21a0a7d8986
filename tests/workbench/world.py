"""Three units with everything in them, and people of every role for each: what the permissions are tried on.

`own` and `other` are units of one region, `foreign` is a unit of another. Every row carries the mark of its unit.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Q
from django.test import Client
from django.utils import timezone

from jixiao.workbench.cycle.models import Draft, Filing, Project, Revision, Step, Year
from jixiao.workbench.cycle.opening import Planned, make_filings, open_year
from jixiao.workbench.cycle.steps import StepKind
from jixiao.workbench.history.log import record
from jixiao.workbench.people.models import Grant, Region, Unit, User

from .filler import Filler, filled, tables

PLACES = ("own", "other", "foreign")
MARK = {"own": "Qown", "other": "Qother", "foreign": "Qforeign"}
# What a role is held for: units, departments and regions that stand for a place; `both` is the region above the two.
UNIT_ROLES = ("preparer", "unit_approver")
REGION_ROLES = ("finance_reviewer", "finance_administrator")
WHOLE_ROLES = ("system_administrator", "security_administrator", "audit_administrator")


class Person(NamedTuple):
    """Somebody who tries: the roles with the place that each is held for, and the session of a browser."""

    name: str
    roles: tuple[tuple[str, str], ...]
    user: Any
    cookie: str
    session: dict[str, Any]


class World:
    """The places with their things, and the people."""

    def __init__(self, names: str = "Name{}", forms: str = "Form{}") -> None:
        self.names, self.forms = names, forms
        self.root = Region.objects.create(code="980000", name="上级")
        self.actor = User.objects.create_user("actor", None, name="经办")
        regions = {"own": self._region("980100", "本县"), "foreign": self._region("980200", self._name("foreign"))}
        self.regions = {"own": regions["own"], "other": regions["own"], "foreign": regions["foreign"]}
        self.departments = {place: self._unit(place, f"{n}00", None) for n, place in enumerate(PLACES, 1)}
        self.units = {place: self._unit(place, f"{n}01", self.departments[place]) for n, place in enumerate(PLACES, 1)}
        self.residents = {place: self._resident(place) for place in PLACES}
        self.things: dict[str, dict[type[models.Model], list[Any]]] = {}
        projects = {place: self._project(place) for place in PLACES}
        self.years = {place: self._year(place) for place in ("own", "foreign")}
        self.things = {place: self._furnish(place, projects[place]) for place in PLACES}
        self.people = list(self._people())

    def _region(self, code: str, name: str) -> Region:
        return Region.objects.create(code=code, name=name, parent=self.root)

    def _name(self, place: str) -> str:
        return self.names.format(MARK[place])

    def _form(self, place: str) -> str:
        return self.forms.format(MARK[place])

    def _unit(self, place: str, code: str, department: Unit | None) -> Unit:
        kind = "unit" if department else "department"
        fields = {"region": self.regions[place], "department": department, "kind": kind}
        return Unit.objects.create(code=code, name=self._name(place), sector=self._name(place)[:40], **fields)

    def _resident(self, place: str) -> User:
        name = self._name(place)
        user = User.objects.create_user(f"{place}{name}"[:60], None, name=name[:60], phone=name[:40])
        Grant.objects.create(user=user, role="preparer", unit=self.units[place])
        return user

    def _project(self, place: str) -> Project:
        number = Project.objects.count()
        return Project.objects.create(
            unit=self.units[place], code=f"{MARK[place]}{number}", name=f"{self._form(place)}{number}"
        )

    def _year(self, place: str) -> Year:
        today = timezone.localdate()
        dates = (today - timedelta(days=30), today + timedelta(days=30))
        steps = [Planned(kind, *dates, month=7 if kind == StepKind.MONITORING else 0) for kind in StepKind]
        return open_year(self.regions[place], today.year, self.actor, steps, layout="F-N20", scheme="national-2020")

    def grow(self, place: str) -> None:
        """Give a place one more project, with everything in it, and one more person."""
        project = self._project(place)
        make_filings(self.years["foreign" if place == "foreign" else "own"])
        self._furnish(place, project)
        user = User.objects.create_user(f"more{project.pk}", None, name=self._name(place))
        Grant.objects.create(user=user, role="preparer", unit=self.units[place])

    def _furnish(self, place: str, project: Project) -> dict[type[models.Model], list[Any]]:
        text, unit, region = self._form(place), self.units[place], self.regions[place]
        mine = Q(project=project) | Q(unit=unit, project=None)
        filings = list(Filing.objects.filter(mine).select_related("step__year"))
        for draft in Draft.objects.filter(filing__in=filings):
            draft.data = filled(draft.data, text)
            draft.save()
        Filing.objects.filter(project=project).update(score="88.17", budget="51", executed="37", errors=1, warnings=2)
        filings.sort(key=lambda filing: filing.step.kind != "self_evaluation")
        filing = filings[0]
        data = Draft.objects.get(filing=filing).data
        revision = Revision.objects.create(filing=filing, number=1, data=data, sha256="0" * 64, by=self.actor)
        known = {Region: region, Unit: unit, User: self.actor, Project: project, Filing: filing, Revision: revision}
        known |= {Step: filing.step, Year: filing.step.year}
        things: dict[type[models.Model], list[Any]] = {table: [row] for table, row in known.items()}
        things |= {Filing: filings, Step: [filing.step for filing in filings], User: [self.residents[place]]}
        filler = Filler(text, dict(known))
        for table in tables():
            if table not in things and table not in (Draft, Grant):
                things[table] = [filler.known[table] if table in filler.known else filler.make(table)]
                filler.known.setdefault(table, things[table][0])
        record(self.actor, "approve", filing, unit=unit.pk, why=f"Log{MARK[place]}")
        return things

    def _people(self) -> Iterator[Person]:
        for role in UNIT_ROLES + REGION_ROLES + ("department_reviewer", "auditor"):
            for place in PLACES:
                yield self._person((role, place))
        yield self._person(("auditor", "both"))
        for role in WHOLE_ROLES:
            yield self._person((role, "whole"))
        yield self._person(("preparer", "own"), ("finance_reviewer", "foreign"))
        yield self._person(("finance_administrator", "own"), ("auditor", "foreign"))
        yield self._person(("department_reviewer", "other"), ("unit_approver", "foreign"), ("preparer", "own"))
        yield self._person()  # nobody
        yield self._expired()
        yield Person("anonymous", (), None, "", {})

    def _person(self, *roles: tuple[str, str]) -> Person:
        name = "+".join(f"{role}@{place}" for role, place in roles) or "nobody"
        user = User.objects.create_user(name[:60], None, name="来人", must_change_password=False)
        for role, place in roles:
            Grant.objects.create(user=user, role=role, **self._held_for(role, place))
        return Person(name, roles, user, *_session(user))

    def _expired(self) -> Person:
        user = User.objects.create_user("expired", None, name="来人", must_change_password=False)
        until = timezone.localdate() - timedelta(days=1)
        Grant.objects.create(user=user, role="finance_reviewer", region=self.regions["own"], until=until)
        return Person("expired", (), user, *_session(user))

    def _held_for(self, role: str, place: str) -> dict[str, Any]:
        if role in UNIT_ROLES:
            return {"unit": self.units[place]}
        if role == "department_reviewer":
            return {"unit": self.departments[place]}
        return {} if place == "whole" else {"region": self.root if place == "both" else self.regions[place]}


def _session(user: Any) -> tuple[str, dict[str, Any]]:
    """Log somebody in; the session counts as used for as long as the tests take, so that no page view prolongs it."""
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["touched"] = int(time.time()) + 24 * 3600
    session.save()
    return client.cookies["sessionid"].value, dict(session.items())


def browser(person: Person, **options: Any) -> Client:
    """Give a browser in which the person is logged in; a failing view gives its page instead of raising."""
    client = Client(raise_request_exception=False, **options)
    if person.cookie:
        client.cookies["sessionid"] = person.cookie
    return client
