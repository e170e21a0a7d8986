"""填报: the list of filings and the page of one."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from jixiao.workbench.cycle.models import Filing, Step, Year
from jixiao.workbench.cycle.steps import State
from jixiao.workbench.pages.finders import FILINGS, years
from jixiao.workbench.pages.paging import kept_query
from jixiao.workbench.pages.panels import panels_of
from jixiao.workbench.pages.routes import Request, route
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import within

ROWS = 50


@route("filings/", power=Power.READ, way=(20, "填报"))
def filings(request: Request) -> HttpResponse:
    """List the filings that a person may see, by year, step, state and words."""
    opened = list(years(request.user, Power.READ).select_related("region"))
    year = _chosen(opened, request.GET.get("year")) or (opened[0] if opened else None)
    steps = list(year.steps.select_related("year")) if year else []
    step = _chosen(steps, request.GET.get("step"))
    state, words = request.GET.get("state", ""), request.GET.get("words", "").strip()
    found = _filtered(FILINGS.filter(within(request.user, Power.READ, "unit__")), year, step, state, words)
    shown = {
        "years": opened,
        "chosen_year": year,
        "steps": steps,
        "chosen_step": step,
        "states": State.choices,
        "chosen_state": state,
        "words": words,
        "page": Paginator(found, ROWS).get_page(request.GET.get("page")),
        "query": kept_query(request),
    }
    return render(request, "workbench/filings.html", shown)


@route("filings/<int:filing>/", power=Power.READ)
def filing(request: Request, filing: Filing) -> HttpResponse:
    """Show one filing: the form itself, and what may be done with it."""
    return render(request, "workbench/filing.html", {"filing": filing, "panels": panels_of(request, filing)})


def _filtered(
    found: QuerySet[Filing], year: Year | None, step: Step | None, state: str, words: str
) -> QuerySet[Filing]:
    found = found.filter(step=step) if step else found.filter(step__year=year)
    if state in State.values:
        found = found.filter(state=state)
    if words:
        found = found.filter(Q(project__name__icontains=words) | Q(unit__name__icontains=words))
    return found.order_by("unit__code", "step__order", "step__month", "project_id")


def _chosen(things: list[Any], number: str | None) -> Any:
    return next((thing for thing in things if str(thing.pk) == number), None)
