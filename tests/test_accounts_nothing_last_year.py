"""No base: a rate of growth or of completion where the text itself says that there was nothing, or no budget."""

from __future__ import annotations

import pytest

from jixiao.check import check_documents
from jixiao.check.golden import as_read
from jixiao.check.golden_accounts import read_lines

LINES = ["示例县医疗保障局2024年度部门决算", "七、“三公”经费财政拨款支出决算情况说明"]
REST = "国内公务接待3批次，20人次，年末公务用车保有量1辆。"


def errors(text: str) -> set[str]:
    result = check_documents(as_read(read_lines([*LINES, text, REST])))
    return {finding.rule for finding in result.findings if finding.severity == "error"}


@pytest.mark.parametrize(
    "reason", ["上年未发生此项支出", "2023年无公务接待费支出", "上年度没有支出", "去年此项支出为0，上年为0"]
)
def test_growth_from_nothing(reason: str) -> None:
    assert "accounts.change.zero_base" in errors(f"公务接待费支出0.25万元，比上年增长100%，主要原因是{reason}。")


@pytest.mark.parametrize(
    "text",
    [
        "公务接待费支出1.25万元，比上年增加0.25万元，增长25%，主要原因是上年无外事接待费支出。",
        "公务用车购置及运行维护费支出4.00万元，比上年增长100%，主要原因是上年无公务用车购置费支出。",
        "公务接待费支出0.50万元，比上年增长100%，主要原因是2022年没有支出。",
        "公务接待费支出1.50万元，比上年增长50%，主要原因是上年没有此项业务。",
    ],
)
def test_a_part_or_another_year_is_no_base(text: str) -> None:
    assert "accounts.change.zero_base" not in errors(text)


def test_completion_of_no_budget() -> None:
    told = "公务接待费支出0.25万元，完成{}预算的100%，主要原因是年初未安排预算，年中追加。"
    assert "accounts.change.zero_budget" in errors(told.format("年初"))
    assert "accounts.change.zero_budget" not in errors(told.format("全年"))
