"""The findings about real final accounts against what auditors found in them (samples, where present)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import accounts_ledger as ledger
from jixiao.check import check_documents
from jixiao.model.result import CheckResult
from jixiao.read import read_file

NAME = "leshan-jinkouhe-2023-accounts"
SEEDED = "63-report-seeded-pdf-kindergarten"
CERTAIN_ERRORS_FOUND = 0.95
LIKELY_FOUND = 0.8


@pytest.fixture(scope="module")
def real(samples: Path) -> CheckResult:
    return check_documents(read_file(samples / "office" / f"{NAME}.docx"))


@pytest.fixture(scope="module")
def seeded(samples: Path) -> CheckResult:
    return check_documents(read_file(samples / "provinces" / SEEDED / "report.pdf"))


def test_certain_errors_are_found_as_errors(real: CheckResult, samples: Path) -> None:
    entries = ledger.certain_errors(ledger.narrative(samples / "ledger" / f"{NAME}.ledger.json"))
    assert len(entries) >= 9
    assert ledger.tally(entries, real, ("error",)).share >= CERTAIN_ERRORS_FOUND


def test_likely_errors_and_warnings_are_found(real: CheckResult, samples: Path) -> None:
    entries = ledger.others(ledger.narrative(samples / "ledger" / f"{NAME}.ledger.json"))
    assert len(entries) >= 14
    assert ledger.tally(entries, real, ("error", "warning")).share >= LIKELY_FOUND


def test_no_error_contradicts_what_holds(real: CheckResult, samples: Path) -> None:
    clean = ledger.narrative(samples / "ledger" / f"{NAME}.clean.json")
    assert len(clean) > 15
    assert ledger.contradictions(clean, real) == []


def test_seeded_errors_of_the_text_are_found(seeded: CheckResult, samples: Path) -> None:
    entries = ledger.by_text(ledger.narrative(samples / "provinces" / SEEDED / "ledger.json"))
    assert [entry["id"] for entry in entries] == ["s2-sign", "s5-unit", "s6-year", "s7-vehicles", "s8-choice"]
    assert ledger.tally(entries, seeded, ("error", "warning")).missed == []
    assert ledger.tally(ledger.certain_errors(entries), seeded, ("error",)).missed == []


def test_what_holds_in_the_seeded_document_is_left_alone(seeded: CheckResult, samples: Path) -> None:
    clean = json.loads((samples / "provinces" / SEEDED / "ledger.json").read_text("utf-8"))["clean"]
    assert ledger.contradictions(clean, seeded) == []


def test_known_defects_of_another_county(samples: Path) -> None:
    result = check_documents(read_file(samples / "office" / "leshan-jingyan-2024-accounts.docx"))
    found = {finding.rule for finding in result.findings if finding.severity != "info"}
    known = {"alternatives", "unit_missing", "unexplained", "unused", "economic", "tables", "projects"}
    assert {rule.rpartition(".")[2] for rule in found} >= known
    text_errors = {"accounts.figure.unit_missing"}  # alternatives left standing are warnings in the auditors' ledgers
    about_text = [f for f in result.findings if f.severity == "error" and f.rule.split(".")[1] in ("text", "figure")]
    assert {finding.rule for finding in about_text} == text_errors
