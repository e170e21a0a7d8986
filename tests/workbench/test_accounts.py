"""Accounts: made, locked, disabled, given roles; three administrators in three persons."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

pytest.importorskip("django")
from django.conf import settings
from django.test import Client
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from jixiao.workbench.history.log import verify
from jixiao.workbench.history.models import LogEntry
from jixiao.workbench.people import accounts as service
from jixiao.workbench.people import refusals
from jixiao.workbench.people.models import Grant, LoginSession, User
from jixiao.workbench.people.passwords import temporary_password
from jixiao.workbench.people.roles import Role

from .conftest import PASSWORD

NEW = "Another-Pass-7"


def actions(*names: str) -> list[str]:
    return list(LogEntry.objects.filter(action__in=names).order_by("pk").values_list("action", flat=True))


def log_in(client: Client, username: str, password: str = PASSWORD) -> Any:
    return client.post("/login/", {"username": username, "password": password})


def fails(county: Any, times: int, username: str = "preparer") -> Any:
    for _ in range(times):
        answer = log_in(county.client(None), username, "wrong")
    return answer


def test_a_new_account_must_change_its_password_before_anything_else(county: Any) -> None:
    security = county.client(county.security)
    page = security.post("/accounts/new/", {"username": "zhang.san", "name": "张三"})
    password = page.context["password"]
    user = User.objects.get(username="zhang.san")
    form = {"role": "preparer", "region": county.region.pk, "unit": "101001"}
    assert security.post(f"/accounts/{user.pk}/grant/", form).status_code == 302
    client = county.client(None)
    log_in(client, "zhang.san", password)
    assert client.get("/tasks/")["Location"] == "/password/"
    assert client.get("/tasks/", headers={"accept": "application/json"}).status_code == 401
    client.post("/password/", {"new_password1": NEW, "new_password2": NEW})
    assert client.get("/tasks/").status_code == 200
    assert actions("add_account", "grant", "password") == ["add_account", "grant", "password"]
    assert verify() == []
    assert password not in str(list(LogEntry.objects.values())), "a password in the log"


@pytest.mark.parametrize("weak", ["Short-1", "alllowercase-only", "Preparer-12", "Password1"])
def test_a_weak_password_is_refused(county: Any, weak: str) -> None:
    page = county.client(county.preparer).post(
        "/password/", {"old_password": PASSWORD, "new_password1": weak, "new_password2": weak}
    )
    assert page.status_code == 200 and page.context["form"].errors


def test_none_of_the_last_five_passwords_comes_back(county: Any) -> None:
    used = [PASSWORD, *(f"Next-Pass-{number}" for number in range(5))]
    for old, new in pairwise(used):
        client = county.client(User.objects.get(username="preparer"))
        answer = client.post("/password/", {"old_password": old, "new_password1": new, "new_password2": new})
        assert answer.status_code == 302, answer.context["form"].errors
    client = county.client(User.objects.get(username="preparer"))
    for again, taken in ((used[-1], False), (used[1], False), (used[0], True)):
        form = {"old_password": used[-1], "new_password1": again, "new_password2": again}
        assert (client.post("/password/", form).status_code == 302) is taken, again


def test_a_password_gets_too_old(county: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings.CONFIG, "password_days", 90)
    assert county.client(county.preparer).get("/tasks/").status_code == 200
    User.objects.filter(pk=county.preparer.pk).update(password_changed_at=timezone.now() - timedelta(days=91))
    assert county.client(county.preparer).get("/tasks/")["Location"] == "/password/"


def test_changing_the_password_needs_the_old_one_and_ends_other_sessions(county: Any) -> None:
    here, there = county.client(county.preparer), county.client(county.preparer)
    wrong = here.post("/password/", {"old_password": "x", "new_password1": NEW, "new_password2": NEW})
    assert wrong.status_code == 200
    before = here.cookies["sessionid"].value
    here.post("/password/", {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW})
    assert here.cookies["sessionid"].value != before
    assert here.get("/tasks/").status_code == 200
    assert there.get("/tasks/").status_code == 302
    assert len(here.get("/me/").context["sessions"]) == 1


def test_failed_logins_lock_the_account_and_the_security_administrator_unlocks_it(county: Any) -> None:
    locked = fails(county, settings.CONFIG.lock_after)
    assert locked.status_code == 403 and "锁定" in locked.content.decode()
    assert log_in(county.client(None), "preparer").status_code == 403
    security = county.client(county.security)
    assert "preparer" in security.get("/accounts/?state=locked").content.decode()
    security.post(f"/accounts/{county.preparer.pk}/state/", {"action": "unlock"})
    assert log_in(county.client(None), "preparer").status_code == 302
    assert actions("login_failed").count("login_failed") >= settings.CONFIG.lock_after
    assert actions("locked_out", "unlock")[-1] == "unlock" and "locked_out" in actions("locked_out")


def test_a_lock_comes_off_after_its_time(county: Any) -> None:
    from axes.models import AccessAttempt

    fails(county, settings.CONFIG.lock_after)
    earlier = timezone.now() - timedelta(minutes=settings.CONFIG.lock_minutes + 1)
    AccessAttempt.objects.update(attempt_time=earlier)
    assert log_in(county.client(None), "preparer").status_code == 302


def test_a_name_that_nobody_has_is_not_written_down(county: Any) -> None:
    fails(county, 1, "my-secret-typed-here")
    assert "my-secret-typed-here" not in str(list(LogEntry.objects.values()))
    assert actions("login_failed") == ["login_failed"]


def test_the_three_administrators_are_three_persons_and_read_no_forms(county: Any) -> None:
    for role in (Role.SYSTEM_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR):
        with pytest.raises(refusals.NotSeparate, match="三个人"):
            service.grant_role(county.security, role, service.Place(), county.system)
    with pytest.raises(refusals.NotSeparate):
        service.grant_role(county.system, Role.PREPARER, service.Place(unit=county.unit), county.security)
    with pytest.raises(refusals.NotSeparate):
        service.grant_role(county.preparer, Role.SYSTEM_ADMINISTRATOR, service.Place(), county.security)


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("preparer", "region"),
        ("preparer", None),
        ("department_reviewer", "unit"),
        ("finance_reviewer", "unit"),
        ("auditor", None),
        ("audit_administrator", "region"),
    ],
)
def test_a_role_fits_only_its_kind_of_place(county: Any, role: str, place: str | None) -> None:
    where = service.Place(**{place: getattr(county, place)} if place else {})
    with pytest.raises(refusals.WrongPlace):
        service.grant_role(county.nobody, Role(role), where, county.security)


def test_the_security_administrator_does_nothing_to_the_own_account(county: Any) -> None:
    client, own = county.client(county.security), county.security.pk
    client.post(f"/accounts/{own}/grant/", {"role": "preparer", "region": county.region.pk, "unit": "101001"})
    client.post(f"/accounts/{own}/state/", {"action": "disable"})
    client.post(f"/accounts/{own}/revoke/", {"grant": Grant.objects.get(user=county.security).pk})
    assert client.post(f"/accounts/{own}/password/").status_code == 302
    county.security.refresh_from_db()
    assert county.security.is_active
    assert [grant.role for grant in Grant.objects.filter(user=county.security)] == ["security_administrator"]


def test_the_last_security_administrator_stays(county: Any) -> None:
    with pytest.raises(refusals.LastAdministrator):
        service.disable(county.security, None)
    with pytest.raises(refusals.LastAdministrator):
        service.revoke(Grant.objects.get(user=county.security), None)


def test_a_disabled_account_is_out_at_once(county: Any) -> None:
    client = county.client(county.preparer)
    assert client.get("/tasks/").status_code == 200
    county.client(county.security).post(f"/accounts/{county.preparer.pk}/state/", {"action": "disable"})
    assert client.get("/tasks/").status_code == 302
    assert log_in(county.client(None), "preparer").status_code == 200


def test_a_grant_is_revoked_only_on_the_page_of_its_owner(county: Any) -> None:
    grant = Grant.objects.get(user=county.preparer)
    client = county.client(county.security)
    client.post(f"/accounts/{county.approver.pk}/revoke/", {"grant": grant.pk})
    assert Grant.objects.filter(pk=grant.pk).exists()
    client.post(f"/accounts/{county.preparer.pk}/revoke/", {"grant": grant.pk})
    assert not Grant.objects.filter(pk=grant.pk).exists()


def test_resetting_a_password_ends_sessions_and_shows_the_new_one_once(county: Any) -> None:
    client = county.client(county.preparer)
    page = county.client(county.security).post(f"/accounts/{county.preparer.pk}/password/")
    assert client.get("/tasks/").status_code == 302
    answer = log_in(county.client(None), "preparer", page.context["password"])
    assert answer.status_code == 302


def test_sessions_are_listed_and_ended(county: Any) -> None:
    one, two = county.client(county.preparer), county.client(county.preparer)
    one.get("/tasks/")
    other = LoginSession.objects.get(key=two.cookies["sessionid"].value)
    foreign = county.client(county.stranger)
    foreign.post("/me/sessions/end/", {"session": other.pk})
    assert two.get("/tasks/").status_code == 200, "somebody else ended it"
    one.post("/me/sessions/end/", {"session": other.pk})
    assert two.get("/tasks/").status_code == 302 and one.get("/tasks/").status_code == 200
    security = county.client(county.security)
    session = LoginSession.objects.get(key=one.cookies["sessionid"].value)
    assert "用户preparer" in security.get("/sessions/").content.decode()
    security.post("/sessions/end/", {"session": session.pk})
    assert one.get("/tasks/").status_code == 302


def test_one_session_where_the_setting_says_so(county: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings.CONFIG, "one_session", True)
    first, second = county.client(None), county.client(None)
    log_in(first, "preparer")
    log_in(second, "preparer")
    assert first.get("/tasks/").status_code == 302 and second.get("/tasks/").status_code == 200


def test_a_session_ends_when_it_is_not_used(county: Any) -> None:
    from django.contrib.sessions.models import Session

    client = county.client(county.preparer)
    client.get("/tasks/")
    session = Session.objects.get(pk=client.cookies["sessionid"].value)
    left = session.expire_date - timezone.now()
    assert timedelta(0) < left <= timedelta(minutes=settings.CONFIG.session_minutes)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/tasks/").status_code == 302


def test_one_time_codes(county: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = county.client(county.preparer)
    page = client.get("/totp/set-up/")
    assert "<svg" in page.content.decode() and "style=" not in page.content.decode()
    device = TOTPDevice.objects.get(user=county.preparer)
    client.post("/totp/set-up/", {"code": "000000"})
    assert not TOTPDevice.objects.get(pk=device.pk).confirmed
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    client.post("/totp/set-up/", {"code": code(device)})
    assert client.get("/tasks/").status_code == 200
    again = county.client(None)
    log_in(again, "preparer")
    assert again.get("/tasks/")["Location"] == "/totp/"
    assert again.get("/password/")["Location"] == "/totp/", "the password is not changed without the code"
    again.post("/totp/", {"code": "000000"})
    assert again.get("/tasks/")["Location"] == "/totp/"
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None, last_t=-1)
    again.post("/totp/", {"code": code(device)})
    assert again.get("/tasks/").status_code == 200
    county.client(county.security).post(f"/accounts/{county.preparer.pk}/state/", {"action": "drop_totp"})
    assert again.get("/tasks/").status_code == 302
    log_in(again, "preparer")
    assert again.get("/tasks/").status_code == 200


def code(device: TOTPDevice) -> str:
    return f"{TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift).token():06d}"


def test_a_role_may_demand_codes(county: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings.CONFIG, "totp_roles", ["preparer"])
    client = county.client(county.preparer)
    assert client.get("/tasks/")["Location"] == "/totp/set-up/"
    client.get("/totp/set-up/")
    client.post("/totp/set-up/", {"code": code(TOTPDevice.objects.get(user=county.preparer))})
    assert client.get("/tasks/").status_code == 200
    client.post("/totp/give-up/")
    assert TOTPDevice.objects.filter(user=county.preparer).exists()
    assert county.client(county.approver).get("/tasks/").status_code == 200


def test_names_that_cannot_be(county: Any) -> None:
    for name in ("", "a", "a b", "<script>", "x" * 61):
        with pytest.raises(refusals.BadName):
            service.create_account(service.Person(name, "某人"), county.security)
    with pytest.raises(refusals.NameTaken):
        service.create_account(service.Person("PREPARER", "某人"), county.security)


def test_temporary_passwords_keep_the_rule() -> None:
    from django.contrib.auth.password_validation import validate_password

    made = {temporary_password() for _ in range(200)}
    assert len(made) == 200
    for password in made:
        validate_password(password)


def test_the_list_of_accounts_asks_the_database_as_often_for_many_as_for_few(county: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = county.client(county.security)
    client.get("/accounts/")
    counts = []
    for group in "ab":
        with CaptureQueriesContext(connection) as asked:
            client.get("/accounts/")
        counts.append(len(asked))
        for number in range(30):
            county.person(f"more-{group}{number}", ("preparer", county.unit))
    assert counts[0] == counts[1] <= 12
