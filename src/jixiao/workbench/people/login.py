"""Logging in and out (登录), and the change of the password."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from jixiao.workbench.history.log import record
from jixiao.workbench.pages.errors import page
from jixiao.workbench.pages.routes import Request, route
from jixiao.workbench.people import sessions
from jixiao.workbench.people.models import User
from jixiao.workbench.people.passwords import change_password, must_change


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Answer a login to an account that too many failures have locked."""
    minutes = settings.CONFIG.lock_minutes
    sentence = f"连续多次登录失败，账号已锁定 {minutes} 分钟。忘记密码请联系安全管理员重置。"
    return page(request, 403, "账号已锁定", sentence)


@route("login/", methods="GET POST", public=True)
def login(request: HttpRequest) -> HttpResponseBase:
    """The page to log in on; an installation without any account is led to the first one."""
    if request.method == "GET" and not request.user.is_authenticated and not User.objects.exists():
        return redirect("first_account")
    return auth_views.LoginView.as_view(
        template_name="workbench/login.html", redirect_authenticated_user=True, next_page="/"
    )(request)


@route("logout/", methods="POST")
def logout(request: Request) -> HttpResponseBase:
    """Log out."""
    return auth_views.LogoutView.as_view(next_page="/login/")(request)


@route("password/", methods="GET POST")
def password(request: Request) -> HttpResponseBase:
    """Change one's own password; who has just logged in with a temporary one need not type it again."""
    forced = must_change(request.user)
    form = (SetPasswordForm if request.user.must_change_password else PasswordChangeForm)(
        request.user, request.POST or None
    )
    if request.method == "POST" and form.is_valid():
        _change(request, form.cleaned_data["new_password1"])
        messages.success(request, "密码已修改。")
        return redirect("home")
    return render(request, "workbench/password.html", {"form": form, "forced": forced})


@transaction.atomic
def _change(request: Request, new: str) -> None:
    """Change the password: the session goes on under another key, those elsewhere end."""
    change_password(request.user, new, temporary=False)
    sessions.end_others(request.user, request.session.session_key)
    old = request.session.session_key
    update_session_auth_hash(request, request.user)
    sessions.moved(old, request.session.session_key)
    record(request.user, "password", request.user)
