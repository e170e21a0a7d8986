"""整改通知: sent from a filing's page by the finance bureau, answered there by the unit, closed or sent back."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from jixiao.model.failure import Failure
from jixiao.workbench.cycle.evidence import KINDS, SHOWN, evidence_of
from jixiao.workbench.cycle.models import Evidence, Filing, Notice
from jixiao.workbench.cycle.notices import (
    CLOSED,
    TO_ANSWER,
    TO_CLOSE,
    answer_notice,
    close_notice,
    issue_notice,
    notices_of,
    return_notice,
    stands,
)
from jixiao.workbench.pages.dates import date_of
from jixiao.workbench.pages.paging import kept_query
from jixiao.workbench.pages.panels import panel
from jixiao.workbench.pages.routes import Request, route
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import may, within

ROWS = 50
DUE = "整改期限"
STANDS: dict[str, tuple[str, Q]] = {
    "answer": ("待整改", TO_ANSWER),
    "close": ("待销号", TO_CLOSE),
    "closed": ("已销号", CLOSED),
}


class Shown(NamedTuple):
    """A notice as its panel shows it: where it stands, its evidence, what this person may do with it."""

    notice: Notice
    stands: str
    files: list[tuple[Evidence, bool]]
    answering: bool
    closing: bool


@panel(61)
def notices_panel(request: HttpRequest, filing: Filing) -> SafeString | None:
    """The notices with their answers, and where the finance bureau writes one."""
    open_year = not filing.step.year.closed
    issuing = open_year and may(request.user, Power.RECHECK, filing.unit)
    writing = open_year and may(request.user, Power.WRITE, filing.unit)
    found = [_shown(filing, notice, writing, issuing) for notice in notices_of(filing)]
    if not found and not issuing:
        return None
    shown = {
        "filing": filing,
        "notices": found,
        "issuing": issuing,
        "today": timezone.localdate(),
        "accept": ",".join(f".{kind}" for kind in KINDS),
    }
    return render_to_string("workbench/supervision/notices.html", shown, request)


@route("notices/", power=Power.READ)
def notices(request: Request) -> HttpResponse:
    """List the notices that a person may see, those that are open first."""
    where, words = request.GET.get("stands", ""), request.GET.get("words", "").strip()
    found = Notice.objects.select_related("filing__unit", "filing__project", "filing__step__year", "by")
    found = found.filter(within(request.user, Power.READ, "filing__unit__"))
    if where in STANDS:
        found = found.filter(STANDS[where][1])
    if words:
        found = found.filter(Q(filing__project__name__icontains=words) | Q(filing__unit__name__icontains=words))
    page = Paginator(found.order_by("closed_at", "due", "pk"), ROWS).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "rows": [(notice, stands(notice)) for notice in page],
        "choices": [(value, name) for value, (name, _) in STANDS.items()],
        "stands": where,
        "words": words,
        "today": timezone.localdate(),
        "query": kept_query(request),
    }
    return render(request, "workbench/supervision/notice_list.html", shown)


@route("filings/<int:filing>/notice/", power=Power.RECHECK, methods="POST")
def issue(request: Request, filing: Filing) -> HttpResponse:
    """Send the unit a notice."""

    def act() -> str:
        issue_notice(filing, request.user, request.POST.get("text", ""), date_of(request.POST.get("due"), DUE))
        return "整改通知已下发，单位会在“我的任务”里看到。"

    return _act(request, filing, act)


@route("notices/<int:notice>/answer/", power=Power.WRITE, methods="POST", uploads=True)
def answer_to_notice(request: Request, notice: Notice) -> HttpResponse:
    """Answer a notice, with files."""

    def act() -> str:
        answer_notice(notice, request.user, request.POST.get("answer", ""), request.FILES.getlist("files"))
        return "整改情况已报财政部门。"

    return _act(request, notice.filing, act)


@route("notices/<int:notice>/close/", power=Power.RECHECK, methods="POST")
def close(request: Request, notice: Notice) -> HttpResponse:
    """Take the answer to a notice and close it."""

    def act() -> str:
        close_notice(notice, request.user, request.POST.get("remark", ""))
        return "已销号。"

    return _act(request, notice.filing, act)


@route("notices/<int:notice>/return/", power=Power.RECHECK, methods="POST")
def return_answer(request: Request, notice: Notice) -> HttpResponse:
    """Send the answer to a notice back with the reason and a new deadline."""

    def act() -> str:
        due = date_of(request.POST.get("due"), DUE)
        return_notice(notice, request.user, request.POST.get("remark", ""), due)
        return "已退回单位重新整改。"

    return _act(request, notice.filing, act)


def _shown(filing: Filing, notice: Notice, writing: bool, issuing: bool) -> Shown:
    files = [(each, each.kind in SHOWN) for each in evidence_of(filing) if each.notice_id == notice.pk]
    answered, closed = notice.answered_at is not None, notice.closed_at is not None
    return Shown(
        notice, stands(notice), files, writing and not answered and not closed, issuing and answered and not closed
    )


def _act(request: Request, filing: Filing, act: Callable[[], str]) -> HttpResponse:
    """Do something with a notice and say so, or say why it cannot be done."""
    try:
        messages.success(request, act())
    except Failure as failure:
        messages.error(request, str(failure))
    return redirect(f"{reverse('filing', args=[filing.pk])}#notices")
