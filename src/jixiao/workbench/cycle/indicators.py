"""The indicator library beside a form (选用指标): found, with how often used here and last year's result; put in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import Sum

from jixiao.knowledge.indicator_levels import LevelSet, is_cost_under_output, is_level
from jixiao.knowledge.indicator_library import LibraryIndicator, sector_indicators
from jixiao.model.failure import Failure
from jixiao.model.form import Form, Indicator
from jixiao.model.form_rows import says_something
from jixiao.model.value import Value
from jixiao.workbench.cycle.forms import form_of, scheme_of
from jixiao.workbench.cycle.models import Draft, Filing, IndicatorUse
from jixiao.workbench.cycle.saving import locked, replace_form
from jixiao.workbench.cycle.steps import State, StepKind
from jixiao.workbench.history.log import record
from jixiao.workbench.people.models import Unit, User

_COST = "成本"


class NotInLibrary(Failure):
    """An indicator that the library does not have."""

    def __init__(self, name: str) -> None:
        super().__init__(f"指标库里没有“{name[:40]}”，请重新检索。")


class ThereAlready(Failure):
    """An indicator that the form has already."""

    def __init__(self, name: str) -> None:
        super().__init__(f"表里已有“{name}”，没有再加；要改指标值，请直接在表里改。")


class Offer(NamedTuple):
    """An indicator of the library, in how many approved targets of the region it stands, last year's result here."""

    indicator: LibraryIndicator
    uses: int
    last: str


def offers(indicators: Sequence[LibraryIndicator], regions: Sequence[int], unit: Unit | None, year: int) -> list[Offer]:
    """Give indicators with their use in some regions, and with the unit's own results of the year before `year`."""
    names = [each.name for each in indicators]
    counted = IndicatorUse.objects.filter(region__in=regions, name__in=names, uses__gt=0)
    uses = dict(counted.values_list("name").annotate(Sum("uses")).order_by())
    last = results_of(unit, year - 1) if unit else {}
    return [Offer(each, uses.get(each.name, 0), last.get(each.name, "")) for each in indicators]


def results_of(unit: Unit, year: int) -> dict[str, str]:
    """Give what came of each indicator of a unit in a year, by its name: value and project, from approved 自评表."""
    drafts = Draft.objects.filter(
        filing__unit=unit,
        filing__state=State.DONE,
        filing__step__kind=StepKind.SELF_EVALUATION,
        filing__step__year__year=year,
    )
    found: dict[str, list[str]] = {}
    for data, project in drafts.values_list("data", "filing__project__name").order_by("pk"):
        for row in data.get("indicators", ()):
            if row.get("name") and row.get("actual"):
                found.setdefault(row["name"], []).append(f"{row['actual']}（{project}）")
    return {name: "；".join(told) for name, told in found.items()}


def library_indicator(sector: str, level2: str, name: str) -> LibraryIndicator:
    """Give one indicator of the library; raises NotInLibrary, UnknownSector."""
    for each in sector_indicators(sector):
        if (each.level2, each.name) == (level2, name):
            return each
    raise NotInLibrary(name)


@transaction.atomic
def put_indicator(filing: Filing, user: User, indicator: LibraryIndicator) -> None:
    """Put an indicator of the library into a draft, behind its kind. Raises ThereAlready, NotDue, YearClosed."""
    filing, draft = locked(filing)
    form = form_of(draft.data)
    if any(row.name.text == indicator.name for row in form.indicators):
        raise ThereAlready(indicator.name)
    level1, level2 = indicator.levels(level_set_of(filing, form))
    row = Indicator(Value(level1), Value(level2), Value(indicator.name))
    for name in ("comparator", "target", "unit"):
        setattr(row, name, Value(getattr(indicator, name) or None))
    _place(form, row)
    replace_form(filing, draft, form, user)
    record(user, "put_indicator", filing, unit=filing.unit_id, name=indicator.name, sector=indicator.sector)


def level_set_of(filing: Filing, form: Form) -> LevelSet:
    """Give the names of levels that a form has: its own rows decide, else whether the scheme has points for 成本."""
    levels = [(row.level1.text, row.level2.text) for row in form.indicators]
    if any(is_cost_under_output(*pair) for pair in levels):
        return "2020"
    if any(_COST in (level1 or "") for level1, _ in levels):
        return "2021"
    weights = scheme_of(filing).parameters["level1_weights"].value
    return "2020" if isinstance(weights, dict) and weights and _COST not in weights else "2021"


def _place(form: Form, row: Indicator) -> None:
    """A blank row of the same levels is filled; else the row goes behind the last of its level 2, or level 1."""
    same = [n for n, each in enumerate(form.indicators) if _alike(each, row, "level1") and _alike(each, row, "level2")]
    blank = [n for n in same if not _filled(form.indicators[n])]
    if blank:
        form.indicators[blank[0]] = row
        return
    form.indicators = [each for each in form.indicators if _filled(each) or each.level1 or each.level2]
    for names in (("level1", "level2"), ("level1",)):
        behind = [n for n, each in enumerate(form.indicators) if all(_alike(each, row, name) for name in names)]
        if behind:
            form.indicators.insert(behind[-1] + 1, row)
            return
    form.indicators.append(row)


def _filled(row: Indicator) -> bool:
    return bool(row.name) or says_something(row)


def _alike(one: Indicator, other: Indicator, name: str) -> bool:
    said, wanted = getattr(one, name).text, getattr(other, name).text
    return said == wanted or (bool(said) and is_level("level1" if name == "level1" else "level2", wanted, said))
