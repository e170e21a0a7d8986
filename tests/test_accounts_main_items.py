"""Lists of the main subjects (主要项级科目), rates printed as 0%, and whose budget a clause denies: nothing to find."""

from __future__ import annotations

import pytest

from jixiao.model.accounts import AccountsTable
from relation_documents import document, findings, shipped, stated, table
from test_accounts_nothing_last_year import errors

ROWS = [
    ("210", "卫生健康支出", "100.00"),
    ("21011", "行政事业单位医疗", "40.00"),
    ("2101101", "行政单位医疗", "8.00"),
    ("2101102", "事业单位医疗", "9.00"),
    ("2101103", "公务员医疗补助", "3.00"),
    ("2101199", "其他行政事业单位医疗支出", "20.00"),
    ("21013", "医疗救助", "60.00"),
    ("2101301", "城乡医疗救助", "60.00"),
]
PARTS = shipped("accounts.general.function_parts")


def spending() -> AccountsTable:
    """Give 一般公共预算财政拨款支出决算表 with its total column."""
    rows = [(code, label, "general.function", amount) for code, label, amount in ROWS]
    return table("general_expenditure", ["total"], rows)


def told(*names: str) -> list[str]:
    """Give the findings where the text states these 项 and the tables all."""
    amounts = {label: amount for _, label, amount in ROWS}
    statements = [stated("general.function", amounts[name], item=name, section="general") for name in names]
    return [finding.message for finding in findings(document(*statements, tables=[spending()]), PARTS)]


def test_a_list_of_the_main_items_is_not_added_up() -> None:
    assert told("城乡医疗救助", "其他行政事业单位医疗支出") == []


def test_one_item_left_out_is_still_missed() -> None:
    found = told("行政单位医疗", "事业单位医疗", "其他行政事业单位医疗支出", "城乡医疗救助")
    assert any("3" in message for message in found)


def share(printed: str) -> list[str]:
    """Give the findings about a share of 0.03% among shares of one decimal."""
    shares = {"income.fiscal": "93.9", "income.business": "4.6", "income.operating": "1.5"}
    amounts = {"income.fiscal": "9390.00", "income.business": "457.00", "income.operating": "150.00"}
    statements = [stated("income.current", "10000.00")]
    for concept, amount in amounts.items():
        statements += [stated(concept, amount), stated(concept, shares[concept], "share", unit="%")]
    statements += [stated("income.other", "3.00"), stated("income.other", printed, "share", unit="%")]
    return [finding.message for finding in findings(document(*statements), shipped("accounts.share"))]


@pytest.mark.parametrize("printed", ["0", "0.0", "0.03"])
def test_a_small_share_may_be_printed_as_nothing(printed: str) -> None:
    assert share(printed) == []


@pytest.mark.parametrize("printed", ["1", "0.3"])
def test_a_small_share_is_not_anything(printed: str) -> None:
    assert len(share(printed)) == 1


def test_a_budget_that_another_clause_denies() -> None:
    text = "公务接待费支出0.25万元，完成年初预算的100%；公务用车运行维护费支出2.00万元，年初未安排预算。"
    assert "accounts.change.zero_budget" not in errors(text)


def micro(section: str) -> set[str]:
    """Give the rules broken where small firms have two shares, the second one in a section."""
    amounts = {"procurement": "300.00", "procurement.sme": "280.00", "procurement.micro": "200.00"}
    statements = [stated(concept, amount, section="procurement") for concept, amount in amounts.items()]
    statements.append(stated("procurement.micro", "66.67", "share", unit="%", section="procurement"))
    statements.append(stated("procurement.micro", "71.43", "share", unit="%", section=section))
    return {finding.rule for finding in findings(document(*statements))}


def test_shares_of_different_wholes_stand_side_by_side() -> None:
    assert micro("procurement") == set()
    assert micro("other") == {"accounts.same"}
