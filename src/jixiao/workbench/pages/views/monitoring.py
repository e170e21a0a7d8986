"""绩效监控: the lights of a monitoring form, the list of alarms, and 整改通知 from sending to closing."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from jixiao.model.form import Form, Indicator
from jixiao.score.light import Told
from jixiao.score.rounding import percent
from jixiao.workbench.cycle.forms import form_of
from jixiao.workbench.cycle.lights import ALARMS, lights_of, time_share
from jixiao.workbench.cycle.models import Filing, Step, Year
from jixiao.workbench.cycle.steps import Light, StepKind
from jixiao.workbench.pages.finders import FILINGS, years
from jixiao.workbench.pages.paging import kept_query
from jixiao.workbench.pages.panels import panel
from jixiao.workbench.pages.routes import Request, route
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import within

ROWS = 50
REASONS = 3  # of a form, in the list


class Watched(NamedTuple):
    """An indicator beside its light."""

    indicator: Indicator
    told: Told


@panel(60)
def lights_panel(request: HttpRequest, filing: Filing) -> SafeString | None:
    """The lights of a monitoring form with the sentence that explains each."""
    if filing.step.kind != StepKind.MONITORING:
        return None
    return drawn_lights(request, filing, form_of(filing.draft.data))


def drawn_lights(request: HttpRequest, filing: Filing, form: Form) -> SafeString:
    """The lights of a monitoring form as it is now: beside it on its page, and anew at each save."""
    told = lights_of(filing, form)
    named = [indicator for indicator in form.indicators if indicator.name]
    shown = {
        "filing": filing,
        "told": told,
        "rows": [Watched(*pair) for pair in zip(named, told.indicators, strict=True)],
        "share": percent(time_share(filing.step)),
    }
    return render_to_string("workbench/supervision/lights.html", shown, request)


@route("alarms/", power=Power.OVERSEE, way=(50, "监控预警"))
def alarms(request: Request) -> HttpResponse:
    """List monitoring forms by light, the red ones first, with the reasons and the notices that are open."""
    opened = list(years(request.user, Power.OVERSEE).select_related("region"))
    year = _chosen(opened, request.GET.get("year")) or (opened[0] if opened else None)
    steps = _steps(year)
    step = _chosen(steps, request.GET.get("step")) or (steps[-1] if steps else None)
    light, words = request.GET.get("light", ""), request.GET.get("words", "").strip()
    found = _watched(request, step)
    page = Paginator(_filtered(found, light, words), ROWS).get_page(request.GET.get("page"))
    shown: dict[str, Any] = {
        "years": opened,
        "year": year,
        "steps": steps,
        "step": step,
        "lights": [(each.value, each.label) for each in (*ALARMS, Light.GREEN)],
        "light": light,
        "words": words,
        "counts": _counts(found),
        "share": percent(time_share(step)) if step else "",
        "page": page,
        "rows": [_row(filing) for filing in page],
        "query": kept_query(request),
    }
    return render(request, "workbench/supervision/alarms.html", shown)


def _row(filing: Filing) -> tuple[Filing, list[str], int]:
    """A form with the first reasons for its light, and how many more there are."""
    reasons = filing.alarm.splitlines()
    return filing, reasons[:REASONS], len(reasons[REASONS:])


def _steps(year: Year | None) -> list[Step]:
    if year is None:
        return []
    return list(year.steps.filter(kind=StepKind.MONITORING).select_related("year").order_by("month"))


def _watched(request: Request, step: Step | None) -> QuerySet[Filing]:
    return FILINGS.filter(within(request.user, Power.OVERSEE, "unit__"), step=step) if step else Filing.objects.none()


def _counts(found: QuerySet[Filing]) -> list[tuple[str, str, int]]:
    """How many forms there are of each light."""
    counted = dict(found.order_by().values_list("light").annotate(count=Count("pk")))
    return [(light.value, light.label, counted.get(light.value, 0)) for light in (*ALARMS, Light.GREEN, Light.NONE)]


def _filtered(found: QuerySet[Filing], light: str, words: str) -> QuerySet[Filing]:
    found = found.filter(light=light) if light in Light.values and light else found.filter(light__in=ALARMS)
    if words:
        found = found.filter(Q(project__name__icontains=words) | Q(unit__name__icontains=words))
    open_ones = Count("notices", filter=Q(notices__closed_at=None))
    return found.annotate(open_notices=open_ones).order_by("light", "unit__code", "pk")


def _chosen(things: list[Any], number: str | None) -> Any:
    return next((thing for thing in things if str(thing.pk) == number), None)
