"""总览: overviews of many units, for the finance bureau, reviewing departments and auditors."""

from __future__ import annotations

from django.http import HttpResponse

from jixiao.workbench.cycle.steps import State
from jixiao.workbench.overview.choice import Choice
from jixiao.workbench.overview.subjects import SUBJECTS, Subject
from jixiao.workbench.pages.overview_pages import chart_of, sheet_of, show
from jixiao.workbench.pages.routes import Request, View, route
from jixiao.workbench.people.roles import Power


def _view(subject: Subject) -> View[[]]:
    def overview(request: Request) -> HttpResponse:
        choice = Choice(request.user, Power.OVERSEE, request.GET.dict())
        out = request.GET.get("out", "")
        if out == "xlsx":
            return sheet_of(f"{choice.year or ''}{subject.title}", (subject.sheets or subject.make)(choice))
        lists = subject.make(choice)
        if out == "chart":
            return chart_of(request, lists)
        shown = {"subject": subject, "subjects": SUBJECTS, "choice": choice, "states": State.choices}
        return show(request, "workbench/overview/page.html", lists, shown)

    overview.__doc__ = f"{subject.title}: a page, a workbook, or a chart of it."
    return overview


for each in SUBJECTS:
    name = f"overview_{each.slug.strip('/')}" if each.slug else "overview"
    way = None if each.slug else (50, "总览")
    route(f"overview/{each.slug}", power=Power.OVERSEE, name=name, way=way)(_view(each))
