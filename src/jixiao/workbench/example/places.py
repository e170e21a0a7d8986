"""Places and people of the example county."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from jixiao.workbench.example.book import Book
from jixiao.workbench.people.models import Grant, Region, Unit, User


def make_places(book: Book) -> None:
    """Make the regions and units."""
    for each in book.regions:
        parent = Region.objects.filter(code=each.get("parent", "")).first()
        Region.objects.create(code=each["code"], name=each["name"], parent=parent)
    county = Region.objects.get(code=book.county)
    for each in book.units:
        department = Unit.objects.filter(region=county, code=each.get("department", "")).first()
        own = {name: each[name] for name in ("code", "name", "kind", "sector") if name in each}
        Unit.objects.create(region=county, department=department, **own)


def make_people(book: Book) -> dict[str, User]:
    """Make the users with their grants, by user name; all have the password of the book, hashed once."""
    password, now = make_password(book.password), timezone.now()
    users = {}
    for each in book.people:
        user = User(username=each.username, name=each.name, password=password, password_changed_at=now)
        user.must_change_password = False
        user.save()
        for role, place in each.grants:
            Grant.objects.create(user=user, role=role, **_held_for(place, book))
        users[each.username] = user
    return users


def _held_for(place: str, book: Book) -> dict[str, Unit | Region]:
    unit = Unit.objects.filter(region__code=book.county, code=place).first()
    if unit is not None:
        return {"unit": unit}
    return {"region": Region.objects.get(code=place)} if place else {}
