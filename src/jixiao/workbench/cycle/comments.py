"""Comments (意见): pinned to a cell or to the form as a whole, and the answer (答复) that resolves each."""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from jixiao.model.failure import Failure
from jixiao.workbench.cycle.evaluation_sheets import called
from jixiao.workbench.cycle.locking import require_open
from jixiao.workbench.cycle.models import Comment, Draft, Filing
from jixiao.workbench.history.log import record
from jixiao.workbench.people.models import User
from jixiao.workbench.people.roles import Power

LONGEST = 2000  # characters of a comment or an answer


class NoText(Failure):
    """A comment or an answer that says nothing, or more than fits."""

    def __init__(self, what: str) -> None:
        super().__init__(f"请写明{what}的内容，不超过 {LONGEST} 个字。")


class Answered(Failure):
    """An answer to a comment that has one."""

    def __init__(self, comment: Comment) -> None:
        who = comment.resolved_by.name if comment.resolved_by else ""
        super().__init__(f"这条意见{who}已经答复过，请刷新后再看。")


def comments_of(filing: Filing) -> list[Comment]:
    """Give the comments on a filing with their authors, the oldest first; fetched once for each `filing` at hand."""
    related = Comment.objects.select_related("by", "resolved_by", "revision").defer("revision__data")
    prefetch_related_objects([filing], Prefetch("comments", related))
    return list(filing.comments.all())


def comments_by_pointer(filing: Filing) -> dict[str, list[Comment]]:
    """Give the comments on a filing by the cell that they are pinned to; "" holds those on the form as a whole."""
    found: dict[str, list[Comment]] = defaultdict(list)
    for comment in comments_of(filing):
        found[comment.pointer].append(comment)
    return dict(found)


@transaction.atomic
def add_comment(filing: Filing, user: User, text: str, pointer: str = "") -> Comment:
    """Pin a comment to a cell, or to the form as a whole; raises NotAllowed, NoText, NoSuchField, YearClosed."""
    require_open(filing, user, Power.COMMENT, "评论")
    revision = filing.revisions.order_by("-number").first()
    comment = Comment.objects.create(
        filing=filing,
        revision=revision,
        pointer=pointer,
        name=_name(filing, pointer),
        text=_text(text, "意见"),
        by=user,
    )
    _forget(filing)
    record(user, "comment", filing, unit=filing.unit_id, pointer=pointer, name=comment.name, text=comment.text)
    return comment


@transaction.atomic
def answer_comment(comment: Comment, user: User, answer: str) -> Comment:
    """Resolve a comment with the preparer's answer; raises NotAllowed, NoText, Answered, YearClosed."""
    comment = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    require_open(comment.filing, user, Power.WRITE, "答复")
    if comment.resolved_at is not None:
        raise Answered(comment)
    comment.answer, comment.resolved_by, comment.resolved_at = _text(answer, "答复"), user, timezone.now()
    comment.save(update_fields=["answer", "resolved_by", "resolved_at"])
    record(user, "answer", comment.filing, unit=comment.filing.unit_id, comment=comment.pk, text=comment.answer)
    return comment


def _forget(filing: Filing) -> None:
    """What was fetched before is no longer all there is."""
    getattr(filing, "_prefetched_objects_cache", {}).pop("comments", None)


def _text(text: str, what: str) -> str:
    text = text.strip()
    if not text or len(text) > LONGEST:
        raise NoText(what)
    return text


def _name(filing: Filing, pointer: str) -> str:
    """What people call the cell; raises NoSuchField or NoSuchRow where the form has no such cell."""
    return called(filing, Draft.objects.get(filing=filing).data, pointer)[:200] if pointer else ""
