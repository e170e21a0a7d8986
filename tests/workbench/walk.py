"""Where a GET leads to in the example county: for each route its addresses, with somebody who may go there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from .processes import run

PROGRAM = """
import json, re
from jixiao.workbench import urls
from jixiao.workbench.example.loading import load_example
upgrade()
load_example(config)

from django.apps import apps
from django.http import Http404
from jixiao.workbench.cycle.models import Filing
from jixiao.workbench.pages.finders import FINDERS
from jixiao.workbench.pages.routes import ROUTES
from jixiao.workbench.people.models import Unit, User
from jixiao.workbench.people.scope import holds

MODELS = {"account": User, "place": Unit}
people = list(User.objects.order_by("pk"))


def model(name):
    known = {each.__name__.lower(): each for each in apps.get_models()}
    return MODELS.get(name) or known.get(name)


def wanted(name):
    if name == "filing":  # of every step and state one, those of the year under way first
        found, rows = {}, Filing.objects.select_related("step").order_by("step__year__closed", "pk")
        for row in rows:
            found.setdefault((row.step.kind, row.state), row.pk)
        return list(found.values())
    return list(model(name).objects.order_by("pk").values_list("pk", flat=True)) if model(name) else [1]


def reachable(route, name, number):
    for user in people:
        if route.power is not None and not holds(user, route.power):
            continue
        try:
            FINDERS[name](user, route.power, number)
            return user.username
        except Http404:
            pass
    return None


def anybody(route):
    if route.public:
        return ""
    return next((user.username for user in people if route.power is None or holds(user, route.power)), None)


told = []
for route in ROUTES:
    if "GET" not in route.methods or route.api:
        continue
    names = re.findall(r"<int:(\\w+)>", route.pattern)
    entry = {"route": route.name, "pattern": route.pattern, "pages": []}
    if not re.search(r"<", route.pattern):
        entry["pages"].append(["/" + route.pattern, anybody(route)])
    elif len(names) == 1 and route.pattern.count("<") == 1:
        for number in wanted(names[0]):
            user = reachable(route, names[0], number) if names[0] in FINDERS else anybody(route)
            if user is not None:
                entry["pages"].append(["/" + re.sub(r"<[^>]+>", str(number), route.pattern), user])
            if len(entry["pages"]) >= (100 if route.name == "filing" else 1):
                break
    told.append(entry)
print(json.dumps(told))
"""


class Address(NamedTuple):
    """A page of the example: its route, its path, and who goes there; empty for anybody."""

    route: str
    path: str
    username: str


def walk(home: Path) -> tuple[list[Address], list[str]]:
    """Load the example into a data folder and give the addresses in it, and the routes that lead nowhere there."""
    told = json.loads(run(home, PROGRAM).splitlines()[-1])
    found = [Address(each["route"], path, username) for each in told for path, username in each["pages"]]
    return found, [each["pattern"] for each in told if not each["pages"]]
