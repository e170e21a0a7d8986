"""Headers whose groups a reader of pages has put over other columns than they are for."""

from __future__ import annotations

from test_accounts_tables_traps import one

TITLE = "财政拨款收入支出决算总表"


def test_groups_over_the_same_columns_have_equal_shares() -> None:
    table = one(
        "财政拨款“三公”经费支出决算表",
        "预算数|决算数|<|<|<|<|<|<\n合计|因公出国（境）费|公务用车购置及运行费|公务接待费|"
        "合计|因公出国（境）费|公务用车购置及运行费|公务接待费\n9.00|0.00|7.00|2.00|8.00|0.00|6.50|1.50",
    )
    assert list(table.columns) == [
        "budget.total", "budget.abroad", "budget.vehicles", "budget.reception",
        "amount.total", "amount.abroad", "amount.vehicles", "amount.reception",
    ]  # fmt: skip


def test_the_first_line_of_one_header_is_no_group() -> None:
    table = one(
        TITLE,
        "收入|<|支出|<|<|<\n|||一般公共预算|<|<\n项目|金额|项目|合计|财|政府性基金预算财政拨款\n||||政拨款|\n"
        "一、一般公共预算财政拨款|9.00|一、教育支出|9.00|8.00|1.00\n总计|9.00|总计|9.00|8.00|1.00",
    )
    assert set(table.columns) == {"amount", "total", "general", "fund"}
    expenditure = [row for row in table.rows if row.side == "expenditure"]
    assert [expenditure[-1].values[name].text for name in ("total", "general", "fund")] == ["9.00", "8.00", "1.00"]


def test_the_last_cell_of_codes_may_have_no_header() -> None:
    table = one(
        "支出决算表",
        "科目编码|<||科目名称|合计|基本支出|项目支出\n合计||||9.00|4.00|5.00\n"
        "201|||一般公共服务支出|9.00|4.00|5.00\n201|06||财政事务|9.00|4.00|5.00\n201|06|01|行政运行|9.00|4.00|5.00",
    )
    assert [row.code.text for row in table.rows] == [None, "201", "20106", "2010601"]
