"""Projects from a list (项目清单导入): each row finds its unit and project by code or name; all are taken at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone

from jixiao.knowledge.units import unit_name
from jixiao.model.failure import Failure
from jixiao.workbench.cycle.models import Intake, Project
from jixiao.workbench.cycle.projects import FIELDS, LENGTHS, ProjectData
from jixiao.workbench.history.log import record
from jixiao.workbench.people.models import Unit, User
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import units

NEW, CHANGED, SAME = "新增", "更新", "没有变化"
TWIN = "同一单位已有同名的项目"


class TakenAlready(Failure):
    """A file that was taken over before."""

    def __init__(self, intake: Intake) -> None:
        super().__init__(f"“{intake.name}”已经导入过了；要再导入一次，请重新上传。")


@dataclass(frozen=True)
class Row:
    """A row of the list with the unit and the project it is about; `trouble` says why it cannot be taken."""

    where: str
    data: ProjectData
    unit: Unit | None
    project: Project | None
    trouble: str = ""

    @property
    def outcome(self) -> str:
        """Give what taking the row does."""
        if self.trouble:
            return self.trouble
        if self.project is None:
            return NEW
        return SAME if _data_of(self.project) == self.data else CHANGED


def rows_of(intake: Intake, user: User) -> list[Row]:
    """Give the rows of a list as they would be taken by this person, for whose units only."""
    known = list(units(user, Power.PROJECTS).filter(active=True))
    projects: dict[int, list[Project]] = defaultdict(list)
    for project in Project.objects.filter(unit__in=known):
        projects[project.unit_id].append(project)
    rows = [_row(entry, known, projects) for entry in intake.data.get("rows", [])]
    return list(_without_twins(rows, projects))


@transaction.atomic
def take_projects(intake: Intake, user: User) -> tuple[int, int]:
    """Add and change the projects of a list, all or none; gives how many of each. Raises TakenAlready."""
    intake = Intake.objects.select_for_update(of=("self",)).get(pk=intake.pk)
    if intake.taken_at is not None:
        raise TakenAlready(intake)
    rows = rows_of(intake, user)
    added = [Project(unit=row.unit, **row.data._asdict()) for row in rows if row.outcome == NEW]
    changed = [_changed(row) for row in rows if row.outcome == CHANGED]
    Project.objects.bulk_create(added)
    Project.objects.bulk_update(changed, FIELDS)
    intake.taken_at = timezone.now()
    intake.save(update_fields=["taken_at"])
    numbers = [project.pk for project in changed]
    told = {"file": intake.name, "sha256": intake.sha256, "added": len(added), "changed": numbers}
    record(user, "import_projects", intake, what=told)
    return len(added), len(changed)


def _row(entry: dict[str, str], known: Sequence[Unit], projects: Mapping[int, Sequence[Project]]) -> Row:
    unit, trouble = _unit(entry, known)
    project = _project(entry, projects.get(unit.pk, ())) if unit is not None else None
    stands = _data_of(project) if project is not None else ProjectData("")
    told = {name: entry.get(name) or getattr(stands, name) for name in ProjectData._fields}
    data = ProjectData(**{name: text[: LENGTHS[name]] for name, text in told.items()})
    return Row(entry.get("where", ""), data, unit, project, trouble)


def _without_twins(rows: Iterable[Row], projects: Mapping[int, Sequence[Project]]) -> Iterator[Row]:
    """Give the rows; one that would give a name of its unit to a second project has that as its trouble."""
    taken = {(unit, project.name): project.pk for unit, own in projects.items() for project in own}
    told: set[tuple[int, str]] = set()
    for row in rows:
        if row.unit is None:
            yield row
            continue
        key = (row.unit.pk, row.data.name)
        own = row.project.pk if row.project is not None else None
        twin = key in told or taken.get(key, own) != own
        told.add(key)
        yield replace(row, trouble=TWIN) if twin else row


def _unit(entry: dict[str, str], known: Sequence[Unit]) -> tuple[Unit | None, str]:
    """Give the unit of a row, by its code, else by its name; one who keeps a single unit need not name it."""
    code, name = entry.get("unit_code", ""), entry.get("unit") or entry.get("department", "")
    found = [unit for unit in known if code and unit.code == code] or _named(name, known)
    if not code and not name and len(known) == 1:
        found = list(known)
    if len(found) == 1:
        return found[0], ""
    told = name or code
    if not told:
        return None, "没有写单位"
    return None, f"有几个单位叫“{told}”" if found else f"“{told}”不是您能维护的单位"


def _named(name: str, known: Sequence[Unit]) -> list[Unit]:
    exact = [unit for unit in known if unit.name == name]
    wanted = unit_name(name)
    if exact or wanted is None:
        return exact
    return [unit for unit in known if (own := unit_name(unit.name)) is not None and own.may_be(wanted)]


def _project(entry: dict[str, str], own: Sequence[Project]) -> Project | None:
    code, name = entry.get("code", ""), entry.get("name", "")
    by_code = next((project for project in own if code and project.code == code), None)
    return by_code or next((project for project in own if project.name == name), None)


def _changed(row: Row) -> Project:
    assert row.project is not None
    for name in FIELDS:
        setattr(row.project, name, getattr(row.data, name))
    return row.project


def _data_of(project: Project) -> ProjectData:
    return ProjectData(*(getattr(project, name) for name in ProjectData._fields))
