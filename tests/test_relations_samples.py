"""Relations on the sample documents: what an auditor found is found, and what holds is not flagged."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from jixiao.model.accounts import FinalAccounts
from jixiao.model.result import Finding
from jixiao.read import read_file
from relation_documents import findings

# What the ledger calls arithmetic; the rest of it is for the rules about text and forms.
ARITHMETIC = ("growth_mismatch", "percent_mismatch", "sum_mismatch")
ALSO = {"L135"}  # a contradiction in figures: the parts rose, the total fell


def accounts_in(file: Path) -> FinalAccounts:
    [found] = [document for document in read_file(file).accounts if document.kind == "final_accounts"]
    return found


def numbers(texts: list[str]) -> set[str]:
    return {number for text in texts for number in re.findall(r"\d+(?:\.\d+)?", text)}


def told(finding: Finding) -> set[str]:
    return {(figure.value.text or "").replace(",", "") for figure in finding.figures}


def cells(finding: Finding, *, suspect: bool) -> set[tuple[str | None, str | None]]:
    places = [figure.value.place for figure in finding.figures if figure.suspect or not suspect]
    return {(place.sheet, place.cell) for place in places if place}


def errors(found: list[Finding]) -> list[Finding]:
    return [finding for finding in found if finding.severity == "error"]


@pytest.fixture(scope="module")
def ledger(samples: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        (samples / "ledger" / "leshan-jinkouhe-2023-accounts.ledger.json").read_text(encoding="utf-8")
    )
    return [entry for entry in found if entry["document"] == "final_accounts"]


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_arithmetic_of_the_ledger_is_found(samples: Path, ledger: list[dict[str, Any]], kind: str) -> None:
    found = errors(findings(accounts_in(samples / "office" / f"leshan-jinkouhe-2023-accounts.{kind}")))
    wanted = [
        entry
        for entry in ledger
        if entry["id"] in ALSO
        or (entry["category"] in ARITHMETIC and (entry["severity"], entry["confidence"]) == ("error", "certain"))
    ]
    assert len(wanted) >= 6
    missed = [
        entry["id"]
        for entry in wanted
        if not any(len(numbers(entry["stated"]) & told(finding)) >= 2 for finding in found)
    ]
    assert missed == []
    assert len(found) <= len(wanted)  # and nothing else: relations that hold are silent


def test_the_tables_of_a_sound_workbook_hold(samples: Path) -> None:
    assert findings(accounts_in(samples / "office" / "jingyan-2024-tables.xlsx")) == []


def test_every_error_of_the_broken_workbook_is_found_and_its_cell_named(samples: Path) -> None:
    found = errors(findings(accounts_in(samples / "office" / "jingyan-2024-tables-broken.xlsx")))
    broken = json.loads((samples / "office" / "broken.json").read_text(encoding="utf-8"))["errors"]
    suspects = [cells(finding, suspect=True) for finding in found]
    missing = next(error for error in broken if "missing_row" in error)
    named = [error["id"] for error in broken if any((error["sheet"], error["cell"]) in cell for cell in suspects)]
    assert set(named) >= {error["id"] for error in broken if error is not missing}
    amount = str(missing["missing_row"][2])
    assert any(f"漏列一项，金额约{amount}" in finding.message for finding in found)
    assert len(found) == len(broken)


def test_the_seeded_errors_of_a_report_are_found_and_nothing_else(samples: Path) -> None:
    folder = samples / "provinces" / "63-report-seeded-pdf-kindergarten"
    found = errors(findings(accounts_in(folder / "report.pdf")))
    items = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))["items"]
    arithmetic = {"s1-digit", "s2-sign", "s3-percent", "s4-sum", "s5-unit", "s9-inverse", "s10-balance"}
    for item in items:
        if item["id"] in arithmetic:
            wrong = re.findall(r"\d+(?:\.\d+)?", item["stated"][0])[0]
            assert any(wrong in told(finding) for finding in found), item["id"]
    assert len(found) == len(arithmetic)
