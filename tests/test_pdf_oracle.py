"""PDF beside pdfplumber, which is slow and exact: the same cells with the same characters."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from jixiao.read.formats.pdf import read_layout
from jixiao.read.source import Source

pytestmark = pytest.mark.slow


def theirs(file: Path) -> Counter[str]:
    """The texts of all cells as pdfplumber finds them, without white space."""
    import pdfplumber

    with pdfplumber.open(file) as document:
        tables = [table for page in document.pages for table in page.extract_tables()]
    return Counter("".join(text.split()) for table in tables for row in table for text in row if text and text.strip())


def ours(file: Path) -> Counter[str]:
    """The texts of all cells as they stand in the grids, without white space."""
    grids = read_layout(Source(file.name, file.read_bytes(), "pdf")).grids()
    return Counter("".join(cell.text.split()) for grid in grids for cell in grid.cells if cell.text)


@pytest.mark.parametrize(
    "name",
    [
        "office/leshan-jinkouhe-2024-forms.pdf",
        "office/guangyuan-zhaohua-2024-forms.pdf",
        "office/zhuzhou-lukou-2023-forms.pdf",
        "office/leshan-jinkouhe-2023-accounts.pdf",
        "provinces/01-anhui-chizhou-tangxi/form.pdf",
        "provinces/07-hubei-huanggang-water/form.pdf",
    ],
)
def test_the_same_cells(samples: Path, name: str) -> None:
    found, wanted = ours(samples / name), theirs(samples / name)
    halves = wanted - found  # of cells that a page end cuts: they are whole here
    whole = "".join(found - wanted)
    assert [text for text in halves if text not in whole] == []
    assert sum(halves.values()) <= 0.01 * sum(wanted.values())
