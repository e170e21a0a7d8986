"""What surrounds the pages: sessions, cookies, headers, sizes, and pages for what went wrong."""

from __future__ import annotations

from pathlib import Path
from threading import Thread
from typing import Any
from urllib.request import Request, urlopen

import pytest

pytest.importorskip("django")
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client
from waitress import create_server

from jixiao.workbench.config import Config
from jixiao.workbench.people.directory import Directory
from jixiao.workbench.server import proxy_settings

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


@pytest.mark.parametrize(("https", "seen"), [(False, "127.0.0.1 http"), (True, "203.0.113.9 https")])
def test_a_proxy_is_believed_only_where_there_is_one(tmp_path: Path, https: bool, seen: str) -> None:
    def echo(environ: dict[str, Any], start: Any) -> list[bytes]:
        start("200 OK", [("Content-Type", "text/plain")])
        return [f"{environ['REMOTE_ADDR']} {environ['wsgi.url_scheme']}".encode()]

    server = create_server(echo, host="127.0.0.1", port=0, **proxy_settings(Config(tmp_path, https=https)))
    Thread(target=server.run, daemon=True).start()
    claims = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}
    with urlopen(Request(f"http://127.0.0.1:{server.effective_port}/", headers=claims)) as answer:
        assert answer.read().decode() == seen
    server.close()


def test_a_password_is_checked_by_the_directory_where_one_is_set(county: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"uid=preparer,ou=people": "Of-The-Directory-1"}

    class Connection:
        def __init__(self, server: Any, name: str, password: str, **_: Any) -> None:
            self.bound = known.get(name) == password

        def __enter__(self) -> Connection:
            return self

        def __exit__(self, *_: Any) -> None:
            pass

    monkeypatch.setattr("ldap3.Connection", Connection)
    monkeypatch.setattr(settings.CONFIG, "ldap_url", "ldaps://directory.example")
    monkeypatch.setattr(settings.CONFIG, "ldap_user", "uid={username},ou=people")
    backends = [settings.AUTHENTICATION_BACKENDS[0], "jixiao.workbench.people.directory.Directory"]
    monkeypatch.setattr(settings, "AUTHENTICATION_BACKENDS", backends)
    county.preparer.must_change_password = True
    county.preparer.save()
    for username, password, status in (
        *(("preparer", "Jixiao-2024", 200), ("preparer", "", 200), ("stranger", "Of-The-Directory-1", 200)),
        *(("preparer,ou=people", "Of-The-Directory-1", 200), ("preparer", "Of-The-Directory-1", 302)),
    ):
        client = county.client(None)
        assert client.post("/login/", {"username": username, "password": password}).status_code == status, username
    assert client.get("/tasks/").status_code == 200, "the password is the directory's to be changed"


def test_a_directory_that_does_not_answer_lets_nobody_in(county: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings.CONFIG, "ldap_url", "ldap://127.0.0.1:9")
    monkeypatch.setattr(settings.CONFIG, "ldap_user", "{username}")
    assert Directory().authenticate(None, "preparer", "Jixiao-2024") is None
