"""Logging in and out (登录), and the change of the password."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from jixiao.workbench.history.log import record
from jixiao.workbench.pages.errors import page
from jixiao.workbench.pages.routes import Request, route


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Answer a login to an account that too many failures have locked."""
    minutes = settings.CONFIG.lock_minutes
    sentence = f"连续多次登录失败，账号已锁定 {minutes} 分钟。忘记密码请联系安全管理员重置。"
    return page(request, 403, "账号已锁定", sentence)


@route("login/", methods="GET POST", public=True)
def login(request: HttpRequest) -> HttpResponseBase:
    """The page to log in on."""
    return auth_views.LoginView.as_view(
        template_name="workbench/login.html", redirect_authenticated_user=True, next_page="/"
    )(request)


@route("logout/", methods="POST")
def logout(request: Request) -> HttpResponseBase:
    """Log out."""
    record(request.user, "logout", request.user, address=request.META.get("REMOTE_ADDR", ""))
    return auth_views.LogoutView.as_view(next_page="/login/")(request)


@route("password/", methods="GET POST")
def password(request: Request) -> HttpResponseBase:
    """Change one's own password."""
    form = SetPasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = form.save(commit=False)
        user.must_change_password, user.password_changed_at = False, timezone.now()
        user.save()
        update_session_auth_hash(request, user)
        record(user, "password", user)
        messages.success(request, "密码已修改。")
        return redirect("tasks")
    return render(request, "workbench/password.html", {"form": form})
