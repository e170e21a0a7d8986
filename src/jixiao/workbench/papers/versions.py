"""Which version of a filing is meant (版本): its draft as it stands, what was approved, or a frozen revision."""

from __future__ import annotations

from typing import Any, NamedTuple

from jixiao.model.failure import Failure
from jixiao.workbench.cycle.models import Draft, Filing, Revision, Transition
from jixiao.workbench.cycle.steps import State


class NotApproved(Failure):
    """The approved version asked for where nothing has been approved yet."""

    def __init__(self, filing: Filing) -> None:
        super().__init__(f"“{filing}”还没有办结过，没有批复的版本。")


class Version(NamedTuple):
    """A version: its data, what it is called, and the frozen revision that it is, if any."""

    data: dict[str, Any]
    name: str
    revision: Revision | None = None


def draft_of(filing: Filing) -> Version:
    """Give the draft as it stands; while a filing is under review or done that is the frozen revision's content."""
    return Version(
        Draft.objects.get(filing=filing).data, "底稿" if filing.state in _OPEN else filing.get_state_display()
    )


def approved(filing: Filing) -> Version:
    """Give what was approved last; raises NotApproved."""
    revision = approved_revision(filing)
    if revision is None:
        raise NotApproved(filing)
    return of_revision(revision)


def approved_revision(filing: Filing) -> Revision | None:
    """Give the revision that was approved last, None where none was: that of a filing that is done, or was once."""
    if filing.state == State.DONE:
        return filing.revisions.order_by("number").last()
    ends = Transition.objects.filter(filing=filing, after=State.DONE, revision__isnull=False)
    last = ends.select_related("revision").order_by("pk").last()
    return last.revision if last else None


def of_revision(revision: Revision) -> Version:
    """Give a frozen revision."""
    return Version(revision.data, f"第{revision.number}版", revision)


_OPEN = (State.DRAFT, State.RETURNED)
