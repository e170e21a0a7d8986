"""指标库: search by words, sector and level; each indicator with its use in the region; put into a target's draft."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from jixiao.knowledge.indicator_levels import levels
from jixiao.knowledge.indicator_search import search
from jixiao.knowledge.indicator_words import sector_of, sectors
from jixiao.model.failure import Failure
from jixiao.workbench.cycle.indicators import library_indicator, offers, put_indicator
from jixiao.workbench.cycle.models import Filing, Project
from jixiao.workbench.cycle.steps import EDITABLE, StepKind
from jixiao.workbench.pages.routes import Request, route
from jixiao.workbench.people.models import Unit
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import units

MOST = 40
LONGEST = 60  # characters of a search


@route("indicators/", power=Power.READ, way=(60, "指标库"))
def indicators(request: Request) -> HttpResponse:
    """Search the library."""
    own = list(units(request.user, Power.READ).select_related("department").order_by("code")[:2])
    unit = own[0] if len(own) == 1 else None
    regions = sorted(units(request.user, Power.READ).values_list("region", flat=True).distinct().order_by())
    return _page(request, unit, regions, timezone.localdate().year, {})


@route("filings/<int:filing>/indicators/", power=Power.WRITE, methods="GET POST", name="filing_indicators")
def filing_indicators(request: Request, filing: Filing) -> HttpResponse:
    """Search the library for a target, and put what was found into it."""
    if request.method == "POST":
        return _put(request, filing)
    takes = filing.step.kind == StepKind.TARGET and filing.state in EDITABLE and not filing.step.year.closed
    shown = {"filing": filing, "takes": takes}
    return _page(request, filing.unit, [filing.unit.region_id], filing.step.year.year, shown)


def _page(request: Request, unit: Unit | None, regions: list[int], year: int, shown: dict[str, Any]) -> HttpResponse:
    words = request.GET.get("words", "").strip()[:LONGEST]
    filing: Filing | None = shown.get("filing")
    told = _sector_told(unit, filing.project if filing else None)
    sector = _known_sector(request.GET.get("sector", told))
    level1, level2 = _level(request)
    found = search(words, sector or None, level1, level2)
    shown |= {
        "words": words,
        "chosen_sector": sector,
        "sectors": sectors(),
        "levels": [(one, two) for one, names in levels("2021").items() for two in names],
        "chosen_level": request.GET.get("level", ""),
        "count": len(found),
        "most": MOST,
        "year": year - 1,
        "offers": offers(found[:MOST], regions, unit, year),
    }
    template = "indicator_offers" if getattr(request, "htmx", False) else "indicators"
    return render(request, f"workbench/{template}.html", shown)


def _sector_told(unit: Unit | None, project: Project | None) -> str:
    """The sector that is told: for the project, for the unit, or by the name of the unit or its department."""
    if unit is None:
        return ""
    for said in (project.sector if project else "", unit.sector):
        if _known_sector(said):
            return said
    named = sector_of(unit.name) or (sector_of(unit.department.name) if unit.department else None)
    return named.name if named else ""


def _known_sector(name: str) -> str:
    return name if name in [each.name for each in sectors()] else ""


def _level(request: Request) -> tuple[str | None, str | None]:
    """Give the levels that are chosen: one of level 2 in its level 1, or a whole level 1."""
    level1, _, level2 = request.GET.get("level", "").partition("/")
    known = levels("2021")
    if level1 not in known:
        return None, None
    return level1, level2 if level2 in known[level1] else None


def _put(request: Request, filing: Filing) -> HttpResponse:
    try:
        if filing.step.kind != StepKind.TARGET:
            raise OnlyTargets(filing)
        indicator = library_indicator(*(request.POST.get(name, "") for name in ("sector", "level2", "name")))
        put_indicator(filing, request.user, indicator)
        messages.success(request, f"已加入“{indicator.name}”，指标值是样例，请按本项目填写，并给它分值。")
    except Failure as failure:
        messages.error(request, str(failure))
    query = request.GET.urlencode()
    return redirect(f"/filings/{filing.pk}/indicators/{f'?{query}' if query else ''}")


class OnlyTargets(Failure):
    """An indicator to be put into a form that is no target."""

    def __init__(self, filing: Filing) -> None:
        super().__init__(f"“{filing.step}”的指标来自批复的绩效目标，不能从指标库加；要改指标，请先调整绩效目标。")
