"""What the login page of the example shows: who may log in, as whom, with which password."""

from __future__ import annotations

from typing import Any, NamedTuple

from jixiao.workbench.example.book import Book, Person, example_book
from jixiao.workbench.people.roles import ROLE_NAMES, Role


class Shown(NamedTuple):
    """A person as the login page lists them."""

    username: str
    name: str
    roles: str
    places: str


def shown_people() -> dict[str, Any]:
    """Give the people of the example and their password, for the login page."""
    book = example_book()
    return {"example_people": [_shown(person, book) for person in book.people], "example_password": book.password}


def _shown(person: Person, book: Book) -> Shown:
    places = {each["code"]: each["name"] for each in (*book.regions, *book.units)}
    held = [(ROLE_NAMES[Role(role)], places.get(place, "整个系统")) for role, place in person.grants]
    roles, where = (dict.fromkeys(words) for words in zip(*held, strict=True))
    return Shown(person.username, person.name, "、".join(roles), "、".join(where))
