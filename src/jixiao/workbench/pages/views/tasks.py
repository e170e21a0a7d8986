"""我的任务: what a person must do, until when; and many reviews decided at once."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from jixiao.model.failure import Failure
from jixiao.workbench.cycle.adjusted import behind_target
from jixiao.workbench.cycle.batch import Outcome, decide
from jixiao.workbench.cycle.models import Filing, Review
from jixiao.workbench.cycle.steps import StepKind
from jixiao.workbench.cycle.tasks import (
    ANSWER,
    CLOSE,
    REVIEW,
    WHATS,
    Task,
    Wanted,
    answers,
    closings,
    load_of,
    loads,
    task_filings,
    task_of,
)
from jixiao.workbench.pages.finders import years
from jixiao.workbench.pages.paging import kept_query
from jixiao.workbench.pages.routes import ROUTES, Request, route
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import powers, units

ROWS = 50
DECISIONS = {"approve": "通过", "return": "退回"}


@route("", name="home")
def home(request: Request) -> HttpResponse:
    """Lead a person to the first page that the powers open, and to the own account where they open none."""
    held = powers(request.user)
    open_ways = [(entry.way, entry.name) for entry in ROUTES if entry.way and entry.power in held]
    return redirect(min(open_ways)[1] if open_ways else "me")


@route("tasks/", power=Power.READ, way=(10, "我的任务"))
def tasks(request: Request) -> HttpResponse:
    """List what is to be done by this person: what is overdue first, then by what it is."""
    wanted = Wanted(*(request.GET.get(name, "") for name in Wanted._fields))
    answering, closing = answers(request.user, wanted), closings(request.user, wanted)
    filings = loads(request.user, wanted)
    found = _paged(request, wanted, sum(load.total for load in filings))
    shown = [*([*answering, *closing] if found.number == 1 else []), *(task_of(filing) for filing in found)]
    reviews = _reviews(shown)
    shown.sort(key=lambda task: (task.days >= 0, WHATS.index(task.what)))
    counts = [load_of(ANSWER, answering), load_of(CLOSE, closing), *filings]
    return render(
        request,
        "workbench/tasks.html",
        {
            "tasks": shown,
            "groups": _groups(shown, reviews),
            "reviewing": bool(reviews),
            "counts": [load for load in counts if load.total],
            "late": sum(load.late for load in counts),
            "soon": sum(load.soon for load in counts),
            "page": found,
            "query": kept_query(request),
            **_choices(request, wanted),
        },
    )


@route("tasks/batch/", power=Power.COMMENT, methods="POST")
def batch(request: Request) -> HttpResponse:
    """Approve or send back the chosen filings, each for itself, and say what could not be done and why."""
    decision, why = request.POST.get("decision", ""), request.POST.get("why", "").strip()
    try:
        outcome = decide(
            request.user, request.POST.getlist("review"), "return" if decision == "return" else "approve", why
        )
    except Failure as failure:
        messages.error(request, str(failure))
    else:
        _tell(request, outcome, DECISIONS["return" if decision == "return" else "approve"])
    query = request.POST.get("query", "")
    return redirect(f"/tasks/?{query}" if query else "/tasks/")


def _tell(request: Request, outcome: Outcome, what: str) -> None:
    if outcome.done:
        messages.success(request, f"已{what} {len(outcome.done)} 件。")
    for filing, why in outcome.refused:
        messages.error(request, f"没有{what}：{filing.unit}“{filing}”：{why}")
    if outcome.missing:
        messages.error(request, f"另有 {outcome.missing} 件不由您审核，没有办理。")


def _paged(request: Request, wanted: Wanted, total: int) -> Page[Filing]:
    """The page that is asked for; how many there are is known already, to be counted once is enough."""
    found: Any = task_filings(request.user, wanted).annotate(behind=behind_target())
    paginator: Paginator[Filing] = Paginator(found, ROWS)
    paginator.count = total
    return paginator.get_page(request.GET.get("page"))


def _reviews(shown: list[Task]) -> dict[int, int]:
    """The open review of each filing that waits for one."""
    waiting = [task.filing.pk for task in shown if task.what == REVIEW]
    opened = Review.objects.filter(filing__in=waiting, status=Review.Status.OPEN) if waiting else []
    return {review.filing_id: review.pk for review in opened}


def _groups(shown: list[Task], reviews: dict[int, int]) -> list[dict[str, Any]]:
    """The tasks under their headings, each with the number of the review that it stands for."""
    grouped = groupby(shown, key=lambda task: "已逾期" if task.days < 0 else task.what)
    return [
        {"name": name, "rows": [{"task": task, "review": reviews.get(task.filing.pk)} for task in group]}
        for name, group in grouped
    ]


def _choices(request: Request, wanted: Wanted) -> dict[str, Any]:
    reachable = {year.year for year in years(request.user, Power.READ)}
    return {
        "wanted": wanted,
        "years": sorted(reachable, reverse=True),
        "steps": StepKind.choices,
        "units": units(request.user, Power.READ),
        "whats": WHATS,
    }
