"""接口: read-only JSON for other programs of the county, with the same login, powers and reach as the pages."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import JsonResponse

from jixiao.workbench.cycle.models import Filing, Step
from jixiao.workbench.overview.choice import Choice
from jixiao.workbench.overview.filing_rows import in_order
from jixiao.workbench.overview.progress import standings
from jixiao.workbench.pages.routes import Request, route
from jixiao.workbench.people.models import Unit
from jixiao.workbench.people.roles import Power

ROWS = 200
_NUMBERS = ("budget", "executed", "rate", "score", "recheck_score")
_WORDS = ("grade", "light", "gap", "errors", "warnings", "published")


@route("api/filings/", power=Power.READ, api=True)
def api_filings(request: Request) -> JsonResponse:
    """Give the filings of a year, by step, state, unit and words, a page at a time."""
    choice = Choice(request.user, Power.READ, request.GET.dict())
    found = choice.filings()
    found = found.filter(state=choice.state) if choice.state else found
    page = Paginator(in_order(found), ROWS).get_page(request.GET.get("page"))
    pages = {"page": page.number, "pages": page.paginator.num_pages, "count": page.paginator.count}
    return _json({"year": _year(choice), **pages, "filings": [_told(filing) for filing in page]})


@route("api/filings/<int:filing>/", power=Power.READ, api=True)
def api_filing(request: Request, filing: Filing) -> JsonResponse:
    """Give one filing with its form as the contract's document."""
    return _json({**_told(filing), "version": filing.draft.version, "document": filing.draft.data})


@route("api/overview/", power=Power.OVERSEE, api=True)
def api_overview(request: Request) -> JsonResponse:
    """Give the matrix of units and steps: filings by state, overdue ones, the light."""
    choice = Choice(request.user, Power.OVERSEE, request.GET.dict())
    units = {unit.pk: unit for unit in choice.chosen}
    cells = [
        {"unit": _unit(units[unit]), "step": step, "states": standing.states, "late": standing.late}
        | {"light": standing.light}
        for (unit, step), standing in sorted(standings(choice).items())
    ]
    return _json({"year": _year(choice), "steps": [_step(step) for step in choice.steps], "cells": cells})


def _told(filing: Filing) -> dict[str, Any]:
    project = filing.project
    numbers = {name: str(value) if (value := getattr(filing, name)) is not None else None for name in _NUMBERS}
    return {
        "id": filing.pk,
        "unit": _unit(filing.unit),
        "project": {"id": project.pk, "code": project.code, "name": project.name} if project else None,
        "step": filing.step_id,
        "kind": filing.step.kind,
        "state": filing.state,
        **numbers,
        **{name: getattr(filing, name) for name in _WORDS},
    }


def _unit(unit: Unit) -> dict[str, Any]:
    return {"id": unit.pk, "code": unit.code, "name": unit.name}


def _step(step: Step) -> dict[str, Any]:
    return {"id": step.pk, "kind": step.kind, "month": step.month, "name": str(step), "due": step.due.isoformat()}


def _year(choice: Choice) -> dict[str, Any] | None:
    year = choice.year
    return {"id": year.pk, "year": year.year, "region": year.region.name, "closed": year.closed} if year else None


def _json(told: dict[str, Any]) -> JsonResponse:
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})
