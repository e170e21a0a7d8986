"""Sessions (会话): who is logged in where; one's own can be ended by oneself, all by the security administrator."""

from __future__ import annotations

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from jixiao.workbench.history.log import record
from jixiao.workbench.people.models import LoginSession, User

LONGEST_AGENT = 200


def address_of(request: HttpRequest) -> str:
    """Give the address that a request came from, as the server was told it."""
    return str(request.META.get("REMOTE_ADDR", ""))[:60]


def begin(request: HttpRequest, user: User) -> None:
    """Note a session that has just begun; where an account may be used in one place only, its others end."""
    if settings.CONFIG.one_session:
        end_sessions(user)
    agent = str(request.META.get("HTTP_USER_AGENT", ""))[:LONGEST_AGENT]
    key = request.session.session_key
    LoginSession.objects.update_or_create(
        key=key, defaults={"user": user, "address": address_of(request), "agent": agent}
    )


def touch(key: str) -> None:
    """Note that a session is used."""
    LoginSession.objects.filter(key=key).update(seen=timezone.now())


def moved(old: str | None, new: str | None) -> None:
    """Note that a session goes on under another key."""
    LoginSession.objects.filter(key=old).update(key=new)


def alive() -> QuerySet[LoginSession]:
    """Give the sessions that have not ended, the latest used first."""
    living = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    return LoginSession.objects.select_related("user").filter(key__in=living).order_by("-seen")


def end(session: LoginSession, by: User) -> None:
    """End a session from outside."""
    record(by, "end_session", session.user, username=session.user.username, address=session.address)
    _drop(LoginSession.objects.filter(pk=session.pk))


def end_sessions(user: User) -> None:
    """End all sessions of a user."""
    _drop(LoginSession.objects.filter(user=user))


def end_others(user: User, key: str | None) -> None:
    """End the sessions of a user but the one of this key."""
    _drop(LoginSession.objects.filter(user=user).exclude(key=key))


def forget_ended() -> None:
    """Forget sessions that have run out."""
    Session.objects.filter(expire_date__lte=timezone.now()).delete()
    LoginSession.objects.exclude(key__in=Session.objects.values("session_key")).delete()


def _drop(sessions: QuerySet[LoginSession]) -> None:
    Session.objects.filter(session_key__in=list(sessions.values_list("key", flat=True))).delete()
    sessions.delete()
