"""What a text leaves out of its headings and its lists of subjects is no finding: numbers, the 类 above a 款."""

from __future__ import annotations

from jixiao.check import check_documents
from jixiao.check.golden import as_read
from jixiao.check.golden_accounts import read_lines

_TEXT = """河湾县水务局2023年度部门决算
第三部分 2023年度部门决算情况说明
五、一般公共预算财政拨款支出决算情况说明
（一）一般公共预算财政拨款支出决算结构情况
2023年度一般公共预算财政拨款支出100.00万元，主要用于以下方面：农林水（类）支出90.00万元，占90.00%；住房保障（类）支出10.00万元，占10.00%。
（二）一般公共预算财政拨款支出决算具体情况
水利（款）行政运行（项）决算支出90.00万元；
住房改革支出（款）住房公积金（项）决算支出10.00万元；
十一、预算绩效情况说明
（一）部门决算中项目绩效自评结果。
“渠道清淤”项目绩效自评情况：
自评得分为96.5分。
"""


def _rules(text: str) -> set[str]:
    return {finding.rule for finding in check_documents(as_read(read_lines(text.splitlines()))).findings}


def test_a_list_that_begins_with_groups_tells_no_classes_to_compare() -> None:
    assert "accounts.item.class" not in _rules(_TEXT)
    told = _TEXT.replace("住房改革支出（款）", "交通运输支出（类）公路水路运输（款）").replace(
        "水利（款）", "农林水支出（类）水利（款）"
    )
    assert "accounts.item.class" in _rules(told)


def test_a_heading_goes_on_in_one_of_its_matter_without_a_number() -> None:
    assert "accounts.chapter.empty" not in _rules(_TEXT)
    assert "accounts.chapter.empty" in _rules(
        _TEXT.split("“渠道清淤”")[0] + "第四部分 名词解释\n一、项目支出：指专项支出。\n"
    )
