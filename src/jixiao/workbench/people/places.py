"""Places (区划和单位): added and changed by the system administrator; put out of use instead of deleted."""

from __future__ import annotations

from typing import NamedTuple

from django.db import transaction

from jixiao.workbench.history.log import record
from jixiao.workbench.people.models import Region, Unit, User
from jixiao.workbench.people.refusals import CodeTaken, NotEmptyPlace, OutOfUse, WrongDepartment


class UnitFacts(NamedTuple):
    """What is known of a unit."""

    region: Region
    code: str
    name: str
    kind: str = Unit.Kind.UNIT
    department: Unit | None = None
    sector: str = ""


@transaction.atomic
def add_region(code: str, name: str, parent: Region | None, by: User | None) -> Region:
    """Give a new region below another; raises CodeTaken, OutOfUse."""
    _require_in_use(parent)
    taken = Region.objects.filter(code=code).first()
    if taken is not None:
        raise CodeTaken(code, taken)
    region = Region.objects.create(code=code, name=name, parent=parent)
    record(by, "add_region", region, code=code, name=name)
    return region


@transaction.atomic
def rename_region(region: Region, name: str, by: User) -> None:
    """Give a region another name; its code and its place in the tree stay."""
    before, region.name = region.name, name
    region.save()
    record(by, "change_region", region, before=before, name=name)


@transaction.atomic
def use_region(region: Region, active: bool, by: User) -> None:
    """Put a region into use or out of it; what was filed there stays. Raises NotEmptyPlace, OutOfUse."""
    if active:
        _require_in_use(region.parent)
    else:
        _require_empty(region)
    region.active = active
    region.save()
    record(by, "use_region" if active else "disuse_region", region, code=region.code, name=region.name)


@transaction.atomic
def add_unit(facts: UnitFacts, by: User | None) -> Unit:
    """Give a new unit; raises CodeTaken, OutOfUse and WrongDepartment."""
    _require_in_use(facts.region)
    _check(facts, None)
    unit = Unit.objects.create(**facts._asdict())
    record(by, "add_unit", unit, unit=unit.pk, code=unit.code, name=unit.name)
    return unit


@transaction.atomic
def change_unit(unit: Unit, facts: UnitFacts, by: User | None) -> None:
    """Change what is known of a unit; it stays in its region. Raises CodeTaken and WrongDepartment."""
    _check(facts, unit)
    names = ("code", "name", "kind", "department", "sector")
    before, after = ({name: str(getattr(held, name) or "") for name in names} for held in (unit, facts))
    for name in names:
        setattr(unit, name, getattr(facts, name))
    unit.save()
    record(by, "change_unit", unit, unit=unit.pk, before=before, after=after)


@transaction.atomic
def use_unit(unit: Unit, active: bool, by: User) -> None:
    """Put a unit into use or out of it; what it filed stays. Raises NotEmptyPlace, OutOfUse."""
    if active:
        _require_in_use(unit.region)
    below = unit.subordinates.filter(active=True).count()
    if not active and below:
        raise NotEmptyPlace(unit, below)
    unit.active = active
    unit.save()
    record(by, "use_unit" if active else "disuse_unit", unit, unit=unit.pk, name=unit.name)


def _require_in_use(region: Region | None) -> None:
    if region is not None and not region.active:
        raise OutOfUse(region)


def _require_empty(region: Region) -> None:
    for what, below in (("单位", region.units), ("区划", region.children)):
        count = below.filter(active=True).count()
        if count:
            raise NotEmptyPlace(region, count, what)


def _check(facts: UnitFacts, unit: Unit | None) -> None:
    taken = Unit.objects.filter(region=facts.region, code=facts.code).first()
    if taken is not None and taken != unit:
        raise CodeTaken(facts.code, taken)
    above = facts.department
    needed = facts.kind == Unit.Kind.UNIT
    if needed != (above is not None):
        raise WrongDepartment(facts.name)
    if above is not None and (above.region_id != facts.region.pk or above.kind == Unit.Kind.UNIT or above == unit):
        raise WrongDepartment(facts.name)
    if unit is not None and needed and unit.subordinates.exists():
        raise WrongDepartment(facts.name)
