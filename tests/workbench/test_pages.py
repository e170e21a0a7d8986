"""The pages that everybody has: they open, and show what is this person's."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jixiao.workbench.pages

TEMPLATES = Path(jixiao.workbench.pages.__file__).parent / "templates"


def test_the_tasks_of_a_person(county: Any) -> None:
    page = county.client(county.preparer).get("/tasks/")
    assert page.status_code == 200
    assert "医保经办服务经费" in page.content.decode()
    assert "校舍维修" not in page.content.decode()
    county.submit(county.filing)
    tasks = county.client(county.approver).get("/tasks/").context["tasks"]
    assert [(task.what, task.filing) for task in tasks] == [("审核", county.filing)]


def test_the_list_and_the_page_of_a_filing(county: Any) -> None:
    client = county.client(county.preparer)
    page = client.get("/filings/")
    assert "医保经办服务经费" in page.content.decode() and "校舍维修" not in page.content.decode()
    assert client.get(f"/filings/{county.filing.pk}/").status_code == 200
    assert client.get(f"/filings/{county.other_filing.pk}/").status_code == 404


def test_a_stranger_is_sent_to_the_login(county: Any) -> None:
    page = county.client(None).get("/tasks/")
    assert page.status_code == 302 and page["Location"] == "/login/?next=/tasks/"
    assert county.client(county.system).get("/tasks/").status_code == 403


def test_logging_in(county: Any) -> None:
    client = county.client(None)
    page = client.post("/login/", {"username": "preparer", "password": "Jixiao-2024"})
    assert page.status_code == 302
    assert client.get("/tasks/").status_code == 200


def test_links_between_pages_keep_what_was_asked_for(county: Any) -> None:
    client = county.client(county.auditor)
    page = client.get("/unit/", {"words": "医保&year=1", "page": "2"})
    assert page.context["query"] == "words=%E5%8C%BB%E4%BF%9D%26year%3D1&"
    assert client.get("/filings/", {"page": "2"}).context["query"] == ""


def test_every_list_scrolls_in_a_region_that_the_keyboard_reaches() -> None:
    """On a phone a list is wider than the page; whoever has no mouse scrolls it by the keyboard."""
    region = r'<div class="scroll" tabindex="0" role="region" aria-label="[^>]+"><table class="list'
    pages = [path.read_text("utf-8") for path in sorted(TEMPLATES.rglob("*.html"))]
    lists = sum(page.count('<table class="list') for page in pages)
    assert lists > 40 and lists == sum(len(re.findall(region, page)) for page in pages)
