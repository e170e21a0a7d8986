"""导入: forms taken in from files, copied from last year, begun from the approved target; first shown, then taken."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from jixiao.model.failure import Failure
from jixiao.model.field_names import field_name
from jixiao.read.data.forms_found import read_forms
from jixiao.workbench.cycle.adjusted import TOLD, is_behind
from jixiao.workbench.cycle.following import update_from_target
from jixiao.workbench.cycle.forms import form_of
from jixiao.workbench.cycle.intake import copy_last_year, found_in, take_forms, targets_of
from jixiao.workbench.cycle.models import Draft, Filing, Intake, Step
from jixiao.workbench.cycle.starting import FOLLOWING
from jixiao.workbench.cycle.steps import EDITABLE, FORM_KINDS, StepKind
from jixiao.workbench.cycle.uploads import understood
from jixiao.workbench.pages.dates import number_of
from jixiao.workbench.pages.panels import panel
from jixiao.workbench.pages.routes import Request, route
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import may

_NAMED = 5  # fields that a message names


@route("steps/<int:step>/intake/", power=Power.WRITE, methods="GET POST", name="step_intake", uploads=True)
def step_intake(request: Request, step: Step) -> HttpResponse:
    """Take an upload with the forms of many projects for a step, and lead to its preview."""
    if request.method == "POST":
        return _uploaded(request, step, None)
    return render(request, "workbench/intake_upload.html", {"step": step, "takes": step.kind in FORM_KINDS})


@route("filings/<int:filing>/intake/", power=Power.WRITE, methods="POST", name="filing_intake", uploads=True)
def filing_intake(request: Request, filing: Filing) -> HttpResponse:
    """Take an upload for one filing, and lead to its preview."""
    return _uploaded(request, filing.step, filing)


@route("intakes/<int:intake>/", power=Power.WRITE, methods="GET POST")
def form_intake(request: Request, intake: Intake) -> HttpResponse:
    """Show what was understood of a file and where it would go; take what was chosen."""
    if intake.what != Intake.What.FORMS:
        raise Http404
    if request.method == "POST":
        return _taken(request, intake)
    filings = targets_of(intake, request.user)
    found = found_in(intake, filings)
    shown = {"intake": intake, "filings": filings, "found": found, "unmatched": sum(not each.filing for each in found)}
    return render(request, "workbench/intake.html", shown)


@route("filings/<int:filing>/copy/", power=Power.WRITE, methods="POST", name="copy_filing")
def copy_filing(request: Request, filing: Filing) -> HttpResponse:
    """Copy last year's form into the draft."""

    def copy() -> str:
        left = copy_last_year(filing, request.user)
        return f"已从上年复制，年度改为{filing.step.year.year}年。{_still_named(filing, left)}"

    return _done(request, filing, copy)


@route("filings/<int:filing>/follow/", power=Power.WRITE, methods="POST", name="follow_filing")
def follow_filing(request: Request, filing: Filing) -> HttpResponse:
    """Let the draft follow the approved target."""

    def follow() -> str:
        update_from_target(filing, request.user)
        return "已按批复的绩效目标更新指标、指标值、分值和预算数；已填的完成情况仍在同名指标上。"

    return _done(request, filing, follow)


@panel(15)
def beginnings(request: HttpRequest, filing: Filing) -> SafeString | None:
    """Draw the ways to begin a draft: from a file, last year's form, the approved target, the indicator library."""
    open_now = filing.state in EDITABLE and filing.step.kind in FORM_KINDS and not filing.step.year.closed
    if not open_now or not may(request.user, Power.WRITE, filing.unit):
        return None
    follows, target = filing.step.kind in FOLLOWING, filing.step.kind == StepKind.TARGET
    shown = {"filing": filing, "follows": follows, "target": target, "behind": TOLD if is_behind(filing) else ""}
    return render_to_string("workbench/beginnings.html", shown, request)


def _uploaded(request: Request, step: Step, filing: Filing | None) -> HttpResponse:
    back = redirect("filing", filing.pk) if filing else redirect("step_intake", step.pk)
    try:
        file = request.FILES.get("file")
        intake = understood(request.user, Intake.What.FORMS, file, read_forms, step=step, filing=filing)
    except Failure as failure:
        messages.error(request, str(failure))
        return back
    return redirect("form_intake", intake.pk)


def _taken(request: Request, intake: Intake) -> HttpResponse:
    count = len(intake.data.get("forms", []))
    chosen = {number: number_of(request.POST.get(f"form-{number}")) for number in range(count)}
    try:
        taken = take_forms(intake, request.user, {number: pk for number, pk in chosen.items() if pk is not None})
    except Failure as failure:
        messages.error(request, str(failure))
        return redirect("form_intake", intake.pk)
    messages.success(request, f"已导入 {taken} 张表，请逐张核对。")
    if intake.filing_id:
        return redirect("filing", intake.filing_id)
    return redirect(f"/filings/?year={intake.step.year_id}&step={intake.step_id}" if intake.step else "filings")


def _still_named(filing: Filing, pointers: list[str]) -> str:
    """What of the copied form still names last year, for its author to change."""
    if not pointers:
        return ""
    form = form_of(Draft.objects.get(filing=filing).data)
    names = "、".join(field_name(form, pointer) for pointer in pointers[:_NAMED])
    more = f"等 {len(pointers)} 处" if len(pointers) > _NAMED else ""
    return f"{names}{more}还写着{filing.step.year.year - 1}年，请看看要不要改。"


def _done(request: Request, filing: Filing, act: Callable[[], str]) -> HttpResponse:
    try:
        messages.success(request, act())
    except Failure as failure:
        messages.error(request, str(failure))
    return redirect("filing", filing.pk)
