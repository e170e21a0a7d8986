"""事前绩效评估、重点评价: the page that is filled in, saved by script or by a plain form; the report as a paper."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString

from jixiao.model.failure import Failure
from jixiao.workbench.cycle.evaluation_sheets import Sheet, system_name
from jixiao.workbench.cycle.evaluation_sources import Source, paper_of, report_of, source_of
from jixiao.workbench.cycle.evaluations import SavedSheet, current, frozen, save_evaluation
from jixiao.workbench.cycle.models import Filing
from jixiao.workbench.cycle.saving import Edit
from jixiao.workbench.cycle.steps import EDITABLE, EVALUATIONS, StepKind, fills
from jixiao.workbench.pages.evaluation_page import EvaluationPage
from jixiao.workbench.pages.panels import panel
from jixiao.workbench.pages.routes import Request, route
from jixiao.workbench.papers.one import formats_of
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import may
from jixiao.write.formats import written

FORMATS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
SHOWN = 200  # characters of a text that was not saved


@panel(20)
def evaluation_panel(request: HttpRequest, filing: Filing) -> SafeString | None:
    """The evaluation: to be filled in where it is a draft and the person may, else to be read."""
    if filing.step.kind not in EVALUATIONS:
        return None
    return _drawn(request, filing)


@panel(22)
def department_panel(request: HttpRequest, filing: Filing) -> SafeString | None:
    """The evaluation of a department by the region's system, below its form; nothing where the region has none."""
    return _drawn(request, filing) if filing.step.kind == StepKind.DEPARTMENT and system_name(filing) else None


@route("filings/<int:filing>/evaluation/", power=Power.READ, methods="GET POST", name="evaluation")
def evaluation_of(request: Request, filing: Filing) -> HttpResponse:
    """Save what was filled in, sent by a browser without script."""
    if request.method != "POST":
        return redirect("filing", filing.pk)
    try:
        saved = save_evaluation(_evaluated(filing), request.user, edits_of(request))
        for each in saved.unsaved:
            messages.error(request, f"“{each.name}”没有保存：{each.why}。您填的是：{each.mine[:SHOWN]}")
        messages.success(request, f"已保存（{_clock()}）")
    except Failure as failure:
        messages.error(request, str(failure))
    return redirect("filing", filing.pk)


@route("filings/<int:filing>/evaluation/save/", power=Power.READ, methods="POST", api=True)
def evaluation_save(request: Request, filing: Filing) -> HttpResponse:
    """Save what was filled in as soon as a field is left, and give the points as they are then."""
    try:
        saved = save_evaluation(_evaluated(filing), request.user, edits_of(request))
    except Failure as failure:
        return HttpResponse(str(failure), status=409, content_type="text/plain; charset=utf-8")
    return render(request, "workbench/supervision/evaluation_result.html", _answer(saved))


@route("filings/<int:filing>/report/<str:format>/", power=Power.READ, name="evaluation_report")
def evaluation_report(request: Request, filing: Filing, format: str) -> HttpResponse:
    """Give the report of an evaluation as docx or pdf; what is missing is printed as 【待填：…】."""
    if format not in FORMATS:
        raise Http404
    source = source_of(_evaluated(filing), filing.draft.data)
    sheet = frozen(filing, filing.draft, source)
    paper = paper_of(filing, sheet, source.form)
    response = HttpResponse(written(paper, f".{format}"), content_type=FORMATS[format])
    response["Content-Disposition"] = content_disposition_header(True, f"{paper.title}.{format}")
    return response


def edits_of(request: HttpRequest) -> list[Edit]:
    """Give the fields that were changed on a page, which sends along what they said before."""
    try:
        seen = json.loads(request.POST.get("seen", "{}"))
    except ValueError:
        seen = {}
    before = seen if isinstance(seen, dict) else {}
    typed = {name: str(text).replace("\r\n", "\n") for name, text in request.POST.items() if name.startswith("/")}
    edits = [Edit(name, str(before.get(name, "")), text) for name, text in typed.items()]
    return [edit for edit in edits if edit.old.strip() != edit.new.strip()]


def _evaluated(filing: Filing) -> Filing:
    if not system_name(filing):
        raise Http404
    return filing


def _drawn(request: HttpRequest, filing: Filing) -> SafeString:
    shown = _shown(request, filing, source_of(filing, filing.draft.data))
    return render_to_string("workbench/supervision/evaluation.html", shown, request)


def _shown(request: HttpRequest, filing: Filing, source: Source) -> dict[str, Any]:
    draft = filing.draft
    editable = filing.state in EDITABLE and not filing.step.year.closed
    sheet = current(filing, draft, source) if editable else frozen(filing, draft, source)
    return {
        "filing": filing,
        "source": source,
        "writable": editable and may(request.user, fills(filing.step.kind), filing.unit),
        "page": page_of(filing, sheet, source),
        "formats": formats_of(filing).items(),
    }


def page_of(filing: Filing, sheet: Sheet, source: Source) -> EvaluationPage:
    """Give an evaluation for its page, with what stands in for texts that are not written."""
    report = report_of(filing, sheet, source.form)
    return EvaluationPage(sheet, set(source.figures), dict(report.fallbacks))


def _answer(saved: SavedSheet) -> dict[str, Any]:
    page = EvaluationPage(saved.sheet, set(), {})
    return {"page": page, "unsaved": saved.unsaved, "clock": _clock(), "swapped": True}


def _clock() -> str:
    return timezone.localtime().strftime("%H:%M")
