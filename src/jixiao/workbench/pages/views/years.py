"""年度: years opened, their steps and dates changed, filings added, projects chosen for 重点评价, a year closed."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from jixiao.knowledge.calendar import UsualStep, monitoring_dates, usual_steps
from jixiao.knowledge.form_layout_book import form_layouts
from jixiao.model.failure import Failure
from jixiao.score import schemes
from jixiao.workbench.cycle.evaluation_sheets import department_systems
from jixiao.workbench.cycle.models import Year
from jixiao.workbench.cycle.opening import Planned, open_year
from jixiao.workbench.cycle.steps import State, StepKind
from jixiao.workbench.cycle.year_changes import (
    add_filings,
    add_step,
    change_dates,
    change_manner,
    choose_department_system,
    close_year,
    unfinished,
)
from jixiao.workbench.pages import finders
from jixiao.workbench.pages.dates import date_of, number_of
from jixiao.workbench.pages.routes import Request, route
from jixiao.workbench.people.models import Region
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import region_ids

MONTHS = range(1, 13)
YEARS = range(2000, 2100)


@route("years/", power=Power.RUN_YEAR, way=(70, "年度"))
def years(request: Request) -> HttpResponse:
    """List the years of the regions that a person runs."""
    found = finders.years(request.user, Power.RUN_YEAR).select_related("region")
    counted = found.annotate(
        filings=Count("steps__filings"), done=Count("steps__filings", filter=Q(steps__filings__state=State.DONE))
    )
    return render(request, "workbench/years.html", {"years": counted})


@route("years/open/", power=Power.RUN_YEAR, methods="GET POST")
def open_a_year(request: Request) -> HttpResponse:
    """Open a year: steps with the usual dates, to be changed as the region does it."""
    own = Region.objects.filter(active=True, pk__in=region_ids(request.user, Power.RUN_YEAR))
    year = _asked(request.POST.get("year") or request.GET.get("year")) or _next(own)
    if request.method == "POST" and "open" in request.POST:
        try:
            return redirect("year", _opened(request, year).pk)
        except Failure as failure:
            messages.error(request, str(failure))
    shown = {
        "year": year,
        "opened": Year.objects.filter(region__in=own, year=year).select_related("region"),
        "regions": own.exclude(years__year=year),
        "chosen": request.POST.get("region"),
        "steps": [_offered(usual, request) for usual in usual_steps(year)],
        "months": [(month, *_typed(request, f"month-{month}", monitoring_dates(year, month))) for month in MONTHS],
        "chosen_months": request.POST.getlist("month") or [str(usual.month) for usual in usual_steps(year)],
        **_manners(request.POST.get("layout", "F-N20"), request.POST.get("scheme", "national-2020")),
    }
    return render(request, "workbench/year_open.html", shown)


@route("years/<int:year>/", power=Power.RUN_YEAR)
def year(request: Request, year: Year) -> HttpResponse:
    """Show a year: its steps with dates and how far they are, and what may be changed."""
    steps = year.steps.annotate(
        made=Count("filings"), done=Count("filings", filter=Q(filings__state=State.DONE))
    ).order_by("order", "opens", "pk")
    shown = {
        "year": year,
        "steps": steps,
        "kinds": StepKind.choices,
        "months": MONTHS,
        "unfinished": unfinished(year),
        "systems": department_systems(),
        **_manners(year.layout, year.scheme),
    }
    return render(request, "workbench/year.html", shown)


@route("years/<int:year>/dates/", power=Power.RUN_YEAR, methods="POST")
def year_dates(request: Request, year: Year) -> HttpResponse:
    """Change the dates of the steps."""

    def change() -> str:
        return f"已改 {change_dates(year, request.user, _dates(request, year))} 个环节的日期。"

    return _done(request, year, change)


@route("years/<int:year>/steps/", power=Power.RUN_YEAR, methods="POST")
def year_steps(request: Request, year: Year) -> HttpResponse:
    """Add a step to a year."""

    def add() -> str:
        kind = StepKind(_known(request.POST.get("kind"), StepKind.values, StepKind.MONITORING))
        month = number_of(request.POST.get("month")) or 0
        month = min(month, len(MONTHS)) or 7 if kind == StepKind.MONITORING else 0
        planned = Planned(kind, *_opens_due(request, ""), month)
        return f"已增加“{kind.label}”，生成填报件 {add_step(year, request.user, planned)} 件。"

    return _done(request, year, add)


@route("years/<int:year>/filings/", power=Power.RUN_YEAR, methods="POST")
def year_filings(request: Request, year: Year) -> HttpResponse:
    """Make the filings of new projects and units."""
    return _done(request, year, lambda: f"已补充生成填报件 {add_filings(year, request.user)} 件。")


@route("years/<int:year>/manner/", power=Power.RUN_YEAR, methods="POST")
def year_manner(request: Request, year: Year) -> HttpResponse:
    """Change the layout and the scoring scheme."""

    def change() -> str:
        anew = change_manner(year, request.user, request.POST.get("layout", ""), request.POST.get("scheme", ""))
        return f"已保存表样和评分方案{f'，{anew} 件草稿已按新方案重新计分' if anew else ''}。"

    return _done(request, year, change)


@route("years/<int:year>/department-system/", power=Power.RUN_YEAR, methods="POST")
def year_department_system(request: Request, year: Year) -> HttpResponse:
    """Choose the system of points that departments are evaluated by."""

    def change() -> str:
        choose_department_system(year, request.user, request.POST.get("system", ""))
        return "已保存部门整体评价的办法。"

    return _done(request, year, change)


@route("years/<int:year>/close/", power=Power.RUN_YEAR, methods="POST")
def year_close(request: Request, year: Year) -> HttpResponse:
    """Close a year for good."""

    def close() -> str:
        close_year(year, request.user, anyway=request.POST.get("anyway") == "1")
        return f"{year}已归档，其中的填报件不能再改动。"

    return _done(request, year, close)


def _opened(request: Request, year: int) -> Year:
    """The year as it was asked for; each step that was ticked, with its dates."""
    own = region_ids(request.user, Power.RUN_YEAR)
    region = get_object_or_404(Region, active=True, pk__in=own, pk=number_of(request.POST.get("region")) or 0)
    planned = [
        Planned(StepKind(kind), *_opens_due(request, kind))
        for kind in StepKind.values
        if kind != StepKind.MONITORING and kind in request.POST.getlist("step")
    ]
    months = [month for month in MONTHS if str(month) in request.POST.getlist("month")]
    planned += [Planned(StepKind.MONITORING, *_opens_due(request, f"month-{month}"), month) for month in months]
    layout, scheme = request.POST.get("layout", ""), request.POST.get("scheme", "")
    opened = open_year(region, year, request.user, planned, layout=layout, scheme=scheme)
    messages.success(request, f"已开启{opened}，共 {len(planned)} 个环节。")
    return opened


def _asked(text: str | None) -> int | None:
    """The year that is asked for, as far as it is one."""
    year = number_of(text)
    return year if year is not None and year in YEARS else None


def _next(own: QuerySet[Region]) -> int:
    """The first year, from this one on, that is not open in all of one's regions."""
    counted = Year.objects.filter(region__in=own).values_list("year").annotate(regions=Count("region"))
    opened, regions = dict(counted.order_by()), own.count()
    return next(year for year in count(timezone.localdate().year) if not regions or opened.get(year, 0) < regions)


