"""账号: the security administrator's pages: accounts with their roles."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django_otp.plugins.otp_totp.models import TOTPDevice

from jixiao.model.failure import Failure
from jixiao.workbench.pages.paging import kept_query
from jixiao.workbench.pages.routes import Request, route
from jixiao.workbench.people import accounts as service
from jixiao.workbench.people.models import Grant, Region, Unit, User
from jixiao.workbench.people.roles import ROLE_NAMES, Power, Role
from jixiao.workbench.people.sessions import alive, end

ROWS = 50
STATES = {"": "全部", "active": "启用", "disabled": "停用", "locked": "已锁定", "first": "未改初始密码"}
ACTIONS = {"disable": "停用", "enable": "启用", "unlock": "解锁", "drop_totp": "清除动态口令"}
GRANTS = Prefetch("grants", Grant.objects.select_related("unit", "region", "delegated_by"))


class PersonForm(forms.Form):
    """What is known of a person."""

    name = forms.CharField(label="姓名", max_length=60)
    phone = forms.CharField(label="电话", max_length=40, required=False)
    email = forms.EmailField(label="邮箱", required=False)


class AccountForm(PersonForm):
    """A new account."""

    username = forms.CharField(label="用户名", max_length=60, help_text="登录时输入的名称，建立后不能修改。")
    field_order = ("username", "name", "phone", "email")


class GrantForm(forms.Form):
    """A role and where it is held, by code: there are too many units for a list."""

    role = forms.ChoiceField(label="角色", choices=[(role.value, name) for role, name in ROLE_NAMES.items()])
    region = forms.ModelChoiceField(Region.objects.all(), label="区划", required=False, empty_label="（整个系统）")
    unit = forms.CharField(label="单位编码", required=False, help_text="填报人、单位负责人、主管部门审核要填。")

    def clean(self) -> dict[str, Any]:
        """Find the unit by its code in the region."""
        given: dict[str, Any] = self.cleaned_data
        code, region = given.get("unit", "").strip(), given.get("region")
        given["place"] = service.Place(region=region)
        if code:
            unit = Unit.objects.filter(code=code, region=region, active=True).first()
            if unit is None:
                raise forms.ValidationError(f"{region or '（未选区划）'}没有编码为“{code}”的在用单位。")
            given["place"] = service.Place(unit=unit)
        return given


@route("accounts/", power=Power.ACCOUNTS, way=(70, "账号"))
def accounts(request: Request) -> HttpResponse:
    """List the accounts, by words, role and state."""
    words, role, state = (request.GET.get(name, "").strip() for name in ("words", "role", "state"))
    found = _filtered(User.objects.prefetch_related(GRANTS), words, role, state)
    shown = {
        "page": Paginator(found, ROWS).get_page(request.GET.get("page")),
        "query": kept_query(request),
        "words": words,
        "roles": ROLE_NAMES.items(),
        "chosen_role": role,
        "states": STATES.items(),
        "chosen_state": state,
        "locked": service.locked_names(),
    }
    return render(request, "workbench/accounts.html", shown)


@route("accounts/new/", power=Power.ACCOUNTS, methods="GET POST")
def new_account(request: Request) -> HttpResponse:
    """Make an account; its first password is shown this once."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user, password = service.create_account(service.Person(**form.cleaned_data), request.user)
            return _told(request, user, password, "账号已建立")
        except Failure as failure:
            form.add_error(None, str(failure))
    return render(request, "workbench/account_new.html", {"form": form})


@route("accounts/<int:account>/", power=Power.ACCOUNTS)
def account(request: Request, account: User) -> HttpResponse:
    """Show one account: the person, the roles, the state, the sessions."""
    known = {"name": account.name, "phone": account.phone, "email": account.email}
    return _shown(request, account, PersonForm(initial=known), GrantForm())


@route("accounts/<int:account>/person/", power=Power.ACCOUNTS, methods="POST")
def change_account(request: Request, account: User) -> HttpResponse:
    """Change what is known of a person."""
    form = PersonForm(request.POST)
    if not form.is_valid():
        return _shown(request, account, form, GrantForm())
    service.describe(account, service.Person(account.username, **form.cleaned_data), request.user)
    messages.success(request, "已保存。")
    return redirect("account", account.pk)


