"""The bars of final accounts on the sample documents: what must be found, where, and what must not be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import accounts_ledger
import jixiao
from jixiao.model.result import CheckResult, Finding

RIGHT_CELLS = 10  # of the twelve errors of the broken workbook
CERTAIN_ERRORS_FOUND = 0.95


def errors(result: CheckResult) -> list[Finding]:
    return [finding for finding in result.findings if finding.severity == "error"]


def cells(finding: Finding, suspects: bool) -> set[tuple[str | None, str | None]]:
    places = [figure.value.place for figure in finding.figures if figure.suspect or not suspects]
    return {(place.sheet, place.cell) for place in places if place is not None}


def is_found(error: dict[str, Any], result: CheckResult) -> bool:
    """An error is found where a finding names its cell; a missing row, where one says that an item of it lacks."""
    if error["stated"] is None:
        return any(
            "漏列" in finding.message and error["expected_shown"] in finding.message for finding in errors(result)
        )
    return any((error["sheet"], error["cell"]) in cells(finding, suspects=False) for finding in errors(result))


def is_named(error: dict[str, Any], result: CheckResult) -> bool:
    return any((error["sheet"], error["cell"]) in cells(finding, suspects=True) for finding in errors(result))


@pytest.fixture(scope="module")
def broken(samples: Path) -> tuple[list[dict[str, Any]], CheckResult]:
    office = samples / "office"
    seeded = json.loads((office / "broken.json").read_text(encoding="utf-8"))["errors"]
    return seeded, jixiao.check(office / "jingyan-2024-tables-broken.xlsx")


def test_every_error_of_the_broken_workbook_is_found(broken: tuple[list[dict[str, Any]], CheckResult]) -> None:
    seeded, result = broken
    assert [error["id"] for error in seeded if not is_found(error, result)] == []
    assert len(errors(result)) == len(seeded)


def test_the_wrong_cell_is_named(broken: tuple[list[dict[str, Any]], CheckResult]) -> None:
    seeded, result = broken
    assert sum(is_named(error, result) for error in seeded) >= RIGHT_CELLS


def test_the_sound_workbook_has_nothing(samples: Path) -> None:
    result = jixiao.check(samples / "office" / "jingyan-2024-tables.xlsx")
    assert [finding.message for finding in result.findings] == []
    assert result.relations > 1_000


def test_the_seeded_report_shows_all_its_errors_and_no_other(samples: Path) -> None:
    [case] = (samples / "provinces").glob("63-*")
    result = jixiao.check(case / "report.pdf")
    entries = accounts_ledger.narrative(case / "ledger.json")
    assert len(entries) == 10
    assert accounts_ledger.tally(entries, result, ("error", "warning")).missed == []
    assert len(errors(result)) <= len(entries)
    clean = json.loads((case / "ledger.json").read_text(encoding="utf-8"))["clean"]
    assert accounts_ledger.contradictions(clean, result) == []


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_real_accounts_show_their_certain_errors(kind: str, samples: Path) -> None:
    name = "leshan-jinkouhe-2023-accounts"
    result = jixiao.check(samples / "office" / f"{name}.{kind}")
    entries = accounts_ledger.narrative(samples / "ledger" / f"{name}.ledger.json")
    found = accounts_ledger.tally(accounts_ledger.certain_errors(entries), result, ("error",))
    assert found.share >= CERTAIN_ERRORS_FOUND, [entry["id"] for entry in found.missed]
    clean = accounts_ledger.narrative(samples / "ledger" / f"{name}.clean.json")
    assert accounts_ledger.contradictions(clean, result) == []
