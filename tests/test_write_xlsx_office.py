"""Workbooks are valid Office files: those of tables and forms, and the one to fill in."""

from __future__ import annotations

from pathlib import Path

import pytest

from form_papers import make_form
from jixiao.cli import run
from jixiao.knowledge.form_layout_book import form_layouts
from jixiao.read.data import load_unit_year
from jixiao.write.forms import form_paper
from jixiao.write.xlsx import write_xlsx

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
YEAR = next(EXAMPLES.glob("06-*.xlsx"))
LAST = next(EXAMPLES.glob("05-*.xlsx"))


def faults(file: Path) -> list[str]:
    from openxml_audit import OpenXmlValidator

    return [f"{each.part_uri}: {each}" for each in OpenXmlValidator().validate(str(file)).errors]


@pytest.mark.slow
def test_forms_in_every_layout_are_valid(tmp_path: Path) -> None:
    for layout in form_layouts():
        file = tmp_path / f"{layout.name}.xlsx"
        file.write_bytes(write_xlsx(form_paper([make_form(seed) for seed in range(3)], layout)))
        assert faults(file) == []


@pytest.mark.slow
def test_the_workbook_to_fill_in_and_the_tables_made_of_it_are_valid(tmp_path: Path) -> None:
    assert run(["init", str(tmp_path / "填报"), "--year", "2025", "--from", str(YEAR)]) == 0
    [book] = (tmp_path / "填报").glob("*.xlsx")
    tables = tmp_path / "决算表.xlsx"
    assert run(["disclose", str(YEAR), "--prior", str(LAST), "-o", str(tables)]) == 0
    assert faults(book) == []
    assert faults(tables) == []
    assert load_unit_year(book).year == 2025


@pytest.mark.slow
def test_a_broken_workbook_would_be_told(tmp_path: Path) -> None:
    from zipfile import ZipFile

    file, broken = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    file.write_bytes(write_xlsx(form_paper([make_form(1)], form_layouts()[0])))
    with ZipFile(file) as old, ZipFile(broken, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<sheetData>", b"<sheetData><nothing/>"))
    assert faults(broken) != []
