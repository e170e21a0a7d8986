"""佐证材料: the files that prove a form, given and taken out on its page, seen by who may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from jixiao.model.failure import Failure
from jixiao.workbench.cycle.evidence import (
    KINDS,
    SHOWN,
    EvidenceLost,
    add_all,
    evidence_of,
    may_add,
    places_of,
    remove_evidence,
)
from jixiao.workbench.cycle.evidence_files import path_of
from jixiao.workbench.cycle.models import Evidence, Filing
from jixiao.workbench.cycle.uploads import NoFile
from jixiao.workbench.pages.panels import panel
from jixiao.workbench.pages.routes import Request, route
from jixiao.workbench.people.roles import Power
from jixiao.workbench.settings import CONFIG

if TYPE_CHECKING:
    from django.http.response import HttpResponseRedirect

# What a file may do in the browser: nothing. A PDF is shown by the browser's own viewer, which a sandbox would stop.
SEALED = "default-src 'none'; sandbox; frame-ancestors 'none'"
SEALED_VIEW = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"


class Shown(NamedTuple):
    """Evidence as its list shows it: what it is for, and whether the browser can show it."""

    evidence: Evidence
    place: str
    viewable: bool


@panel(50)
def evidence_panel(request: HttpRequest, filing: Filing) -> SafeString | None:
    """The evidence with what each file proves, and where more is given while the form is a draft."""
    found = [evidence for evidence in evidence_of(filing) if evidence.notice_id is None]
    adding = may_add(request.user, filing)
    if not found and not adding:
        return None
    places = places_of(filing, filing.draft.data)
    names = dict(places)
    shown = {
        "filing": filing,
        "files": [Shown(each, place_name(names, each.pointer), each.kind in SHOWN) for each in found],
        "places": places,
        "adding": adding,
        "accept": ",".join(f".{kind}" for kind in KINDS),
        "megabytes": CONFIG.upload_mb,
    }
    return render_to_string("workbench/supervision/evidence.html", shown, request)


def place_name(names: dict[str, str], pointer: str) -> str:
    """Give what a row of the form is called; evidence for a cell is for its row."""
    row = "/".join(pointer.split("/")[:3])
    return names.get(row, names[""])


@route("filings/<int:filing>/evidence/", power=Power.READ, methods="POST", uploads=True)
def add_evidence_to(request: Request, filing: Filing) -> HttpResponse:
    """Take in files for a row of the form or for the whole, each for itself."""
    files = request.FILES.getlist("files")
    kept, refused = add_all(filing, request.user, files, request.POST.get("pointer", ""))
    if kept:
        messages.success(request, f"已上传 {len(kept)} 个佐证材料。")
    for failure in refused or ([] if files else [NoFile()]):
        messages.error(request, str(failure))
    return _back(filing)


@route("evidence/<int:evidence>/delete/", power=Power.READ, methods="POST")
def delete_evidence(request: Request, evidence: Evidence) -> HttpResponse:
    """Take evidence out of a draft."""
    try:
        remove_evidence(evidence, request.user)
        messages.success(request, f"已删除佐证材料“{evidence.name}”。")
    except Failure as failure:
        messages.error(request, str(failure))
    return _back(evidence.filing)


@route("evidence/<int:evidence>/", power=Power.READ)
def download_evidence(request: Request, evidence: Evidence) -> HttpResponseBase:
    """Give the file to be saved."""
    return _file(request, evidence, attachment=True, policy=SEALED)


@route("evidence/<int:evidence>/view/", power=Power.READ)
def view_evidence(request: Request, evidence: Evidence) -> HttpResponseBase:
    """Show a picture or a PDF in the browser; any other file is given to be saved."""
    shown = evidence.kind in SHOWN
    return _file(request, evidence, attachment=not shown, policy=SEALED_VIEW if shown else SEALED)


def _file(request: Request, evidence: Evidence, *, attachment: bool, policy: str) -> HttpResponseBase:
    try:
        content = path_of(evidence.sha256).open("rb")
    except FileNotFoundError:
        messages.error(request, str(EvidenceLost(evidence)))
        return _back(evidence.filing)
    kind = KINDS.get(evidence.kind, "application/octet-stream")
    response = FileResponse(content, as_attachment=attachment, filename=evidence.name, content_type=kind)
    response["Content-Security-Policy"] = policy
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _back(filing: Filing) -> HttpResponseRedirect:
    return redirect(f"{reverse('filing', args=[filing.pk])}#evidence")
