"""公开: self-evaluations that are done made public, and taken back; only these are ever shown without a login."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from jixiao.model.failure import Failure
from jixiao.workbench.cycle.locking import locked_filing
from jixiao.workbench.cycle.models import Filing
from jixiao.workbench.cycle.steps import State, StepKind
from jixiao.workbench.history.log import record
from jixiao.workbench.people.models import User

KINDS = (StepKind.SELF_EVALUATION, StepKind.DEPARTMENT)  # what 公开 is about: 项目绩效自评 and 部门整体自评


class NotPublic(Failure):
    """A filing that is not to be made public."""

    def __init__(self, filing: Filing) -> None:
        what = "不是绩效自评" if filing.step.kind not in KINDS else f"还是“{filing.get_state_display()}”，没有办结"
        super().__init__(f"“{filing}”{what}，不能公开；只有办结的项目绩效自评和部门整体自评可以公开。")


def published() -> QuerySet[Filing]:
    """Give the filings that everybody may see: self-evaluations that are done and were made public."""
    return Filing.objects.filter(published=True, state=State.DONE, step__kind__in=KINDS)


@transaction.atomic
def publish(filing: Filing, user: User, *, public: bool) -> None:
    """Make a filing public or take it back; raises NotPublic where it is none that may be."""
    now = locked_filing(filing)
    if public and (now.step.kind not in KINDS or now.state != State.DONE):
        raise NotPublic(now)
    if now.published != public:
        now.published = public
        now.save(update_fields=["published"])
        record(user, "publish" if public else "unpublish", now, unit=now.unit_id)


def publish_all(filings: QuerySet[Filing], user: User) -> int:
    """Make those of some filings public that are done and not yet; gives how many."""
    waiting = filings.filter(state=State.DONE, step__kind__in=KINDS, published=False)
    own = list(waiting)
    for filing in own:
        publish(filing, user, public=True)
    return len(own)
