"""Routes (网址): each says which power it needs and what its numbers stand for, so that one test can try them all.

A view is given the things that its numbers stand for, already narrowed to what the person may reach with that power:
what is another unit's is not found (404), whoever holds the power nowhere is refused (403).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, NamedTuple, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, JsonResponse
from django.urls import URLPattern, path

from jixiao.workbench.pages.finders import FINDERS
from jixiao.workbench.people.models import User
from jixiao.workbench.people.scope import holds

if TYPE_CHECKING:
    from jixiao.workbench.people.roles import Power

Arguments = ParamSpec("Arguments")


class Request(HttpRequest):
    """A request of somebody who is logged in."""

    user: User


View = Callable[Concatenate[Request, Arguments], HttpResponseBase]


class Route(NamedTuple):
    """A route: its pattern, name, view, the power it needs (None: whoever is logged in), its methods; `public`: all.

    `way` is its entry in the navigation: the place there and the words; `uploads`: it takes files.
    """

    pattern: str
    name: str
    view: Callable[..., HttpResponseBase]
    power: Power | None
    methods: tuple[str, ...]
    public: bool
    api: bool
    way: tuple[int, str] | None = None
    uploads: bool = False


ROUTES: list[Route] = []


def route(
    pattern: str,
    *,
    power: Power | None = None,
    methods: str = "GET",
    public: bool = False,
    api: bool = False,
    name: str = "",
    way: tuple[int, str] | None = None,
    uploads: bool = False,
) -> Callable[[View[Arguments]], View[Arguments]]:
    """Register a view under a pattern; each number in it is named after what it finds: <int:filing>.

    `methods` are separated by a blank; `api` routes answer a refusal by JSON instead of a page; `way` puts the page
    into the navigation of those who hold its power; `uploads` routes take files (a test sends them bad ones).
    """

    def register(view: View[Arguments]) -> View[Arguments]:
        entry = Route(pattern, name or view.__name__, view, power, tuple(methods.split()), public, api, way, uploads)
        ROUTES.append(entry)
        return view

    return register


def patterns() -> list[URLPattern]:
    """Give the URL patterns of all routes registered so far."""
    return [path(entry.pattern, _guarded(entry), name=entry.name) for entry in ROUTES]


def _guarded(entry: Route) -> Callable[..., HttpResponseBase]:
    @wraps(entry.view)
    def view(request: HttpRequest, **numbers: Any) -> HttpResponseBase:
        if request.method not in entry.methods and not (request.method == "HEAD" and "GET" in entry.methods):
            return HttpResponseNotAllowed(entry.methods)
        if not entry.public:
            refused = _refusal(entry, request)
            if refused is not None:
                return refused
        found = {
            name: FINDERS[name](request.user, entry.power, number) if name in FINDERS else number
            for name, number in numbers.items()
        }
        return entry.view(cast(Request, request), **found)

    return view


def _refusal(entry: Route, request: HttpRequest) -> HttpResponse | None:
    if not request.user.is_authenticated:
        if entry.api:
            return JsonResponse({"error": "登录已失效，请重新登录。"}, status=401)
        return redirect_to_login(request.get_full_path())
    if entry.power is not None and not holds(request.user, entry.power):
        raise PermissionDenied
    return None
