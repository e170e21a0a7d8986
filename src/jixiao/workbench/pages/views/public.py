"""公开: what everybody may see without a login, by region, year and unit; and who makes it public."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe

from jixiao.model.failure import Failure
from jixiao.workbench.cycle.models import Filing, Step
from jixiao.workbench.cycle.publishing import KINDS, publish, publish_all, published
from jixiao.workbench.cycle.steps import State
from jixiao.workbench.pages.dates import number_of
from jixiao.workbench.pages.overview_pages import attached
from jixiao.workbench.pages.paging import kept_query
from jixiao.workbench.pages.routes import Request, route
from jixiao.workbench.papers import one
from jixiao.workbench.papers.names import safe_name
from jixiao.workbench.papers.versions import approved
from jixiao.workbench.people.models import Region, Unit
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import within
from jixiao.write.forms import form_table
from jixiao.write.html.table import draw_table

ROWS = 50
FORMATS = ("docx", "pdf")


@route("public/", public=True)
def public(request: Request) -> HttpResponse:
    """List what is public, by region, year, unit and words; nothing on it tells of what is not."""
    asked = {name: number_of(request.GET.get(name)) for name in ("region", "year", "unit")}
    words = request.GET.get("words", "").strip()[:40]
    found = _filtered(asked, words).select_related("unit__region", "project", "step__year")
    ordered = found.order_by("-step__year__year", "unit__region__code", "unit__code", "step__order", "pk")
    shown = {
        **_choices(asked["region"]),
        "asked": asked,
        "words": words,
        "page": Paginator(ordered, ROWS).get_page(request.GET.get("page")),
        "query": kept_query(request),
    }
    return render(request, "workbench/overview/public.html", shown)


@route("public/<int:published>/", public=True)
def public_filing(request: Request, published: Filing) -> HttpResponse:
    """Show a form that is public as it was approved."""
    form, layout, _ = one.entry_of(published, approved(published).data)
    table = draw_table(form_table(form, layout), "form").html
    # The table was escaped as it was drawn (write/html/words); its style is that of overview.css.
    return render(request, "workbench/overview/public_filing.html", {"filing": published, "table": mark_safe(table)})


@route("public/<int:published>/<slug:format>/", public=True)
def public_paper(request: Request, published: Filing, format: str) -> HttpResponse:
    """Give a form that is public as docx or pdf."""
    if format not in FORMATS:
        raise Http404
    data = one.file_of([one.entry_of(published, approved(published).data)], format)
    name = safe_name(f"{published.project or published.unit}{published.step}", f".{format}")
    return attached(data, name, one.KINDS[format])


@route("filings/<int:filing>/publish/", power=Power.PUBLISH, methods="POST")
def publish_filing(request: Request, filing: Filing) -> HttpResponse:
    """Make a filing public (public=1) or take it back."""
    wanted = request.POST.get("public") == "1"
    try:
        publish(filing, request.user, public=wanted)
        messages.success(request, "已公开，不登录也能看到。" if wanted else "已撤下，不再公开。")
    except Failure as failure:
        messages.error(request, str(failure))
    return redirect("filing", filing.pk)


@route("steps/<int:step>/publish/", power=Power.PUBLISH, methods="POST")
def publish_step(request: Request, step: Step) -> HttpResponse:
    """Make all filings of a step public that are done, of the units where the person may."""
    own = Filing.objects.filter(within(request.user, Power.PUBLISH, "unit__"), step=step)
    made = publish_all(own.select_related("step", "unit", "project"), request.user)
    messages.success(request, f"“{step}”已公开 {made} 件。")
    return redirect("publishing")


@route("publishing/", power=Power.PUBLISH, way=(85, "公开"))
def publishing(request: Request) -> HttpResponse:
    """List the self-evaluation steps with how many filings are done and how many public, to make all of one public."""
    own = within(request.user, Power.PUBLISH, "filings__unit__")
    steps = Step.objects.filter(own, kind__in=KINDS).select_related("year__region")
    done = Q(filings__state=State.DONE)
    counted = steps.annotate(
        number=Count("filings"),
        done=Count("filings", filter=done),
        public=Count("filings", filter=done & Q(filings__published=True)),
    )
    return render(request, "workbench/overview/publishing.html", {"steps": counted.order_by("-year__year", "order")})


def _filtered(asked: dict[str, int | None], words: str) -> Any:
    found = published()
    columns = {"region": "unit__region", "year": "step__year__year", "unit": "unit"}
    found = found.filter(**{columns[name]: value for name, value in asked.items() if value is not None})
    return found.filter(project__name__icontains=words) if words else found


def _choices(region: int | None) -> dict[str, Any]:
    """The regions, years and units that have something public."""
    every = published()
    own = every.filter(unit__region=region) if region is not None else every
    return {
        "regions": Region.objects.filter(pk__in=every.values("unit__region")),
        "years": list(every.values_list("step__year__year", flat=True).distinct().order_by("-step__year__year")),
        "units": Unit.objects.filter(pk__in=own.values("unit")),
    }
