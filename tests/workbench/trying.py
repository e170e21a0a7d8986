"""What the tests of security share: who may try a route, how, and what every answer must have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jixiao.workbench.pages.middleware import POLICY
from jixiao.workbench.pages.routes import Route

from .test_permissions import PUBLIC, address, candidates, expected, numbers, send, some
from .world import PLACES, Person, World

# Breaks out of an element, of attributes in either quotes, of a script; short enough to come through narrow columns.
MARKUP = "\"'><img src=x onerror=a()></script><script>b()</script>{{7*7}}"


def insiders(world: World, route: Route, method: str = "GET") -> Iterator[tuple[Person, str]]:
    """Give the people whom a route lets in, each with the address of a page of the own."""
    for person in some(world):
        names = numbers(route)
        for place in PLACES:
            places = dict.fromkeys(names, place)
            if expected(person, route, method, places) == 200 and (person.user or route.name in PUBLIC):
                yield person, address(route, next(candidates(world, names, places)))
                break


def fetched(person: Person, url: str) -> Any:
    """Give the answer to a request, with all words of it as its `body`, and take back what it changed."""
    answer = send(person, "GET", url)
    assert answer.status_code < 500, (person.name, url)
    return answer


def protected(answer: Any) -> None:
    assert answer["Content-Security-Policy"] == POLICY and "unsafe" not in POLICY
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
