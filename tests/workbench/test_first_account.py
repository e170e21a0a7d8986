"""The first account of an installation: whoever comes first makes it, and nobody a second time."""

from __future__ import annotations

import pytest

pytest.importorskip("django")
from django.test import Client

from jixiao.workbench.people.models import User

from .test_accounts import NEW, log_in


def test_the_first_account_is_made_once(db: None) -> None:
    client = Client()
    assert client.get("/login/")["Location"] == "/first-account/"
    form = {"username": "anquan", "name": "安全员", "password": NEW, "again": NEW}
    assert client.post("/first-account/", form | {"again": "x"}).status_code == 200
    assert client.post("/first-account/", form | {"password": "weak", "again": "weak"}).status_code == 200
    assert client.post("/first-account/", form).status_code == 302
    log_in(client, "anquan", NEW)
    assert client.get("/accounts/").status_code == 200
    assert client.get("/first-account/").status_code == 404
    assert Client().post("/first-account/", form).status_code == 404
    assert User.objects.count() == 1
