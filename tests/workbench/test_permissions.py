"""Every route × every method × every role for every place × every place's things: who gets in, and what is shown.

The expectations are written out here once more, on purpose: they are not taken from the program.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from itertools import islice, product
from typing import Any
from unittest import mock

import pytest

pytest.importorskip("django")
from django.contrib import auth
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.base import BaseHandler
from django.db import transaction
from django.test import RequestFactory

import jixiao.workbench.urls  # noqa: F401  # registers the routes
from jixiao.workbench.cycle.models import Filing
from jixiao.workbench.pages.routes import ROUTES, Route
from jixiao.workbench.people.models import Region, Unit, User

from .filler import tables
from .world import MARK, PLACES, Person, World, browser

pytestmark = pytest.mark.any_database

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
POWERS = {
    "preparer": "read write submit comment projects",
    "unit_approver": "read approve_unit comment publish",
    "department_reviewer": "read approve_department comment oversee",
    "finance_reviewer": "read approve_finance comment recheck oversee publish",
    "finance_administrator": "read run_year projects oversee publish",
    "auditor": "read oversee audit",
    "system_administrator": "places backup",
    "security_administrator": "accounts",
    "audit_administrator": "audit",
}
OWN_UNIT = {place: {place} for place in PLACES}
OWN_REGION = {"own": {"own", "other"}, "other": {"own", "other"}, "foreign": {"foreign"}, "both": set(PLACES)}
REACH: dict[str, dict[str, set[str]]] = {
    "preparer": OWN_UNIT,
    "unit_approver": OWN_UNIT,
    "department_reviewer": OWN_UNIT,
    "finance_reviewer": OWN_REGION,
    "finance_administrator": OWN_REGION,
    "auditor": OWN_REGION,
}
# What stands for a whole region: it is reached by whoever reaches a unit of that region.
OF_REGION = {"year", "step", "region"}
# What is only there once it was made public, which nothing is here (see test_public.py).
OF_NOBODY = {"published"}
# What is its author's alone, whatever anybody may do elsewhere.
OF_AUTHOR = {"intake"}
# What only a role for the whole installation reaches, and such a role reaches all of it.
OF_INSTALLATION = {"account", "place"}
WHOLE = {"system_administrator", "security_administrator", "audit_administrator"}
SEE_NAMES = WHOLE  # names of units and people, wherever they are; the content of forms never
SEE_LOG = {"audit_administrator"}
PUBLIC = {"login", "health", "icon", "first_account", "public", "public_filing", "public_paper"}  # for everybody
GONE = {"first_account"}  # there only as long as nobody has an account
ALL_WHO_ARE_LOGGED_IN = {"home", "logout", "password", "me", "end_own_session", "totp", "totp_set_up", "totp_give_up"}
NUMBERED = {table._meta.model_name: table for table in tables()}
NUMBERED |= {"account": User, "place": Unit, "published": Filing}
WORDS = {"form": "docx", "kind": "docx", "format": "docx"}  # for the words in an address
NOT_THERE = 10**9
MOST = 40  # combinations of one unit's things that are tried before a page counts as closed to its own people


def covered(person: Person, power: str | None) -> set[str]:
    """Give the places where a person may use a power (any power where it is None)."""
    held = [(role, place) for role, place in person.roles if power is None or power in POWERS[role].split()]
    return set().union(*(REACH[role][place] for role, place in held if role in REACH))


def numbers(route: Route) -> list[str]:
    return re.findall(r"<int:(\w+)>", route.pattern)


def address(route: Route, values: Mapping[str, int]) -> str:
    filled = re.sub(r"<int:(\w+)>", lambda found: str(values[found[1]]), route.pattern)
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: WORDS.get(found[1], "docx"), filled)


def may(person: Person, route: Route, places: Mapping[str, str]) -> bool:
    """Tell whether a person who holds the power reaches the things of these places by a route."""
    power = route.power.value if route.power else None
    reached = covered(person, power)
    whole = any(role in WHOLE and (power is None or power in POWERS[role].split()) for role, _ in person.roles)
    regions = {"foreign" if place == "foreign" else "own" for place in reached}
    if not (OF_AUTHOR | OF_NOBODY).isdisjoint(places):
        return False
    return all(
        whole
        if name in OF_INSTALLATION
        else (whole and name == "region") or ("foreign" if place == "foreign" else "own") in regions
        if name in OF_REGION
        else place in reached
        for name, place in places.items()
    )


def expected(person: Person, route: Route, method: str, places: Mapping[str, str]) -> int:
    """Give the status that must be: 405, 302 to the login (401 for scripts), 403, 404; 200 stands for being let in."""
    if method not in route.methods:
        return 405
    if route.name in GONE:
        return 404
    if route.name in PUBLIC:
        return 200 if may(person, route, places) else 404
    if person.user is None:
        return 401 if route.api else 302
    if route.power is not None and not any(route.power.value in POWERS[role].split() for role, _ in person.roles):
        return 403
    return 200 if may(person, route, places) and "nowhere" not in places.values() else 404


def candidates(world: World, names: list[str], places: Mapping[str, str]) -> Iterator[dict[str, int]]:
    """Give the things that the numbers of a route may stand for in these places."""
    lists = [
        [NOT_THERE] if places[name] == "nowhere" else [row.pk for row in world.things[places[name]][NUMBERED[name]]]
        for name in names
    ]
    return (dict(zip(names, chosen, strict=True)) for chosen in islice(product(*lists), MOST))


def send(person: Person, method: str, url: str) -> Any:
    """Give the answer to a request, with all words of it as its `body`, and take back what it changed."""
    request = RequestFactory().generic(method, url)
    request.COOKIES["sessionid"] = person.cookie
    request._dont_enforce_csrf_checks = True  # what a token is for is tried in test_security.py
    with as_known(person), transaction.atomic():
        answer: Any = handler().get_response(request)
        answer.raw = raw(answer)
        answer.body = _words(answer.raw)
        transaction.set_rollback(True)
    answer.asked_query = "GET" in request.__dict__  # a cached property: there once somebody looked at it
    return answer


@contextmanager
def as_known(person: Person) -> Iterator[None]:
    """Let a person, the grants and the session be what they were: they are not fetched anew for each request."""
    user = person.user or AnonymousUser()
    with (
        mock.patch.object(auth, "get_user", lambda _: user),
        mock.patch.object(SessionStore, "load", lambda _: dict(person.session)),
    ):
        yield


@cache
def handler() -> BaseHandler:
    """Give the workbench with all that goes around its views."""
    loaded = BaseHandler()
    loaded.load_middleware()
    return loaded


def content(answer: Any) -> str:
    """Give all words of an answer, those inside its archive or workbook too."""
    return _words(raw(answer))


def raw(answer: Any) -> bytes:
    """Give the bytes of an answer."""
    given: bytes = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return gzip.decompress(given) if answer.get("Content-Encoding") == "gzip" else given


def _words(raw: bytes) -> str:
    if not zipfile.is_zipfile(io.BytesIO(raw)):
        return raw.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return "\n".join(_words(archive.read(name)) for name in archive.namelist())


def login_asked(answer: Any) -> bool:
    return answer.status_code == 302 and answer["Location"].startswith("/login/?next=")


def let_in(person: Person, answer: Any) -> bool:
    """Tell whether the view itself answered: neither refused, nor missing, nor broken."""
    return answer.status_code < 500 and answer.status_code not in (401, 403, 404, 405) and not login_asked(answer)


def matches(person: Person, want: int, answer: Any) -> bool:
    if want == 200:
        return let_in(person, answer)
    return login_asked(answer) if want == 302 else answer.status_code == want


def leaks(person: Person, route: Route, body: str) -> list[str]:
    """Give the marks in a page of places that the person does not reach by the route's power."""
    held = {role for role, _ in person.roles}
    shown = covered(person, route.power.value if route.power else None)
    hidden = [MARK[place] for place in PLACES if place not in shown]
    marks = [f"Form{mark}" for mark in hidden if not held & SEE_LOG]
    marks += [f"Name{mark}" for mark in hidden if not held & SEE_NAMES]
    marks += [f"Log{mark}" for mark in hidden if not held & SEE_LOG]
    return [mark for mark in marks if mark in body]


