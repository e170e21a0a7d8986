"""A table of basic expenditure with 合计, 人员经费 and 公用经费 as columns is one list: all classes make its total."""

from __future__ import annotations

from jixiao.check.relations.tables import tree_of
from jixiao.model.accounts import AccountsTable
from jixiao.read.recognise.accounts import recognise_accounts
from layouts import Sheet

_HEAD = [
    [("经济分类科目", 2, 1), ("本年基本支出", 3, 1)],
    [(text, 1, 1) for text in ("科目编码", "科目名称", "合计", "人员经费", "公用经费")],
]
_ROWS = ["301 工资福利支出 70.00 70.00 -", "302 商品和服务支出 20.00 - 20.00", "303 对个人和家庭的补助 10.00 10.00 -"]


def _table() -> AccountsTable:
    title = ["一般公共预算财政拨款基本支出决算表", "部门：河湾县水务局 2023年度 单位：万元"]
    sheet = Sheet(5, [*_HEAD], title, [])
    sheet.rows.append([("合计", 2, 1), ("100.00", 1, 1), ("80.00", 1, 1), ("20.00", 1, 1)])
    sheet.rows += [[("" if cell == "-" else cell, 1, 1) for cell in row.split()] for row in _ROWS]
    return next(table for document in recognise_accounts(sheet.layout()) for table in document.tables)


def test_all_classes_are_on_no_side_and_below_the_total() -> None:
    table = _table()
    assert {row.side for row in table.rows} == {None}
    ((total, classes),) = [(row, below) for row, below in tree_of(table)]
    assert total.label.text == "合计"
    assert [row.code.text for row in classes] == ["301", "302", "303"]
