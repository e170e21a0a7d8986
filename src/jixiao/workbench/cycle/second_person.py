"""经办与审核分开: whoever filled in 重点评价 does not end it, as long as somebody else of the finance bureau can."""

from __future__ import annotations

from jixiao.model.failure import Failure
from jixiao.workbench.cycle.models import FigureChange, Filing
from jixiao.workbench.cycle.steps import State, StepKind
from jixiao.workbench.people.models import Grant
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import holders

ALONE = "本区划没有别的财政审核人员，由填写人自己办结"
_WRITTEN = ("/judged/", "/texts/")  # what people write in an evaluation; the figures are drawn


class SamePerson(Failure):
    """重点评价 to be ended by who filled it in."""

    def __init__(self, filing: Filing, others: str) -> None:
        super().__init__(f"“{filing}”是您填写的，应由另一名财政审核人员（{others}）审核办结；要修改可以撤回。")


def second_person(filing: Filing, grant: Grant) -> str:
    """Give what the log says of who ends a filing, "" where there is nothing to say; raises SamePerson."""
    if filing.step.kind != StepKind.EVALUATION or filing.state != State.FINANCE:
        return ""
    writers = _writers(filing)
    if not _is_of(writers, grant):
        return ""
    others = {held.user.name for held in holders(Power.APPROVE_FINANCE, filing.unit) if not _is_of(writers, held)}
    if others:
        raise SamePerson(filing, "、".join(sorted(others)))
    return ALONE


def _writers(filing: Filing) -> set[int | None]:
    """Those who filled in points and texts, in whatever version."""
    changes = FigureChange.objects.filter(filing=filing).values_list("by", "pointer")
    return {by for by, pointer in changes if pointer.startswith(_WRITTEN)}


def _is_of(writers: set[int | None], grant: Grant) -> bool:
    """Whether somebody is one of the writers, or acts for one of them (委托)."""
    return not writers.isdisjoint({grant.user_id, grant.delegated_by_id} - {None})
