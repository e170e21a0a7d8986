"""Final accounts for people: `read` and `check` at the terminal, and the part of the report page on them."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from cli_runner import Runner
from jixiao.check import check_documents
from jixiao.check.golden import as_read, changed_form
from jixiao.check.golden_accounts import base_text, changed_accounts
from jixiao.model.accounts import AccountsTable, TableRow
from jixiao.model.result import CheckResult
from jixiao.model.value import Value
from jixiao.report.page import report_page
from test_report import Page

WRONG = {"共有车辆1辆": "共有车辆辆", "收、支总计各增加100.00万元，增长": "收、支总计各增加100.00万元，降低"}
NAME = "示例县医疗保障局2024年度部门决算"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "决算.txt"
    path.write_text(base_text(), encoding="utf-8")
    return path


def test_read_shows_the_figures_of_each_section(jixiao_cli: Runner, file: Path) -> None:
    ran = jixiao_cli("read", file)
    assert ran.out.startswith("决算.txt（txt，1 份决算、1 份评价报告）\n")
    assert f"\n{NAME}\n" in ran.out
    assert "公开时间：2025年9月20日" in ran.out
    rows = [re.split(r"\s*\|\s*", line)[1:-1] for line in ran.out.splitlines() if line.startswith("|")]
    assert ["收支总计 增减额", "收、支总计增加", "100.00（增）", "万元"] in [row[:4] for row in rows]
    assert ["公务用车保有量", "共有公务用车", "1", "辆"] in [row[:4] for row in rows]


def test_check_groups_findings_under_the_accounts(jixiao_cli: Runner, file: Path) -> None:
    text = base_text()
    for old, new in WRONG.items():
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    ran = jixiao_cli("check", file)
    assert ran.status == 1
    assert re.search(rf"^  {NAME}：错误 [1-9]", ran.out, re.MULTILINE)
    assert "共 1 个文件、1 份决算、1 份评价报告：" in ran.out
    assert "没有认出" not in ran.out + ran.err


def test_score_says_that_there_is_nothing_to_score(jixiao_cli: Runner, file: Path) -> None:
    assert "只有部门决算" in jixiao_cli("score", file).err


def page_of(result: CheckResult) -> str:
    return report_page([result], sentences={}, made=datetime(2026, 3, 1, 9, 5))


@pytest.fixture(scope="module")
def page() -> str:
    return page_of(check_documents(as_read([changed_form(), *changed_accounts(WRONG)])))


def test_the_page_is_well_formed_and_its_links_lead_somewhere(page: str) -> None:
    parsed = Page(page)
    anchors = parsed.attributes("id")
    assert [anchor for anchor, times in Counter(anchors).items() if times > 1] == []
    assert {link.removeprefix("#") for link in parsed.attributes("href")} <= set(anchors)


def test_the_page_marks_the_words_that_are_wrong(page: str) -> None:
    hit = re.search(r'<span class="hit warning" id="[^"]+">示例县医疗保障局共有车辆辆<span class="marks">', page)
    assert hit is not None
    assert '<b class="figure">1000.50</b>' in page
    assert page.count("看文中：") >= 2


def test_the_page_is_about_forms_and_accounts(page: str) -> None:
    assert "绩效表和部门决算核对报告" in page
    assert f">{NAME}</h3>" in page
    assert "1 份表、1 份决算、1 份评价报告" in page


def test_words_within_words_are_marked_once() -> None:
    result = check_documents(
        as_read(changed_accounts({"各增加100.00万元，增长11.10%": "各增加/减少100.00万元，降低11.10%"}))
    )
    parsed = Page(page_of(result))
    assert len(parsed.attributes("id")) == len(set(parsed.attributes("id")))


def test_a_finding_about_a_cell_is_marked_in_its_table() -> None:
    main, report = changed_accounts()
    row = TableRow(Value("合计"), Value(), {"total": Value("#DIV/0!")})
    main.tables = [AccountsTable("income", Value("收入决算表"), "万元", {"total": "合计"}, [row])]
    page = page_of(check_documents(as_read([main, report])))
    assert re.search(r'<td class="error" id="[^"]+">#DIV/0!<span class="marks">', page)
