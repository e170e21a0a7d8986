"""What may be refused on the way of a filing (不予办理): each failure says what stands against it and what to do."""

from __future__ import annotations

from jixiao.model.failure import Failure
from jixiao.workbench.cycle.models import Filing
from jixiao.workbench.cycle.steps import State


class NotDue(Failure):
    """An action on a filing that stands elsewhere by now."""

    def __init__(self, filing: Filing, action: str) -> None:
        super().__init__(
            f"“{filing}”现在是“{State(filing.state).label}”，不能{action}；可能别人刚刚办理过，请刷新后再看。"
        )


class SubmittedAnew(Failure):
    """A review of a revision that was taken back and submitted anew meanwhile."""

    def __init__(self, filing: Filing, seen: int, now: int) -> None:
        super().__init__(
            f"“{filing}”在您打开以后又重新报送过（您看的是第{seen}版，现在是第{now}版），请看过新的再办理。"
        )


class ChangedSince(Failure):
    """A submission of a form that somebody changed after the page to confirm it was opened."""

    def __init__(self, filing: Filing) -> None:
        super().__init__(f"“{filing}”在您打开报送页以后又有改动，没有报送；请核对现在的内容再报送。")


class NotAsSubmitted(Failure):
    """A frozen revision that is no longer what was submitted: the database was changed by other means."""

    def __init__(self, filing: Filing, number: int) -> None:
        super().__init__(
            f"“{filing}”的第{number}版与报送时的校验码不符，数据库可能被人直接改过，不能审核；请联系系统管理员。"
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


class NoTarget(Failure):
    """An adjustment of something else than an approved target."""

    def __init__(self, filing: Filing) -> None:
        super().__init__(f"“{filing}”不是绩效目标，不能做目标调整；年度中只有批复的绩效目标可以调整。")


class YearClosed(Failure):
    """A year that is archived."""

    def __init__(self, filing: Filing) -> None:
        super().__init__(f"{filing.step.year}已归档，不能再改动。")
