"""财政复核: the sample, the list of what was drawn and re-checked, and the page with both scores beside each other."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from jixiao.knowledge.calendar import usual_share
from jixiao.model.failure import Failure
from jixiao.score.recheck import difference
from jixiao.workbench.cycle.models import Filing, Recheck, Sample, Step
from jixiao.workbench.cycle.recheck import (
    RECHECKED,
    draw_sample,
    drawable,
    last_revision,
    may_recheck,
    rechecked,
    save_recheck,
)
from jixiao.workbench.cycle.steps import EDITABLE, StepKind
from jixiao.workbench.pages.dates import number_of
from jixiao.workbench.pages.finders import FILINGS, years
from jixiao.workbench.pages.paging import kept_query
from jixiao.workbench.pages.panels import panel
from jixiao.workbench.pages.routes import Request, route
from jixiao.workbench.pages.shares import share_of, share_text
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import within

ROWS = 50
GIVEN = "score"  # leads the pointer of an item in the name of its field
WHICH: dict[str, tuple[str, Q]] = {
    "sampled": ("抽中的", Q(sampled=True)),
    "open": ("抽中还没有复核的", Q(sampled=True, recheck_score=None)),
    "done": ("已复核的", ~Q(recheck_score=None)),
}


@panel(62)
def recheck_panel(request: HttpRequest, filing: Filing) -> SafeString | None:
    """The last re-check with its opinion, and the way to do one."""
    if filing.step.kind not in RECHECKED:
        return None
    rechecking = may_recheck(request.user, filing)
    last = None
    if filing.recheck_score is not None:
        last = Recheck.objects.filter(filing=filing).select_related("by", "revision").defer("revision__data").last()
    if last is None and not rechecking and not filing.sampled:
        return None
    gap = difference(last.total, filing.score) if last else None
    shown = {"filing": filing, "last": last, "rechecking": rechecking, "difference": gap}
    return render_to_string("workbench/supervision/recheck_panel.html", shown, request)


@route("rechecks/", power=Power.RECHECK, way=(52, "财政复核"))
def rechecks(request: Request) -> HttpResponse:
    """List submitted self-evaluations with both scores; the sample is drawn here, and how it was drawn is shown."""
    opened = list(years(request.user, Power.RECHECK).select_related("region"))
    year = next((each for each in opened if str(each.pk) == request.GET.get("year")), opened[0] if opened else None)
    step = Step.objects.filter(year=year, kind=StepKind.SELF_EVALUATION).select_related("year").first()
    which, words = request.GET.get("which", ""), request.GET.get("words", "").strip()
    page = Paginator(_found(request, step, which, words), ROWS).get_page(request.GET.get("page"))
    shown: dict[str, Any] = {
        "years": opened,
        "year": year,
        "step": step,
        "which": which,
        "choices": [(value, name) for value, (name, _) in WHICH.items()],
        "words": words,
        "page": page,
        "rows": [(filing, difference(filing.recheck_score, filing.score)) for filing in page],
        "samples": Sample.objects.filter(step=step).select_related("by") if step else [],
        "drawable": drawable(step, request.user).count() if step else 0,
        "share": share_text(usual_share()),
        "query": kept_query(request),
    }
    return render(request, "workbench/supervision/rechecks.html", shown)


@route("steps/<int:step>/sample/", power=Power.RECHECK, methods="POST")
def sample(request: Request, step: Step) -> HttpResponse:
    """Draw the sample of a step's self-evaluations."""
    if step.kind == StepKind.SELF_EVALUATION:
        try:
            share, seed = share_of(request.POST.get("share", "")), request.POST.get("seed", "").strip()[:40]
            drawn = draw_sample(step, request.user, share, seed or secrets.token_hex(4))
            messages.success(request, f"已从 {drawn.among} 件中抽中 {drawn.drawn} 件，随机种子“{drawn.seed}”。")
        except Failure as failure:
            messages.error(request, str(failure))
    return redirect(f"{reverse('rechecks')}?year={step.year_id}&which=sampled")


@route("filings/<int:filing>/recheck/", power=Power.RECHECK, methods="GET POST", name="recheck")
def recheck_page(request: Request, filing: Filing) -> HttpResponse:
    """Show each item with the unit's score, the rule's and the finance bureau's; keep the latter."""
    if filing.step.kind not in RECHECKED:
        raise Http404
    if filing.state in EDITABLE or not filing.revisions.exists():
        messages.error(request, "这张自评表还没有报送，不能复核。")
        return redirect("filing", filing.pk)
    sent = {name.removeprefix(GIVEN): str(text) for name, text in request.POST.items() if name.startswith(f"{GIVEN}/")}
    opinion, counts = request.POST.get("opinion", ""), "count" in request.POST
    if request.method == "POST" and not counts:
        try:
            seen = number_of(request.POST.get("revision")) or 0
            kept = save_recheck(filing, request.user, sent, opinion, revision=seen)
            messages.success(request, f"复核已保存，复核得分 {kept.total}。")
            return redirect(f"{reverse('filing', args=[filing.pk])}#recheck")
        except Failure as failure:
            messages.error(request, str(failure))
    return _recheck_form(request, filing, sent, opinion)


def _recheck_form(request: Request, filing: Filing, sent: dict[str, str], opinion: str) -> HttpResponse:
    """The page with what is given, or with the last re-check where nothing is."""
    revision, before = last_revision(filing), Recheck.objects.filter(filing=filing).last()
    kept = before.scores if before and before.revision_id == revision.pk else {}
    given = sent or kept
    try:
        shown = rechecked(filing, revision, given)
    except Failure as failure:
        messages.error(request, str(failure))
        shown = rechecked(filing, revision, kept)
    rows = [(item, f"{GIVEN}{item.pointer}", given.get(item.pointer, "")) for item in shown.items]
    context = {
        "filing": filing,
        "revision": revision,
        "rows": rows,
        "shown": shown,
        "opinion": opinion or (before.opinion if before and kept else ""),
        "may": may_recheck(request.user, filing),
    }
    return render(request, "workbench/supervision/recheck.html", context)


def _found(request: Request, step: Step | None, which: str, words: str) -> QuerySet[Filing]:
    if step is None:
        return Filing.objects.none()
    found = FILINGS.filter(within(request.user, Power.RECHECK, "unit__"), step=step).exclude(state__in=EDITABLE)
    if which in WHICH:
        found = found.filter(WHICH[which][1])
    if words:
        found = found.filter(Q(project__name__icontains=words) | Q(unit__name__icontains=words))
    return found.order_by("unit__code", "pk")
