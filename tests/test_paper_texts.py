"""Texts that a published paper has: found by section and sentence, hollow ones left out."""

from __future__ import annotations

from pathlib import Path

import jixiao
from jixiao.knowledge.texts import text_named
from jixiao.model.accounts import AccountsTable, FinalAccounts, TableRow
from jixiao.model.value import Value
from jixiao.read.data.paper_texts import paper_texts
from jixiao.read.layout import Layout, Paragraph
from jixiao.read.recognise.accounts import recognise_accounts

PAPER = """
东河县统计局2024年度部门决算
第一部分 部门概况
一、部门职责
（一）主要职能。
负责统计调查。
（二）2024年重点工作完成情况。
完成经济普查。
二、机构设置
内设2个股室。
第二部分 2024年度部门决算情况说明
一、收入支出决算总体情况说明
2024年度收、支总计均为10.00万元。与2023年度相比，收、支总计各减少2.00万元，下降16.67%。主要变动原因是普查结束。
七、财政拨款“三公”经费支出决算情况说明
（一）“三公”经费财政拨款支出决算总体情况说明
2024年度“三公”经费财政拨款支出决算为0.30万元，完成预算60%，决算数小于预算数的主要原因是压减接待；较上年度减少0.10万元，下降25%。主要原因是接待减少。
（二）“三公”经费财政拨款支出决算具体情况说明
1.因公出国（境）经费支出0万元。主要原因是无。
3.公务接待费支出0.30万元，较上年度减少0.10万元，下降25%。主要原因是批次减少。
国内公务接待支出0.30万元，主要用于上级检查。国内公务接待2批次，9人次，具体内容包括：市局检查；外县交流。
"""


def read(text: str) -> FinalAccounts:
    lines = [Paragraph(line, number) for number, line in enumerate(text.strip().splitlines(), 1)]
    [accounts] = recognise_accounts(Layout([*lines]))
    return accounts


def test_texts_are_found_by_section_and_sentence() -> None:
    assert paper_texts(read(PAPER)) == {
        "部门职责": "负责统计调查。",
        "重点工作完成情况": "完成经济普查。",
        "机构设置": "内设2个股室。",
        "收支总计变动原因": "普查结束",
        "“三公”经费预算差异原因": "压减接待",
        "“三公”经费变动原因": "接待减少",
        "公务接待费变动原因": "批次减少",
        "国内公务接待用途": "上级检查",
        "国内公务接待内容": "市局检查；外县交流",
    }


def test_reasons_of_items_are_found_by_the_codes_of_the_tables() -> None:
    detail = (
        "五、一般公共预算财政拨款支出决算情况说明\n（三）一般公共预算财政拨款支出决算具体情况\n"
        "1.一般公共服务支出（类）统计信息事务（款）专项普查活动（项）：支出决算为2.00万元，完成预算80%，"
        "决算数小于预算数的主要原因是普查提前结束。\n"
    )
    accounts = read(PAPER.replace("七、财政拨款", f"{detail}七、财政拨款"))
    row = TableRow(Value("专项普查活动"), Value("2010507"))
    accounts.tables = [AccountsTable("general_expenditure", Value("一般公共预算财政拨款支出决算表"), rows=[row])]
    assert paper_texts(accounts)["支出预算差异原因 2010507"] == "普查提前结束"


def test_every_text_of_a_sample_has_a_known_name(samples: Path) -> None:
    for name in ("leshan-jingyan-2024-accounts.docx", "leshan-jinkouhe-2023-accounts.docx"):
        found = {}
        for document in jixiao.read(samples / "office" / name).accounts:
            found |= paper_texts(document)
        assert len(found) > 6
        assert [name for name in found if text_named(name) is None] == []
        assert not [text for text in found.values() if text.strip("。") == "无"]
