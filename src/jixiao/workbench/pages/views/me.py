"""我的账号: one's roles, sessions and logins, and the one-time codes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from jixiao.model.failure import Failure
from jixiao.workbench.history.actions import action_name
from jixiao.workbench.history.models import LogEntry
from jixiao.workbench.pages.routes import Request, route
from jixiao.workbench.people import totp as codes
from jixiao.workbench.people.scope import grants
from jixiao.workbench.people.sessions import alive, end

LOGINS = ("login", "login_failed", "locked_out", "totp_failed", "password", "reset_password")
MOST = 15


@route("me/")
def me(request: Request) -> HttpResponse:
    """Show a person the own account: roles, sessions, what happened to it lately."""
    entries = LogEntry.objects.filter(kind="user", object_id=str(request.user.pk), action__in=LOGINS)
    shown = {
        "grants": grants(request.user),
        "sessions": alive().filter(user=request.user),
        "key": request.session.session_key,
        "entries": [(entry, action_name(entry.action)) for entry in entries.order_by("-pk")[:MOST]],
        "has_device": request.session.get(codes.HAS_DEVICE),
        "demanded": codes.demanded(request.user),
    }
    return render(request, "workbench/me.html", shown)


@route("me/sessions/end/", methods="POST")
def end_own_session(request: Request) -> HttpResponse:
    """End one of the own sessions, on another machine."""
    number = request.POST.get("session", "")
    found = alive().filter(user=request.user, pk=int(number) if number.isdecimal() else 0).first()
    if found is not None:
        end(found, request.user)
        messages.success(request, "已结束那个会话。")
    return redirect("me")


@route("totp/", methods="GET POST")
def totp(request: Request) -> HttpResponse:
    """Ask for the one-time code after the password."""
    if not codes.code_missing(request):
        return redirect("home")
    if request.method == "POST":
        try:
            codes.verify(request, request.user, request.POST.get("code", ""))
        except Failure as failure:
            messages.error(request, str(failure))
            return redirect("totp")
        return redirect("home")
    return render(request, "workbench/totp.html")


@route("totp/set-up/", methods="GET POST")
def totp_set_up(request: Request) -> HttpResponse:
    """Set up the device that gives the codes, in the place of one that there may be."""
    if request.method == "POST":
        try:
            codes.confirm(request, request.user, request.POST.get("code", ""))
        except Failure as failure:
            messages.error(request, str(failure))
            return redirect("totp_set_up")
        messages.success(request, "动态口令已启用，下次登录时除密码外还要输入它。")
        return redirect("me")
    device = codes.new_device(request.user)
    shown = {"drawing": codes.qr_drawing(device), "key": codes.key_text(device)}
    return render(request, "workbench/totp_set_up.html", shown)


@route("totp/give-up/", methods="POST")
def totp_give_up(request: Request) -> HttpResponse:
    """Do without codes from now on."""
    try:
        codes.give_up(request, request.user)
        messages.success(request, "已停用动态口令。")
    except Failure as failure:
        messages.error(request, str(failure))
    return redirect("me")
