"""The way of a filing through its reviewers."""

from __future__ import annotations

from typing import Any

import pytest

from jixiao.model.failure import Failure
from jixiao.workbench.cycle.models import Draft, Filing, FilingFinding, Revision, Transition
from jixiao.workbench.cycle.refusals import ChangedSince, NoTarget, NotAsSubmitted, SubmittedAnew
from jixiao.workbench.cycle.saving import Edit, save_edits
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
    county.submit(county.filing)
    assert approve(county.filing, county.approver, State.UNIT) == State.DEPARTMENT
    assert approve(county.filing, county.department, State.DEPARTMENT) == State.FINANCE
    assert approve(county.filing, county.reviewer, State.FINANCE, "同意") == State.DONE
    told = Transition.objects.filter(filing=county.filing).values_list("action", "after")
    assert list(told) == [("submit", "unit"), ("approve", "department"), ("approve", "finance"), ("approve", "done")]
    assert verify() == []


def test_a_step_that_is_no_longer_due_is_refused(county: Any) -> None:
    county.submit(county.filing)
    approve(county.filing, county.approver, State.UNIT)
    with pytest.raises(NotDue, match="待主管部门审核"):
        approve(county.filing, county.approver, State.UNIT)
    with pytest.raises(NotDue):
        withdraw(county.filing, county.preparer)
    with pytest.raises(NotDue):
        submit(county.filing, county.preparer)


@pytest.mark.parametrize("who", ["stranger", "foreigner", "auditor", "administrator", "department", "nobody"])
def test_only_who_may_approves(county: Any, who: str) -> None:
    county.submit(county.filing)
    with pytest.raises(NotAllowed):
        approve(county.filing, getattr(county, who), State.UNIT)
    assert now(county.filing) == State.UNIT


def test_sending_back_needs_a_reason_and_makes_it_editable(county: Any) -> None:
    county.submit(county.filing)
    with pytest.raises(NoReason):
        send_back(county.filing, county.approver, State.UNIT, " ")
    send_back(county.filing, county.approver, State.UNIT, "完成值没有依据")
    assert now(county.filing) == State.RETURNED
    assert county.submit(county.filing).number == 2


WRONG = [("/indicators/0/name", "参保群众满意度"), ("/indicators/0/actual", "105%")]


def test_errors_stop_a_submission_unless_each_is_explained(county: Any) -> None:
    save_edits(county.filing, county.preparer, [Edit(pointer, "", text) for pointer, text in WRONG], 0)
    FilingFinding.objects.filter(filing=county.filing).delete()  # whatever an earlier save had found
    with pytest.raises(HasErrors, match="105%超过100%"):
        submit(county.filing, county.preparer)
    assert now(county.filing) == State.DRAFT
    revision = county.submit(county.filing, "批复文件如此")
    found = FilingFinding.objects.filter(filing=county.filing, severity="error").values_list("key", flat=True)
    told = {override.key: override.reason for override in revision.overrides.all()}
    assert told == dict.fromkeys(found, "批复文件如此") and told


def test_a_reason_for_an_error_that_is_another_by_now_does_not_count(county: Any) -> None:
    save_edits(county.filing, county.preparer, [Edit(pointer, "", text) for pointer, text in WRONG], 0)
    keys = FilingFinding.objects.filter(filing=county.filing).values_list("key", flat=True)
    reasons = dict.fromkeys(keys, "批复文件如此")
    save_edits(county.filing, county.preparer, [Edit("/indicators/0/actual", "105%", "106%")], 0)
    with pytest.raises(HasErrors, match="106%超过100%"):
        submit(county.filing, county.preparer, reasons)


def test_only_what_was_seen_is_submitted(county: Any) -> None:
    save_edits(county.monitoring, county.preparer, [Edit("/funding/0/budget", "", "160")], 0)
    with pytest.raises(ChangedSince):
        submit(county.monitoring, county.preparer, version=0)
    submit(county.monitoring, county.preparer, version=1)


def test_only_what_was_seen_is_approved(county: Any) -> None:
    """Withdrawn and submitted anew, the filing stands in the same state, but it is another form."""
    first = county.submit(county.filing)
    withdraw(county.filing, county.preparer)
    second = county.submit(county.filing)
    for act in (approve, send_back):
        with pytest.raises(SubmittedAnew, match=r"第1版.*第2版"):
            act(county.filing, county.approver, State.UNIT, "看过", revision=first.number)
    approve(county.filing, county.approver, State.UNIT, revision=second.number)


def test_nobody_approves_what_was_not_submitted(county: Any) -> None:
    """The page shows the draft; it is the frozen revision, and no other way changes one of the two alone."""
    revision = county.submit(county.filing)
    draft = Draft.objects.get(filing=county.filing)
    assert draft.data == revision.data
    draft.data = {**draft.data, "unit": "别的单位"}
    draft.save()
    with pytest.raises(NotAsSubmitted):
        approve(county.filing, county.approver, State.UNIT)
    Revision.objects.filter(pk=revision.pk).update(data=draft.data)
    with pytest.raises(NotAsSubmitted):
        approve(county.filing, county.approver, State.UNIT)
    assert now(county.filing) == State.UNIT


def test_only_a_target_is_adjusted(county: Any) -> None:
    county.submit(county.filing)
    for who, state in ((county.approver, "unit"), (county.department, "department"), (county.reviewer, "finance")):
        approve(county.filing, who, state)
    with pytest.raises(NoTarget):
        reopen(county.filing, county.preparer, "填错了")


def test_an_adjustment_that_is_returned_keeps_the_last_revision(county: Any) -> None:
    first = county.submit(county.target)
    for who, state in ((county.approver, "unit"), (county.department, "department"), (county.reviewer, "finance")):
        approve(county.target, who, state)
    adjustment = reopen(county.target, county.preparer, "预算调减")
    county.submit(county.target)
    send_back(county.target, county.approver, State.UNIT, "依据不足")
    third = county.submit(county.target)
    adjustment.refresh_from_db()
    assert (adjustment.before, adjustment.after) == (first, third)


def test_an_approved_target_is_adjusted_and_the_old_one_kept(county: Any) -> None:
    first = county.submit(county.target)
    for who, state in ((county.approver, "unit"), (county.department, "department"), (county.reviewer, "finance")):
        approve(county.target, who, state)
    adjustment = reopen(county.target, county.preparer, "预算调减")
    second = county.submit(county.target)
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
