"""The gate (门禁): what stands between logging in and working: the one-time code, then a password of one's own.

A session ends by itself when it is not used.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import suppress

from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from jixiao.workbench.people import sessions
from jixiao.workbench.people.directory import came_by_directory
from jixiao.workbench.people.models import User
from jixiao.workbench.people.passwords import must_change
from jixiao.workbench.people.totp import code_missing, device_missing

_FREE = ("/logout/", "/static/", "/health/")
_TOUCH = 60  # seconds between two prolongations of a session: not every page view writes
logger = logging.getLogger(__name__)


class Sessions(SessionMiddleware):
    """Django's sessions, but a page that is ready is given even where its session cannot be written.

    What was done is done and what was read is read: a full disk must not turn it into an error.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Write the session where that can be."""
        try:
            return super().process_response(request, response)
        except (DatabaseError, SessionInterrupted) as error:  # the second: Django's word for any failing update
            logger.error("%s: the session was not written: %s", request.path, error)
            return response


class Gate:
    """Holds up those who have something to do first, and keeps a session alive while it is used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User):
            first = _first(request, user)
            if first and request.path != first and not request.path.startswith(_FREE):
                return _held_up(request, first)
            _touch(request)
        response = self.get_response(request)
        if isinstance(user, User):
            response.setdefault("Cache-Control", "private, no-store")
        return response


def _first(request: HttpRequest, user: User) -> str:
    """Give the address of the page that must be done with first, empty where there is none."""
    if code_missing(request):
        return reverse("totp")
    if device_missing(request, user):
        return reverse("totp_set_up")
    return reverse("password") if must_change(user) and not came_by_directory(request) else ""


def _held_up(request: HttpRequest, first: str) -> HttpResponse:
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"error": "请先完成登录（修改密码或输入动态口令），再继续。"}, status=401)
    return redirect(first)


def _touch(request: HttpRequest) -> None:
    if "X-Background" in request.headers:  # a page that asks by itself is not somebody who works
        return
    now = int(time.time())
    if now - request.session.get("touched", 0) > _TOUCH:
        request.session["touched"] = now
        with suppress(DatabaseError):  # reading goes on where nothing can be written
            sessions.touch(request.session.session_key or "")
