"""Tables of further places: lists of units and projects, balances, rows that are measures, headers cut into lines."""

from __future__ import annotations

from grids import layout
from jixiao.read.recognise.forms import recognise_forms
from test_accounts_tables_traps import one, read

SOURCES = "本年收入合计|财政拨款收入|事业收入|其他收入"


def test_income_by_unit_stands_beside_income_by_subject() -> None:
    by_unit, by_subject = read(
        "收入决算表（分单位）",
        f"单位名称|{SOURCES}\n合计|9.00|7.00|1.00|1.00\n云岭县水利局（本级）|9.00|7.00|1.00|1.00",
        "收入决算表（分科目）",
        f"科目编码|科目名称|{SOURCES}\n合计|<|9.00|7.00|1.00|1.00\n213|农林水支出|9.00|7.00|1.00|1.00",
    )
    assert (by_unit.id, by_subject.id) == ("income_by_unit", "income")
    assert list(by_unit.columns) == list(by_subject.columns) == ["total", "fiscal", "business", "other"]


def test_a_list_of_projects_is_a_table_of_the_accounts_and_no_form() -> None:
    blocks = (
        "项目收入支出决算表",
        "项目名称|年初结转和结余|本年收入|本年支出|年末结转和结余\n合计|1.00|8.00|9.00|0.00\n河道清淤|1.00|8.00|9.00|0.00",
    )
    assert recognise_forms(layout(*blocks)).forms == []
    table = one(*blocks)
    assert (table.id, table.rows[0].concept) == ("projects", "expenditure.project")
    assert list(table.columns) == ["opening", "income", "expenditure", "closing"]


def test_assets_at_both_ends_of_the_year() -> None:
    table = one("资产负债情况表", "项目|年初数|年末数\n资产总额|8.00|9.00\n一、流动资产|3.00|4.00\n负债总额|1.00|1.00")
    assert [row.concept for row in table.rows] == ["assets.total", "assets.current", None]
    assert list(table.columns) == ["opening", "closing"]


def test_operating_costs_are_no_fiscal_expenditure() -> None:
    table = one("财政拨款机关运行经费支出决算表", "科目编码|科目名称|决算数\n合计|<|6.00\n302|商品和服务支出|6.00")
    assert (table.id, table.rows[0].concept) == ("operating_cost", "operating_cost")


def test_rows_called_budget_and_accounts_have_these_measures() -> None:
    table = one(
        "“三公”经费及会议费、培训费支出决算表",
        "项目|“三公”经费|<|会议费\n^|合计|公务接待费|^\n预算数|4.50|1.50|2.00\n决算数|2.83|0.68|0.99",
    )
    budget, final = table.rows
    assert {name: value.text for name, value in budget.values.items()} == {
        "budget.total": "4.50", "budget.reception": "1.50", "budget.meeting": "2.00",
    }  # fmt: skip
    assert {name: value.text for name, value in final.values.items()} == {
        "amount.total": "2.83", "amount.reception": "0.68", "amount.meeting": "0.99",
    }  # fmt: skip
    assert set(table.columns) >= {*budget.values, *final.values}


def test_a_header_begins_with_the_first_lines_of_its_texts() -> None:
    table = one(
        "收入决算表",
        "||||上级补助收|\n科目编码|科目名称|本年收入合计|财政拨款收入||其他收入\n||||入|\n"
        "合计|<|9.00|7.00|1.00|1.00\n213|农林水支出|9.00|7.00|1.00|1.00",
    )
    assert list(table.columns) == ["total", "fiscal", "superior", "other"]


def test_a_line_may_end_with_what_is_a_header_of_codes() -> None:
    table = one(
        "财政拨款收入支出决算总表",
        "收入|<|支出|<|<\n项目|决算数|项目|合计|一般公共预算财政拨\n||||款\n"
        "一、一般公共预算财政拨款|9.00|一、教育支出|9.00|9.00\n总计|9.00|总计|9.00|9.00",
    )
    assert set(table.columns) == {"amount", "total", "general"}


def test_the_last_line_of_a_group_is_over_all_of_its_columns() -> None:
    half = [
        "|公务用车|<|<|",
        "|购置及运|<|<|",
        "合计||行维护费||公务接待费",
        "|小计|公务用车|公务用车|",
        "||购置费|运行费|",
        "9|7|1|6|2",
    ]
    head = "预算数|<|<|<|<|决算数|<|<|<|<"
    table = one("“三公”经费支出决算表", "\n".join([head, *(f"{line}|{line}" for line in half)]))
    names = ["total", "vehicles", "vehicles.purchase", "vehicles.operation", "reception"]
    assert list(table.columns) == [f"{measure}.{name}" for measure in ("budget", "amount") for name in names]


def test_the_units_with_their_staff() -> None:
    table = one(
        "部门决算编制单位情况表",
        "单位名称|经费性质|人员编制数|在职人数\n云岭县水利局（本级）|财政拨款|24|21\n云岭县河道管理站|财政拨款|13|11",
    )
    assert table.id == "units"
    found = {row.label.text: (row.values["quota"].text, row.values["staff"].text) for row in table.rows}
    assert found == {"云岭县水利局（本级）": ("24", "21"), "云岭县河道管理站": ("13", "11")}
