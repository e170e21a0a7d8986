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
from .test_permissions import READ_ROUTES
from .trying import MARKUP, fetched, insiders
from .world import World

pytestmark = pytest.mark.any_database

SCRIPT_LINK = "javascript:a()//"
FORMULA = '=HYPERLINK("http://evil.example","x")'


@pytest.fixture(scope="module", params=[MARKUP, SCRIPT_LINK, FORMULA], ids=["markup", "link", "formula"])
def answers(database: None, request: pytest.FixtureRequest) -> Iterator[list[tuple[str, Any]]]:
    """What every route answers to everybody whom it lets in, where every text of every table is an attack."""
    with transaction.atomic():
        hostile = World(names=request.param, forms=request.param)
        asked = [(person, url) for route in READ_ROUTES for person, url in insiders(hostile, route)]
        yield [(f"{person.name} {url}", fetched(person, url)) for person, url in asked]
        transaction.set_rollback(True)


def test_no_text_of_a_table_runs_in_a_page(answers: list[tuple[str, Any]]) -> None:
    shown, wrong = 0, []
    for who, answer in answers:
        if answer["Content-Type"].startswith("text/html"):
            wrong += [f"{who}: {danger}" for danger in Page(answer.body).dangers]
            shown += any(part in answer.body for part in ("onerror=a()", SCRIPT_LINK, "evil.example"))
        elif "html" in answer["Content-Type"] or "svg" in answer["Content-Type"]:
            assert answer["Content-Disposition"].startswith("attachment"), who
    assert wrong == []
    assert shown > 10, "the texts are hardly shown anywhere: the check above says nothing"


def test_no_text_of_a_table_becomes_a_formula_in_an_export(answers: list[tuple[str, Any]]) -> None:
    wrong, books = [], 0
    for who, answer in answers:
        kind = answer["Content-Type"]
        if kind.startswith("text/csv"):
            rows = csv.reader(io.StringIO(answer.body.lstrip("\ufeff")))
            wrong += [f"{who}: {cell}" for row in rows for cell in row if re.match(r"[=+@\t\r]|-(?![\d.])", cell)]
        elif "spreadsheetml" in kind:
            wrong += [f"{who}: {cell}" for cell in formulas(answer)]
            books += 1
    assert wrong == []
    assert books > 3, "hardly a workbook was looked into"


def formulas(answer: Any) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(answer.raw))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    return [str(cell.value) for cell in cells if cell.data_type == "f" and "evil" in str(cell.value)]
