"""我的任务: what a person must do, until when."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from jixiao.workbench.cycle.tasks import tasks_of
from jixiao.workbench.pages.routes import Request, route
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import powers


@route("", name="home")
def home(request: Request) -> HttpResponse:
    """Lead a person to the first page that the powers open."""
    held = powers(request.user)
    return redirect("tasks" if Power.READ in held else "password")


@route("tasks/", power=Power.READ, way=(10, "我的任务"))
def tasks(request: Request) -> HttpResponse:
    """List what is to be done by this person, the most urgent first."""
    return render(request, "workbench/tasks.html", {"tasks": tasks_of(request.user)})
