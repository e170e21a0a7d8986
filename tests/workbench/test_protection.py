"""What surrounds the pages: sessions, cookies, headers, sizes, and pages for what went wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("django")
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client

from .test_permissions import content
from .trying import protected

EVIL = "https://evil.example/"
FILES = ("/static/workbench/workbench.css", "/static/workbench/icon.svg", "/nowhere/", "/login/")
ELSEWHERE = (EVIL, "//evil.example", "/\\evil.example", "javascript:alert(1)", "https:evil.example")


def test_a_session_that_somebody_planted_is_not_taken_over(county: Any) -> None:
    real = SessionStore()
    real.create()
    for planted in ("planted0123456789planted01234567", real.session_key):
        client = county.client(None)
        client.cookies["sessionid"] = planted
        client.post("/login/", {"username": "approver", "password": "Jixiao-2024"})
        assert client.get("/tasks/").status_code == 200
        assert client.cookies["sessionid"].value != planted
        intruder = county.client(None)
        intruder.cookies["sessionid"] = planted
        assert intruder.get("/tasks/").status_code == 302
    kept = client.cookies["sessionid"].value
    client.post("/logout/")
    client.cookies["sessionid"] = kept
    assert client.get("/tasks/").status_code == 302


@pytest.mark.parametrize("target", ELSEWHERE)
def test_a_login_leads_to_no_other_site(county: Any, target: str) -> None:
    form = {"username": "preparer", "password": "Jixiao-2024", "next": target}
    assert county.client(None).post("/login/", form)["Location"] == "/"


def test_a_foreign_host_is_refused(county: Any) -> None:
    answer = Client(raise_request_exception=False).get("/login/", headers={"host": "evil.example"})
    assert answer.status_code == 400 and "evil" not in content(answer)


@pytest.mark.parametrize("url", FILES)
def test_files_and_errors_have_it_too(county: Any, url: str) -> None:
    protected(county.client(None).get(url))
    protected(Client().get(url, headers={"host": "evil.example"}))
    protected(Client(enforce_csrf_checks=True).post("/login/"))
    protected(county.client(county.preparer).put("/tasks/"))


def test_a_page_of_somebody_is_kept_by_no_cache(county: Any) -> None:
    answer = county.client(county.preparer).get("/tasks/")
    assert "no-store" in answer["Cache-Control"]


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(county: Any) -> None:
    client = county.client(None)
    client.get("/login/")
    client.post("/login/", {"username": "preparer", "password": "Jixiao-2024"})
    session, token = client.cookies["sessionid"], client.cookies["csrftoken"]
    assert session["httponly"] and session["samesite"] == "Lax" and token["samesite"] == "Lax"
    assert not session["max-age"], "the session ends with the browser"


def test_with_https_cookies_go_nowhere_else(tmp_path: Path) -> None:
    import os
    import subprocess
    import sys

    (tmp_path / "workbench.toml").write_text('https = true\nsite_url = "https://example.gov.cn"\n')
    program = (
        "from jixiao.workbench.install import set_up; set_up(); from django.conf import settings as s; "
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0, s.CSRF_TRUSTED_ORIGINS)"
    )
    environment = os.environ | {"JIXIAO_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True True True ['https://example.gov.cn']"


def test_a_request_that_is_too_large_is_refused(county: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings.CONFIG, "upload_mb", 1)
    large = SimpleUploadedFile("large.xlsx", b"0" * (3 << 20))
    answer = county.client(county.system).post("/places/import/", {"file": large})
    assert answer.status_code == 413 and "1 MB" in content(answer)
    protected(answer)


def test_what_is_no_list_is_refused_in_words(county: Any) -> None:
    for data in (b"", b"\x00\x01\x02", b"PK\x03\x04broken", "没有表头\n1".encode(), b"<html><script>a()</script>"):
        upload = SimpleUploadedFile("名单.xlsx", data)
        answer = county.client(county.system).post("/places/import/", {"file": upload})
        assert answer.status_code == 200 and answer.context["form"].errors, data


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [(RuntimeError("x"), 500, "程序出错"), (DatabaseError("database or disk is full"), 503, "磁盘满了")],
)
def test_an_error_gives_a_page_without_its_inside(
    county: Any, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, words: str
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr("jixiao.workbench.pages.views.filings.Paginator", fail)
    client = county.client(county.preparer)
    client.raise_request_exception = False
    answer = client.get("/filings/")
    page = content(answer)
    assert answer.status_code == status and words in page and "Traceback" not in page and "RuntimeError" not in page
    protected(answer)


def test_refusals_keep_the_way_on(county: Any) -> None:
    for user, url, status in ((county.preparer, "/accounts/", 403), (county.preparer, "/filings/999999/", 404)):
        answer = county.client(user).get(url)
        assert answer.status_code == status and 'aria-label="主导航"' in content(answer)
