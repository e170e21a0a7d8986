"""The disclosure of the sample county, from its thirteen tables and the texts and counts of its own published paper."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

import jixiao
from jixiao.check import check_documents
from jixiao.knowledge.disclosure_tables import table_set
from jixiao.model.accounts import FinalAccounts, Statement
from jixiao.model.unit_year import UnitYear
from jixiao.read.data import load_unit_year
from jixiao.read.data.paper_texts import paper_texts
from jixiao.write.disclosure import Disclosure, load_wording, write_disclosure
from paper_layout import read_back

PAPER, TABLES = "leshan-jingyan-2024-accounts.docx", "jingyan-2024-tables.xlsx"
# 占比 that the county rounded so that each item shows something: by its tables they are 100.00% and 0.00%.
NUDGED = {("income.general.share", ""), ("income.other.share", "")}


@cache
def year(office: Path) -> UnitYear:
    """What the county has: its tables, and from its paper what stands in no table."""
    found = load_unit_year([office / TABLES, office / PAPER])
    found.texts |= paper_texts(found.accounts)
    found.texts |= {
        "“三公”经费变动原因": "公务接待费减少",
        "部门整体支出绩效自评报告": "一、部门概况\n负责全县医疗保障工作。",
        "专项预算项目绩效评价报告": "无",
    }
    found.published = "2025年9月20日"
    return found


def made(office: Path) -> Disclosure:
    return write_disclosure(year(office), load_wording("sichuan"), table_set("sichuan"))


def stated(accounts: FinalAccounts) -> dict[tuple[str, str], Decimal]:
    return {_key(each): Decimal(each.value.text or "0") for each in accounts.statements if each.concept}


def _key(statement: Statement) -> tuple[str, str]:
    told = statement.to_dict()
    return str(told["concept"]).removesuffix(".count"), statement.item or ""


@pytest.fixture
def office(samples: Path) -> Path:
    return samples / "office"


def test_nothing_is_lacking(office: Path) -> None:
    assert made(office).gaps == []


def test_every_figure_of_the_countys_narrative_stands_in_ours(office: Path) -> None:
    [published] = [each for each in jixiao.read(office / PAPER).accounts if each.kind == "final_accounts"]
    [ours] = [each for each in read_back(made(office).paper).accounts if each.kind == "final_accounts"]
    told, own = stated(published), stated(ours)
    other = {key: (number, own.get(key)) for key, number in told.items() if number and own.get(key) != number}
    assert len(told) > 90
    assert set(other) == NUDGED


def test_there_is_no_finding(office: Path) -> None:
    found = check_documents(read_back(made(office).paper)).findings
    assert [finding.message for finding in found] == []
