"""The narrative may stand behind the tables: the notes of the last table end where its first chapter begins."""

from __future__ import annotations

import pytest

from jixiao.model.accounts import FinalAccounts
from jixiao.read.layout import Block, Cell, Grid, Layout, Paragraph
from jixiao.read.recognise.accounts import recognise_accounts

ROWS = [
    ("收入", "", "支出", ""),
    ("项目", "决算数", "项目", "决算数"),
    ("一、一般公共预算财政拨款收入", "100.00", "九、卫生健康支出", "100.00"),
    ("本年收入合计", "100.00", "本年支出合计", "100.00"),
    ("总计", "100.00", "总计", "100.00"),
]
TOLD = "2023年度收入决算总计100.00万元，与2022年相比，增加4.00万元，增长4.17%。"


def accounts(*after: str) -> FinalAccounts:
    cells = [Cell(text, row, column) for row, texts in enumerate(ROWS) for column, text in enumerate(texts)]
    blocks: list[Block] = [
        Paragraph("云岭县医疗保障局2023年度部门决算", 1),
        Paragraph("收入支出决算总表", 2),
        Paragraph("单位：万元", 3),
        Grid(cells, 1),
    ]
    blocks += [Paragraph(text, 10 + number) for number, text in enumerate(after)]
    return recognise_accounts(Layout(blocks))[0]


@pytest.mark.parametrize("note", ["注：本表反映部门本年度的总收支和年末结转结余情况。", "注：本表反映总收支情况"])
@pytest.mark.parametrize(
    "heading",
    [
        "三、云岭县医疗保障局2023年度部门决算情况说明",
        "第三部分 2023年度部门决算情况说明",
        "2023年度部门决算情况说明",
    ],
)
def test_a_chapter_ends_the_notes(note: str, heading: str) -> None:
    document = accounts(note, heading, "（一）收入支出决算总体情况说明", TOLD)
    assert [value.text for value in document.tables[0].notes] == [note]
    assert [statement.concept for statement in document.statements][:1] == ["income.total"]
    assert len(document.statements) == 3


def test_numbered_notes_are_still_notes() -> None:
    notes = ["注：1.本表反映部门本年度的总收支情况。", "2.本套报表金额单位转换时可能存在尾数误差。"]
    document = accounts(*notes)
    assert [value.text for value in document.tables[0].notes] == notes


FLAT = """云岭县医疗保障局2023年度部门决算
云岭县医疗保障局2023年度部门决算表
收入支出决算总表
单位：万元
项目 决算数 项目 决算数
一、一般公共预算财政拨款收入 1,100.00 一、一般公共服务支出 306.90
二、政府性基金预算财政拨款收入 二、外交支出
本年收入合计 1,100.00 本年支出合计 1,100.00
注：本表反映部门本年度的总收支和年末结转结余情况。
支出决算表
合计 1,100.00 600.00 500.00
201 一般公共服务支出 306.90 306.90
2010505 专项统计业务 20.03 20.03
第三部分 2023年度部门决算情况说明
一、收入支出决算总体情况说明
2023年度收入、支出总计1,100.00万元，与2022年度相比，收、支总计各增加100.00万元，增长10.00%。
"""


def test_tables_that_became_lines_of_text_are_no_narrative() -> None:
    lines: list[Block] = [Paragraph(line, number) for number, line in enumerate(FLAT.splitlines(), 1)]
    document = recognise_accounts(Layout(lines))[0]
    assert [statement.value.text for statement in document.statements] == ["1,100.00", "100.00", "10.00"]
