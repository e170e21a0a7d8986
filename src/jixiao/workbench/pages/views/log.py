"""日志: what was done by whom and when, for the audit administrator and the auditors; as a table; and its check."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from jixiao.workbench.cycle.integrity import verify_all
from jixiao.workbench.cycle.steps import State
from jixiao.workbench.history.actions import ACTIONS, action_name, detail_name, thing_name
from jixiao.workbench.history.export import csv_lines
from jixiao.workbench.history.log import record
from jixiao.workbench.history.models import LogEntry, LogHead
from jixiao.workbench.history.reading import Sought, entries, sees_all
from jixiao.workbench.pages.paging import kept_query
from jixiao.workbench.pages.routes import Request, route
from jixiao.workbench.people.models import Unit
from jixiao.workbench.people.roles import ROLE_NAMES, Power
from jixiao.workbench.people.scope import units

ROWS = 50
_SHA = 12  # characters by which one knows a fingerprint again
_WORDS = {**dict(State.choices), **{role.value: name for role, name in ROLE_NAMES.items()}}


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
        "detail": [(detail_name(key), _shown(key, value)) for key, value in _kept(entry.detail).items()],
    }


def _kept(detail: dict[str, Any]) -> dict[str, Any]:
    """What says something to people: a cell is told by its name, not by its pointer too."""
    named = ("pointer",) if detail.get("name") else ()
    return {key: value for key, value in detail.items() if value not in ("", None) and key not in named}


def _shown(key: str, value: Any) -> str:
    """A value in a list: of a long fingerprint its beginning, the whole of it stands in the export."""
    return f"{str(value)[:_SHA]}…" if key == "sha256" else _word(value)


def _word(value: Any) -> str:
    """A value as people call it: states and roles by their names, lists in a row."""
    if isinstance(value, list):
        return "、".join(_word(each) for each in value)
    if isinstance(value, dict):
        return "，".join(f"{detail_name(key)}：{_word(each)}" for key, each in value.items())
    return _WORDS.get(str(value), str(value))