@route("accounts/<int:account>/grant/", power=Power.ACCOUNTS, methods="POST")
def grant(request: Request, account: User) -> HttpResponse:
    """Give a role."""
    form = GrantForm(request.POST)
    if form.is_valid():
        try:
            service.grant_role(account, Role(form.cleaned_data["role"]), form.cleaned_data["place"], request.user)
            messages.success(request, "已授权。")
            return redirect("account", account.pk)
        except Failure as failure:
            form.add_error(None, str(failure))
    known = {"name": account.name, "phone": account.phone, "email": account.email}
    return _shown(request, account, PersonForm(initial=known), form)


@route("accounts/<int:account>/revoke/", power=Power.ACCOUNTS, methods="POST")
def revoke(request: Request, account: User) -> HttpResponse:
    """Take a role."""
    found = account.grants.select_related("user", "unit", "region").filter(pk=_number(request, "grant")).first()
    if found is None:
        messages.warning(request, "这个授权已经收回了。")
        return redirect("account", account.pk)
    return _done(request, account, "已收回授权。", lambda: service.revoke(found, request.user))


@route("accounts/<int:account>/state/", power=Power.ACCOUNTS, methods="POST")
def change_state(request: Request, account: User) -> HttpResponse:
    """Disable, enable or unlock an account, or take its one-time codes."""
    action = request.POST.get("action", "")
    if action not in ACTIONS:
        messages.error(request, "没有这个操作。")
        return redirect("account", account.pk)
    act = getattr(service, action)
    return _done(request, account, f"已{ACTIONS[action]}。", lambda: act(account, request.user))


@route("accounts/<int:account>/password/", power=Power.ACCOUNTS, methods="POST")
def reset_password(request: Request, account: User) -> HttpResponse:
    """Give an account a temporary password, shown this once."""
    try:
        return _told(request, account, service.reset_password(account, request.user), "密码已重置")
    except Failure as failure:
        messages.error(request, str(failure))
        return redirect("account", account.pk)


@route("sessions/", power=Power.ACCOUNTS, way=(75, "在线会话"))
def sessions(request: Request) -> HttpResponse:
    """List who is logged in where."""
    page = Paginator(alive(), ROWS).get_page(request.GET.get("page"))
    shown = {"page": page, "query": "", "key": request.session.session_key}
    return render(request, "workbench/sessions.html", shown)


@route("sessions/end/", power=Power.ACCOUNTS, methods="POST")
def end_session(request: Request) -> HttpResponse:
    """End a session."""
    found = alive().filter(pk=_number(request, "session")).first()
    if found is not None:
        end(found, request.user)
        messages.success(request, f"已结束{found.user}的会话。")
    return redirect("sessions")


def _filtered(found: QuerySet[User], words: str, role: str, state: str) -> QuerySet[User]:
    if words:
        places = Q(grants__unit__name__icontains=words) | Q(grants__region__name__icontains=words)
        found = found.filter(Q(username__icontains=words) | Q(name__icontains=words) | places)
    if role in ROLE_NAMES:
        found = found.filter(grants__role=role)
    match state:
        case "active" | "disabled":
            found = found.filter(is_active=state == "active")
        case "first":
            found = found.filter(must_change_password=True)
        case "locked":
            found = found.filter(username__in=service.locked_names())
    return found.distinct().order_by("username")


def _shown(request: Request, account: User, person: PersonForm, grant: GrantForm) -> HttpResponse:
    shown = {
        "account": account,
        "person": person,
        "grant_form": grant,
        "grants": account.grants.select_related("unit", "region", "delegated_by"),
        "sessions": alive().filter(user=account),
        "locked": account.username in service.locked_names(),
        "has_device": TOTPDevice.objects.filter(user=account, confirmed=True).exists(),
        "oneself": account == request.user,
    }
    return render(request, "workbench/account.html", shown, status=200)


def _done(request: Request, account: User, sentence: str, act: Any) -> HttpResponse:
    try:
        act()
        messages.success(request, sentence)
    except Failure as failure:
        messages.error(request, str(failure))
    return redirect("account", account.pk)


def _told(request: Request, user: User, password: str, title: str) -> HttpResponse:
    """Show a temporary password this once: it is kept nowhere."""
    return render(request, "workbench/account_password.html", {"account": user, "password": password, "title": title})


def _number(request: Request, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 18 else 0
