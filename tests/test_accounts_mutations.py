"""Random edits of sound disclosures: what breaks a relation beyond rounding is found, and the unedited has no error."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

import jixiao
from accounts_mutations import Edit, edited
from disclosures import disclosure
from jixiao.check import check_documents
from jixiao.check.golden import as_read
from jixiao.model.result import CheckResult
from jixiao.read.layout import Layout
from jixiao.read.recognise.accounts import recognise_accounts

FOUND = 0.9
EDITS = 200
FEW = 12  # of the sample that runs always
PER_DISCLOSURE = 10


def checked(layout: Layout) -> CheckResult:
    return check_documents(as_read(recognise_accounts(layout)))


def missed(layouts: list[Layout], count: int) -> list[Edit]:
    """Make so many edits, taking the layouts in turn, and give those that led to no error."""
    left = []
    for seed in range(count):
        layout, edit = edited(layouts[seed % len(layouts)], Random(seed))
        if not checked(layout).count("error"):
            left.append(edit)
    return left


def said(result: CheckResult) -> list[str]:
    return [finding.message for finding in result.findings if finding.severity == "error"]


def workbook(samples: Path) -> Layout:
    layout = jixiao.read(samples / "office" / "jingyan-2024-tables.xlsx").layout
    assert isinstance(layout, Layout)
    return layout


@pytest.mark.parametrize("seed", range(4))
def test_an_invented_disclosure_has_no_error_and_is_read(seed: int) -> None:
    result = checked(disclosure(seed).layout())
    assert said(result) == []
    assert result.relations > 500


def test_a_few_edits_of_an_invented_disclosure_are_found() -> None:
    assert len(missed([disclosure(seed).layout() for seed in range(4)], FEW)) <= FEW * (1 - FOUND) + 1


@pytest.mark.slow
def test_edits_of_invented_disclosures_are_found() -> None:
    layouts = [disclosure(seed).layout() for seed in range(EDITS // PER_DISCLOSURE)]
    left = missed(layouts, EDITS)
    assert len(left) <= EDITS * (1 - FOUND), left


@pytest.mark.slow
def test_edits_of_the_sound_workbook_are_found(samples: Path) -> None:
    layout = workbook(samples)
    assert said(checked(layout)) == []
    left = missed([layout], EDITS)
    assert len(left) <= EDITS * (1 - FOUND), left
