"""The recogniser on generated layouts: the same form drawn in many ways reads as the same data."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grids import grid, read_one
from jixiao.read.layout import Cell, Grid, Layout, Paragraph
from jixiao.read.recognise.forms import recognise
from layouts import generate
from layouts_rare import FLAVOURS, generate_rare, in_report, stacked
from truth import measure

seeds = st.integers(0, 1_000_000)


def differences(layout: Layout, truths: list[dict]) -> list[str]:
    forms, _ = recognise(layout)
    return measure([form.to_dict() for form in forms], truths).differences


@given(seeds)
@settings(max_examples=200, deadline=None)
def test_blocks_columns_and_labels_in_any_order(seed: int) -> None:
    sheet, truth = generate(seed)
    assert differences(sheet.layout(), [truth]) == []


@pytest.mark.parametrize("flavour", FLAVOURS)
@given(seeds)
@settings(max_examples=15, deadline=None)
def test_rarer_shapes(flavour: str, seed: int) -> None:
    sheet, truth, _ = generate_rare(seed, flavour)
    assert differences(sheet.layout(), [truth]) == []


@given(seeds)
@settings(max_examples=20, deadline=None)
def test_several_forms_in_one_sheet(seed: int) -> None:
    layout, truths = stacked([seed, seed + 1, seed + 2])
    assert differences(layout, truths) == []


@given(seeds)
@settings(max_examples=20, deadline=None)
def test_a_form_inside_a_long_report(seed: int) -> None:
    sheet, truth = generate(seed)
    layout = in_report(sheet)
    assert differences(layout, [truth]) == []


def test_a_form_that_breaks_off_is_still_a_form() -> None:
    form = read_one(
        "项目名称|道路养护\n项目资金（万元）|全年预算数|全年执行数\n年度资金总额|10|9\n预期目标|实际完成情况|"
    )
    assert form["project"]["name"] == "道路养护"
    assert form["funding"][0]["executed"] == "9"
    assert form["indicators"] == []


def test_a_reason_over_two_rows_belongs_to_both() -> None:
    form = read_one(
        """
        项目名称|养护|<|<|<|<|<
        一级指标|二级指标|三级指标|指标值|完成值|得分|原因
        产出指标|数量指标|里程|10公里|9公里|9|雨季停工
        ^|质量指标|合格率|100%|90%|9|^
        """
    )
    assert [row["reason"] for row in form["indicators"]] == ["雨季停工", "雨季停工"]


def test_two_totals_are_both_kept() -> None:
    text = """
        项目名称|养护|<|<|<|<
        一级指标|二级指标|三级指标|指标值|分值|得分
        产出指标|数量指标|里程|10公里|90|88
        总分|<|<|<|100|98
        合计|<|<|<|100|95
        """
    forms, _ = recognise(Layout([Paragraph("项目支出绩效自评表", 1), grid(text)]))
    assert [total.score.text for total in forms[0].totals] == ["98", "95"]


def test_what_is_not_understood_is_listed() -> None:
    text = """
        项目名称|养护|<|<|<|<
        一级指标|二级指标|三级指标|指标值|分值|得分
        产出指标|数量指标|里程|10公里|90|88
        """
    layout = Layout([Paragraph("项目支出绩效自评表", 1), grid(text), Grid([Cell("甲", 0, 0), Cell("7", 0, 1)], 2)])
    forms, unread = recognise(layout)
    assert len(forms) == 1
    assert [entry.text for entry in unread] == ["甲 | 7"]


def test_tables_of_accounts_are_no_forms() -> None:
    table = grid("项目|年初预算数|决算数\n一、一般公共预算财政拨款收入|120|118\n本年收入合计|120|118")
    forms, unread = recognise(Layout([Paragraph("收入支出决算总表", 1), table]))
    assert forms == []
    assert len(unread) == 2


def test_labels_and_values_in_one_line() -> None:
    form = read_one(
        "项目资金（万元）|年初预算数|全年预算数|全年执行数\n年度资金总额|0|12|12",
        "项目支出绩效自评表",
        "填报单位：（盖章） 示例县水务局               （  2023年度）",
        "项目名称：供水管网改造",
    )
    assert (form["unit"], form["year"], form["project"]["name"]) == ("示例县水务局", 2023, "供水管网改造")


def test_a_monitoring_form_is_not_taken_for_a_self_evaluation() -> None:
    form = read_one(
        """
        项目名称|养护|<|<|<
        项目资金（万元）||年初预算数|1-7月执行数|执行率
        ^|年度资金总额|220|87.57|39.80%
        绩效指标|一级指标|二级指标|三级指标|指标值
        ^|产出指标|数量指标|里程|10公里
        """,
        "项目支出绩效运行监控表",
    )
    assert form["kind"] == "performance_monitoring"
    assert form["funding"][0] == {
        "source": "total",
        "initial": "220",
        "budget": None,
        "executed": "87.57",
        "rate": "39.80%",
        "label": "年度资金总额",
    }


def test_three_columns_under_one_target_label() -> None:
    form = read_one(
        """
        项目名称|养护|<|<|<|<|<|<|<
        绩效指标|一级指标|二级指标|三级指标|预期指标值|<|<|实际完成值|得分
        ^|^|^|^|符号|值|单位（文字描述）|^|^
        ^|产出指标|数量指标|里程|≥|10|公里|12|10
        """,
        "绩效自评表",
    )
    assert form["indicators"] == [
        {
            "level1": "产出指标",
            "level2": "数量指标",
            "name": "里程",
            "comparator": "≥",
            "target": "10",
            "unit": "公里",
            "actual": "12",
            "weight": None,
            "score": "10",
            "reason": None,
        }
    ]


def test_a_form_without_levels() -> None:
    form = read_one(
        """
        项目名称|养护|<|<|<|<|<|<|<|<
        项目资金|<|年初预算数|全年（调整）预算数|全年执行数|执行率|<|执行率权重|执行率得分|<
        年度总金额|<|100|120|108|90%|<|10|9|<
        指标名称|计量单位|指标性质|年初指标值|调整指标值|全年完成值|得分系数|指标权重|指标得分|是否核心指标
        里程|公里|≥|10|12|11|0.92|50|45.83|是
        """,
        "项目绩效自评表",
    )
    assert form["execution"] == {"weight": "10", "rate": "90%", "score": "9", "reason": None}
    row = form["indicators"][0]
    assert (row["name"], row["unit"], row["comparator"], row["target"]) == ("里程", "公里", "≥", "12")
    assert (row["actual"], row["weight"], row["score"]) == ("11", "50", "45.83")


def test_goals_in_several_rows_are_one_goal() -> None:
    form = read_one(
        """
        项目名称|养护|<|<
        年度资金总额|10|<|<
        年度总体目标|预期目标|<|实际完成情况
        ^|目标1：修路10公里|<|修路10公里
        ^|目标2：修桥1座|<|修桥1座
        一级指标|二级指标|三级指标|指标值
        产出指标|数量指标|里程|10公里
        """,
        "绩效目标自评表",
    )
    assert form["goal"] == {"expected": "目标1：修路10公里目标2：修桥1座", "actual": "修路10公里修桥1座"}


def test_money_by_income_and_by_expenditure_side_by_side() -> None:
    form = read_one(
        """
        部门名称|示例县水务局|<|<|<|<|<
        年度预算申请（万元）||年初预算数|全年预算数|全年执行数|分值|执行率
        ^|年度资金总额|100|110|99|10|90%
        ^|按收入性质分：|<|按支出性质分：|<|<|<
        ^|其中：一般公共预算：90|<|其中：基本支出：60|<|<|<
        一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
        产出指标|数量指标|里程|10公里|10公里|90|90
        总分|<|<|<|<|100|99
        """,
        "2023年度部门整体支出绩效自评表",
    )
    assert form["kind"] == "department_self_evaluation"
    assert form["unit"] == "示例县水务局"
    assert form["funding"][0]["executed"] == "99"
    assert form["total"] == {"weight": "100", "score": "99"}
    assert len(form["indicators"]) == 1
