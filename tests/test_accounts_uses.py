"""What lists of uses, project spending and rates with a sign of their own prove, and what they do not."""

from __future__ import annotations

import re

from jixiao.check.relations.file import shipped_relations
from relation_documents import findings
from test_accounts_narrative_wordings import read_marked

STRUCTURE = """平川县林业局2024年度部门决算

五、一般公共预算财政拨款支出决算情况说明

（二）结构情况。农林水支出（类）100.00万元，主要用于行政运行60.00万元、湿地保护{part}万元。教育支出（类）9.00万元。
"""
RATE = """平川县林业局2024年度部门决算

五、一般公共预算财政拨款支出决算情况说明

2024年度一般公共预算财政拨款支出{spent}万元。与年初预算相比，年初预算数80.00万元，决算数{spent}万元，预决算差异率{rate}%。
"""
ECONOMIC = """平川县林业局2024年度部门决算

六、一般公共预算财政拨款基本支出决算情况说明

一般公共预算财政拨款基本支出100.00万元，其中：工资福利支出90.00万元，商品和服务支出10.00万元。

七、一般公共预算财政拨款项目支出决算情况说明

一般公共预算财政拨款项目支出8.00万元，其中：商品和服务支出8.00万元。
"""


def errors(text: str) -> list[str]:
    """Give the errors that all relations find in a text."""
    (accounts,) = read_marked(text)
    found = findings(accounts, shipped_relations())
    return [finding.message for finding in found if finding.severity == "error"]


def test_a_list_of_uses_need_not_be_complete_but_is_no_more_than_its_whole() -> None:
    assert errors(STRUCTURE.format(part="40.00")) == errors(STRUCTURE.format(part="30.00")) == []
    assert len(errors(STRUCTURE.format(part="50.00"))) == 1


def test_a_rate_with_a_sign_of_its_own_is_held_against_budget_and_accounts() -> None:
    for spent, rate in (("100.00", "25.00"), ("60.00", "-25.00"), ("60.00", "25.00")):
        assert errors(RATE.format(spent=spent, rate=rate)) == []
    for spent, rate in (("100.00", "2.50"), ("60.00", "-2.50")):
        (message,) = errors(RATE.format(spent=spent, rate=rate))
        assert re.search("差异率|差率", message)


def test_goods_for_projects_are_not_those_of_basic_expenditure() -> None:
    assert errors(ECONOMIC) == []
