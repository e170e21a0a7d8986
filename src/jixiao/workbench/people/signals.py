"""What is written down when somebody logs in, fails to, is locked out or logs out."""

from __future__ import annotations

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from jixiao.workbench.history.log import record
from jixiao.workbench.people.models import LoginSession, User
from jixiao.workbench.people.sessions import address_of, begin, forget_ended
from jixiao.workbench.people.totp import note_device


@receiver(user_logged_in)
def logged_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Note a login and its session."""
    with transaction.atomic():
        forget_ended()
        begin(request, user)
        note_device(request, user)
        record(user, "login", user, address=address_of(request))


@receiver(user_logged_out)
def logged_out(request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    """Note that somebody has left."""
    if user is None:
        return
    with transaction.atomic():
        LoginSession.objects.filter(key=request.session.session_key).delete()
        record(user, "logout", user, address=address_of(request))


@receiver(user_login_failed)
def failed(credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    """Note a failed login. A name that nobody has is not kept: it may be a password typed into the wrong field."""
    user = User.objects.filter(username=credentials.get("username", "")).first()
    name = user.username if user else "（没有这个用户名）"
    record(None, "login_failed", user, username=name, address=address_of(request) if request else "")


@receiver(user_locked_out)
def locked(username: str, ip_address: str | None = None, **kwargs: Any) -> None:
    """Note that an account is locked."""
    user = User.objects.filter(username=username).first()
    name = user.username if user else "（没有这个用户名）"
    record(None, "locked_out", user, username=name, address=ip_address or "")
