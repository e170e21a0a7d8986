"""What is there after a kill, against what was sent and acknowledged: run as a program beside the server.

It makes the county and tells it, then answers each line of acts (see killing.py) by what is wrong and how things stand.
"""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from jixiao.workbench.install import set_up, upgrade

Acts = list[dict[str, Any]]
CELLS = ("/goal/actual", "/indicators/0/actual")
PEOPLE = {
    "preparer": "preparer",
    "approver": "unit_approver",
    "department": "department_reviewer",
    "reviewer": "finance_reviewer",
    "administrator": "finance_administrator",
    "system": "system_administrator",
}
MOVES = ("submit", "approve", "return", "withdraw", "adjust")


def make_county() -> dict[str, Any]:
    """Make a unit with two projects in a year with two steps, and the people; give what the workers need to know."""
    from django.test import Client

    from jixiao.workbench.cycle.models import Filing, Project
    from jixiao.workbench.people.models import Grant, Region, Unit, User

    region = Region.objects.create(code="990101", name="禾源县")
    bureau = Unit.objects.create(code="101", name="禾源县医疗保障局", kind="department", region=region)
    unit = Unit.objects.create(code="101001", name="禾源县医疗保险事务中心", region=region, department=bureau)
    places = {"preparer": unit, "approver": unit, "department": bureau, "reviewer": region, "administrator": region}
    cookies = {}
    for username, role in PEOPLE.items():
        user = User.objects.create_user(username, None, name=username, must_change_password=False)
        place = places.get(username)
        where = {("unit" if isinstance(place, Unit) else "region"): place} if place else {}
        Grant.objects.create(user=user, role=role, **where)
        client = Client(headers={"host": "localhost"})
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        cookies[username] = client.cookies["sessionid"].value
    projects = [Project.objects.create(unit=unit, name=name) for name in ("医保经办服务经费", "信息系统运维")]
    _open_year(region)
    found = {(each.project_id, each.step.kind): each.pk for each in Filing.objects.select_related("step")}
    first, second = (project.pk for project in projects)
    told = {"typed": (first, "self_evaluation"), "moved": (first, "target"), "taken": (second, "target")}
    return {"cookies": cookies, **{name: found[key] for name, key in told.items()}}


def _open_year(region: Any) -> None:
    from django.utils import timezone

    from jixiao.workbench.cycle.opening import Planned, open_year
    from jixiao.workbench.cycle.steps import StepKind
    from jixiao.workbench.people.models import User

    today = timezone.localdate()
    dates = (today - timedelta(30), today + timedelta(30))
    steps = [Planned(kind, *dates) for kind in (StepKind.TARGET, StepKind.SELF_EVALUATION)]
    by = User.objects.get(username="administrator")
    open_year(region, today.year, by, steps, layout="F-N20", scheme="national-2020")


