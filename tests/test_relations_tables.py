"""A whole set of disclosure tables with three budgets: sound, and with one cell wrong at a time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jixiao.model.accounts import AccountsTable, FinalAccounts
from jixiao.model.value import Value
from relation_documents import document, findings, related, table

# 万元: general 100 (basic 60, project 40), fund 30, capital 8, others 12; opening 5 and 2.
Lines = list[tuple[str | None, ...]]
FIRST: Lines = [
    ("", "一般公共预算财政拨款收入", "income.general", "97.00"),
    ("", "政府性基金预算财政拨款收入", "income.fund", "31.00"),
    ("", "国有资本经营预算财政拨款收入", "income.capital", "8.00"),
    ("", "事业收入", "income.business", "12.00"),
    ("", "本年收入合计", "income.current", "148.00"),
    ("", "使用非财政拨款结余", "income.surplus_used", None),
    ("", "年初结转和结余", "income.opening", "7.00"),
    ("", "总计", "income.total", "155.00"),
    ("", "卫生健康支出", "expenditure.function", "112.00"),
    ("", "城乡社区支出", "expenditure.function", "30.00"),
    ("", "国有资本经营预算支出", "expenditure.function", "8.00"),
    ("", "本年支出合计", "expenditure.current", "150.00"),
    ("", "结余分配", "expenditure.distribution", None),
    ("", "年末结转和结余", "expenditure.closing", "5.00"),
    ("", "总计", "expenditure.total", "155.00"),
]
INCOME: Lines = [
    ("", "合计", "income.current", "148.00", "136.00", None, "12.00"),
    ("210", "卫生健康支出", None, "109.00", "97.00", None, "12.00"),
    ("21015", "医疗保障管理事务", None, "109.00", "97.00", None, "12.00"),
    ("212", "城乡社区支出", None, "31.00", "31.00", None, None),
    ("223", "国有资本经营预算支出", None, "8.00", "8.00", None, None),
]
SPENDING: Lines = [
    ("", "合计", "expenditure.current", "150.00", "72.00", "78.00"),
    ("210", "卫生健康支出", "expenditure.function", "112.00", "72.00", "40.00"),
    ("21015", "医疗保障管理事务", "expenditure.function", "112.00", "72.00", "40.00"),
    ("2101501", "行政运行", "expenditure.function", "72.00", "72.00", None),
    ("2101505", "医疗保障政策管理", "expenditure.function", "40.00", None, "40.00"),
    ("212", "城乡社区支出", "expenditure.function", "30.00", None, "30.00"),
    ("223", "国有资本经营预算支出", "expenditure.function", "8.00", None, "8.00"),
]
FISCAL_INCOME: Lines = [
    ("", "本年收入合计", "fiscal.income.current", "136.00"),
    ("", "年初财政拨款结转和结余", "fiscal.opening", "7.00"),
    ("", "一般公共预算财政拨款", "fiscal.opening.general", "5.00"),
    ("", "政府性基金预算财政拨款", "fund.opening", "2.00"),
    ("", "国有资本经营预算财政拨款", "capital.opening", None),
    ("", "总计", "fiscal.income.total", "143.00"),
]
FISCAL: Lines = [
    ("", "卫生健康支出", "fiscal.function", "100.00", "100.00", None, None),
    ("", "城乡社区支出", "fiscal.function", "30.00", None, "30.00", None),
    ("", "国有资本经营预算支出", "fiscal.function", "8.00", None, None, "8.00"),
    ("", "本年支出合计", "fiscal.expenditure.current", "138.00", "100.00", "30.00", "8.00"),
    ("", "年末财政拨款结转和结余", "fiscal.closing", "5.00", "2.00", "3.00", None),
    ("", "总计", "fiscal.expenditure.total", "143.00", "102.00", "33.00", "8.00"),
]
GENERAL: Lines = [
    ("", "合计", "general.expenditure", "100.00", "60.00", "40.00"),
    ("210", "卫生健康支出", "general.function", "100.00", "60.00", "40.00"),
    ("21015", "医疗保障管理事务", "general.function", "100.00", "60.00", "40.00"),
    ("2101501", "行政运行", "general.function", "60.00", "60.00", None),
    ("2101505", "医疗保障政策管理", "general.function", "40.00", None, "40.00"),
]
BASIC: Lines = [
    ("301", "工资福利支出", "general.economic", "44.00"),
    ("30101", "基本工资", "general.economic", "44.00"),
    ("303", "对个人和家庭的补助", "general.economic", "6.00"),
    ("30305", "生活补助", "general.economic", "6.00"),
    ("", "人员经费合计", "general.basic.personnel", "50.00"),
    ("302", "商品和服务支出", "general.economic", "10.00"),
    ("30217", "公务接待费", "general.economic", "1.00"),
    ("30299", "其他商品和服务支出", "general.economic", "9.00"),
    ("", "公用经费合计", "general.basic.public", "10.00"),
]
PROJECT: Lines = [
    ("", "合计", "general.project", "40.00"),
    ("210", "卫生健康支出", None, "40.00"),
    ("2101505", "医疗保障政策管理", None, "40.00"),
]
FUND: Lines = [
    ("", "合计", "fund.expenditure", "2.00", "31.00", "30.00", None, "30.00", "3.00"),
    ("212", "城乡社区支出", "fund.function", "2.00", "31.00", "30.00", None, "30.00", "3.00"),
]
THREE_PUBLIC: Lines = [
    (None, "", "three_public", "1.50", "0.00", "0.00", "1.50", "1.00", "0.00", "0.00", "1.00"),
]
SIDES = ("total", "abroad", "vehicles", "reception")


def whole_set() -> FinalAccounts:
    """Give a document of nine tables that is right."""
    parts = [f"{measure}.{column}" for measure in ("budget", "amount") for column in SIDES]
    return document(
        tables=[
            table("income_expenditure", ("amount",), FIRST),
            table("income", ("total", "fiscal", "superior", "business"), INCOME),
            table("expenditure", ("total", "basic", "project"), SPENDING),
            table("fiscal_income_expenditure", ("amount",), FISCAL_INCOME),
            table("fiscal_income_expenditure", ("total", "general", "fund", "capital"), FISCAL),
            table("general_expenditure", ("total", "basic", "project"), GENERAL),
            table("general_basic", ("amount",), BASIC),
            table("general_project", ("amount",), PROJECT),
            table("fund", ("opening", "income", "expenditure", "basic", "project", "closing"), FUND),
            table("three_public", parts, THREE_PUBLIC),
        ]
    )


def cells() -> Iterator[tuple[int, int, str]]:
    for number, own in enumerate(whole_set().tables):
        for line, row in enumerate(own.rows):
            yield from (
                (number, line, column) for column, value in row.values.items() if value.text not in (None, "0.00")
            )


def cell(accounts: FinalAccounts, place: tuple[int, int, str]) -> Value:
    own: AccountsTable = accounts.tables[place[0]]
    return own.rows[place[1]].values[place[2]]


def test_a_sound_set_of_tables_holds() -> None:
    checked = related(whole_set())
    assert [broken.message for _, broken in checked.failures] == []
    assert sum(outcome.evaluated for outcome in checked.outcomes) > 150


@pytest.mark.parametrize("place", list(cells()), ids=lambda place: "-".join(map(str, place)))
def test_any_wrong_cell_is_found_and_named(place: tuple[int, int, str]) -> None:
    accounts = whole_set()
    value = cell(accounts, place)
    value.text = f"{float(value.text or 0) + 17.35:.2f}"
    found = [finding for finding in findings(accounts) if finding.severity == "error"]
    assert found
    assert any(figure.value is value for finding in found for figure in finding.figures)


def test_most_wrong_cells_are_named_alone() -> None:
    alone = 0
    places = list(cells())
    for place in places:
        accounts = whole_set()
        value = cell(accounts, place)
        right, value.text = value.text, f"{float(value.text or 0) + 17.35:.2f}"
        suspects = [figure for finding in findings(accounts) for figure in finding.figures if figure.suspect]
        alone += [(figure.value, figure.expected) for figure in suspects] == [(value, right)]
    assert alone >= 0.8 * len(places)
