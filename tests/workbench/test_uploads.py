"""Files of strangers: wherever they are sent, they are refused in one clear sentence or do no harm."""

from __future__ import annotations

import html
import re
import resource
import time
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

pytest.importorskip("django")
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import resolve

from jixiao.read.isolate import Limits
from jixiao.workbench.cycle.models import Evidence, Notice
from jixiao.workbench.pages.routes import ROUTES, Route

from .page import Page
from .test_permissions import READ_ROUTES, content
from .trying import fetched, insiders
from .world import Person, World, browser

pytestmark = pytest.mark.any_database

BAD = Path(__file__).resolve().parents[3] / "shared" / "samples" / "bad"
UPLOADS = [route for route in ROUTES if route.uploads]
LONGEST = Limits().elapsed + 10  # seconds for an answer, on a machine that is busy with other tests too
LARGEST = 100  # MB by which this process may grow over one file
MESSAGE = re.compile(r'<(p|div) class="(?:error|success|warning|info)"[^>]*>(.*?)</\1>', re.S)
PROGRAM = re.compile(r"Traceback|Error\b|Exception|\bFile \"|0x[0-9a-f]{6}|<class|None\b")


def upload_forms(world: World) -> set[str]:
    """Give the routes that forms in the pages send files to."""
    found = set()
    for route in READ_ROUTES:
        for person, url in insiders(world, route):
            for form in Page(fetched(person, url).body).forms:
                if form.multipart and form.files:
                    found.add(resolve(urlsplit(form.action or url).path).url_name or "")
    return found


def test_every_route_that_takes_files_says_so(world: World) -> None:
    assert upload_forms(world) - {route.name for route in UPLOADS} == set()


@cache
def bad_files() -> list[Path]:
    return sorted(file for file in BAD.glob("*") if file.suffix not in (".md", "")) if BAD.is_dir() else []


def memory() -> int:
    """The most memory that this process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def messages(page: str) -> list[str]:
    """Give what the page says of what was just done."""
    return [html.unescape(re.sub(r"<[^>]+>", "", told)).strip() for _, told in MESSAGE.findall(page)]


def unclear(said: list[str]) -> list[str]:
    """Give the messages that are no plain sentence to a person."""
    return [each for each in said if not each.endswith(("。", "？")) or len(each) > 300 or PROGRAM.search(each)]


def sent(person: Person, url: str, name: str, data: bytes) -> Any:
    """Send a file as every field that takes one; the notice that is answered is an open one."""
    Notice.objects.update(answered_at=None, closed_at=None, answer="")
    files = {field: SimpleUploadedFile(name, data) for field in ("file", "files")}
    return browser(person).post(url, {**files, "answer": "已整改。"}, follow=True)


def kept_safely(person: Person, before: set[int]) -> None:
    """What was kept as evidence is only ever given out sealed: to be saved, or as a picture or PDF in a sandbox."""
    for new in Evidence.objects.exclude(pk__in=before):
        for view in ("", "view/"):
            given = browser(person).get(f"/evidence/{new.pk}/{view}")
            policy = given["Content-Security-Policy"]
            assert given.status_code == 200 and "default-src 'none'" in policy and "script" not in policy
            shown = given["Content-Type"] == "application/pdf" or given["Content-Type"].startswith("image/")
            assert given["Content-Disposition"].startswith("attachment") or (view and shown)
            assert given["X-Content-Type-Options"] == "nosniff"


def tried(world: World, route: Route, file: Path) -> None:
    person, url = next(insiders(world, route, "POST"))
    before, began, size = set(Evidence.objects.values_list("pk", flat=True)), time.monotonic(), memory()
    answer = sent(person, url, f"<img src=x onerror=a()>{file.name}", file.read_bytes())
    page = content(answer)
    assert answer.status_code == 200, (route.name, answer.status_code)
    assert time.monotonic() - began < LONGEST and memory() - size < LARGEST, route.name
    assert Page(page).dangers == []
    assert unclear(messages(page)) == [], route.name
    kept_safely(person, before)


@pytest.mark.slow
@pytest.mark.parametrize("file", bad_files(), ids=lambda file: file.name)
def test_a_bad_file_is_refused_or_harmless_wherever_it_is_sent(world: World, file: Path) -> None:
    assert len(UPLOADS) >= 7
    for route in UPLOADS:
        with transaction.atomic():
            tried(world, route, file)
            transaction.set_rollback(True)
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss << 10
    assert children < Limits().memory


@pytest.mark.slow
def test_a_file_that_is_no_use_is_refused_in_one_sentence_by_name(world: World) -> None:
    for route in UPLOADS:
        with transaction.atomic():
            person, url = next(insiders(world, route, "POST"))
            said = messages(content(sent(person, url, "坏.docx", b"PK\x03\x04" + bytes(100))))
            assert len(said) == 1 and said[0].startswith("坏.docx：") and said[0].count("。") == 1, (route.name, said)
            transaction.set_rollback(True)
