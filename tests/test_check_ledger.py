"""The findings against the ledgers of two real documents and of forms of other provinces (samples, where present)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import jixiao
import ledger
from forms import truth_result
from jixiao.check import check_documents
from jixiao.model.result import CheckResult

FORMS = ("leshan-jinkouhe-2024-forms", "leshan-jinkouhe-2023-accounts")
CERTAIN_ERRORS_FOUND = 0.95
LIKELY_FOUND = 0.7


@pytest.fixture(scope="module", params=FORMS)
def document(request: pytest.FixtureRequest, samples: Path) -> tuple[str, CheckResult]:
    if request.param == FORMS[0]:
        return FORMS[0], check_documents(truth_result(samples / "truth" / "leshan-jinkouhe-2024.json"))
    return FORMS[1], jixiao.check(samples / "office" / f"{FORMS[1]}.docx")


def test_certain_errors_are_found_as_errors(document: tuple[str, CheckResult], samples: Path) -> None:
    name, result = document
    items = ledger.certain_errors(ledger.form_entries(samples, name))
    assert len(items) >= 15
    assert ledger.tally(items, result, ("error",)).share >= CERTAIN_ERRORS_FOUND


def test_likely_errors_and_warnings_are_found(document: tuple[str, CheckResult], samples: Path) -> None:
    name, result = document
    items = ledger.likely_and_warnings(ledger.form_entries(samples, name))
    assert len(items) >= 20
    assert ledger.tally(items, result, ("error", "warning")).share >= LIKELY_FOUND


def test_no_error_contradicts_what_holds(document: tuple[str, CheckResult], samples: Path) -> None:
    name, result = document
    clean = json.loads((samples / "ledger" / f"{name}.clean.json").read_text(encoding="utf-8"))
    about_forms = [item for item in clean if item["document"] != "final_accounts"]
    # The ledger lists this total twice: as an error, for the wrong score in it, and as a sum that holds.
    disputed = {("90.9676", "0.9676")}
    found = ledger.contradictions(about_forms, result)
    assert [pair for pair in found if tuple(pair[0]["stated"]) not in disputed] == []


def provinces(samples: Path) -> list[Path]:
    cases = sorted((samples / "provinces").glob("*/truth.json"))
    return [case for case in cases if "indicators" in json.loads(case.read_text(encoding="utf-8"))["documents"][0]]


def test_forms_of_other_provinces(samples: Path) -> None:
    assert provinces(samples)
    for case in provinces(samples):
        result = check_documents(truth_result(case))
        items = [item for item in ledger.entries(case.with_name("ledger.json")) if item["severity"] != "soft"]
        assert ledger.tally(ledger.certain_errors(items), result, ("error",)).missed == []
        assert ledger.tally(ledger.likely_and_warnings(items), result, ("error", "warning")).missed == []
        if not items:
            assert result.count("error") == 0


def test_every_error_on_the_other_samples_is_one_that_the_documents_are_known_for(samples: Path) -> None:
    known = {"form.score.total", "form.text.money_unit", "form.weight.total", "form.text.instruction", "form.unfilled"}
    result = check_documents(truth_result(samples / "truth" / "guangyuan-zhaohua-2024.json"))
    assert {finding.rule for finding in result.findings if finding.severity == "error"} == known
    assert check_documents(truth_result(samples / "truth" / "zhuzhou-lukou-2023.json")).count("error") == 0
