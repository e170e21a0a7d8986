"""Reading needs no writing: every page is given while nothing can be written into the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from .test_queries import READ, addresses
from .world import Person, World, browser

WRITES = {"totp_set_up"}  # a device begins with its key
WHO = ("preparer@own", "department_reviewer@own", "finance_reviewer@own", "finance_administrator@own", "whole")


@contextmanager
def nothing_is_written() -> Iterator[None]:
    """Let the database refuse every change, in a transaction that is rolled back."""
    with transaction.atomic(), connection.cursor() as cursor:
        sqlite = connection.vendor == "sqlite"
        cursor.execute("PRAGMA query_only = ON" if sqlite else "SET TRANSACTION READ ONLY")
        try:
            yield
        finally:
            if sqlite:
                cursor.execute("PRAGMA query_only = OFF")
            transaction.set_rollback(True)


def statuses(world: World, person: Person) -> dict[str, int]:
    """What becomes of reading each page whose address leads somebody of this role to it."""
    client = browser(person)
    client.get("/tasks/")  # the session was used a moment ago
    found = {}
    for route in READ:
        if route.name in WRITES:
            continue
        for url in addresses(world, route)[:1]:
            with nothing_is_written():
                found[url] = client.get(url).status_code
    return found


def test_pages_are_read_where_nothing_can_be_written(world: World) -> None:
    people = [person for person in world.people if person.name.endswith(WHO) and len(person.roles) == 1]
    shown: set[str] = set()
    for person in people:
        found = statuses(world, person)
        assert {url: status for url, status in found.items() if status >= 500} == {}, person.name
        shown |= {url for url, status in found.items() if status == 200}
    assert len(shown) > 40
