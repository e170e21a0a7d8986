"""No page asks the database more than twelve times, however much there is to show."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

import pytest

pytest.importorskip("django")
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

import jixiao.workbench.urls  # noqa: F401  # registers the routes
from jixiao.workbench.pages.routes import ROUTES, Route
from jixiao.workbench.people.scope import holds

from .test_permissions import NUMBERED, address, numbers
from .world import Person, World, browser

MOST = 12
TRIED = 3  # things of one place that a page is tried on
FRAME = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "PRAGMA")
# What gathers files into an archive, or goes through the whole log, reads row by row: nobody waits for a page there.
GATHERS = {"archive", "unit_archive", "verify_log", "export_log"}
READ = [route for route in ROUTES if "GET" in route.methods and route.name not in GATHERS]
WHO = ("preparer@own", "department_reviewer@own", "finance_reviewer@own", "finance_administrator@own", "whole")


@pytest.fixture(scope="module")
def world(database: None) -> Iterator[World]:
    with transaction.atomic():
        yield World()
        transaction.set_rollback(True)


def asked(person: Person, url: str, *, first: bool) -> int | None:
    """How often a page asks, None where this person is not let in."""
    client = browser(person)
    if first:
        client.get(url)  # what is kept after the first time is not counted
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
        transaction.set_rollback(True)
    if answer.status_code != 200:
        return None
    return sum(not query["sql"].lstrip().upper().startswith(FRAME) for query in queries.captured_queries)


def addresses(world: World, route: Route) -> list[str]:
    names = numbers(route)
    if any(name not in NUMBERED for name in names):
        return []
    lists = [[row.pk for row in world.things["own"].get(NUMBERED[name], [])] for name in names]
    return [address(route, dict(zip(names, chosen, strict=True))) for chosen in islice(product(*lists), TRIED)]


def counts(world: World, *, first: bool) -> dict[str, int]:
    """How often each page asks, opened by the first of the people who is let in; `first`: for the first time."""
    found: dict[str, int] = {}
    people = [person for person in world.people if person.name.endswith(WHO) and len(person.roles) == 1]
    for route in READ:
        able = [person for person in people if route.power is None or holds(person.user, route.power)]
        for url, person in product(addresses(world, route), able):
            if url not in found and (count := asked(person, url, first=first)) is not None:
                found[url] = count
    return found


def test_no_page_asks_more_than_twelve_times_whatever_there_is(world: World) -> None:
    before = counts(world, first=True)
    assert len(before) > 40
    for _ in range(3):
        world.grow("own")
    after = counts(world, first=False)
    many = {page: count for page, count in after.items() if count > MOST}
    grown = {page: (before[page], count) for page, count in after.items() if count > before.get(page, count) + 1}
    assert (many, grown) == ({}, {}), (many, grown)
