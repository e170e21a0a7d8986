"""Delegation: a role lent until a date, visible in what the delegate does, and gone when it ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from jixiao.workbench.cycle.models import Transition
from jixiao.workbench.cycle.refusals import NotAllowed
from jixiao.workbench.cycle.workflow import approve
from jixiao.workbench.history.models import LogEntry
from jixiao.workbench.people.delegation import (
    HasTheRole,
    NoDelegation,
    NoSuchColleague,
    NothingToDelegate,
    WrongEnd,
    delegate,
    revoke,
)
from jixiao.workbench.people.models import Grant, User
from jixiao.workbench.people.roles import Power
from jixiao.workbench.people.scope import holds

DAY = timedelta(1)


def today() -> Any:
    return timezone.localdate()


def anew(user: User) -> User:
    """The person as the next request finds it."""
    return User.objects.get(pk=user.pk)


def lent(county: Any, to: Any = None, until: Any = None) -> Grant:
    own = county.approver.grants.get()
    return delegate(county.approver, str(own.pk), (to or county.preparer).username, until or today() + 7 * DAY)


def test_a_delegate_acts_and_it_is_told_for_whom(county: Any) -> None:
    lent(county)
    county.submit(county.filing)
    delegated = anew(county.preparer)
    approve(county.filing, delegated, "unit")
    moved = Transition.objects.get(filing=county.filing, action="approve")
    assert (moved.by, moved.acting_for) == (county.preparer, county.approver)
    assert LogEntry.objects.get(action="approve").detail["acting_for"] == "approver"
    html = county.client(county.auditor).get(f"/filings/{county.filing.pk}/").content.decode()
    assert "用户preparer（代用户approver）" in html
    own = Transition.objects.get(filing=county.filing, action="submit")
    assert own.acting_for is None


def test_it_ends_by_itself_by_revoking_and_with_the_giver(county: Any) -> None:
    def has() -> bool:
        return holds(anew(county.preparer), Power.APPROVE_UNIT)

    given = lent(county)
    assert has()
    Grant.objects.filter(pk=given.pk).update(until=today() - DAY)
    assert not has()
    assert lent(county).until == today() + 7 * DAY and has()  # the ended one made room
    County = type(county.approver)
    County.objects.filter(pk=county.approver.pk).update(is_active=False)
    assert not has()
    County.objects.filter(pk=county.approver.pk).update(is_active=True)
    own = county.approver.grants.get()
    Grant.objects.filter(pk=own.pk).update(until=today() - DAY)
    assert not has()
    Grant.objects.filter(pk=own.pk).update(until=None)
    assert has()
    revoke(county.approver, str(county.preparer.grants.get(role="unit_approver").pk))
    assert not has()
    assert list(LogEntry.objects.filter(action__in=("delegate", "revoke")).values_list("action", flat=True)) == [
        *("delegate", "delegate", "revoke")
    ]


def test_what_cannot_be_lent(county: Any) -> None:
    given = lent(county)
    with pytest.raises(HasTheRole):
        lent(county)
    with pytest.raises(NothingToDelegate):  # no chain
        delegate(anew(county.preparer), str(given.pk), "reviewer", today())
    with pytest.raises(NothingToDelegate):  # somebody else's
        delegate(county.stranger, str(county.approver.grants.get().pk), "preparer", today())
    with pytest.raises(NothingToDelegate):  # 三员 are appointed, not lent
        delegate(county.audit, str(county.audit.grants.get().pk), "preparer", today())
    for until in (today() - DAY, today() + 400 * DAY, None):
        with pytest.raises(WrongEnd):
            delegate(county.approver, str(county.approver.grants.get().pk), "reviewer", until)
    for username in ("approver", "foreigner", "nobody", "security_administrator", "不存在", ""):
        with pytest.raises(NoSuchColleague):
            delegate(county.approver, str(county.approver.grants.get().pk), username, today())
    with pytest.raises(NoDelegation):
        revoke(county.stranger, str(given.pk))
    with pytest.raises(NoDelegation):
        revoke(county.approver, "x")


def test_the_page(county: Any) -> None:
    client = county.client(county.approver)
    html = client.get("/delegations/").content.decode()
    assert "单位负责人 · 禾源县医疗保险事务中心" in html and 'value="preparer"' in html
    assert "stranger" not in html and "foreigner" not in html
    own = county.approver.grants.get()
    data = {"grant": own.pk, "username": "preparer", "until": f"{today() + DAY:%Y-%m-%d}"}
    assert "已委托用户preparer" in client.post("/delegations/", data, follow=True).content.decode()
    received = county.client(county.preparer).get("/delegations/").content.decode()
    assert "用户approver" in received
    given = county.preparer.grants.get(role="unit_approver")
    assert county.client(county.stranger).post("/delegations/", {"revoke": given.pk}, follow=True).status_code == 200
    assert Grant.objects.filter(pk=given.pk).exists()
    assert "已收回" in client.post("/delegations/", {"revoke": given.pk}, follow=True).content.decode()
    assert client.post("/delegations/", {"grant": own.pk, "until": "2024-99-99"}).status_code == 302
    assert county.client(county.audit).get("/delegations/").status_code == 403


def test_a_delegate_has_no_more_than_was_lent(county: Any) -> None:
    lent(county)
    county.submit(county.filing)
    delegated = anew(county.preparer)
    approve(county.filing, delegated, "unit")
    with pytest.raises(NotAllowed):
        approve(county.filing, delegated, "department")
