"""结果应用: grades with the suggested budgets, what is decided, sums by unit, and all of it as a workbook."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString

from jixiao.model.failure import Failure
from jixiao.score.rounding import plain
from jixiao.workbench.cycle.application import Standing, decide, finished, rule_of, standings, unit_totals
from jixiao.workbench.cycle.application_paper import application_paper
from jixiao.workbench.cycle.models import Decision, Filing, Year
from jixiao.workbench.cycle.steps import StepKind
from jixiao.workbench.pages.dates import number_of
from jixiao.workbench.pages.finders import years
from jixiao.workbench.pages.paging import kept_query
from jixiao.workbench.pages.panels import panel
from jixiao.workbench.pages.routes import Request, route
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import region_ids, within
from jixiao.write.formats import written

ROWS = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIELDS = ("requested", "decided", "note")


class Row(NamedTuple):
    """A project of the list: its standing, its decision, and what stands in the fields."""

    standing: Standing
    decision: Decision | None
    requested: str
    decided: str
    note: str


@panel(63)
def application_panel(request: HttpRequest, filing: Filing) -> SafeString | None:
    """What was decided on the next budget of a project, on the page of its self-evaluation."""
    if filing.step.kind != StepKind.SELF_EVALUATION:
        return None
    decision = getattr(filing, "decision", None)
    if decision is None:
        return None
    return render_to_string("workbench/supervision/decision.html", {"filing": filing, "decision": decision}, request)


@route("application/", power=Power.OVERSEE, way=(54, "结果应用"))
def application(request: Request) -> HttpResponse:
    """List finished self-evaluations with grade, suggestion and decision; sums by unit above."""
    opened = list(years(request.user, Power.OVERSEE).select_related("region"))
    year = _year(opened, request.GET.get("year"))
    words, unit = request.GET.get("words", "").strip(), request.GET.get("unit", "")
    found = _found(request, year)
    page = Paginator(_filtered(found, words, unit), ROWS).get_page(request.GET.get("page"))
    deciding = year is not None and not year.closed and year.region_id in region_ids(request.user, Power.RECHECK)
    shown: dict[str, Any] = {
        "years": opened,
        "year": year,
        "words": words,
        "unit": unit,
        "page": page,
        "rows": [_row(each) for each in standings(page, year)] if year else [],
        "totals": unit_totals(found),
        "rule": rule_of(year.region) if year else None,
        "deciding": deciding,
        "query": kept_query(request),
    }
    return render(request, "workbench/supervision/application.html", shown)


@route("application/decide/", power=Power.RECHECK, methods="POST")
def application_decide(request: Request) -> HttpResponse:
    """Keep the amounts of the rows that were changed; each for itself, those that cannot be kept are told."""
    numbers = [number_of(text) for text in request.POST.getlist("filing")]
    own = Filing.objects.filter(within(request.user, Power.RECHECK, "unit__"), pk__in=[it for it in numbers if it])
    kept = 0
    for filing in own.select_related("unit", "project", "step__year", "decision"):
        typed = {name: request.POST.get(f"{name}-{filing.pk}", "").strip() for name in FIELDS}
        if typed == _typed(getattr(filing, "decision", None)):
            continue
        try:
            decide(filing, request.user, **typed)
            kept += 1
        except Failure as failure:
            messages.error(request, f"{filing.unit}“{filing.project}”：{failure}")
    messages.success(request, f"已保存 {kept} 项。")
    return redirect(f"{reverse('application')}?{request.POST.get('query', '')[:500]}")


@route("years/<int:year>/application/", power=Power.OVERSEE)
def application_workbook(request: Request, year: Year) -> HttpResponse:
    """Give all rows of a year as a workbook."""
    paper = application_paper(year, standings(_found(request, year).order_by("unit__code", "pk"), year))
    response = HttpResponse(written(paper, ".xlsx"), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{paper.title}.xlsx")
    return response


def _year(opened: list[Year], number: str | None) -> Year | None:
    return next((each for each in opened if str(each.pk) == number), opened[0] if opened else None)


def _found(request: Request, year: Year | None) -> QuerySet[Filing]:
    return finished(year).filter(within(request.user, Power.OVERSEE, "unit__")) if year else Filing.objects.none()


def _filtered(found: QuerySet[Filing], words: str, unit: str) -> QuerySet[Filing]:
    if unit:
        found = found.filter(unit__name=unit)
    if words:
        found = found.filter(Q(project__name__icontains=words) | Q(unit__name__icontains=words))
    return found.order_by("unit__code", "pk")


def _row(standing: Standing) -> Row:
    decision = getattr(standing.filing, "decision", None)
    return Row(standing, decision, **_typed(decision))


def _typed(decision: Decision | None) -> dict[str, str]:
    """What stands in the fields of a row."""
    if decision is None:
        return dict.fromkeys(FIELDS, "")
    decided = "" if decision.decided is None else plain(decision.decided)
    return {"requested": plain(decision.requested), "decided": decided, "note": decision.note}
