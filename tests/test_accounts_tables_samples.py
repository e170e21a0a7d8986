"""The thirteen tables of a real county as its software exports them: every figure in its row and column."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from accounts_truth import share_read, sheet_figures
from jixiao.knowledge.tables import table_words
from jixiao.model.accounts import AccountsTable
from jixiao.read import read_layout
from jixiao.read.gate import open_source
from jixiao.read.recognise.accounts.tables import read_tables
from printing import convert

THIRTEEN = [
    "income_expenditure", "income", "expenditure", "fiscal_income_expenditure", "fiscal_detail", "general_expenditure",
    "general_detail", "general_basic", "general_project", "fund", "capital", "capital_expenditure", "three_public",
]  # fmt: skip
office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def tables_of(path: Path) -> list[AccountsTable]:
    return read_tables(read_layout(open_source(path)))


def test_every_figure_is_in_its_row_and_column(samples: Path) -> None:
    path = samples / "office" / "jingyan-2024-tables.xlsx"
    read = {}
    for table in tables_of(path):
        for row in table.rows:
            for column, value in row.values.items():
                if value.text is not None and value.place is not None:
                    read[value.place.sheet, value.place.cell] = (table, row, column, value.text)
    truth = sheet_figures(path)
    assert len(truth) > 500
    assert {(figure.sheet, figure.address) for figure in truth} == read.keys()
    for figure in truth:
        table, row, column, text = read[figure.sheet, figure.address]
        assert text == figure.text
        assert table.columns[column].endswith(figure.header)
        if figure.label is not None and table.id != "three_public":
            assert (row.code.text, row.label.text) == (figure.code, figure.label)


def test_kinds_titles_units_and_notes(samples: Path) -> None:
    tables = tables_of(samples / "office" / "jingyan-2024-tables.xlsx")
    names = {kind.id: kind.name for kind in table_words().kinds}
    assert [table.id for table in tables] == THIRTEEN
    assert [table.title.text for table in tables] == [names[kind] for kind in THIRTEEN]
    assert {table.unit for table in tables} == {"万元"}
    assert all(table.notes and table.notes[0].text and table.notes[0].text.startswith("注：") for table in tables)
    assert [table.id for table in tables if not table.rows] == ["fund", "capital", "capital_expenditure"]


def test_broken_cells_are_read_as_they_stand(samples: Path) -> None:
    errors = json.loads((samples / "office" / "broken.json").read_text(encoding="utf-8"))["errors"]
    read = {}
    for table in tables_of(samples / "office" / "jingyan-2024-tables-broken.xlsx"):
        for row in table.rows:
            for value in row.values.values():
                if value.place is not None:
                    read[value.place.sheet, value.place.cell] = value.text
    stated = [error for error in errors if error["stated"] is not None]
    assert stated
    assert [read[error["sheet"], error["cell"]] for error in stated] == [error["stated_shown"] for error in stated]


@office
@pytest.mark.slow
@pytest.mark.parametrize("kind", ["pdf", "html", "xls"])
def test_other_formats_say_the_same(samples: Path, tmp_path: Path, kind: str) -> None:
    path = samples / "office" / "jingyan-2024-tables.xlsx"
    convert([path], kind, tmp_path)
    assert share_read(tables_of(path), tables_of(tmp_path / f"{path.stem}.{kind}")) >= 0.98
