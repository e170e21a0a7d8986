"""What every page shows around its content: the name, the person, and the ways that the person's powers open."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse

from jixiao import __version__
from jixiao.workbench.people.roles import ROLE_NAMES, Power
from jixiao.workbench.people.scope import powers, roles


class Way(NamedTuple):
    """An entry of the navigation."""

    name: str
    url: str
    here: bool


# What stands in the navigation: the route, its words, the powers of which one opens it.
WAYS: list[tuple[str, str, frozenset[Power]]] = [
    ("tasks", "我的任务", frozenset({Power.READ})),
    ("filings", "填报", frozenset({Power.READ})),
]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give the values of the frame; none is worked out where the page failed."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"version": __version__}
    held = powers(user)
    ways = [
        Way(name, url, request.path.startswith(url))
        for route, name, needed in WAYS
        if needed & held
        for url in [reverse(route)]
    ]
    return {
        "version": __version__,
        "ways": ways,
        "held": held,
        "role_names": [ROLE_NAMES[r] for r in sorted(roles(user))],
    }
