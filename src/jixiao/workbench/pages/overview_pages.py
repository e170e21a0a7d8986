"""How an overview answers: as a page, as a workbook (?out=xlsx), or one of its charts as a drawing (?out=chart)."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render

from jixiao.workbench.overview.charts import Chart
from jixiao.workbench.overview.drawing import digest, drawn, warm
from jixiao.workbench.overview.listing import Listing, workbook
from jixiao.workbench.pages.dates import number_of
from jixiao.workbench.pages.paging import kept_query

ROWS = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def listing_page(listing: Listing, request: HttpRequest, *, paged: bool) -> dict[str, Any]:
    """Give what a template needs to show a list: its rows, as many as a page takes, and its charts."""
    shown: dict[str, Any] = {"listing": listing}
    if paged:
        shown["page"] = Paginator(listing.source, ROWS).get_page(request.GET.get("page"))
    return shown | {"rows": listing.rows(shown.get("page"))}


def show(request: HttpRequest, template: str, lists: list[Listing], shown: dict[str, Any]) -> HttpResponse:
    """Give lists on a page; the last of them is paged where it is long."""
    if any(listing.charts for listing in lists):
        warm()
    pages = [listing_page(listing, request, paged=listing is lists[-1]) for listing in lists]
    charts = [chart for listing in lists for chart in listing.charts if chart.rows]
    shown |= {
        "wide": any(listing.wide for listing in lists),
        "lists": pages,
        "charts": list(enumerate(charts)),
        "query": kept_query(request),
    }
    return render(request, template, shown)


def chart_of(request: HttpRequest, lists: list[Listing]) -> HttpResponse:
    """Give one of the charts of lists as SVG, by its number; nothing where the browser has it already."""
    charts: list[Chart] = [chart for listing in lists for chart in listing.charts if chart.rows]
    number = number_of(request.GET.get("chart")) or 0
    if number >= len(charts):
        raise Http404
    tag = f'"{digest(charts[number])}"'
    answer: HttpResponse
    if request.headers.get("If-None-Match") == tag:
        answer = HttpResponseNotModified()
    else:
        answer = HttpResponse(drawn(charts[number]), content_type="image/svg+xml")
        answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    answer["ETag"], answer["Cache-Control"] = tag, "private, no-cache"
    return answer


def sheet_of(title: str, lists: list[Listing]) -> HttpResponse:
    """Give lists as a workbook to be kept."""
    return attached(workbook(title, lists), f"{title}.xlsx", XLSX)


def attached(data: bytes, name: str, kind: str) -> HttpResponse:
    """Give a file to be kept under a name."""
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