def identity(entry: tuple[Route, str]) -> str:
    return f"{entry[0].name}-{entry[1]}"


def tried(world: World, route: Route, method: str, *, every: bool) -> Iterator[tuple[Person, tuple[str, ...]]]:
    """Give who tries with whose things: every combination, or those that differ for the program.

    What is left out unless `every`: people who stand elsewhere; the places of things where the method or the power is
    refused before they are looked for.
    """
    count = len(numbers(route))
    for person in world.people if every else some(world):
        looked_for = expected(person, route, method, dict.fromkeys(numbers(route), "own")) not in (403, 405)
        for where in product((*PLACES, "nowhere") if every or looked_for else ("other",), repeat=count):
            yield person, where


@pytest.mark.parametrize("people", ["some", pytest.param("all", marks=pytest.mark.slow)])
@pytest.mark.parametrize("entry", list(product(ROUTES, METHODS)), ids=identity)
def test_who_gets_in(world: World, entry: tuple[Route, str], people: str) -> None:
    route, method = entry
    names = numbers(route)
    wrong = []
    for person, where in tried(world, route, method, every=people == "all"):
        places = dict(zip(names, where, strict=True))
        want = expected(person, route, method, places)
        tries = candidates(world, names, places)
        answers = (send(person, method, address(route, values)) for values in (tries if want == 200 else [next(tries)]))
        statuses = []
        for answer in answers:
            statuses.append(answer.status_code)
            wrong += [f"{person.name} {places}: shows {leak}" for leak in leaks(person, route, answer.body)]
            if matches(person, want, answer):
                break
        else:
            wrong.append(f"{person.name} {method} {route.pattern} {places}: {statuses} instead of {want}")
    assert wrong == []