def _offered(usual: UsualStep, request: Request) -> dict[str, Any]:
    """A step as the page offers it: the usual dates, or those typed before."""
    chosen = usual.step in request.POST.getlist("step") if request.method == "POST" else usual.usual
    name = StepKind(usual.step).label
    dates = _typed(request, usual.step, (usual.opens, usual.due))
    return {"kind": usual.step, "name": name, "usual": usual, "chosen": chosen, "dates": dates}


def _typed(request: Request, name: str, usual: tuple[date, date]) -> tuple[str, str]:
    """The dates of a step as they were typed before, else the usual ones."""
    keys = (f"{name}-opens", f"{name}-due")
    opens, due = (request.POST.get(key, day.isoformat()) for key, day in zip(keys, usual, strict=True))
    return opens, due


def _manners(layout: str, scheme: str) -> dict[str, Any]:
    return {"layouts": form_layouts(), "schemes": schemes(), "layout": layout, "scheme": scheme}


def _opens_due(request: Request, name: str) -> tuple[date, date]:
    lead = f"{name}-" if name else ""
    return date_of(request.POST.get(f"{lead}opens"), "开始日期"), date_of(request.POST.get(f"{lead}due"), "截止日期")


def _dates(request: Request, year: Year) -> dict[int, tuple[date, date]]:
    steps = [step.pk for step in year.steps.all() if f"{step.pk}-opens" in request.POST]
    return {pk: _opens_due(request, str(pk)) for pk in steps}


def _known(text: str | None, known: list[str], default: str) -> str:
    return text if text in known else default


def _done(request: Request, year: Year, act: Any) -> HttpResponse:
    """Do something to a year, tell what came of it, and go back to its page."""
    try:
        messages.success(request, act())
    except Failure as failure:
        messages.error(request, str(failure))
    return redirect("year", year.pk)
