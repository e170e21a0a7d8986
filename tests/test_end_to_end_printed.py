"""Printed forms read as what they were made from: PDF with and without rules, old Word files, rich text.

LibreOffice prints all documents of a kind in one call.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from jixiao.read import read_file
from printing import RULED, UNRULED, Printed, print_forms
from truth import Measure, measure

RULED_BAR = 0.995
UNRULED_BAR = 0.85  # where nothing but alignment tells the rows and columns

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


def read_all(printed: list[Printed]) -> Measure:
    """Read printed forms and compare all of them with what they say."""
    total = Measure(0, 0, 0, [])
    for form in printed:
        found = measure([document.to_dict() for document in read_file(form.path).documents], [form.truth])
        total += found._replace(differences=[f"{form.path.name}{line}" for line in found.differences])
    return total


def test_pdf_with_rules(tmp_path: Path) -> None:
    found = read_all(print_forms(RULED, 6, "pdf", tmp_path))
    assert min(found.precision, found.recall) >= RULED_BAR, found.differences


def test_pdf_without_rules(tmp_path: Path) -> None:
    found = read_all(print_forms(UNRULED, 5, "pdf", tmp_path))
    assert min(found.precision, found.recall) >= UNRULED_BAR, found.differences


@pytest.mark.parametrize("kind", ["doc", "rtf"])
def test_old_word_files(kind: str, tmp_path: Path) -> None:
    found = read_all(print_forms({"plain": RULED["plain"]}, 6, kind, tmp_path))
    assert min(found.precision, found.recall) >= RULED_BAR, found.differences
