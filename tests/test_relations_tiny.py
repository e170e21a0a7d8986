"""A share too small to print is printed as 0.01%, the rest as 99.99%: a habit, told as a remark."""

from __future__ import annotations

import pytest

from jixiao.check import check_documents
from jixiao.check.golden import as_read
from jixiao.read.layout import Layout, Paragraph
from jixiao.read.recognise.accounts import recognise_accounts

TEXT = """示例县医疗保障局2024年度部门决算
二、收入决算情况说明
2024年本年收入合计{total}万元，其中：一般公共预算财政拨款收入{general}万元，占{share}%；其他收入{other}万元，占{rest}%。"""


def severities(**figures: str) -> list[str]:
    lines = [Paragraph(line, number) for number, line in enumerate(TEXT.format(**figures).splitlines(), 1)]
    result = check_documents(as_read(recognise_accounts(Layout(lines))))
    return [finding.severity for finding in result.findings if finding.rule == "accounts.share"]


def test_a_share_that_rounds_to_nothing_may_be_lifted() -> None:
    found = severities(total="1800.02", general="1800.00", share="99.99", other="0.02", rest="0.01")
    assert set(found) == {"info"}


@pytest.mark.parametrize(
    ("general", "share", "other", "rest"),
    [
        ("1800.00", "99.98", "0.02", "0.01"),  # lowered by more than was lifted
        ("1800.00", "99.99", "0.02", "0.00"),  # lowered, and nothing lifted
        ("1799.00", "99.94", "1.02", "0.07"),  # a share that is none too small
    ],
)
def test_other_shares_may_not(general: str, share: str, other: str, rest: str) -> None:
    assert "error" in severities(total="1800.02", general=general, share=share, other=other, rest=rest)
