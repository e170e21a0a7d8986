"""The relations of final accounts in the report: all counted, the broken ones open, each figure with its interval."""

from __future__ import annotations

from datetime import datetime

from disclosures import disclosure
from jixiao.check import check_documents
from jixiao.check.golden import as_read
from jixiao.check.relations.shown import shown_relations
from jixiao.model.accounts import FinalAccounts
from jixiao.read.layout import Layout, Paragraph
from jixiao.read.recognise.accounts import recognise_accounts
from jixiao.report.page import report_page
from jixiao.report.relations import draw_relations
from test_report import Page

LARGEST = 1_500_000  # characters of the section of a document with nine tables
WRONG = """示例县医疗保障局2024年度部门决算
二、收入决算情况说明
2024年本年收入合计100.00万元，其中：一般公共预算财政拨款收入90.00万元，占90.00%；其他收入8.00万元，占8.00%。"""


def accounts(text: str) -> FinalAccounts:
    lines = [Paragraph(line, number) for number, line in enumerate(text.splitlines(), 1)]
    return recognise_accounts(Layout(lines))[0]


def drawn(document: FinalAccounts) -> Page:
    return Page(draw_relations(document, shown_relations(document)))


def test_a_broken_relation_is_open_and_shows_its_figures_with_interval_and_place() -> None:
    document = accounts(WRONG.replace("90.00%", "91.00%"))
    page = drawn(document)
    words = "".join(page.words)
    assert "不成立" in words and "一般公共预算财政拨款收入占比91.00%，按90 ÷ 100 = 90%" in words
    assert "[90.995, 91.005]" in words and "第3段" in words
    opened = [details for details in page.of("details") if "open" in details]
    assert len(opened) == 3  # the section, the relation, its figures


def test_what_holds_is_an_equation_and_closed() -> None:
    page = drawn(accounts(WRONG.replace("其他收入8.00万元，占8.00%", "其他收入10.00万元，占10.00%")))
    assert not [details for details in page.of("details") if "open" in details]
    assert "本年收入合计100.00万元＝一般公共预算财政拨款收入90.00万元＋其他收入10.00万元" in "".join(page.words)


def test_what_could_not_be_checked_says_what_was_lacking() -> None:
    assert "未核对：缺少“财政拨款收入总计”" in "".join(drawn(accounts(WRONG)).words)


def test_a_document_without_relations_has_no_section() -> None:
    assert draw_relations(FinalAccounts(), shown_relations(FinalAccounts())) == ""


def test_many_relations_are_counted_by_column_and_the_page_stays_small() -> None:
    result = check_documents(as_read(recognise_accounts(disclosure(3).layout())))
    page = report_page([result], sentences={}, made=datetime(2026, 3, 1))
    assert result.relations > 500
    assert len(page) < LARGEST
    assert "处成立</summary>" in page and "<script" not in page
    Page(page)
