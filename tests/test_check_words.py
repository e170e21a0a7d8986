"""The words and patterns that the checks go by: what they catch, and what they leave alone."""

from __future__ import annotations

import pytest

from jixiao.knowledge.check_words import counts, family_of, is_whole_cost, may_fall, open_end
from jixiao.knowledge.patterns import first_traces, patterns, triggers

LEFT_IN = {
    "#DIV/0!": "spreadsheet",
    "#REF!": "spreadsheet",
    "#N/A": "spreadsheet",
    "########": "spreadsheet",
    "错误!未定义书签。": "spreadsheet",
    "对照年度目标，说明相关任务目标的完成情况（100字以内）": "instruction",
    "结合自评情况，分析存在的问题及原因。（200字以内）": "instruction",
    "1.预算执行率=预算执行数/调整后预算数，未达到90%的需说明原因（100字以内）": "instruction",
    "请填写项目实施情况": "instruction",
    "（如持平作持平表述）": "instruction",
    "完成XX万元": "placeholder",
    "20XX年12月": "placeholder",
    "……": "placeholder",
    "指标1：": "placeholder",
    "比上年增加/减少3万元": "choice",
    "常年性项目□一次性项目□": "choice",
    "**项目绩效**": "residue",
    "已完成，，正常": "residue",
}
LEFT_ALONE = [
    "执行完毕，无偏差",
    "采购3#楼电梯1部",
    "常年性项目☑一次性项目□",
    "完成率=完成数/计划数×100%",
    "增加收入、减少支出",
    "全年培训100人次，撰写300字以上的简报",
    "XL号防护服200套",
    "2024年12月31日前",
    "运行良好……",
]


@pytest.mark.parametrize(("text", "kind"), LEFT_IN.items())
def test_what_a_template_left_in_is_found(text: str, kind: str) -> None:
    assert kind in {pattern.kind for pattern, _ in first_traces(text)}


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_people_write_is_left_alone(text: str) -> None:
    assert first_traces(text) == []


def test_every_pattern_can_be_met_through_a_trigger() -> None:
    assert {pattern.severity for pattern in patterns()} == {"error", "warning", "info"}
    assert all(pattern.triggers for pattern in patterns())
    assert set(triggers()) == {trigger for pattern in patterns() for trigger in pattern.triggers}


@pytest.mark.parametrize(
    "name",
    [
        "进一步健全重特大疾病医疗保险和救",
        "持续提供医疗保障待遇政",
        "为退休人员提供医疗保障待",
        "建立健全基本医疗保险制度，全面",
        "保障群众出行安全、",
        "提升农村公路养护水平（含",
        "推动全县经济社会发展以及",
    ],
)
def test_a_name_cut_off_in_the_middle(name: str) -> None:
    assert open_end(name) is not None


@pytest.mark.parametrize(
    "name",
    [
        "群众参与度", "义务教育普及率", "社会公众的参与", "资金管理与核对", "提高财政", "人居环境改善和宜居",
        "食品安全与普及", "按时发放低保", "市场饱和度", "减轻群众医疗负担",
        "干群关系融洽和谐", "对受助对象的优待", "居民安居",
    ],
)  # fmt: skip
def test_a_name_that_ends_as_names_do(name: str) -> None:
    assert open_end(name) is None


@pytest.mark.parametrize(
    ("name", "alone", "whole"),
    [
        ("项目总成本", False, True),
        ("完成成本总目标", False, True),
        ("防贫保服务费（预算成本控制额）", True, True),
        ("监管工作经费（成本控制额）", True, True),
        ("监管工作经费（成本控制额）", False, False),
        ("人均补助成本", True, False),
        ("三公经费控制数", True, False),
        ("培训费成本控制数", True, False),
    ],
)
def test_costs_of_the_whole_project(name: str, alone: bool, whole: bool) -> None:
    assert is_whole_cost(name, alone) is whole


def test_what_a_row_is_about() -> None:
    assert family_of("产出指标", "成本指标", "年度委托服务费用") == "cost"
    assert family_of("产出指标", "时效指标", "完成时间") == "time"
    assert family_of("满意度指标", "服务对象满意度指标", "群众评价") == "satisfaction"
    assert family_of("产出指标", "数量指标", "参保人数") == ""


def test_what_wants_a_number_and_what_may_fall() -> None:
    assert counts("居民医保参保人数")
    assert not counts("人数达标率")
    assert may_fall("群众投诉率")
    assert not may_fall("群众满意度")
