"""A county of full size for the workbench: units × projects × years with forms in every state, made by chance.

    python bench/big_county.py FOLDER [--units 100] [--projects 30] [--years 5] [--distinct 60]

A pool of distinct forms is scored and checked by the library for real; each filing takes one of them under its own
name. Every user's password is the one that is printed.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from jixiao.knowledge.indicator_library import LibraryIndicator, library
from jixiao.model.form import Form, FormKind, FundingLine, Indicator
from jixiao.model.value import Value

PASSWORD = "Jixiao-2024"
INDICATORS = 15
WEIGHTS = (10, 10, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 10)  # and 10 for the execution rate
KINDS: dict[str, FormKind] = {
    "target": "performance_target",
    "monitoring": "performance_monitoring",
    "self_evaluation": "project_self_evaluation",
}
STATES = ("done", "done", "done", "finance", "department", "unit", "returned", "draft", "draft")
MONTH = 7  # of the monitoring
BATCH = 2000


class Made(NamedTuple):
    """One form of the pool with what was worked out of it."""

    data: dict[str, Any]
    row: dict[str, Any]
    findings: list[dict[str, Any]]


def fill(units: int, projects: int, years: int, distinct: int, seed: int = 7) -> dict[str, int]:
    """Fill an empty database that is up to date; gives how many rows of what were made."""
    chance = random.Random(seed)
    regions, people = _places(units)
    pool = {step: _pool(kind, distinct, chance) for step, kind in KINDS.items()}
    made = {"units": units, "filings": 0, "indicators": 0}
    items = _projects(regions, projects)
    this = date.today().year
    for year in range(this - years + 1, this + 1):
        for step in _steps(regions, people, year):
            made["filings"] += _filings(step, items, pool[step.kind], people, chance, closed=year < this)
    made["indicators"] = made["filings"] * INDICATORS
    return made


def _places(units: int) -> tuple[Any, dict[str, Any]]:
    from jixiao.workbench.people.models import Grant, Region, Unit, User

    region = Region.objects.create(code="990101", name="大样县")
    bureaus = max(1, units // 5)
    Unit.objects.create(code="001", name="大样县财政局", kind="finance", region=region)
    made: list[Any] = []
    for number in range(units):
        department = None if number < bureaus else made[number % bureaus]
        kind = "unit" if department else "department"
        name = f"第{number + 1}单位"
        made.append(
            Unit.objects.create(code=f"{100 + number}", name=name, kind=kind, region=region, department=department)
        )
    users = {}
    password = _hashed()

    def person(name: str, *grants: tuple[str, Any]) -> Any:
        user = User.objects.create(username=name, name=name, password=password, must_change_password=False)
        for role, place in grants:
            where = {"region": place} if isinstance(place, Region) else {"unit": place}
            Grant.objects.create(user=user, role=role, **where)
        return user

    for unit in made:
        users[f"p{unit.code}"] = person(f"p{unit.code}", ("preparer", unit))
        users[f"a{unit.code}"] = person(f"a{unit.code}", ("unit_approver", unit))
        if unit.department_id is None:
            users[f"d{unit.code}"] = person(f"d{unit.code}", ("department_reviewer", unit))
    for number in range(3):
        users[f"f{number}"] = person(f"f{number}", ("finance_reviewer", region))
    users["admin"] = person("admin", ("finance_administrator", region))
    users["auditor"] = person("auditor", ("auditor", region))
    return region, users


def _hashed() -> str:
    from django.contrib.auth.hashers import make_password

    return make_password(PASSWORD)


def _projects(region: Any, count: int) -> list[Any]:
    from jixiao.workbench.cycle.models import Project
    from jixiao.workbench.people.models import Unit

    units = Unit.objects.filter(region=region).exclude(kind="finance")
    return Project.objects.bulk_create(
        Project(unit=unit, code=f"9901{unit.code}T{number:012d}", name=f"{unit.name}项目{number + 1}")
        for unit in units
        for number in range(count)
    )


def _steps(region: Any, people: dict[str, Any], year: int) -> list[Any]:
    from jixiao.workbench.cycle.models import Step, Year

    closed = year < date.today().year
    opened = Year.objects.create(region=region, year=year, opened_by=people["admin"], closed=closed)
    today = date.today()
    begin = date(year, 1, 1)
    due = {
        "target": today - timedelta(30),
        "monitoring": today - timedelta(3),
        "self_evaluation": today + timedelta(20),
    }
    return [
        Step.objects.create(
            year=opened, kind=kind, month=MONTH if kind == "monitoring" else 0, opens=begin, due=due[kind], order=order
        )
        for order, kind in enumerate(KINDS, 1)
    ]


def _filings(step: Any, items: list[Any], pool: list[Made], people: dict[str, Any], chance: Any, closed: bool) -> int:
    from jixiao.workbench.cycle.freeze import fingerprint
    from jixiao.workbench.cycle.models import Draft, Filing, FilingFinding, Review, Revision

    chosen = [chance.choice(pool) for _ in items]
    states = ["done" if closed else chance.choice(STATES) for _ in items]
    filings = Filing.objects.bulk_create(
        (
            Filing(step=step, unit_id=item.unit_id, project=item, state=state, **made.row)
            for item, state, made in zip(items, states, chosen, strict=True)
        ),
        batch_size=BATCH,
    )
    pairs = list(zip(filings, chosen, items, strict=True))
    drafts = (Draft(filing=filing, version=1, data=_named(made, item, step)) for filing, made, item in pairs)
    Draft.objects.bulk_create(drafts, batch_size=BATCH)
    FilingFinding.objects.bulk_create(
        (FilingFinding(filing=filing, **found) for filing, made, _ in pairs for found in made.findings),
        batch_size=BATCH,
    )
    by = people["admin"]
    submitted = [entry for entry in pairs if entry[0].state != "draft"]
    revisions = Revision.objects.bulk_create(
        (
            Revision(filing=filing, number=1, data=data, sha256=fingerprint(data), reason="报送", by=by)
            for filing, made, item in submitted
            for data in [_named(made, item, step)]
        ),
        batch_size=BATCH,
    )
    under_review = [revision for revision in revisions if revision.filing.state in ("unit", "department", "finance")]
    Review.objects.bulk_create(
        Review(filing=revision.filing, revision=revision, stage=revision.filing.state) for revision in under_review
    )
    return len(filings)


def _named(made: Made, item: Any, step: Any) -> dict[str, Any]:
    return made.data | {"project": {"name": item.name, "code": item.code}, "year": step.year.year}


def _pool(kind: FormKind, count: int, chance: Any) -> list[Made]:
    return [_worked_out(_form(kind, chance)) for _ in range(count)]


def _worked_out(form: Form) -> Made:
    from jixiao.score import load_scheme
    from jixiao.workbench.cycle.forms import assess, data_of, finding_row, summarise
    from jixiao.workbench.cycle.models import Filing, Step, Year

    assessment = assess(form, load_scheme("national-2020"))
    kind = next(step for step, filed in KINDS.items() if filed == form.kind)
    filing = Filing(step=Step(kind=kind, month=MONTH, year=Year(scheme="national-2020")))
    summarise(filing, assessment)
    names = ("budget", "executed", "rate", "score", "grade", "light", "alarm", "gap", "errors", "warnings")
    rows = [finding_row(filing, finding, assessment.form) for finding in assessment.findings]
    findings = [
        {name: getattr(row, name) for name in ("rule", "severity", "message", "pointer", "key")} for row in rows
    ]
    return Made(data_of(form), {name: getattr(filing, name) for name in names}, findings)


def _form(kind: FormKind, chance: Any) -> Form:
    form = Form(kind, date.today().year)
    form.year_printed, form.money_unit = Value(str(form.year)), Value("万元")
    form.unit = form.department = Value("大样县某局")
    form.project.name = Value("项目")
    budget = chance.randrange(500, 50_000)
    executed = budget if chance.random() < 0.4 else round(budget * chance.uniform(0.3, 1))
    amounts = {"initial": Value(f"{budget / 100:.2f}"), "budget": Value(f"{budget / 100:.2f}")}
    if kind != "performance_target":
        amounts["executed"] = Value(f"{executed / 100:.2f}")
    form.funding = [FundingLine(source, **amounts) for source in ("total", "fiscal")]  # type: ignore[arg-type]
    form.goal.expected = Value("保障各项工作按计划完成，提高服务对象的满意度。" * chance.randrange(1, 4))
    form.execution.weight = Value("10")
    form.indicators = [_indicator(entry, weight, kind, chance) for entry, weight in _chosen(chance)]
    return form


def _chosen(chance: Any) -> Iterator[tuple[LibraryIndicator, int]]:
    order = ("产出指标", "成本指标", "效益指标", "满意度指标")
    entries = sorted(chance.sample(library(), INDICATORS), key=lambda entry: order.index(entry.levels("2020")[0]))
    yield from zip(entries, WEIGHTS, strict=True)


def _indicator(entry: LibraryIndicator, weight: int, kind: FormKind, chance: Any) -> Indicator:
    level1, level2 = entry.levels("2020")
    cells = {"level1": level1, "level2": level2, "name": entry.name, "target": entry.shown, "weight": str(weight)}
    number = entry.quantity.number
    if kind != "performance_target":
        met = entry.target if number is None or chance.random() < 0.6 else f"{round(number * 9 / 10)}"
        cells["actual"] = met + (entry.unit if number is not None else "")
        if kind == "project_self_evaluation" and number is None:
            cells["score"] = str(weight)
    return Indicator(**{name: Value(text) for name, text in cells.items()})


def main() -> None:
    """Fill a new data folder."""
    parser = argparse.ArgumentParser(description="fill a data folder with a county of full size")
    parser.add_argument("folder", type=Path)
    for name, default in (("units", 100), ("projects", 30), ("years", 5), ("distinct", 60)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    from jixiao.workbench.install import set_up, upgrade

    set_up(options.folder)
    upgrade()
    from django.db import transaction

    begun = time.perf_counter()
    with transaction.atomic():
        made = fill(options.units, options.projects, options.years, options.distinct)
    print(made, f"{time.perf_counter() - begun:.1f} s, password {PASSWORD}")


if __name__ == "__main__":
    main()
