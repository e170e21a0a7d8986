"""修改记录: the changes of a filing's cells, the life of one cell, and two versions beside each other."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render

from jixiao.workbench.cycle.comparing import Line, compared, compared_sheets
from jixiao.workbench.cycle.evaluation_sheets import sheet_of
from jixiao.workbench.cycle.forms import form_of
from jixiao.workbench.cycle.models import FigureChange, Filing, Revision
from jixiao.workbench.cycle.steps import EDITABLE, FORM_KINDS
from jixiao.workbench.cycle.trail import life_of
from jixiao.workbench.pages.paging import kept_query
from jixiao.workbench.pages.routes import Request, route
from jixiao.workbench.people.models import User
from jixiao.workbench.people.roles import Power

ROWS = 50
DRAFT = "draft"
ACTIONS = {"set": "", "added": "新增行", "removed": "删除行", "moved": "移动"}


class Version(NamedTuple):
    """A version to compare: how it is called in an address, what people call it, and what the form says in it."""

    key: str
    name: str
    data: dict[str, Any]


@route("filings/<int:filing>/history/", power=Power.READ)
def changes(request: Request, filing: Filing) -> HttpResponse:
    """List the changes of a filing's cells, the newest first: who, when, from what, to what."""
    words, who = request.GET.get("words", "").strip(), request.GET.get("who", "")
    found = _sought(FigureChange.objects.filter(filing=filing).select_related("by"), words, who)
    page = Paginator(found.order_by("-pk"), ROWS).get_page(request.GET.get("page"))
    shown = {
        "filing": filing,
        "page": page,
        "rows": [(change, ACTIONS.get(change.action, "")) for change in page],
        "people": User.objects.filter(pk__in=FigureChange.objects.filter(filing=filing).values("by")),
        "words": words,
        "who": who,
        "query": kept_query(request),
    }
    return render(request, "workbench/changes.html", shown)


@route("filings/<int:filing>/cell/", power=Power.READ)
def cell(request: Request, filing: Filing) -> HttpResponse:
    """Show the life of one cell, followed through rows that came, went or moved; by its pointer in a version."""
    pointer, version = request.GET.get("pointer", ""), request.GET.get("version", "")
    found = life_of(filing, pointer, int(version) if version.isdecimal() and len(version) < 10 else None)
    name = found[-1].name if found else ""
    rows = [(change, ACTIONS.get(change.action, "")) for change in found]
    return render(request, "workbench/cell.html", {"filing": filing, "rows": rows, "name": name})


@route("filings/<int:filing>/compare/", power=Power.READ)
def compare(request: Request, filing: Filing) -> HttpResponse:
    """Show two versions of a form beside each other: by default the last two that can differ."""
    versions = _versions(filing)
    last = -1 if filing.state in EDITABLE else -2  # once submitted, the draft is the last revision
    before, after = _chosen(versions, request.GET.get("a"), last - 1), _chosen(versions, request.GET.get("b"), last)
    everything = "all" in request.GET
    lines = _compared(filing, before, after, everything) if before.data and after.data else []
    shown = {
        "filing": filing,
        "versions": versions,
        "before": before,
        "after": after,
        "lines": lines,
        "changed": sum(line.action != "same" for line in lines),
        "everything": everything,
    }
    return render(request, "workbench/compare.html", shown)


def _compared(filing: Filing, before: Version, after: Version, everything: bool) -> list[Line]:
    """Two versions of a form, or of an evaluation by points, beside each other."""
    if filing.step.kind in FORM_KINDS:
        return compared(form_of(before.data), form_of(after.data), everything=everything)
    return compared_sheets(sheet_of(filing, before.data), sheet_of(filing, after.data), everything=everything)


def _sought(found: QuerySet[FigureChange], words: str, who: str) -> QuerySet[FigureChange]:
    if words:
        found = found.filter(name__icontains=words)
    if who:
        found = found.filter(by=int(who)) if who.isdecimal() and len(who) < 10 else found.none()
    return found


def _versions(filing: Filing) -> list[Version]:
    revisions = Revision.objects.filter(filing=filing).select_related("by").order_by("number")
    told = [Version(str(it.number), f"第{it.number}版（{it.at:%Y-%m-%d} {it.by.name}）", it.data) for it in revisions]
    return [*told, Version(DRAFT, "现在的底稿", filing.draft.data)]


def _chosen(versions: list[Version], key: str | None, default: int) -> Version:
    """The version of a key; the default counts from the end, where the draft stands."""
    if not key:
        return versions[max(default, -len(versions))]
    found = next((version for version in versions if version.key == key), None)
    if found is None:
        raise Http404
    return found