READ_ROUTES = [route for route in ROUTES if "GET" in route.methods]


def some(world: World) -> list[Person]:
    """Give the people of one place and those who are special; the rest, who stand elsewhere, are slow to go through."""
    return [person for person in world.people if not re.fullmatch(r"\w+@(other|foreign)", person.name)]


def own_page(world: World, route: Route, person: Person) -> str:
    """Give the address of a person's own page of a route, empty where there is none."""
    if route.name in PUBLIC or person.user is None:
        return ""
    names = numbers(route)
    for place in PLACES:
        places = dict.fromkeys(names, place)
        if expected(person, route, "GET", places) == 200:
            return address(route, next(candidates(world, names, places)))
    return ""


@pytest.mark.parametrize("route", READ_ROUTES, ids=lambda route: route.name)
def test_numbers_in_the_query_lead_to_nobody_elses_rows(world: World, route: Route) -> None:
    wrong = []
    for person in some(world):
        url = own_page(world, route, person)
        for place in [] if not url else set(PLACES) - covered(person, route.power.value if route.power else None):
            things = world.things[place]
            asked = "&".join(f"{name}={things[table][0].pk}" for name, table in NUMBERED.items() if table in things)
            answer = send(person, "GET", f"{url}?{asked}&words=Q&q=Q")
            found = leaks(person, route, answer.body)
            wrong += [f"{person.name} {url} asking for {place}: shows {leak}" for leak in found]
            if not answer.asked_query:  # a page that looks at no query is the same for any other
                break
    assert wrong == []


STEADY = [route for route in READ_ROUTES if route.name != "totp_set_up"]  # shows a new secret each time


@pytest.mark.parametrize("role", sorted(REACH))
def test_no_page_changes_with_what_others_have(world: World, role: str) -> None:
    """Not a row, not a count, not an order: a page of one's own is the same, letter by letter, whatever others file."""
    person = next(person for person in world.people if person.name == f"{role}@own")
    hidden = [place for place in PLACES if place not in covered(person, None)]
    urls = [url for route in STEADY if (url := own_page(world, route, person))]
    before = {url: steady(send(person, "GET", url).body) for url in urls}
    wrong = []
    for growing in [hidden[-1:], hidden] if len(hidden) > 1 else [hidden]:
        with transaction.atomic():
            for place in growing:
                world.grow(place)
            after = {url: steady(send(person, "GET", url).body) for url in urls}
            transaction.set_rollback(True)
        wrong += [f"{url} with more in {growing}" for url in urls if before[url] != after[url]]
    assert len(urls) > 10 and wrong == []


def steady(body: str) -> str:
    """Give a page without what differs each time that it is asked for."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": ?"\w+"', "", body)


def test_growth_shows_where_it_may(world: World) -> None:
    """The check above can fail: somebody who reaches the place sees that it has grown."""
    reviewer = next(person for person in world.people if person.name == "finance_reviewer@own")
    before = steady(send(reviewer, "GET", "/filings/").body)
    with transaction.atomic():
        world.grow("other")
        assert steady(send(reviewer, "GET", "/filings/").body) != before
        transaction.set_rollback(True)


def test_every_route_needs_a_power_or_is_listed_here() -> None:
    free = {route.name for route in ROUTES if route.power is None}
    assert free == PUBLIC | ALL_WHO_ARE_LOGGED_IN
    assert {route.name for route in ROUTES if route.public} == PUBLIC
    assert len({route.name for route in ROUTES}) == len(ROUTES), "two routes of one name"


def test_every_number_in_a_route_is_known() -> None:
    unknown = {name for route in ROUTES for name in numbers(route) if name not in NUMBERED}
    assert unknown == set(), "name the number after its model, or add it to NUMBERED"


def test_the_roles_are_those_of_the_table() -> None:
    from jixiao.workbench.people.roles import Role

    assert {role.value for role in Role} == set(POWERS) == set(REACH) | WHOLE


def test_an_account_that_is_disabled_is_nobody(world: World) -> None:
    person = next(person for person in world.people if person.name == "preparer@own")
    with transaction.atomic():
        User.objects.filter(pk=person.user.pk).update(is_active=False)
        assert login_asked(browser(person).get("/tasks/"))
        transaction.set_rollback(True)


def test_regions_are_reached_by_path_not_by_the_beginning_of_a_name(world: World) -> None:
    from jixiao.workbench.people.roles import Power
    from jixiao.workbench.people.scope import units

    auditor = next(person for person in world.people if person.name == "auditor@own").user
    with transaction.atomic():
        longer = Region.objects.create(code=f"{world.regions['own'].code}1", name="长", parent=world.root)
        Unit.objects.create(code="1", name="长", region=longer)
        assert {unit.region_id for unit in units(auditor, Power.READ)} == {world.regions["own"].pk}
        transaction.set_rollback(True)
