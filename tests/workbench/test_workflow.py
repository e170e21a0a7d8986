"""The way of a filing through its reviewers."""

from __future__ import annotations

from typing import Any

import pytest

from jixiao.model.failure import Failure
from jixiao.workbench.cycle.models import Filing, FilingFinding, Transition
from jixiao.workbench.cycle.steps import State
from jixiao.workbench.cycle.workflow import (
    HasErrors,
    NoReason,
    NotAllowed,
    NotDue,
    approve,
    reopen,
    send_back,
    submit,
    withdraw,
)
from jixiao.workbench.history.log import verify
from jixiao.workbench.history.models import LogEntry


def now(filing: Filing) -> str:
    return Filing.objects.get(pk=filing.pk).state


def test_a_filing_goes_its_way_to_the_end(county: Any) -> None:
    submit(county.filing, county.preparer)
    assert approve(county.filing, county.approver, State.UNIT) == State.DEPARTMENT
    assert approve(county.filing, county.department, State.DEPARTMENT) == State.FINANCE
    assert approve(county.filing, county.reviewer, State.FINANCE, "同意") == State.DONE
    told = Transition.objects.filter(filing=county.filing).values_list("action", "after")
    assert list(told) == [("submit", "unit"), ("approve", "department"), ("approve", "finance"), ("approve", "done")]
    assert verify() == []


def test_a_step_that_is_no_longer_due_is_refused(county: Any) -> None:
    submit(county.filing, county.preparer)
    approve(county.filing, county.approver, State.UNIT)
    with pytest.raises(NotDue, match="待主管部门审核"):
        approve(county.filing, county.approver, State.UNIT)
    with pytest.raises(NotDue):
        withdraw(county.filing, county.preparer)
    with pytest.raises(NotDue):
        submit(county.filing, county.preparer)


@pytest.mark.parametrize("who", ["stranger", "foreigner", "auditor", "administrator", "department", "nobody"])
def test_only_who_may_approves(county: Any, who: str) -> None:
    submit(county.filing, county.preparer)
    with pytest.raises(NotAllowed):
        approve(county.filing, getattr(county, who), State.UNIT)
    assert now(county.filing) == State.UNIT


def test_sending_back_needs_a_reason_and_makes_it_editable(county: Any) -> None:
    submit(county.filing, county.preparer)
    with pytest.raises(NoReason):
        send_back(county.filing, county.approver, State.UNIT, " ")
    send_back(county.filing, county.approver, State.UNIT, "完成值没有依据")
    assert now(county.filing) == State.RETURNED
    assert submit(county.filing, county.preparer).number == 2


def test_errors_stop_a_submission_unless_each_is_explained(county: Any) -> None:
    FilingFinding.objects.create(filing=county.filing, rule="r", severity="error", message="合计不等", key="k")
    with pytest.raises(HasErrors, match="合计不等"):
        submit(county.filing, county.preparer)
    revision = submit(county.filing, county.preparer, {"k": "批复文件如此"})
    assert [override.reason for override in revision.overrides.all()] == ["批复文件如此"]


def test_an_approved_target_is_adjusted_and_the_old_one_kept(county: Any) -> None:
    first = submit(county.target, county.preparer)
    for who, state in ((county.approver, "unit"), (county.department, "department"), (county.reviewer, "finance")):
        approve(county.target, who, state)
    adjustment = reopen(county.target, county.preparer, "预算调减")
    second = submit(county.target, county.preparer)
    adjustment.refresh_from_db()
    assert (adjustment.before, adjustment.after) == (first, second)


def test_the_log_cannot_be_changed(county: Any) -> None:
    from django.db import DatabaseError, transaction

    with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic():
        LogEntry.objects.update(action="nothing")
    with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic():
        LogEntry.objects.all().delete()


def test_failures_are_sentences() -> None:
    assert all(issubclass(kind, Failure) for kind in (NotDue, NotAllowed, HasErrors, NoReason))
