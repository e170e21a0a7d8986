"""The unit and the year of accounts that are tables alone, as the lines above the tables name them."""

from __future__ import annotations

from pathlib import Path

import pytest

import jixiao
from disclosures import disclosure
from grids import layout
from jixiao.model.accounts import FinalAccounts
from jixiao.read.layout import Grid, Layout
from jixiao.read.recognise.accounts import recognise_accounts

TABLE = "项目|本年支出合计|基本支出|项目支出\n合计|9.00|4.00|5.00\n行政运行|9.00|4.00|5.00"


def one(*blocks: str) -> FinalAccounts:
    [document] = recognise_accounts(layout(*blocks))
    return document


@pytest.mark.parametrize(
    ("lines", "unit", "year"),
    [
        (["部门：示例县医疗保障局", "2024年度", "单位：万元"], "示例县医疗保障局", 2024),
        (["编制单位：示例县医疗保障局 2024年度 金额单位：万元"], "示例县医疗保障局", 2024),
        (["单位名称：示例县医疗保障局（本级） 2024年度 单位：万元"], "示例县医疗保障局（本级）", 2024),
        (["部门（单位）：示例县人民医院 单位：元"], "示例县人民医院", None),
        (["单位：万元"], None, None),
        (["金额单位：万元 2024年度"], None, 2024),
        (["编制日期：2025年8月1日 单位：万元"], None, None),
    ],
)
def test_the_lines_above_a_table(lines: list[str], unit: str | None, year: int | None) -> None:
    document = one("支出决算表", *lines, TABLE)
    assert (document.unit.text, document.year) == (unit, year)


def test_in_a_grid_they_stand_in_its_first_rows() -> None:
    document = one("支出决算表|<|<|<\n部门：示例县医疗保障局|2024年度|<|金额单位：万元\n" + TABLE)
    assert (document.unit.text, document.year) == ("示例县医疗保障局", 2024)
    place = document.unit.place
    assert place is not None and (place.row, place.column) == (2, 1)


@pytest.mark.parametrize("seed", range(4))
def test_a_cover_comes_first(seed: int) -> None:
    whole = disclosure(seed).layout()
    for blocks in (whole.blocks, [block for block in whole.blocks if isinstance(block, Grid) or block.number >= 1000]):
        document = recognise_accounts(Layout([*blocks]))[0]
        assert (document.unit.text, document.year) == ("山南县林业局", 2023)
        assert {"/unit", "/year"} <= document.to_dict()["where"].keys()


def test_the_workbook_of_the_samples(samples: Path) -> None:
    [document] = jixiao.read(samples / "office" / "jingyan-2024-tables.xlsx").accounts
    assert (document.unit.text, document.year) == ("井研县医疗保障局", 2024)
