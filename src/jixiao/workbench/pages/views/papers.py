"""导出: a filing, a version of it, or the forms of a step as docx, xlsx, pdf in the layout of the year."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

import jixiao.workbench.pages.paper_panel  # noqa: F401  # registers the panel
from jixiao.model.failure import Failure
from jixiao.workbench.cycle.models import Filing, Revision, Step
from jixiao.workbench.pages.dates import number_of
from jixiao.workbench.pages.overview_pages import attached
from jixiao.workbench.pages.routes import Request, route
from jixiao.workbench.papers.names import safe_name
from jixiao.workbench.papers.one import KINDS, NoForm, entries_of, file_of, formats_of, has_paper, paper_of
from jixiao.workbench.papers.versions import Version, approved, draft_of, of_revision
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import within
from jixiao.write.formats import written


@route("filings/<int:filing>/papers/<slug:format>/", power=Power.READ)
def filing_paper(request: Request, filing: Filing, format: str) -> HttpResponse:
    """Give a filing as it stands, or what was approved of it (?version=approved), as a file."""
    try:
        version = approved(filing) if request.GET.get("version") == "approved" else draft_of(filing)
        return _paper(request, filing, version, format)
    except Failure as failure:
        messages.error(request, str(failure))
        return redirect("filing", filing.pk)


@route("revisions/<int:revision>/papers/<slug:format>/", power=Power.READ)
def revision_paper(request: Request, revision: Revision, format: str) -> HttpResponse:
    """Give a frozen revision as a file."""
    filing = Filing.objects.select_related("unit", "project", "step__year__region").get(pk=revision.filing_id)
    try:
        return _paper(request, filing, of_revision(revision), format)
    except Failure as failure:
        messages.error(request, str(failure))
        return redirect("filing", filing.pk)


@route("steps/<int:step>/papers/<slug:format>/", power=Power.READ)
def step_papers(request: Request, step: Step, format: str) -> HttpResponse:
    """Give the forms of a step that a person may see, of one unit (?unit=) or of all, as one file."""
    unit = number_of(request.GET.get("unit"))
    found = Filing.objects.filter(within(request.user, Power.READ, "unit__"), step=step)
    found = found.filter(unit=unit) if unit is not None else found
    filings = found.select_related("unit", "project", "step__year", "draft").order_by("unit__code", "unit_id", "pk")
    try:
        entries = entries_of(filings, explained=_explained(request))
        if not entries:
            raise NoForm(step)
        name = f"{step.year}{step}{filings[0].unit.name if unit is not None else ''}"
        return attached(file_of(entries, _known(format)), safe_name(name, f".{format}"), KINDS[format])
    except Failure as failure:
        messages.error(request, str(failure))
        return redirect("filings")


def _paper(request: Request, filing: Filing, version: Version, format: str) -> HttpResponse:
    if not has_paper(filing):
        raise NoForm(filing)
    if format not in formats_of(filing):
        raise Http404
    paper = paper_of(filing, version.data, explained=_explained(request))
    name = safe_name(f"{filing.project or filing.unit}{filing.step}（{version.name}）", f".{format}")
    return attached(written(paper, f".{format}"), name, KINDS[format])


def _explained(request: Request) -> bool:
    return request.GET.get("explained") == "1"


def _known(format: str) -> str:
    if format not in KINDS:
        raise Http404
    return format
