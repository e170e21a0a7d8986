"""整改通知: the finance bureau asks for a correction, the unit answers it with evidence, finance closes it or not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from jixiao.model.failure import Failure
from jixiao.workbench.cycle.evidence import add_evidence
from jixiao.workbench.cycle.locking import require_open
from jixiao.workbench.cycle.models import Filing, Notice
from jixiao.workbench.history.log import record
from jixiao.workbench.people.models import User
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import within

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LONGEST = 4000  # characters of a notice or an answer
# Where a notice stands, told by who has to act.
TO_ANSWER = Q(answered_at=None, closed_at=None)
TO_CLOSE = Q(closed_at=None) & ~Q(answered_at=None)
CLOSED = ~Q(closed_at=None)


class NoWords(Failure):
    """A notice, an answer or a remark that says nothing, or more than fits."""

    def __init__(self, what: str) -> None:
        super().__init__(f"请写明{what}，不超过 {LONGEST} 个字。")


class DueInThePast(Failure):
    """A deadline that has passed when it is set."""

    def __init__(self, due: date) -> None:
        super().__init__(f"整改期限 {due} 已经过了，请定在今天或以后。")


class NoticeElsewhere(Failure):
    """An action on a notice that stands elsewhere by now."""

    def __init__(self, notice: Notice, action: str) -> None:
        super().__init__(f"这份整改通知现在是“{stands(notice)}”，不能{action}；可能别人刚刚办理过，请刷新后再看。")


def stands(notice: Notice) -> str:
    """Give where a notice stands, in words."""
    if notice.closed_at is not None:
        return "已销号"
    if notice.answered_at is not None:
        return "待销号"
    return "退回重新整改" if notice.remark else "待整改"


def notices_of(filing: Filing) -> QuerySet[Notice]:
    """Give the notices of a filing with the people in them, the oldest first."""
    return Notice.objects.filter(filing=filing).select_related("by", "answered_by", "closed_by")


def to_close(user: User) -> QuerySet[Notice]:
    """Give the notices whose answers wait for this person of the finance bureau."""
    found = Notice.objects.select_related("filing__unit", "filing__project", "filing__step__year__region")
    return found.filter(TO_CLOSE, within(user, Power.RECHECK, "filing__unit__"), filing__step__year__closed=False)


@transaction.atomic
def issue_notice(filing: Filing, user: User, text: str, due: date) -> Notice:
    """Send the unit a notice with a deadline; raises NoWords, DueInThePast, NotAllowed, YearClosed."""
    require_open(filing, user, Power.RECHECK, "督办")
    _refuse_past(due)
    notice = Notice.objects.create(filing=filing, text=_words(text, "整改要求"), due=due, by=user)
    record(user, "issue_notice", filing, unit=filing.unit_id, notice=notice.pk, text=notice.text, due=due)
    return notice


@transaction.atomic
def answer_notice(notice: Notice, user: User, answer: str, files: Iterable[UploadedFile[Any]] = ()) -> Notice:
    """Answer a notice, with files that prove it; all or nothing. Raises NoWords, NoticeElsewhere, what files raise."""
    notice = _locked(notice)
    require_open(notice.filing, user, Power.WRITE, "答复")
    if notice.closed_at is not None or notice.answered_at is not None:
        raise NoticeElsewhere(notice, "再答复")
    for file in files:
        add_evidence(notice.filing, user, file, notice=notice)
    notice.answer, notice.answered_by, notice.answered_at = _words(answer, "整改情况"), user, timezone.now()
    notice.save()
    record(user, "answer_notice", notice.filing, unit=notice.filing.unit_id, notice=notice.pk, text=notice.answer)
    return notice


@transaction.atomic
def close_notice(notice: Notice, user: User, remark: str = "") -> Notice:
    """Take an answer and close the notice (销号); raises NoticeElsewhere, NotAllowed."""
    notice = _answered(notice, user, "销号")
    notice.remark = _words(remark, "销号意见") if remark.strip() else ""
    notice.closed_by, notice.closed_at = user, timezone.now()
    notice.save()
    record(user, "close_notice", notice.filing, unit=notice.filing.unit_id, notice=notice.pk, remark=notice.remark)
    return notice


@transaction.atomic
def return_notice(notice: Notice, user: User, why: str, due: date) -> Notice:
    """Send an answer back with the reason and a new deadline; what was answered is kept in the log."""
    notice = _answered(notice, user, "退回")
    _refuse_past(due)
    notice.remark, notice.due = _words(why, "退回的理由"), due
    notice.answered_at, before = None, notice.answer
    notice.save()
    told: dict[str, Any] = {"notice": notice.pk, "remark": notice.remark, "due": due, "answer": before}
    record(user, "return_notice", notice.filing, unit=notice.filing.unit_id, **told)
    return notice


def _answered(notice: Notice, user: User, action: str) -> Notice:
    notice = _locked(notice)
    require_open(notice.filing, user, Power.RECHECK, "督办")
    if notice.closed_at is not None or notice.answered_at is None:
        raise NoticeElsewhere(notice, action)
    return notice


def _locked(notice: Notice) -> Notice:
    related = Notice.objects.select_for_update(of=("self",)).select_related(
        "filing__unit__region", "filing__project", "filing__step__year__region"
    )
    return related.get(pk=notice.pk)


def _refuse_past(due: date) -> None:
    if due < timezone.localdate():
        raise DueInThePast(due)


def _words(text: str, what: str) -> str:
    text = text.strip()
    if not text or len(text) > LONGEST:
        raise NoWords(what)
    return text
