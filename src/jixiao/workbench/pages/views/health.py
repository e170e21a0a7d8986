"""Whether the workbench is well, for those who watch over it."""

from __future__ import annotations

from django.db import connection
from django.http import HttpResponse

from jixiao.workbench.pages.routes import Request, route


@route("health/", public=True)
def health(request: Request) -> HttpResponse:
    """Say that the program runs and its database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("正常", content_type="text/plain; charset=utf-8")