class Check:
    """Checks everything; what was sent without an acknowledgement may be there or not, but whole."""

    def __init__(self, county: dict[str, Any], acts: Acts, verified: set[str]) -> None:
        self.county, self.acts, self.verified = county, acts, verified

    def problems(self) -> Iterator[str]:
        """Give what is wrong."""
        from jixiao.workbench.cycle.evidence_files import verify_evidence
        from jixiao.workbench.cycle.integrity import verify_all

        yield from verify_all()
        yield from verify_evidence()
        yield from _database()
        for check in (self._saves, self._moves, self._projects, self._units, self._forms, self._evidence):
            yield from (f"{check.__name__}: {problem}" for problem in check())
        yield from self._backups()

    def of(self, kind: str) -> Acts:
        """Give the acts of a kind."""
        return [act for act in self.acts if act["kind"] == kind]

    def _saves(self) -> Iterator[str]:
        from jixiao.workbench.cycle.models import Draft, FigureChange

        changes = FigureChange.objects.filter(filing=self.county["typed"])
        first, second = (list(changes.filter(pointer=cell).values_list("new", flat=True)) for cell in CELLS)
        if first != second:
            yield f"half a save: {first[-3:]} and {second[-3:]}"
        yield from _told_and_kept([(act["facts"]["text"], act["acknowledged"]) for act in self.of("save")], first)
        draft, last = Draft.objects.get(filing=self.county["typed"]), changes.last()
        if (draft.version, typed_text(draft.data)) != ((last.version, first[-1]) if last else (0, "")):
            yield f"the draft of version {draft.version} says {typed_text(draft.data)}, its history {first[-1:]}"

    def _moves(self) -> Iterator[str]:
        from jixiao.workbench.cycle.models import Filing, Review, Revision, Transition
        from jixiao.workbench.history.models import LogEntry

        filing = Filing.objects.get(pk=self.county["moved"])
        made = list(Transition.objects.filter(filing=filing).select_related("revision"))
        kept = [(move.action, move.before, move.after) for move in made]
        sent = [(act["facts"], act["acknowledged"]) for act in self.of("move")]
        yield from _told_and_kept([((f["action"], f["before"], f["after"]), told) for f, told in sent], kept)
        if filing.state != (kept[-1][2] if kept else "draft"):
            yield f"the filing is {filing.state}, its last move {kept[-1:]}"
        entries = LogEntry.objects.filter(action__in=MOVES, kind="filing", object_id=str(filing.pk)).order_by("pk")
        logged = [(entry.action, entry.detail["revision"], entry.detail["sha256"]) for entry in entries]
        if logged != [(move.action, move.revision.number, move.revision.sha256) for move in made if move.revision]:
            yield f"{len(made)} moves, {len(logged)} in the log"
        last = Revision.objects.filter(filing=filing).last()
        opened = [(review.stage, review.revision) for review in Review.objects.filter(filing=filing, status="open")]
        if opened != ([(filing.state, last)] if filing.state in ("unit", "department", "finance") else []):
            yield f"the filing is {filing.state}, open are {opened}"
        if Revision.objects.filter(filing=filing).count() != sum(action == "submit" for action, *_ in kept):
            yield "a revision without its submission"

    def _projects(self) -> Iterator[str]:
        from jixiao.workbench.cycle.models import Intake, Project

        for act in self.of("projects"):
            count = Project.objects.filter(name__startswith=act["facts"]["mark"]).count()
            intake = Intake.objects.get(pk=act["facts"]["intake"])
            logged = _logged("import_projects", object_id=str(intake.pk))
            yield from _whole(act, {count == ROWS, intake.taken_at is not None, logged}, count)

    def _units(self) -> Iterator[str]:
        from jixiao.workbench.people.models import Unit

        for act in self.of("units"):
            count = Unit.objects.filter(code__startswith=act["facts"]["mark"]).count()
            logged = _logged("import_units", detail__source=act["facts"]["source"])
            yield from _whole(act, {count == ROWS, logged}, count)

    def _forms(self) -> Iterator[str]:
        from jixiao.workbench.cycle.models import Draft, FigureChange, Intake

        taken = ""
        for act in self.of("forms"):
            goal = act["facts"]["goal"]
            intake = Intake.objects.get(pk=act["facts"]["intake"])
            changed = FigureChange.objects.filter(filing=self.county["taken"], new=goal).count() == 1
            logged = _logged("import", detail__source__startswith=f"{goal}.xlsx")
            yield from _whole(act, {changed, intake.taken_at is not None, logged}, 0)
            taken = goal if changed else taken
        data = Draft.objects.get(filing=self.county["taken"]).data
        if taken and taken not in json.dumps(data, ensure_ascii=False):
            yield f"the draft does not say what was taken last: {taken}"

    def _evidence(self) -> Iterator[str]:
        from jixiao.workbench.cycle.models import Evidence

        for act in self.of("evidence"):
            sha256 = act["facts"]["sha256"]
            count = Evidence.objects.filter(sha256=sha256).count()
            yield from _whole(act, {count == 1, _logged("add_evidence", detail__sha256=sha256)}, count)

    def _backups(self) -> Iterator[str]:
        from jixiao.workbench.keeping.manifest import read_manifest, verify_files

        there = set(map(str, Path(self.county["home"], "backups").glob("[!.]*")))
        sent = {act["facts"]["path"]: act["acknowledged"] for act in self.of("backup")}
        yield from (f"{path} is lost" for path, told in sent.items() if told and path not in there)
        yield from (f"{path} was not asked for" for path in there - set(sent))
        for path in there - self.verified:
            with zipfile.ZipFile(path) as archive:
                verify_files(archive, read_manifest(archive))
            self.verified.add(path)


ROWS = 40


def typed_text(data: dict[str, Any]) -> str:
    """Give what the cells say that are typed; all of them where they do not say the same."""
    return " | ".join(sorted({_text_at(data, cell) for cell in CELLS}))


def _text_at(data: Any, pointer: str) -> str:
    for name in pointer.split("/")[1:]:
        try:
            data = data[int(name) if isinstance(data, list) else name]
        except (KeyError, IndexError):
            return ""
    return str(data)


def stands(county: dict[str, Any]) -> dict[str, Any]:
    """Give how things stand, for the work to go on."""
    from jixiao.workbench.cycle.models import Draft, Transition

    draft = Draft.objects.get(filing=county["typed"])
    moves = Transition.objects.filter(filing=county["moved"]).count()
    return {"text": typed_text(draft.data), "shape": draft.shape, "moves": moves}


def _told_and_kept(sent: list[tuple[Any, bool]], kept: list[Any]) -> Iterator[str]:
    """What is kept is what was sent, in that order; only what was not acknowledged may be missing."""
    # What was sent again, since nobody had acknowledged it, is one thing: it may be there once.
    rest = iter([(what, any(told for _, told in same)) for what, same in groupby(sent, key=lambda act: act[0])])
    for each in kept:
        for what, told in rest:
            if what == each:
                break
            if told:
                yield f"acknowledged and lost: {what}"
        else:
            yield f"kept and never sent: {each}"
    yield from (f"acknowledged and lost: {what}" for what, told in rest if told)


def _whole(act: dict[str, Any], found: set[bool], count: int) -> Iterator[str]:
    if len(found) > 1 or (found == {False} and count):
        yield f"half of {act}: {count} rows"
    elif act["acknowledged"] and found == {False}:
        yield f"acknowledged and lost: {act}"


def _logged(action: str, **which: Any) -> bool:
    from jixiao.workbench.history.models import LogEntry

    return LogEntry.objects.filter(action=action, **which).count() == 1


def _database() -> Iterator[str]:
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            yield from (f"SQLite: {row[0]}" for row in cursor.fetchall() if row[0] != "ok")


def _checked(county: dict[str, Any], acts: Acts, verified: set[str]) -> dict[str, Any]:
    from django.db import connections

    try:
        return {"problems": list(Check(county, acts, verified).problems()), **stands(county)}
    finally:
        connections.close_all()


def main(home: Path) -> None:
    """Make the county and tell it, then answer line by line."""
    set_up(home)
    from django.db import connections

    upgrade()
    county = make_county() | {"home": str(home)}
    print(json.dumps(county | stands(county)), flush=True)
    connections.close_all()  # it holds nothing of a disk while it waits
    verified: set[str] = set()
    for line in sys.stdin:
        print(json.dumps(_checked(county, json.loads(line), verified)), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
