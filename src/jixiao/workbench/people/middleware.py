"""The gate (门禁): a first password must be changed before anything else; a session ends by itself when not used."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from jixiao.workbench.people.models import User

_FREE = ("/password/", "/logout/", "/login/", "/static/")
_TOUCH = 60  # seconds between two prolongations of a session: not every page view writes


class Gate:
    """Holds up those who must change the password, and keeps a session alive while it is used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User):
            if user.must_change_password and not request.path.startswith(_FREE):
                return redirect("password")
            self._touch(request)
        response = self.get_response(request)
        if isinstance(user, User):
            response.setdefault("Cache-Control", "private, no-store")
        return response

    def _touch(self, request: HttpRequest) -> None:
        if "X-Background" in request.headers:  # a page that asks by itself is not somebody who works
            return
        now = int(time.time())
        if now - request.session.get("touched", 0) > _TOUCH:
            request.session["touched"] = now
