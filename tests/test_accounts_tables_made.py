"""The national nine in many layouts and formats: every figure in its table, row and column."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

import writers
from accounts_tables_made import Made, make_tables
from jixiao.model.accounts import AccountsTable
from jixiao.read import read_layout
from jixiao.read.gate import open_source
from jixiao.read.layout import Block, Grid, Layout, Paragraph
from jixiao.read.recognise.accounts.tables import read_tables
from printing import convert
from word_writer import Look, docx

LOOKS = [
    Look(size=9, margin=40, landscape=True),
    Look(size=7.5, margin=36, landscape=True, centred=True),
    Look(size=6, margin=30, centred=True),
    Look(size=10.5, margin=40, landscape=True, repeated=3),
    Look(size=8, margin=40, landscape=True, uneven=3, centred=True),
]
Key = tuple[str, str | None, str | None, str, str]


def wanted(tables: list[Made]) -> Counter[Key]:
    return Counter((table.kind, *figure) for table in tables for figure in table.figures if figure[3])


def read(tables: list[AccountsTable]) -> Counter[Key]:
    return Counter(
        (table.id, row.side, row.code.text or row.label.text, column, value.text)
        for table in tables
        for row in table.rows
        for column, value in row.values.items()
        if value.text is not None
    )


def layout(tables: list[Made]) -> Layout:
    blocks: list[Block] = []
    for number, table in enumerate(tables, 1):
        blocks += [Paragraph(line, number) for line in table.sheet.before]
        blocks.append(Grid(table.sheet.cells(), number))
        blocks += [Paragraph(line, number) for line in table.sheet.after]
    return Layout(blocks)


@pytest.mark.parametrize("seed", range(40))
def test_grids(seed: int) -> None:
    made = make_tables(seed)
    found = read_tables(layout(made))
    assert [table.id for table in found] == [table.kind for table in made]
    assert [table.unit for table in found] == [table.unit for table in made]
    assert [[note.text for note in table.notes] for table in found] == [table.sheet.after for table in made]
    assert read(found) == wanted(made)


@pytest.mark.parametrize("kind", ["xlsx", "html", "docx"])
@pytest.mark.parametrize("seed", range(3))
def test_files(seed: int, kind: str) -> None:
    made = make_tables(seed)
    sheets = [table.sheet for table in made]
    data = {
        "xlsx": lambda: writers.workbook(sheets),
        "html": lambda: b"".join(map(writers.html, sheets)),
        "docx": lambda: docx(sheets, LOOKS[0]),
    }[kind]()
    found = read_tables(read_layout(open_source(data, f"决算公开表.{kind}")))
    assert read(found) == wanted(made)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_printed(tmp_path: Path) -> None:
    made = {seed: make_tables(seed) for seed in range(10)}
    for seed, tables in made.items():
        path = tmp_path / f"{seed:02}.docx"
        path.write_bytes(docx([table.sheet for table in tables], LOOKS[seed % len(LOOKS)]))
    convert(sorted(tmp_path.glob("*.docx")), "pdf", tmp_path)
    right = total = 0
    for seed, tables in made.items():
        found, truth = read(read_tables(read_layout(open_source(tmp_path / f"{seed:02}.pdf")))), wanted(tables)
        right += (found & truth).total()
        total += (found | truth).total()
    assert right >= 0.99 * total
