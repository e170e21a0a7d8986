"""本单位: the overview of one unit, for its own people and for all who may read it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from jixiao.workbench.overview.choice import Choice
from jixiao.workbench.overview.of_unit import of_unit
from jixiao.workbench.pages.overview_pages import chart_of, sheet_of, show
from jixiao.workbench.pages.paging import kept_query
from jixiao.workbench.pages.routes import Request, route
from jixiao.workbench.people.models import Unit
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import units

ROWS = 100


@route("unit/", power=Power.READ, way=(40, "单位总览"))
def own_units(request: Request) -> HttpResponse:
    """List the units that a person may read; the one there is is opened at once."""
    words = request.GET.get("words", "").strip()[:40]
    found = units(request.user, Power.READ).exclude(kind=Unit.Kind.FINANCE).select_related("region", "department")
    if not words and len(only := list(found[:2])) == 1:
        return redirect("unit_overview", only[0].pk)
    page = Paginator(found.filter(name__icontains=words).order_by("region__code", "code"), ROWS)
    shown = {"page": page.get_page(request.GET.get("page")), "words": words, "query": kept_query(request)}
    return render(request, "workbench/overview/units.html", shown)


@route("unit/<int:unit>/", power=Power.READ)
def unit_overview(request: Request, unit: Unit) -> HttpResponse:
    """Show one unit's year: steps and what is due, execution, projects with scores, findings."""
    choice = Choice(request.user, Power.READ, {"year": request.GET.get("year", "")}, only=unit)
    lists = of_unit(choice)
    out = request.GET.get("out", "")
    if out == "xlsx":
        return sheet_of(f"{choice.year or ''}{unit}总览", lists)
    if out == "chart":
        return chart_of(request, lists)
    return show(request, "workbench/overview/unit.html", lists, {"unit": unit, "choice": choice})
