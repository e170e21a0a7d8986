"""Attacks that must come to nothing, tried on every route: a new one is covered as soon as it is registered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

pytest.importorskip("django")
from django.db import transaction

from jixiao.workbench.history.models import LogEntry
from jixiao.workbench.pages.routes import ROUTES, Route

from .filler import tables
from .page import Page
from .test_permissions import READ_ROUTES, address, candidates, content, numbers, own_page, some
from .trying import MARKUP, fetched, insiders, protected
from .world import World, browser

EVIL = "https://evil.example/"
POST_ROUTES = [route for route in ROUTES if "POST" in route.methods]
INJECTIONS = (
    *("'", "1' OR '1'='1", '1";DROP TABLE people_user;--', "1) UNION SELECT 1"),
    *("\x00", "9" * 40, "-1", "²", "%"),
)


@pytest.fixture
def undone(world: World) -> Iterator[None]:
    """What the test changes is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ids(route: Route) -> str:
    return route.name


@pytest.mark.any_database
@pytest.mark.parametrize("route", POST_ROUTES, ids=ids)
def test_a_form_without_its_token_is_refused(world: World, undone: None, route: Route) -> None:
    """Whoever sends it: the token is looked at before anything else."""
    names = numbers(route)
    url = address(route, next(candidates(world, names, dict.fromkeys(names, "own"))))
    people = some(world)
    for person in (people[0], people[-1], next(insiders(world, route, "POST"), (people[1],))[0]):
        answer = browser(person, enforce_csrf_checks=True).post(url)
        assert answer.status_code == 403 and "页面已过期" in content(answer), (person.name, url)


@pytest.mark.any_database
@pytest.mark.parametrize("role", ["preparer", "unit_approver", "department_reviewer", "finance_reviewer"])
def test_numbers_of_others_in_a_form_change_nothing_of_theirs(world: World, undone: None, role: str) -> None:
    person = next(person for person in world.people if person.name == f"{role}@own")
    before, posted = state_of(world, "foreign"), 0
    for url in [url for route in READ_ROUTES if (url := own_page(world, route, person))]:
        for form in Page(content(browser(person).get(url))).forms:
            if form.method == "post":
                fields = {name: other(world, name, values) for name, values in form.fields.items()}
                with transaction.atomic():
                    browser(person).post(form.action or url, fields)
                    assert state_of(world, "foreign") == before, (url, form)
                    transaction.set_rollback(True)
                posted += 1
    assert posted >= 3


def other(world: World, name: str, values: list[str]) -> str:
    """Give, for a field, the number of a thing of another unit; what is no number stays."""
    things = {table._meta.model_name: rows for table, rows in world.things["foreign"].items()}
    value = next((value for value in values if value), "")
    if name in things:
        return str(things[name][0].pk)
    return str(things["filing"][0].pk) if value.isdecimal() else value


def state_of(world: World, place: str) -> list[Any]:
    rows = []
    for table, things in world.things[place].items():
        if table in tables() and table._meta.model_name not in ("region", "year", "step"):
            found = table._default_manager.filter(pk__in=[thing.pk for thing in things])
            rows.append((table.__name__, sorted(map(str, found.values_list()))))
    return [rows, LogEntry.objects.filter(unit_id=world.units[place].pk).count()]


@pytest.mark.parametrize("route", READ_ROUTES, ids=ids)
def test_no_parameter_of_a_page_reaches_the_database_as_it_is(world: World, route: Route) -> None:
    for person, url in list(insiders(world, route))[:1]:
        forms = [form for form in Page(fetched(person, url).body).forms if form.method == "get"]
        names = {name for form in forms for name in form.fields}
        names |= {"page", "year", "step", "state", "words", "next", "region", "unit", "sort"}
        for injection in INJECTIONS:
            fetched(person, f"{url}?{urlencode(dict.fromkeys(names, injection))}")


@pytest.mark.parametrize("route", POST_ROUTES, ids=ids)
def test_no_form_breaks_on_hostile_fields(world: World, undone: None, route: Route) -> None:
    """Whatever is sent instead of what the form asks for is refused in words: no error of the program."""
    for person, url in list(insiders(world, route, "POST"))[:1]:
        for injection in ("\x00", "9" * 40, MARKUP, "²"):
            names = ("number", "pk", "session", "grant", "comment", "version", "month", "text", "why", "name", "action")
            with transaction.atomic():
                answer = browser(person).post(url, dict.fromkeys(names, injection))
                transaction.set_rollback(True)
            assert answer.status_code < 500, (url, injection)


@pytest.mark.any_database
@pytest.mark.parametrize("route", POST_ROUTES, ids=ids)
def test_no_answer_to_a_form_leads_to_another_site(world: World, undone: None, route: Route) -> None:
    for person, url in list(insiders(world, route, "POST"))[:1]:
        answer = browser(person).post(url, {"next": EVIL, "back": EVIL}, headers={"referer": EVIL})
        assert not urlsplit(answer.get("Location", "")).netloc, answer["Location"]


@pytest.mark.any_database
@pytest.mark.parametrize("route", READ_ROUTES, ids=ids)
def test_every_page_has_its_protection(world: World, route: Route) -> None:
    for person in (some(world)[0], some(world)[-1]):
        url = own_page(world, route, person) or re.sub(r"<[^>]+>", "1", f"/{route.pattern}")
        protected(fetched(person, url))
