"""项目: the list of projects, each added, changed, put out of use; a list taken in from Excel."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from jixiao.model.failure import Failure
from jixiao.read.data.project_list import read_project_list
from jixiao.workbench.cycle.models import Intake, Project
from jixiao.workbench.cycle.project_intake import rows_of, take_projects
from jixiao.workbench.cycle.projects import FIELDS, ProjectData, listed, save_project, set_active
from jixiao.workbench.cycle.uploads import understood
from jixiao.workbench.pages.dates import number_of
from jixiao.workbench.pages.paging import kept_query
from jixiao.workbench.pages.routes import Request, route
from jixiao.workbench.people.models import Unit
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import units, within

ROWS = 50


@route("projects/", power=Power.READ, way=(30, "项目"))
def projects(request: Request) -> HttpResponse:
    """List the projects of the units that a person may see, by words, unit and whether they are in use."""
    found = Project.objects.filter(within(request.user, Power.READ, "unit__"))
    words, active = request.GET.get("words", "").strip(), request.GET.get("active", "1")
    shown = {
        "words": words,
        "chosen_active": active,
        "page": Paginator(listed(_filtered(found, words, active)), ROWS).get_page(request.GET.get("page")),
        "query": kept_query(request),
    }
    return render(request, "workbench/projects.html", shown)


@route("projects/new/", power=Power.PROJECTS, methods="GET POST")
def new_project(request: Request) -> HttpResponse:
    """Add a project to a unit."""
    own = units(request.user, Power.PROJECTS).filter(active=True).exclude(kind=Unit.Kind.FINANCE)
    if request.method == "POST":
        unit = own.filter(pk=number_of(request.POST.get("unit")) or 0).first()
        if unit is not None and _saved(request, unit, None):
            return redirect("projects")
    return _form(request, {"units": own.order_by("code"), "title": "新增项目", "given": request.POST or _EMPTY})


@route("projects/<int:project>/", power=Power.PROJECTS, methods="GET POST")
def project(request: Request, project: Project) -> HttpResponse:
    """Change a project."""
    if request.method == "POST" and _saved(request, project.unit, project):
        return redirect("projects")
    given = request.POST or {name: getattr(project, name) for name in FIELDS}
    return _form(request, {"project": project, "title": project.name, "given": given})


@route("projects/<int:project>/active/", power=Power.PROJECTS, methods="POST")
def project_active(request: Request, project: Project) -> HttpResponse:
    """Put a project out of use or into use again."""
    active = request.POST.get("active") == "1"
    set_active(request.user, project, active)
    messages.success(request, f"“{project.name}”已{'恢复使用' if active else '停用；已有的填报件不受影响'}。")
    return redirect("projects")


@route("projects/import/", power=Power.PROJECTS, methods="GET POST", uploads=True)
def import_projects(request: Request) -> HttpResponse:
    """Take an upload of a list of projects and lead to its preview."""
    if request.method == "POST":
        try:
            intake = understood(request.user, Intake.What.PROJECTS, request.FILES.get("file"), read_project_list)
            return redirect("project_intake", intake.pk)
        except Failure as failure:
            messages.error(request, str(failure))
            return redirect("import_projects")
    return render(request, "workbench/import_projects.html", {})


@route("projects/import/<int:intake>/", power=Power.PROJECTS, methods="GET POST")
def project_intake(request: Request, intake: Intake) -> HttpResponse:
    """Show what a list would add and change; take it."""
    if intake.what != Intake.What.PROJECTS:
        raise Http404
    if request.method == "POST":
        try:
            added, changed = take_projects(intake, request.user)
            messages.success(request, f"已导入：新增 {added} 个项目，更新 {changed} 个。")
        except Failure as failure:
            messages.error(request, str(failure))
        return redirect("projects")
    rows = rows_of(intake, request.user)
    page = Paginator(rows, 200).get_page(request.GET.get("page"))
    counts = {"usable": sum(not row.trouble for row in rows), "left": sum(bool(row.trouble) for row in rows)}
    return render(request, "workbench/project_intake.html", {"intake": intake, "page": page, **counts})


_EMPTY = {"nature": Project.Nature.SPECIFIC, "term": Project.Term.PERMANENT}


def _form(request: Request, shown: dict[str, Any]) -> HttpResponse:
    choices = {"natures": Project.Nature.choices, "terms": Project.Term.choices}
    return render(request, "workbench/project.html", choices | shown)


def _saved(request: Request, unit: Unit, project: Project | None) -> bool:
    """Save what was typed; tell why not otherwise."""
    given = ProjectData(**{name: request.POST.get(name, "") for name in FIELDS})
    try:
        saved = save_project(request.user, unit, given, project)
    except Failure as failure:
        messages.error(request, str(failure))
        return False
    messages.success(request, f"已保存“{saved.name}”。")
    return True


def _filtered(found: QuerySet[Project], words: str, active: str) -> QuerySet[Project]:
    if active in ("0", "1"):
        found = found.filter(active=active == "1")
    if words:
        found = found.filter(Q(name__icontains=words) | Q(code__icontains=words) | Q(unit__name__icontains=words))
    return found
