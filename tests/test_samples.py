"""The bars of reading, on the sample documents: precision and recall of the fields, per format."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from jixiao.read import read_file
from truth import Measure, measure, sample_files

OWN, PROVINCES = 0.995, 0.98


def read_all(files: dict[str, list[dict[str, Any]]]) -> Measure:
    """Read some files and compare all of them with their truth."""
    total = Measure(0, 0, 0, [])
    for path, truth in files.items():
        found = measure([document.to_dict() for document in read_file(path).documents], truth)
        total += found._replace(differences=[f"{Path(path).name}{line}" for line in found.differences])
    return total


@pytest.mark.parametrize("suffix", ["txt", "docx", "xlsx", "html", "pdf"])
def test_forms_of_three_counties(samples: Path, suffix: str) -> None:
    files = {path: truth for path, truth in sample_files(samples).items() if _is_county(path, suffix)}
    found = read_all(files)
    assert files
    assert min(found.precision, found.recall) >= OWN, found.differences


@pytest.mark.slow
def test_an_old_word_file(samples: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    found = read_all({path: truth for path, truth in sample_files(samples).items() if _is_county(path, "doc")})
    assert min(found.precision, found.recall) >= OWN, found.differences


def _is_county(path: str, suffix: str) -> bool:
    return "provinces" not in path and path.endswith(f".{suffix}")


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "html", "pdf"])
def test_forms_of_other_provinces(samples: Path, suffix: str) -> None:
    files = {path: truth for path, truth in sample_files(samples).items() if path.endswith(f"form.{suffix}")}
    found = read_all(files)
    assert files
    assert min(found.precision, found.recall) >= PROVINCES, found.differences
