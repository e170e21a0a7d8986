"""What every page shows around its content: the name, the person, and the ways that the person's powers open."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from jixiao import __version__
from jixiao.workbench.example.shown import shown_people
from jixiao.workbench.pages.errors import BARE
from jixiao.workbench.pages.routes import ROUTES
from jixiao.workbench.people.roles import ROLE_NAMES
from jixiao.workbench.people.scope import powers, roles


class Way(NamedTuple):
    """An entry of the navigation."""

    name: str
    url: str
    here: bool


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give the values of the frame; none is worked out where the page failed."""
    if getattr(request, BARE, False):
        return {"version": __version__, "messages": []}
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"version": __version__} | (shown_people() if settings.CONFIG.demo else {})
    held = powers(user)
    opened = sorted(
        (entry.way, entry.name) for entry in ROUTES if entry.way and (entry.power is None or entry.power in held)
    )
    urls = {name: reverse(name) for _, name in opened}
    here = max((url for url in urls.values() if request.path.startswith(url)), key=len, default="")
    ways = [Way(words, urls[name], urls[name] == here) for (_, words), name in opened]
    return {
        "version": __version__,
        "ways": ways,
        "held": held,
        "role_names": [ROLE_NAMES[r] for r in sorted(roles(user))],
    }
