"""录入: the form as it is typed, its saving by script and by a plain form, and what others do to it meanwhile."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from jixiao.model.failure import Failure
from jixiao.workbench.cycle.models import Draft, FigureChange, Filing
from jixiao.workbench.cycle.moves import Move, since
from jixiao.workbench.cycle.saving import RowsMoved, Saved, as_edits, save_edits, save_moves
from jixiao.workbench.cycle.steps import EDITABLE, FORM_KINDS, StepKind
from jixiao.workbench.cycle.typed import Sheet, opened, sheet
from jixiao.workbench.pages.panels import panel
from jixiao.workbench.pages.paper import PaperForm
from jixiao.workbench.pages.plain import BadRequest, clock, save_plainly
from jixiao.workbench.pages.routes import Request, route
from jixiao.workbench.pages.views.monitoring import drawn_lights
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import may

LATEST = 12  # changes that a page asks for when it looks who else is typing


class AnotherPerson(Failure):
    """A page that was opened by somebody else than who is logged in by now."""

    def __init__(self, name: str) -> None:
        super().__init__(f"这台电脑现在登录的是“{name}”，这一页是别人打开的，没有保存；请用原来的用户登录。")


@panel(20)
def form_panel(request: HttpRequest, filing: Filing) -> SafeString | None:
    """The form itself: to be typed into where it is a draft and the person may, else to be read."""
    if filing.step.kind not in FORM_KINDS:
        return None
    draft = filing.draft
    shown = _shown(filing, draft)
    paper = PaperForm(shown, writable(request, filing))
    context = {"filing": filing, "draft": draft, "paper": paper, "user": request.user}
    return render_to_string("workbench/typing/panel.html", context, request)


def writable(request: HttpRequest, filing: Filing) -> bool:
    """Tell whether the person may type into a filing now."""
    due = filing.state in EDITABLE and not filing.step.year.closed
    return due and may(request.user, Power.WRITE, filing.unit)


@route("filings/<int:filing>/typing/", power=Power.WRITE, methods="GET POST")
def typing(request: Request, filing: Filing) -> HttpResponse:
    """Save a form that was sent as a whole, by a browser without script; conflicts are shown to be decided."""
    if request.method != "POST":
        return redirect("filing", filing.pk)
    unsaved = save_plainly(request, filing, "")
    if unsaved is not None:
        return render(request, "workbench/typing/merge.html", {"unsaved": [unsaved]}, status=409)
    messages.success(request, f"已保存（{clock()}）")
    return redirect("filing", filing.pk)


def answers_failures(view: Callable[..., JsonResponse]) -> Callable[..., JsonResponse]:
    """Let a view for scripts answer a failure by its sentence."""

    @wraps(view)
    def answering(request: Request, **things: Any) -> JsonResponse:
        try:
            return view(request, **things)
        except RowsMoved as failure:
            now = _state(request, things["filing"])
            return JsonResponse({"error": str(failure), "moved": True, **now}, status=409)
        except AnotherPerson as failure:
            return JsonResponse({"error": str(failure)}, status=401)
        except (BadRequest, ValueError, TypeError, KeyError):
            return JsonResponse({"error": str(BadRequest())}, status=400)
        except Failure as failure:
            return JsonResponse({"error": str(failure)}, status=409)

    return answering


@route("filings/<int:filing>/typing/save/", power=Power.WRITE, methods="POST", api=True)
@answers_failures
def typing_save(request: Request, filing: Filing) -> JsonResponse:
    """Save changes of cells, and give what was worked out of them."""
    sent = _sent(request)
    saved = save_edits(filing, request.user, as_edits(sent["edits"]), int(sent["shape"]))
    return JsonResponse(_answer(request, saved, sent))


@route("filings/<int:filing>/typing/rows/", power=Power.WRITE, methods="POST", api=True)
@answers_failures
def typing_rows(request: Request, filing: Filing) -> JsonResponse:
    """Add, take out or move indicator rows, and give the form as it is then."""
    sent = _sent(request)
    saved = save_moves(filing, request.user, [_as_move(each) for each in sent["moves"]], int(sent["shape"]))
    return JsonResponse(_answer(request, saved, sent))


@route("filings/<int:filing>/typing/state/", power=Power.WRITE, api=True)
@answers_failures
def typing_state(request: Request, filing: Filing) -> JsonResponse:
    """Give who else changed a form lately, and the form itself where that was since the version that the page has."""
    latest = FigureChange.objects.filter(filing=filing).select_related("by").order_by("-pk")[:LATEST]
    people = _people(request, list(latest))
    version = max((change.version for change in latest), default=0)
    if str(version) == request.GET.get("version"):
        return JsonResponse({"version": version, "people": people})
    return JsonResponse({**_state(request, filing), "people": people})


def _shown(filing: Filing, draft: Draft) -> Sheet:
    now = opened(filing, draft)
    return sheet(filing, now.form, now.layout)


def _state(request: HttpRequest, filing: Filing) -> dict[str, Any]:
    """The form as it stands, for a script; drawn anew where it stands otherwise than the page has it."""
    draft = Draft.objects.get(filing=filing)
    shown = _shown(filing, draft)
    paper = PaperForm(shown, writable(request, filing))
    shape = request.GET.get("shape", "")
    moves = since(draft, int(shape)) if shape.isdecimal() else None
    return _told(request, filing, draft, paper, request.GET.get("structure")) | {"moves": moves}


def _answer(request: Request, saved: Saved, sent: dict[str, Any]) -> dict[str, Any]:
    paper = PaperForm(saved.sheet, True)
    told = _told(request, saved.filing, saved.draft, paper, sent.get("structure"))
    return told | {
        "saved": clock(),
        "moves": saved.moves,
        "removed": saved.removed,
        "conflicts": [conflict._asdict() for conflict in saved.conflicts],
        "refused": [refused._asdict() for refused in saved.refused],
    }


def _told(request: HttpRequest, filing: Filing, draft: Draft, paper: PaperForm, structure: object) -> dict[str, Any]:
    context = {"filing": filing, "draft": draft, "paper": paper}
    told: dict[str, Any] = {
        "version": draft.version,
        "shape": draft.shape,
        "structure": paper.structure,
        "cells": paper.cells(),
        "why": paper.assessment.why,
        "marks": paper.marks(),
        "owed": paper.assessment.owed,
        "side": render_to_string("workbench/typing/findings.html", context, request),
    }
    if filing.step.kind == StepKind.MONITORING:
        told["lights"] = drawn_lights(request, filing, paper.form)
    if structure is not None and structure != paper.structure:
        told["grid"] = render_to_string("workbench/typing/grid.html", context, request)
    return told


def _people(request: Request, latest: list[FigureChange]) -> list[dict[str, Any]]:
    """Who else changed the form lately, the latest first, each once."""
    others: dict[int, dict[str, Any]] = {}
    for change in latest:
        if change.by_id != request.user.pk:
            told = {"name": str(change.by), "at": clock(change.at), "cell": change.name}
            others.setdefault(change.by_id, told)
    return list(others.values())


def _sent(request: Request) -> dict[str, Any]:
    """What a script sent; raises BadRequest, and AnotherPerson where the page was opened by somebody else."""
    sent = json.loads(request.body)
    if not isinstance(sent, dict):
        raise BadRequest
    if sent.get("user", request.user.pk) != request.user.pk:
        raise AnotherPerson(request.user.name)
    return sent


def _as_move(sent: dict[str, Any]) -> Move:
    if sent["op"] not in ("add", "remove", "move"):
        raise BadRequest
    values = sent.get("values")
    if values is not None:
        values = {str(name): str(text) for name, text in values.items()}
    return Move(sent["op"], int(sent["row"]), int(sent.get("to", 0)), values, str(sent.get("mark", ""))[:40])
