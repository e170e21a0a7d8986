"""Where a GET leads to in the example county: for each route its addresses, for each role that may go there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from .processes import run

FORM = Path(__file__).parents[2] / "examples" / "02-国家通用版式.docx"
PROGRAM = """
import json, re
from functools import cache
from jixiao.workbench import urls
from jixiao.workbench.example.loading import load_example
upgrade()
load_example(config)

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client
from jixiao.workbench.cycle.models import Filing, Intake, Step
from jixiao.workbench.pages.finders import FINDERS
from jixiao.workbench.pages.routes import ROUTES
from jixiao.workbench.people.models import Unit, User
from jixiao.workbench.people.roles import POWERS, Role
from jixiao.workbench.people.scope import holds

MODELS = {"account": User, "place": Unit, "published": Filing}
people = list(User.objects.order_by("pk"))


def model(name):
    known = {each.__name__.lower(): each for each in apps.get_models()}
    return MODELS.get(name) or known.get(name)


def wanted(name):
    if name == "filing":  # of every step and state one, self-evaluations of the year under way first
        found, rows = {}, Filing.objects.select_related("step").order_by("step__year__closed", "pk")
        for row in sorted(rows, key=lambda row: row.step.kind != "self_evaluation"):
            found.setdefault((row.step.kind, row.state), row.pk)
        return list(found.values())
    if name == "step":
        return list(Step.objects.order_by("year__closed", "-order").values_list("pk", flat=True))
    return list(model(name).objects.order_by("pk").values_list("pk", flat=True)) if model(name) else [1]


def may_use(user, route):
    return route.public or route.power is None or holds(user, route.power)


def reaches(user, route, name, number):
    try:
        return name not in FINDERS or bool(FINDERS[name](user, route.power, number))
    except Http404:
        return False


@cache
def browser(username):
    client = Client(headers={"host": "localhost"})
    if username:
        client.force_login(User.objects.get(username=username), "django.contrib.auth.backends.ModelBackend")
    return client


def upload(username, address, file):
    before = Intake.objects.count()
    browser(username).post(address, {"file": file})
    assert Intake.objects.count() == before + 1, address


def projects():
    lines = "单位编码,单位名称,项目编码,项目名称\\n201,禾源县教育局,99010124T000000000309,校园文化建设\\n"
    return SimpleUploadedFile("项目清单.csv", lines.encode("utf-8-sig"))


draft = Filing.objects.filter(step__kind="self_evaluation", state="draft", unit__code="201").earliest("pk")
upload("tianbao3", "/projects/import/", projects())
with open(FORM, "rb") as form:
    upload("tianbao3", f"/filings/{draft.pk}/intake/", form)

def of_each_role(route):  # those who may use a route, a list for each role: everybody as one list where it is public
    if route.public:
        return [[AnonymousUser()]]
    held = {}
    for user in people:
        for grant in user.grants.all():
            held.setdefault(grant.role, []).append(user)
    return [users for role, users in held.items() if route.power is None or route.power in POWERS[Role(role)]]


def led(route, path, user):
    status = browser(user.username).get(path).status_code
    return status == 200 or (status == 302 and not entry["pages"])


def numbered(route, pattern, name, users, most):
    found = []
    for number in wanted(name):
        user = next((user for user in users if reaches(user, route, name, number)), None)
        path = "/" + re.sub(r"<[^>]+>", str(number), pattern)
        if user is not None and led(route, path, user):
            found.append([path, user.username])
        if len(found) >= most:
            break
    return found


told = []
for route in ROUTES:
    if "GET" not in route.methods or route.api or route.name == "first_account":  # there is no second first account
        continue
    pattern = re.sub(r"<(slug|str):format>", "docx", route.pattern)
    names = re.findall(r"<int:(\\w+)>", pattern)
    entry = {"route": route.name, "pattern": route.pattern, "pages": []}
    groups = of_each_role(route)
    if "<" not in pattern:
        entry["pages"] = [["/" + pattern, users[0].username] for users in groups]
    elif len(names) == pattern.count("<") == 1:
        most = {"filing": 100}.get(route.name, 4 if names[0] in ("filing", "step") else 1)
        everybody = [user for user in (people if not route.public else groups[0]) if may_use(user, route)]
        entry["pages"] = numbered(route, pattern, names[0], everybody, most)
        for users in groups:
            first = numbered(route, pattern, names[0], users, 1)
            entry["pages"] += [page for page in first if page not in entry["pages"]]
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
    told = json.loads(run(home, f"FORM = {str(FORM)!r}\n{PROGRAM}", timeout=600).splitlines()[-1])
    found = [Address(each["route"], path, username) for each in told for path, username in each["pages"]]
    return found, [each["pattern"] for each in told if not each["pages"]]
