"""The way of a filing (流转): submit, approve, send back, withdraw, each atomic and refused when it is no longer due.

草稿 → 待单位审核 → 待主管部门审核 → 待财政审核 → 已办结. A review is bound to the frozen revision that was
submitted; whoever acts says which state was seen, so that two people never act on the same step twice.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from jixiao.model.failure import Failure
from jixiao.workbench.cycle.freeze import freeze
from jixiao.workbench.cycle.models import Adjustment, Filing, FilingFinding, Override, Review, Revision, Transition
from jixiao.workbench.cycle.steps import EDITABLE, REVIEWED, State
from jixiao.workbench.history.log import record
from jixiao.workbench.people.models import User
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import may

POWER_OF = {
    State.UNIT: Power.APPROVE_UNIT,
    State.DEPARTMENT: Power.APPROVE_DEPARTMENT,
    State.FINANCE: Power.APPROVE_FINANCE,
}


class NotDue(Failure):
    """An action on a filing that stands elsewhere by now."""

    def __init__(self, filing: Filing, action: str) -> None:
        super().__init__(
            f"“{filing}”现在是“{State(filing.state).label}”，不能{action}；可能别人刚刚办理过，请刷新后再看。"
        )


class NotAllowed(Failure):
    """An action by somebody without the power for it here."""

    def __init__(self, filing: Filing, action: str) -> None:
        super().__init__(f"您没有{action}“{filing}”的权限。")


class HasErrors(Failure):
    """A filing with errors that were neither mended nor explained."""

    def __init__(self, messages: list[str]) -> None:
        self.messages = messages
        super().__init__(
            f"有 {len(messages)} 处错误，请更正；确实无误的，逐条写明理由后再报送：{'；'.join(messages[:5])}"
        )


class NoReason(Failure):
    """Something that must not be done without saying why."""

    def __init__(self, action: str) -> None:
        super().__init__(f"请写明{action}的理由。")


class YearClosed(Failure):
    """A year that is archived."""

    def __init__(self, filing: Filing) -> None:
        super().__init__(f"{filing.step.year}已归档，不能再改动。")


def route_of(filing: Filing) -> list[State]:
    """Give the reviews that a filing passes: a department's own filings skip the review by the department."""
    stages = [State.UNIT, State.DEPARTMENT, State.FINANCE]
    if filing.unit.department_id is None:
        stages.remove(State.DEPARTMENT)
    return stages


@transaction.atomic
def submit(filing: Filing, user: User, reasons: Mapping[str, str] | None = None) -> Revision:
    """Freeze the draft and send it to the first reviewer; gives the frozen revision.

    `reasons` explain errors that stand all the same, by the key of the finding. Raises HasErrors where one is left.
    """
    filing = _locked(filing, EDITABLE, "报送")
    _require(user, Power.SUBMIT, filing, "报送")
    overrides = _overridden(filing, user, reasons or {})
    revision = freeze(filing, user, "报送")
    for override in overrides:
        override.revision = revision
        override.save()
    Adjustment.objects.filter(filing=filing, after=None).update(after=revision)
    _open_review(filing, revision, route_of(filing)[0])
    _move(filing, user, "submit", route_of(filing)[0], revision)
    return revision


@transaction.atomic
def approve(filing: Filing, user: User, seen: str, comment: str = "") -> State:
    """Pass a filing on, or end it, and give its new state; `seen` is the state that the reviewer saw."""
    filing = _locked(filing, (State(seen),) if seen in REVIEWED else (), "审核通过")
    _require(user, POWER_OF[State(filing.state)], filing, "审核")
    review = _finish(filing, user, Review.Status.APPROVED, comment)
    stages = route_of(filing)
    rest = stages[stages.index(State(filing.state)) + 1 :]
    after = rest[0] if rest else State.DONE
    if rest:
        _open_review(filing, review.revision, after)
    _move(filing, user, "approve", after, review.revision, comment)
    return after


@transaction.atomic
def send_back(filing: Filing, user: User, seen: str, why: str) -> None:
    """Send a filing back to who filled it in, with the reason; comments pinned to cells stay with the revision."""
    if not why.strip():
        raise NoReason("退回")
    filing = _locked(filing, (State(seen),) if seen in REVIEWED else (), "退回")
    _require(user, POWER_OF[State(filing.state)], filing, "退回")
    review = _finish(filing, user, Review.Status.RETURNED, why)
    _move(filing, user, "return", State.RETURNED, review.revision, why)


@transaction.atomic
def withdraw(filing: Filing, user: User, why: str = "") -> None:
    """Take a submitted filing back as long as its first reviewer has not acted."""
    filing = _locked(filing, (route_of(filing)[0],), "撤回")
    _require(user, Power.SUBMIT, filing, "撤回")
    review = _finish(filing, user, Review.Status.WITHDRAWN, why)
    _move(filing, user, "withdraw", State.DRAFT, review.revision, why)


@transaction.atomic
def reopen(filing: Filing, user: User, why: str) -> Adjustment:
    """Open an approved target for a mid-year adjustment (目标调整): the old revision and the reason are kept."""
    if not why.strip():
        raise NoReason("调整")
    filing = _locked(filing, (State.DONE,), "调整")
    _require(user, Power.SUBMIT, filing, "调整")
    last = filing.revisions.order_by("-number")[0]
    adjustment = Adjustment.objects.create(filing=filing, before=last, reason=why, by=user)
    _move(filing, user, "adjust", State.DRAFT, last, why)
    return adjustment


def _locked(filing: Filing, states: tuple[State, ...], action: str) -> Filing:
    """The filing as it stands now, locked until the end of the transaction; raises NotDue where it stands elsewhere."""
    now = (
        Filing.objects.select_for_update(of=("self",))
        .select_related("unit__region", "unit__department", "project", "step__year__region")
        .get(pk=filing.pk)
    )
    if now.step.year.closed:
        raise YearClosed(now)
    if now.state not in states:
        raise NotDue(now, action)
    return now


def _require(user: User, power: Power, filing: Filing, action: str) -> None:
    if not may(user, power, filing.unit):
        raise NotAllowed(filing, action)


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


def _finish(filing: Filing, user: User, status: Review.Status, comment: str) -> Review:
    review = (
        Review.objects.select_for_update(of=("self",))
        .select_related("revision")
        .get(filing=filing, status=Review.Status.OPEN)
    )
    review.status, review.comment = status, comment
    review.finished_by, review.finished_at = user, timezone.now()
    review.save()
    return review


def _move(filing: Filing, user: User, action: str, after: State, revision: Revision, why: str = "") -> None:
    before, filing.state = filing.state, after
    filing.save(update_fields=["state", "changed_at"])
    Transition.objects.create(
        filing=filing, action=action, before=before, after=after, revision=revision, by=user, why=why
    )
    number, sha256 = revision.number, revision.sha256
    record(
        user, action, filing, unit=filing.unit_id, before=before, after=after, revision=number, sha256=sha256, why=why
    )
