"""Texts that attack, stored in every field of every table: no page runs them, no export makes formulas of them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest

pytest.importorskip("django")
from django.db import transaction

from .page import Page
from .test_permissions import READ_ROUTES, content
from .trying import MARKUP, fetched, insiders
from .world import World

SCRIPT_LINK = "javascript:a()//"
FORMULA = '=HYPERLINK("http://evil.example","x")'


@pytest.fixture(scope="module", params=[MARKUP, SCRIPT_LINK, FORMULA], ids=["markup", "link", "formula"])
def hostile(database: None, request: pytest.FixtureRequest) -> Iterator[World]:
    """A world in which every text of every table is an attack."""
    with transaction.atomic():
        yield World(names=request.param, forms=request.param)
        transaction.set_rollback(True)


def test_no_text_of_a_table_runs_in_a_page(hostile: World) -> None:
    shown, wrong = 0, []
    for route in READ_ROUTES:
        for person, url in insiders(hostile, route):
            answer = fetched(person, url)
            if answer["Content-Type"].startswith("text/html"):
                page = content(answer)
                wrong += [f"{person.name} {url}: {danger}" for danger in Page(page).dangers]
                shown += any(part in page for part in ("onerror=a()", SCRIPT_LINK, "evil.example"))
            elif "html" in answer["Content-Type"] or "svg" in answer["Content-Type"]:
                assert answer["Content-Disposition"].startswith("attachment"), url
    assert wrong == []
    assert shown > 10, "the texts are hardly shown anywhere: the check above says nothing"


def test_no_text_of_a_table_becomes_a_formula_in_an_export(hostile: World) -> None:
    wrong = []
    for route in READ_ROUTES:
        for person, url in insiders(hostile, route):
            answer = fetched(person, url)
            kind = answer["Content-Type"]
            if kind.startswith("text/csv"):
                rows = csv.reader(io.StringIO(content(answer).lstrip("\ufeff")))
                wrong += [f"{url}: {cell}" for row in rows for cell in row if re.match(r"[=+@\t\r]|-(?![\d.])", cell)]
            elif "spreadsheetml" in kind:
                wrong += [f"{url}: {cell}" for cell in formulas(answer)]
    assert wrong == []


def formulas(answer: Any) -> list[str]:
    raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
    book = openpyxl.load_workbook(io.BytesIO(raw))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    return [str(cell.value) for cell in cells if cell.data_type == "f" and "evil" in str(cell.value)]
