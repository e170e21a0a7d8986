"""Columns and rows of other years beside those of the accounts: they are the figures of the year before."""

from __future__ import annotations

from jixiao.knowledge.tables import kind_of_title
from test_accounts_tables_traps import one, read

TITLE = "一般公共预算财政拨款支出决算表"


def columns(header: str, title: str = TITLE) -> list[str]:
    figures = "|".join(["1.00"] * (header.split("\n")[0].count("|") - 1))
    table = one(title, f"{header}\n合计|<|{figures}\n208|社会保障和就业支出|{figures}")
    return list(table.columns)


def test_a_column_under_an_earlier_year_is_of_the_year_before_whatever_stands_under_the_other() -> None:
    header = "科目编码|科目名称|2021年决算数|2022年决算数|<|<\n^|^|^|小计|基本支出|项目支出"
    assert columns(header) == ["prior", "total", "basic", "project"]


def test_columns_under_both_years_are_told_apart_one_by_one() -> None:
    header = "科目编码|科目名称|2021年决算数|<|<|2022年决算数|<|<\n^|^|合计|基本支出|项目支出|合计|基本支出|项目支出"
    assert columns(header) == ["prior.total", "prior.basic", "prior.project", "total", "basic", "project"]


def test_changes_stand_beside_as_amount_and_as_rate() -> None:
    header = "科目编码|科目名称|2021年决算数|2022年决算数|增减情况|<\n^|^|^|^|金额|%"
    assert columns(header) == ["prior", "amount", "change", "growth"]
    header = "科目编码|科目名称|上年决算数|决算数|比上年增减|增减（%）"
    assert columns(header) == ["prior", "amount", "change", "growth"]


def test_the_budget_of_next_year_makes_no_column_one_of_last_year() -> None:
    assert columns("科目编码|科目名称|2022年决算数|2023年预算数") == ["amount", "budget"]


def test_a_year_alone_heads_a_column_and_rows_are_of_their_years() -> None:
    title = "机关运行经费及政府采购情况表"
    table = one(title, "项目|2021年|2022年\n一、机关运行经费|7.00|8.00\n（一）政府采购货物支出|2.00|3.00")
    assert [row.concept for row in table.rows] == ["operating_cost", "procurement.goods"]
    assert list(table.columns) == ["prior", "amount"]
    header = "项目|合计|公务接待费|因公出国（境）费"
    table = one("“三公”经费支出表", f"{header}\n2021年决算数|2.00|2.00|0\n2022年决算数|1.00|1.00|0")
    assert [sorted(row.values)[0] for row in table.rows] == ["prior.abroad", "amount.abroad"]


def test_titles_may_stand_in_angle_brackets() -> None:
    assert (kind := kind_of_title("《收入支出决算总表》")) and kind.id == "income_expenditure"
    assert (kind := kind_of_title("一、《支出决算表》")) and kind.id == "expenditure"
    assert kind_of_title("收入合计10万元，见《支出决算表》。") is None


def test_counts_below_a_table_belong_to_it_without_a_title() -> None:
    costs, counts = read(
        "财政拨款“三公”经费、会议费和培训费支出决算表",
        "合计|因公出国（境）费|公务接待费|会议费\n3.28|0|3.28|1.95",
        "相关统计数",
        "项目|统计数|项目|统计数\n公务用车保有量（辆）|7|召开会议次数（个）|6\n参加培训人次（人）|186|国内公务接待批次（个）|38",
    )
    assert (costs.id, counts.id) == ("three_public", "three_public")
    assert {row.concept: row.values["amount"].text for row in counts.rows} == {
        "three_public.vehicles.held": "7", "training_cost.persons": "186",
        "meeting_cost.meetings": "6", "three_public.reception.domestic.batches": "38",
    }  # fmt: skip


def test_personnel_and_running_costs_stand_below_the_expenditure_of_the_year() -> None:
    header = "经济分类科目编码|科目名称|本年支出|<|<\n^|^|合计|人员经费|公用经费"
    table = one("一般公共预算财政拨款基本支出决算表", f"{header}\n合计|<|9.00|7.00|2.00\n301|工资福利支出|7.00|7.00|")
    assert list(table.columns) == ["total", "personnel", "public"]
