"""日志: what was done by whom and when, for the audit administrator and the auditors; as a table; and its check."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from jixiao.workbench.cycle.integrity import verify_all
from jixiao.workbench.history.actions import ACTIONS, action_name, thing_name
from jixiao.workbench.history.export import csv_lines
from jixiao.workbench.history.log import record
from jixiao.workbench.history.models import LogEntry, LogHead
from jixiao.workbench.history.reading import Sought, entries, sees_all
from jixiao.workbench.pages.log_words import told_detail
from jixiao.workbench.pages.paging import kept_query
from jixiao.workbench.pages.routes import Request, route
from jixiao.workbench.people.models import Unit
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import units

ROWS = 50


@route("log/", power=Power.AUDIT, way=(90, "日志"))
def log(request: Request) -> HttpResponse:
    """List the entries of the log that a person may see, the newest first."""
    sought = _sought(request)
    page = Paginator(entries(request.user, sought), ROWS).get_page(request.GET.get("page"))
    names = _units(request)
    shown = {
        "page": page,
        "rows": [_told(entry, names) for entry in page],
        "sought": sought,
        "actions": sorted(ACTIONS.items(), key=lambda item: item[1]),
        "units": names.items(),
        "query": kept_query(request),
    }
    return render(request, "workbench/log.html", shown)


@route("log/export/", power=Power.AUDIT)
def export_log(request: Request) -> StreamingHttpResponse:
    """Give the entries that are sought as a table for Excel; that it was taken is an entry itself."""
    sought = _sought(request)
    found = entries(request.user, sought)
    record(request.user, "export_log", entries=found.count())
    lines = csv_lines(found.iterator(chunk_size=2000), _units(request))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="log-{timezone.localdate():%Y%m%d}.csv"'
    return response


@route("log/verify/", power=Power.AUDIT, methods="GET POST")
def verify_log(request: Request) -> HttpResponse:
    """Check the chain of the log, the frozen revisions and the forms under review, and show what is wrong."""
    whole, problems = sees_all(request.user), None
    if request.method == "POST":
        problems = verify_all(None if whole else units(request.user, Power.AUDIT))
        record(request.user, "verify_log", problems=len(problems))
    head = LogHead.objects.filter(pk=1).first() if whole else None
    return render(request, "workbench/verify.html", {"problems": problems, "head": head, "now": timezone.localtime()})


def _sought(request: Request) -> Sought:
    return Sought(*(request.GET.get(name, "").strip() for name in Sought._fields))


def _units(request: Request) -> dict[int, str]:
    """The names of the units whose entries a person may see, by number."""
    seen = Unit.objects.all() if sees_all(request.user) else units(request.user, Power.AUDIT)
    return dict(seen.order_by("code").values_list("pk", "name"))


def _told(entry: LogEntry, names: dict[int, str]) -> dict[str, Any]:
    return {
        "entry": entry,
        "action": action_name(entry.action),
        "thing": thing_name(entry.kind),
        "unit": names.get(entry.unit_id or 0, ""),
        "detail": told_detail(entry.detail),
    }
