"""The way of a filing (流转): submit, approve, send back, withdraw, each atomic and refused when it is no longer due.

草稿 → 待单位审核 → 待主管部门审核 → 待财政审核 → 已办结. A review is bound to the frozen revision that was
submitted; whoever acts says which state was seen, so that two people never act on the same step twice.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from jixiao.workbench.cycle.checking import check_draft
from jixiao.workbench.cycle.following import follow
from jixiao.workbench.cycle.freeze import freeze, intact
from jixiao.workbench.cycle.locking import require, standing
from jixiao.workbench.cycle.models import (
    Adjustment,
    Draft,
    Filing,
    FilingFinding,
    Override,
    Review,
    Revision,
    Transition,
)
from jixiao.workbench.cycle.refusals import (
    ChangedSince,
    HasErrors,
    NoReason,
    NotAllowed,
    NoTarget,
    NotAsSubmitted,
    NotDue,
    SubmittedAnew,
    YearClosed,
)
from jixiao.workbench.cycle.second_person import second_person
from jixiao.workbench.cycle.steps import EDITABLE, REVIEWED, State, StepKind, submits
from jixiao.workbench.history.log import record
from jixiao.workbench.people.models import Grant, User
from jixiao.workbench.people.roles import Power

__all__ = [
    "HasErrors",
    "NoReason",
    "NotAllowed",
    "NotDue",
    "YearClosed",
    "approve",
    "reopen",
    "route_of",
    "send_back",
    "submit",
    "withdraw",
]

POWER_OF = {
    State.UNIT: Power.APPROVE_UNIT,
    State.DEPARTMENT: Power.APPROVE_DEPARTMENT,
    State.FINANCE: Power.APPROVE_FINANCE,
}


def route_of(filing: Filing) -> list[State]:
    """Give the reviews that a filing passes: a department's own filings skip the review by the department.

    重点评价 is the finance bureau's own: it passes nobody else.
    """
    if filing.step.kind == StepKind.EVALUATION:
        return [State.FINANCE]
    stages = [State.UNIT, State.DEPARTMENT, State.FINANCE]
    if filing.unit.department_id is None:
        stages.remove(State.DEPARTMENT)
    return stages


@transaction.atomic
def submit(
    filing: Filing, user: User, reasons: Mapping[str, str] | None = None, *, version: int | None = None
) -> Revision:
    """Check the draft, freeze it and send it to the first reviewer; gives the frozen revision.

    `reasons` explain errors that stand all the same, by the key of the finding; `version` is that of the draft that
    was seen. Raises HasErrors where an error is left, ChangedSince where the draft is another by now.
    """
    filing = standing(filing, EDITABLE, "报送")
    grant = require(filing, user, submits(filing.step.kind), "报送")
    draft = Draft.objects.get(filing=filing)
    if version is not None and version != draft.version:
        raise ChangedSince(filing)
    check_draft(filing, draft, user)
    overrides = _overridden(filing, user, reasons or {})
    revision = freeze(filing, user, "报送")
    for override in overrides:
        override.revision = revision
    Override.objects.bulk_create(overrides)
    _adjusted(filing, revision)
    _open_review(filing, revision, route_of(filing)[0])
    _move(filing, grant, "submit", route_of(filing)[0], revision)
    return revision


@transaction.atomic
def approve(filing: Filing, user: User, seen: str, comment: str = "", *, revision: int | None = None) -> State:
    """Pass a filing on, or end it, and give its new state.

    `seen` is the state and `revision` the number of the revision that the reviewer saw. Raises NotDue, NotAllowed,
    SubmittedAnew, SamePerson, and NotAsSubmitted where what is kept is not what was submitted.
    """
    filing, grant = _under_review(filing, user, seen, "审核通过")
    alone = second_person(filing, grant)
    review = _finish(filing, user, Review.Status.APPROVED, comment, revision)
    if not intact(review.revision) or Draft.objects.get(filing=filing).data != review.revision.data:
        raise NotAsSubmitted(filing, review.revision.number)
    stages = route_of(filing)
    rest = stages[stages.index(State(filing.state)) + 1 :]
    after = rest[0] if rest else State.DONE
    if rest:
        _open_review(filing, review.revision, after)
    _move(filing, grant, "approve", after, review.revision, comment, **({"alone": alone} if alone else {}))
    if after == State.DONE:
        follow(filing, review.revision, user)
    return after


@transaction.atomic
def send_back(filing: Filing, user: User, seen: str, why: str, *, revision: int | None = None) -> None:
    """Send a filing back to who filled it in, with the reason; comments pinned to cells stay with the revision."""
    if not why.strip():
        raise NoReason("退回")
    filing, grant = _under_review(filing, user, seen, "退回")
    review = _finish(filing, user, Review.Status.RETURNED, why, revision)
    _move(filing, grant, "return", State.RETURNED, review.revision, why)


@transaction.atomic
def withdraw(filing: Filing, user: User, why: str = "") -> None:
    """Take a submitted filing back as long as its first reviewer has not acted."""
    filing = standing(filing, (route_of(filing)[0],), "撤回")
    grant = require(filing, user, submits(filing.step.kind), "撤回")
    review = _finish(filing, user, Review.Status.WITHDRAWN, why)
    _move(filing, grant, "withdraw", State.DRAFT, review.revision, why)


@transaction.atomic
def reopen(filing: Filing, user: User, why: str) -> Adjustment:
    """Open an approved target for a mid-year adjustment (目标调整): the old revision and the reason are kept."""
    if not why.strip():
        raise NoReason("调整")
    filing = standing(filing, (State.DONE,), "调整")
    if filing.step.kind != StepKind.TARGET:
        raise NoTarget(filing)
    grant = require(filing, user, Power.SUBMIT, "调整")
    last = filing.revisions.order_by("-number")[0]
    adjustment = Adjustment.objects.create(filing=filing, before=last, reason=why, by=user)
    _move(filing, grant, "adjust", State.DRAFT, last, why)
    return adjustment


def _adjusted(filing: Filing, revision: Revision) -> None:
    """A submission after an adjustment was begun is what the target was adjusted to, however often it is returned."""
    adjustment = filing.adjustments.order_by("-pk").first()
    if adjustment is not None:
        adjustment.after = revision
        adjustment.save(update_fields=["after"])


def _under_review(filing: Filing, user: User, seen: str, action: str) -> tuple[Filing, Grant]:
    filing = standing(filing, (State(seen),) if seen in REVIEWED else (), action)
    return filing, require(filing, user, POWER_OF[State(filing.state)], action)


def _overridden(filing: Filing, user: User, reasons: Mapping[str, str]) -> list[Override]:
    errors = list(FilingFinding.objects.filter(filing=filing, severity="error"))
    open_errors = [error.message for error in errors if not reasons.get(error.key, "").strip()]
    if open_errors:
        raise HasErrors(open_errors)
    return [
        Override(filing=filing, key=error.key, message=error.message, reason=reasons[error.key], by=user)
        for error in errors
    ]


def _open_review(filing: Filing, revision: Revision, stage: State) -> None:
    Review.objects.create(filing=filing, revision=revision, stage=stage)


def _finish(filing: Filing, user: User, status: Review.Status, comment: str, seen: int | None = None) -> Review:
    review = (
        Review.objects.select_for_update(of=("self",))
        .select_related("revision")
        .get(filing=filing, status=Review.Status.OPEN)
    )
    if seen is not None and seen != review.revision.number:
        raise SubmittedAnew(filing, seen, review.revision.number)
    review.status, review.comment = status, comment
    review.finished_by, review.finished_at = user, timezone.now()
    review.save()
    return review


def _move(
    filing: Filing, grant: Grant, action: str, after: State, revision: Revision, why: str = "", **told: str
) -> None:
    """Let the filing stand elsewhere, and keep who moved it: the person, and for whom if by delegation (委托).

    `told` is what else the log is to say.
    """
    before, filing.state = filing.state, after
    filing.save(update_fields=["state", "changed_at"])
    moved = Transition.objects.create(
        filing=filing,
        action=action,
        before=before,
        after=after,
        revision=revision,
        by=grant.user,
        acting_for=grant.delegated_by,
        why=why,
    )
    record(
        grant.user,
        action,
        filing,
        unit=filing.unit_id,
        before=before,
        after=after,
        revision=revision.number,
        sha256=revision.sha256,
        why=why,
        **({"acting_for": moved.acting_for.username} if moved.acting_for else {}),
        **told,
    )
