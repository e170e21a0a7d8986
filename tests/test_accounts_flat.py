"""持平: what the words are about, and when they contradict the figures."""

from __future__ import annotations

import pytest

from jixiao.check import check_documents
from jixiao.check.golden import as_read
from jixiao.check.golden_accounts import read_lines

TITLE = "示例县医疗保障局2024年度部门决算"
HEADING = "七、“三公”经费财政拨款支出决算情况说明"


def errors(text: str) -> set[str]:
    lines = [TITLE, HEADING, *text.splitlines(), "国内公务接待3批次，20人次，年末公务用车保有量1辆。"]
    result = check_documents(as_read(read_lines(lines)))
    return {finding.rule for finding in result.findings if finding.severity == "error"}


@pytest.mark.parametrize(
    "text",
    [
        "因公出国（境）费支出0万元，完成预算0%，与预算数相同。",
        "“三公”经费支出决算为3.00万元，比上年减少0.50万元，下降14.29%，其中因公出国（境）费支出与上年持平。",
        "“三公”经费支出3.00万元，比上年减少0.50万元，下降14.29%。公务接待的批次与上年一致。",
        "公务接待费支出1.00万元，比上年减少0.50万元，下降33.33%，与预算数一致。",
        "公务接待费支出1.00万元，比上年减少0.01万元，下降0.99%，与上年基本持平。",
        "公务接待费支出1.00万元，与上年相比，无变化。",
    ],
)
def test_no_contradiction(text: str) -> None:
    assert "accounts.change.flat" not in errors(text)


@pytest.mark.parametrize(
    "text",
    [
        "公务接待费支出1.00万元，比上年减少0.50万元，下降33.33%，与上年持平。",
        "公务接待费支出1.00万元，完成预算50%，与预算数持平。",
        "公务接待费支出1.00万元，比上年减少0.50万元，下降33.33%，与2023年度相比无变化。",
    ],
)
def test_a_contradiction(text: str) -> None:
    assert "accounts.change.flat" in errors(text)


def test_changes_told_in_words_add_up_or_do_not() -> None:
    text = """“三公”经费支出决算为3.00万元，比上年减少{whole}万元，下降25%。
1.因公出国（境）费支出0万元，较上年无变化。
2.公务用车购置及运行维护费支出2.00万元，比上年减少0.50万元，下降20%。
3.公务接待费支出1.00万元，比上年减少0.50万元，下降33.33%。"""
    assert "accounts.three_public.changes_told" not in errors(text.format(whole="1.00"))
    assert "accounts.three_public.changes_told" in errors(text.format(whole="1.50"))


def test_what_is_level_may_have_moved_by_less_than_is_printed() -> None:
    text = """“三公”经费支出决算为30.00万元，比上年增加6.61万元，增长28.26%。
1.因公出国（境）费支出2.00万元，与上年持平。
2.公务用车购置及运行维护费支出20.00万元，比上年增加14.89万元，增长291.39%。
3.公务接待费支出8.00万元，比上年减少8.26万元，下降50.80%。"""
    assert "accounts.three_public.changes_told" not in errors(text)
