"""From the workbook that people fill in to the disclosure: the same paper as from the data that it holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.knowledge.disclosure_tables import table_set
from jixiao.model.unit_year import UnitYear
from jixiao.read.data import load_unit_year
from jixiao.write.disclosure import Disclosure, load_wording, write_disclosure
from jixiao.write.paper import Paragraph
from jixiao.write.workbook import write_workbook
from unit_years import unit_year

# Of these the tables are in 元: in a workbook sums are of its own lines, which rounded ones may miss by 0.01.
FEW, MANY = (0, 3), (4, 5, 6, 7, 8, 12, 13, 14, 15, 18, 19, 24, 25, 27, 29, 30, 31, 32, 35, 39, 42, 43, 44, 45, 46)


def disclosed(year: UnitYear) -> Disclosure:
    return write_disclosure(year, load_wording("sichuan"), table_set("sichuan"))


def said(made: Disclosure) -> list[str]:
    return [block.text for block in made.paper.blocks if isinstance(block, Paragraph)]


def from_workbook(year: UnitYear, folder: Path) -> UnitYear:
    file = folder / "填报.xlsx"
    file.write_bytes(write_workbook(year, table_set("sichuan")))
    return load_unit_year(file)


@pytest.mark.parametrize("seed", FEW)
def test_a_workbook_says_the_same(seed: int, tmp_path: Path) -> None:
    year = unit_year(seed)
    made = disclosed(from_workbook(year, tmp_path))
    assert [gap.sentence for gap in made.gaps] == []
    assert said(made) == said(disclosed(year))


@pytest.mark.slow
def test_many_workbooks_say_the_same(tmp_path: Path) -> None:
    wrong = [
        seed
        for seed in MANY
        if said(disclosed(from_workbook(unit_year(seed), tmp_path))) != said(disclosed(unit_year(seed)))
    ]
    assert wrong == []
