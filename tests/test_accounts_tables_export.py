"""The export of the 一体化 platform: sheets named by codes, totals as formulas without results, 元 and 万元 mixed."""

from __future__ import annotations

import io

import pytest

from jixiao.model.accounts import AccountsTable
from jixiao.read import read_layout
from jixiao.read.gate import open_source
from jixiao.read.recognise.accounts.tables import read_tables

xlsxwriter = pytest.importorskip("xlsxwriter")

SHEETS = {
    "2.11单位职能（单位）": [["承担全县林业管理工作。"]],
    "2.15单位收支总表": [
        ["2024年单位收支总表"],
        ["编制单位：山南县林业局", None, None, "单位：元"],
        ["本年收入", None, "本年支出", None],
        ["项目", "预算数", "项目", "预算数"],
        ["一、财政拨款收入", 900000, "一、一般公共服务支出", 400000],
        ["    1. 一般公共预算资金", 900000, "八、社会保障和就业支出", 500000],
        ["收入总计", "=B5", "支出总计", "=SUM(D5:D6)"],
    ],
    "2.16单位收入总表": [
        ["编制单位：山南县林业局", None, None, None, None, None, "单位：元"],
        ["项目", None, None, None, "收入预算", None, None],
        ["功能分类科目编码", None, None, "功能分类科目名称", "合计", "财政拨款收入", "事业收入"],
        ["类", "款", "项", None, None, None, None],
        [201, None, None, "一般公共服务支出", "=E6", "=F6", None],
        [201, "06", None, "财政事务", "=E7", "=F7", None],
        [201, "06", "01", "行政运行", 400000, 400000, None],
        ["合计", None, None, None, "=E5", "=F5", None],
    ],
    "2.22单位国有资本经营预算拨款表 ": [
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        ["合计", None, None, None, None],
    ],
    "2.25单位“三公”经费和机关运行费预算表": [
        ["单位：万元"],
        ["合计", "因公出国(境)费", "公务接待费", "公务用车购置及运行费", None, None, "机关运行经费预算数"],
        [None, None, None, "小计", "购置费", "运行费", None],
        ["=SUM(B4:D4)", 0, 1.5, "=E4+F4", 0, 2.5, 30],
    ],
}


def workbook(result: object) -> bytes:
    """Write the sheets; every formula has the same stored result."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    for name, rows in SHEETS.items():
        page = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if isinstance(value, str) and value.startswith("="):
                    page.write_formula(row, column, value, None, result)
                elif value is not None:
                    page.write(row, column, value)
    book.close()
    return file.getvalue()


@pytest.fixture(params=[0, ""])
def tables(request: pytest.FixtureRequest) -> dict[str, AccountsTable]:
    found = read_tables(read_layout(open_source(workbook(request.param), "预算公开.xlsx")))
    return {table.id: table for table in found}


def test_sheets_are_known_by_their_names(tables: dict[str, AccountsTable]) -> None:
    assert list(tables) == ["income_expenditure", "income", "capital_expenditure", "three_public"]
    assert tables["income"].title.text == "2.16单位收入总表"
    assert tables["income"].title.place is not None
    assert tables["income"].title.place.sheet == "2.16单位收入总表"
    assert tables["capital_expenditure"].rows == []


def test_each_sheet_has_its_unit(tables: dict[str, AccountsTable]) -> None:
    assert {name: table.unit for name, table in tables.items()} == {
        "income_expenditure": "元", "income": "元", "capital_expenditure": None, "three_public": "万元",
    }  # fmt: skip


def test_totals_that_nobody_calculated(tables: dict[str, AccountsTable]) -> None:
    totals = {(row.side, row.concept): row.values["budget"].text for row in tables["income_expenditure"].rows}
    assert totals["income", "income.total"] == "900000"
    assert totals["expenditure", "expenditure.total"] == "900000"
    income = {row.code.text or row.label.text: row.values for row in tables["income"].rows}
    assert income["合计"]["budget.total"].text == "400000"
    assert income["20106"]["budget.fiscal"].text == "400000"
    cells = {name: value.text for name, value in tables["three_public"].rows[0].values.items()}
    assert cells == {
        "amount.total": "4", "amount.abroad": "0", "amount.reception": "1.5", "amount.vehicles": "2.5",
        "amount.vehicles.purchase": "0", "amount.vehicles.operation": "2.5", "amount.operating_cost": "30",
    }  # fmt: skip
