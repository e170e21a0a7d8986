"""委托: roles lent to colleagues until a date."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date

from jixiao.model.failure import Failure
from jixiao.workbench.pages.routes import Request, route
from jixiao.workbench.people.delegation import colleagues, delegable, delegate, delegations, revoke
from jixiao.workbench.people.models import Grant
from jixiao.workbench.people.roles import ROLE_NAMES, Power, Role
from jixiao.workbench.people.scope import grants


@route("delegations/", power=Power.READ, methods="GET POST", way=(85, "委托"))
def delegation(request: Request) -> HttpResponse:
    """Show what one has lent and been lent; lend a role, or take it back."""
    if request.method == "POST":
        return _posted(request)
    return render(
        request,
        "workbench/delegation.html",
        {
            "own": [_told(grant) for grant in delegable(request.user)],
            "given": [_told(grant) for grant in delegations(request.user)],
            "received": [_told(grant) for grant in grants(request.user) if grant.delegated_by_id],
            "colleagues": colleagues(request.user)[:300],
            "today": timezone.localdate(),
        },
    )


def _posted(request: Request) -> HttpResponse:
    post = request.POST
    try:
        if "revoke" in post:
            given = revoke(request.user, post["revoke"])
            messages.success(request, f"已收回给{given.user}的委托。")
        else:
            until = _date(post.get("until", ""))
            given = delegate(request.user, post.get("grant", ""), post.get("username", ""), until)
            messages.success(request, f"已委托{given.user}，到{given.until}为止。")
    except Failure as failure:
        messages.error(request, str(failure))
    return redirect("delegation")


def _date(text: str) -> Any:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _told(grant: Grant) -> dict[str, Any]:
    return {"grant": grant, "role": ROLE_NAMES[Role(grant.role)], "place": grant.unit or grant.region}
