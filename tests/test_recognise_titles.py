"""Titles: which kind of form a heading announces, in one line or two, and for which year."""

from __future__ import annotations

import pytest

from grids import read_one
from jixiao.read.recognise.title import form_kind, year_in

PROJECT, DEPARTMENT = "project_self_evaluation", "department_self_evaluation"
TARGET, MONITORING = "performance_target", "performance_monitoring"
TITLES = {
    "项目支出绩效自评表": PROJECT,
    "附件2：项目支出绩效自评表": PROJECT,
    "附件 1-2 2023年度项目绩效自评价表": PROJECT,
    "附表3.示例县专项资金绩效目标自评表": PROJECT,
    "中央对地方转移支付区域绩效目标自评表": PROJECT,
    "转移支付区域（项目）绩效自评表（2023年度）": PROJECT,
    "2021年度政策绩效自评表": PROJECT,
    "项目支出绩效评价指标评分表": PROJECT,
    "2020年项目支出绩效目标完成情况表": PROJECT,
    "部门整体支出绩效自评表": DEPARTMENT,
    "附件3：2023年度部门整体支出绩效自评表": DEPARTMENT,
    "示例县审计局整体绩效自评表": DEPARTMENT,
    "单位整体支出绩效自评情况表": DEPARTMENT,
    "部门整体支出绩效自我评价表": DEPARTMENT,
    "项目支出绩效目标表": TARGET,
    "项目支出绩效目标（申报）表": TARGET,
    "财政支出项目绩效目标申报表": TARGET,
    "部门整体支出绩效目标表": TARGET,
    "2024年部门预算项目支出绩效目标批复表": TARGET,
    "表10：预算项目绩效目标公开表": TARGET,
    "转移支付区域绩效目标表": TARGET,
    "项目支出绩效运行监控表": MONITORING,
    "附件2：部门整体支出绩效运行监控表": MONITORING,
    "2023年1-7月项目绩效目标执行监控表": MONITORING,
    "绩效跟踪监控情况表": MONITORING,
}
NO_TITLES = [
    "项目名称：道路养护",
    "收入支出决算总表",
    "从评价情况来看，项目支出绩效自评结果良好。",
    "一般公共预算财政拨款支出决算表",
    "一、预算绩效管理工作开展情况。",
    "填报单位：示例县审计局",
]


@pytest.mark.parametrize("title", TITLES)
def test_kind_of_a_title(title: str) -> None:
    assert form_kind(title) == TITLES[title]


@pytest.mark.parametrize("line", NO_TITLES)
def test_other_lines_are_no_titles(line: str) -> None:
    assert form_kind(line) is None


TABLE = """
    部门名称|示例县审计局|<|<|<|<
    一级指标|二级指标|三级指标|指标值|完成值|得分
    产出指标|数量指标|审计项目|10个|11个|50
    """


def test_a_title_of_two_lines() -> None:
    form = read_one(TABLE, "附件3", "示例县审计局2023年度部门整体支出", "绩效自评表")
    assert (form["kind"], form["year"], form["unit"]) == (DEPARTMENT, 2023, "示例县审计局")


def test_a_title_of_two_lines_in_cells() -> None:
    title = "示例县审计局2023年度部门整体支出|<|<|<|<|<\n绩效自评表|<|<|<|<|<\n"
    form = read_one(title + TABLE.strip())
    assert (form["kind"], form["year"]) == (DEPARTMENT, 2023)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("（2023年度）", 2023),
        ("2023 年", 2023),
        ("(2022)年度", 2022),
        ("二〇二三年度", 2023),
        ("二○二二年", 2022),
        ("二零二一年度部门整体支出绩效自评表", 2021),
        ("计划数2023", None),
        ("12023年", None),
    ],
)
def test_year_of_a_text(text: str, year: int | None) -> None:
    assert year_in(text) == year
