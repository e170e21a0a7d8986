"""重点评价的选项目: by amount, by chance with a seed that is shown, by hand."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from jixiao.knowledge.calendar import usual_share
from jixiao.model.failure import Failure
from jixiao.workbench.cycle.models import Filing, Project, Step
from jixiao.workbench.cycle.projects import Candidate, by_amount, by_chance, candidates, choose_projects
from jixiao.workbench.cycle.steps import StepKind
from jixiao.workbench.pages.dates import number_of
from jixiao.workbench.pages.routes import Request, route
from jixiao.workbench.pages.shares import share_of, share_text
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import within

MOST = 200  # projects listed for choosing by hand
ASKED = {"amount": ("share",), "chance": ("share", "seed")}  # what a way of choosing goes by; by hand by nothing


@route("steps/<int:step>/choose/", power=Power.RUN_YEAR, methods="GET POST", name="choose_projects")
def choose_projects_of(request: Request, step: Step) -> HttpResponse:
    """Show who would be chosen in the way that was asked for; make the evaluations of those that are ticked."""
    if step.kind != StepKind.EVALUATION:
        messages.error(request, f"“{step}”不选项目：在用的项目都有。")
        return redirect("year", step.year_id)
    if request.method == "POST":
        return _chosen(request, step)
    among, way = candidates(step.year), request.GET.get("way", "")
    words, seed = request.GET.get("words", "").strip(), request.GET.get("seed", "").strip()[:40] or secrets.token_hex(4)
    text = request.GET.get("share", "").strip() or share_text(usual_share())
    shown: dict[str, Any] = {"step": step, "way": way, "words": words, "seed": seed, "share": text}
    try:
        found = _proposed(among, way, text, seed, words)
    except Failure as failure:
        messages.error(request, str(failure))
        found = []
    there = Filing.objects.filter(step=step).select_related("unit", "project").order_by("unit__code", "pk")
    shown |= {"candidates": found if way else found[:MOST], "all": len(among), "found": len(found)}
    shown |= {"there": there[:MOST], "most": MOST}
    return render(request, "workbench/choose.html", shown)


def _proposed(among: list[Candidate], way: str, share: str, seed: str, words: str) -> list[Candidate]:
    if way == "amount":
        return by_amount(among, share_of(share))
    if way == "chance":
        return by_chance(among, share_of(share), seed)
    return [each for each in among if words in each.project.name or words in each.project.unit.name]


def _chosen(request: Request, step: Step) -> HttpResponse:
    wanted = [number for text in request.POST.getlist("project") if (number := number_of(text)) is not None]
    own = Project.objects.select_related("unit__department").filter(
        within(request.user, Power.RUN_YEAR, "unit__"), unit__region=step.year.region_id, active=True, pk__in=wanted
    )
    way = request.POST.get("way", "")
    how = {"way": way if way in ASKED else "hand"}
    how |= {name: request.POST.get(name, "")[:40] for name in ASKED.get(way, ())}
    try:
        made = choose_projects(step, request.user, own, how)
        messages.success(request, f"已选定，生成重点评价 {made} 件。")
    except Failure as failure:
        messages.error(request, str(failure))
    return redirect("choose_projects", step.pk)
