"""The picture of the site (图标) where browsers ask for it unasked: beside papers and texts that name none."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static

from jixiao.workbench.pages.routes import Request, route


@route("favicon.ico", public=True)
def icon(request: Request) -> HttpResponse:
    """Lead to the icon."""
    return redirect(static("workbench/icon.svg"))
