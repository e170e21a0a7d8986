"""The panels of a filing's page for its way (办理), its comments (意见) and its history (流转)."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from jixiao.workbench.cycle.comments import comments_of
from jixiao.workbench.cycle.comparing import Line, compared
from jixiao.workbench.cycle.forms import form_of
from jixiao.workbench.cycle.models import Adjustment, Filing, Override, Transition
from jixiao.workbench.cycle.steps import EDITABLE, REVIEWED, State, StepKind, submits
from jixiao.workbench.cycle.tasks import SOON
from jixiao.workbench.cycle.workflow import POWER_OF, route_of
from jixiao.workbench.history.actions import action_name
from jixiao.workbench.pages.panels import panel
from jixiao.workbench.people.models import User
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import may

STAGES = {
    State.DRAFT: "填报",
    State.UNIT: "单位审核",
    State.DEPARTMENT: "主管部门审核",
    State.FINANCE: "财政审核",
    State.DONE: "办结",
}


class Stage(NamedTuple):
    """A station of the way: its name, and whether the filing has passed it, stands there, or is yet to come there."""

    name: str
    where: str


@panel(10)
def way(request: HttpRequest, filing: Filing) -> SafeString:
    """Where the filing stands, what this person may do with it, and what the next reviewer must know."""
    moves = transitions(filing)
    days = (filing.step.due - timezone.localdate()).days
    shown = {
        "filing": filing,
        "stages": stages(filing),
        "days": days,
        "late": -days,
        "soon": SOON,
        "submitted": next((move for move in reversed(moves) if move.action == "submit"), None),
        "returned": moves[-1] if moves and filing.state == State.RETURNED else None,
        "can": actions(request.user, filing),
        "own": filing.step.kind == StepKind.EVALUATION,
        **_overrides(filing, moves),
        **_adjustment(filing),
    }
    return _drawn(request, "workbench/panel_way.html", shown)


@panel(40)
def comments(request: HttpRequest, filing: Filing) -> SafeString | None:
    """The comments with their answers, and where to write one."""
    found = comments_of(filing)
    can_comment, can_answer = _may(request.user, Power.COMMENT, filing), _may(request.user, Power.WRITE, filing)
    if not found and not can_comment:
        return None
    shown = {"filing": filing, "comments": found, "can_comment": can_comment, "can_answer": can_answer}
    return _drawn(request, "workbench/panel_comments.html", {**shown, "open": sum(not it.resolved_at for it in found)})


@panel(80)
def past(request: HttpRequest, filing: Filing) -> SafeString:
    """Who moved the filing when and why, and its versions."""
    moves = [(move, action_name(move.action)) for move in transitions(filing)]
    versions = [move for move, _ in moves if move.action == "submit" and move.revision]
    return _drawn(request, "workbench/panel_history.html", {"filing": filing, "moves": moves, "versions": versions})


def transitions(filing: Filing) -> list[Transition]:
    """Give the moves of a filing with who made them, fetched once for a page; without the data of the revisions."""
    related = Transition.objects.select_related("by", "acting_for", "revision").defer("revision__data")
    prefetch_related_objects([filing], Prefetch("transitions", related))
    return list(filing.transitions.all())


def stages(filing: Filing) -> list[Stage]:
    """Give the stations of a filing's way."""
    names = [State.DRAFT, *route_of(filing), State.DONE]
    stands = State.DRAFT if filing.state in EDITABLE else State(filing.state)
    at = names.index(stands) if stands in names else 0
    where = ["past"] * at + ["here"] + ["to-come"] * (len(names) - at - 1)
    return [Stage(STAGES[name], place) for name, place in zip(names, where, strict=True)]


def actions(user: Any, filing: Filing) -> set[str]:
    """Give what a person may do with a filing as it stands: submit, approve, withdraw, adjust."""
    if filing.step.year.closed or not isinstance(user, User):
        return set()
    state = State(filing.state)
    possible = {
        "submit": state in EDITABLE and may(user, submits(filing.step.kind), filing.unit),
        "approve": state in REVIEWED and may(user, POWER_OF.get(state, Power.READ), filing.unit),
        "withdraw": state == route_of(filing)[0] and may(user, submits(filing.step.kind), filing.unit),
        "adjust": state == State.DONE and filing.step.kind == StepKind.TARGET and may(user, Power.SUBMIT, filing.unit),
    }
    return {name for name, allowed in possible.items() if allowed}


def _overrides(filing: Filing, moves: list[Transition]) -> dict[str, Any]:
    """The reasons for errors in the revision that was submitted last, for the reviewers of it."""
    last = next((move.revision_id for move in reversed(moves) if move.action == "submit"), None)
    if last is None or filing.state in EDITABLE:
        return {}
    return {"overrides": Override.objects.filter(revision=last).select_related("by").order_by("pk")}


def _adjustment(filing: Filing) -> dict[str, Any]:
    """The last adjustment of a target, with the old and the new of each value that it changed."""
    if filing.step.kind != StepKind.TARGET:
        return {}
    last = Adjustment.objects.filter(filing=filing).select_related("before", "after", "by").order_by("-pk").first()
    return {"adjustment": last, "adjusted": _changed(last)} if last else {}


def _changed(adjustment: Adjustment) -> list[Line]:
    if adjustment.after is None:
        return []
    return compared(form_of(adjustment.before.data), form_of(adjustment.after.data))


def _may(user: Any, power: Power, filing: Filing) -> bool:
    return not filing.step.year.closed and may(user, power, filing.unit)


def _drawn(request: HttpRequest, template: str, shown: dict[str, Any]) -> SafeString:
    return render_to_string(template, shown, request)
