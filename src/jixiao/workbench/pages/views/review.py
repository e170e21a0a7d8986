"""审核: the way of a filing on its page — submit, approve, send back, withdraw, adjust — and comments on its cells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from jixiao.model.failure import Failure
from jixiao.workbench.cycle.checking import findings_of
from jixiao.workbench.cycle.comments import add_comment, answer_comment, comments_of
from jixiao.workbench.cycle.models import Comment, Draft, Filing
from jixiao.workbench.cycle.refusals import ChangedSince, HasErrors
from jixiao.workbench.cycle.steps import EDITABLE
from jixiao.workbench.cycle.workflow import approve, reopen, send_back, submit, withdraw
from jixiao.workbench.pages import review_panels  # noqa: F401  # registers its panels
from jixiao.workbench.pages.cells import cell_choices, cell_name
from jixiao.workbench.pages.routes import Request, route
from jixiao.workbench.people.roles import Power

REASON = "reason-"  # leads the key of a finding in the name of its field


@route("filings/<int:filing>/finish/", power=Power.RECHECK, methods="GET POST", name="finish")  # 重点评价
@route("filings/<int:filing>/submit/", power=Power.SUBMIT, methods="GET POST", name="submit")
def submit_page(request: Request, filing: Filing) -> HttpResponse:
    """Show what checking says of the form as it stands; submit it with a reason for each error that stays."""
    reasons = {key.removeprefix(REASON): str(text) for key, text in request.POST.items() if key.startswith(REASON)}
    if request.method == "POST":
        try:
            revision = submit(filing, request.user, reasons, version=_number(request.POST.get("version")))
        except (HasErrors, ChangedSince) as failure:
            messages.error(request, str(failure))
            return _confirm(request, filing, reasons)
        except Failure as failure:
            messages.error(request, str(failure))
            return redirect("filing", filing.pk)
        messages.success(request, f"已报送，这是第{revision.number}版。")
        return redirect("filing", filing.pk)
    if filing.state not in EDITABLE:
        return redirect("filing", filing.pk)
    return _confirm(request, filing, {})


@route("filings/<int:filing>/approve/", power=Power.COMMENT, methods="POST", name="approve")
def approve_filing(request: Request, filing: Filing) -> HttpResponse:
    """Pass the filing on, or end it."""

    def act(why: str) -> str:
        after = approve(filing, request.user, request.POST.get("seen", ""), why, revision=_seen(request))
        return f"已审核通过，现在是“{after.label}”。"

    return _act(request, filing, act)


@route("filings/<int:filing>/return/", power=Power.COMMENT, methods="POST", name="return")
def return_filing(request: Request, filing: Filing) -> HttpResponse:
    """Send the filing back to who filled it in."""

    def act(why: str) -> str:
        send_back(filing, request.user, request.POST.get("seen", ""), why, revision=_seen(request))
        return "已退回填报人修改。"

    return _act(request, filing, act)


@route("filings/<int:filing>/take-back/", power=Power.RECHECK, methods="POST", name="take_back")  # 重点评价
@route("filings/<int:filing>/withdraw/", power=Power.SUBMIT, methods="POST", name="withdraw")
def withdraw_filing(request: Request, filing: Filing) -> HttpResponse:
    """Take the filing back before its first reviewer has acted."""

    def act(why: str) -> str:
        withdraw(filing, request.user, why)
        return "已撤回，可以继续修改。"

    return _act(request, filing, act)


@route("filings/<int:filing>/adjust/", power=Power.SUBMIT, methods="POST", name="adjust")
def adjust_filing(request: Request, filing: Filing) -> HttpResponse:
    """Open an approved target for an adjustment in mid-year."""

    def act(why: str) -> str:
        reopen(filing, request.user, why)
        return "已开始目标调整：请修改后重新报送，原批复的目标和调整原因都会保留。"

    return _act(request, filing, act)


@route("filings/<int:filing>/comment/", power=Power.COMMENT, methods="GET POST", name="comment")
def comment_page(request: Request, filing: Filing) -> HttpResponse:
    """Write a comment on a cell, or on the form as a whole; those that the cell has are shown."""
    pointer = request.POST.get("pointer", request.GET.get("pointer", ""))
    if request.method == "POST":
        try:
            add_comment(filing, request.user, request.POST.get("text", ""), pointer)
            messages.success(request, "意见已记下。")
        except Failure as failure:
            messages.error(request, str(failure))
        return redirect(f"{reverse('filing', args=[filing.pk])}#comments")
    shown = {
        "filing": filing,
        "pointer": pointer,
        "name": cell_name(filing, filing.draft, pointer),
        "cells": cell_choices(filing, filing.draft),
        "comments": [comment for comment in comments_of(filing) if comment.pointer == pointer],
    }
    return render(request, "workbench/comment.html", shown)


@route("comments/<int:comment>/answer/", power=Power.WRITE, methods="POST", name="answer")
def answer(request: Request, comment: Comment) -> HttpResponse:
    """Resolve a comment with the preparer's answer."""
    try:
        answer_comment(comment, request.user, request.POST.get("answer", ""))
        messages.success(request, "已答复。")
    except Failure as failure:
        messages.error(request, str(failure))
    return redirect(f"{reverse('filing', args=[comment.filing_id])}#comments")


def _act(request: Request, filing: Filing, act: Callable[[str], str]) -> HttpResponse:
    """Do something with a filing and say so, or say why it cannot be done."""
    try:
        messages.success(request, act(request.POST.get("why", "").strip()[:2000]))
    except Failure as failure:
        messages.error(request, str(failure))
    return redirect("filing", filing.pk)


def _confirm(request: Request, filing: Filing, reasons: dict[str, str]) -> HttpResponse:
    draft = Draft.objects.get(filing=filing)
    found = findings_of(filing, draft)
    shown: dict[str, Any] = {
        "filing": filing,
        "draft": draft,
        "errors": [(row, reasons.get(row.key, "")) for row in found if row.severity == "error"],
        "others": [row for row in found if row.severity != "error"],
        "unanswered": [comment for comment in comments_of(filing) if comment.resolved_at is None],
    }
    return render(request, "workbench/submit.html", shown)


def _seen(request: Request) -> int | None:
    return _number(request.POST.get("revision"))


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 10 else None
