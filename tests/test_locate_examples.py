"""Examples of the search for the wrong figure: mistakes as published documents have them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.check.locate import Explanation, Limits, Problem, explain, locate
from locate_cases import problem

SECTIONS = {"甲": "10.20", "乙": "20.05", "丙": "30.13", "合计": "60.38", "合计（文字）": "60.38", "甲占比": "16.89"}
RELATIONS = ("合计 = 甲 + 乙 + 丙", "合计 = 合计（文字）", "甲占比 = 甲 / 合计")


def _document(**printed: str) -> Problem:
    return problem(SECTIONS | printed, *RELATIONS)


def _only(own: Problem) -> Explanation:
    (explanation,) = locate(own)
    return explanation


def test_a_sound_document_has_nothing_to_explain() -> None:
    assert locate(_document()) == []


def test_rounding_is_no_mistake() -> None:
    assert locate(_document(合计="60.39")) == []
    figures = {"甲": "0.6", "乙": "58.52", "丙": "1088.07", "丁": "29.14", "合计": "1176.34"}
    assert locate(problem(figures, "合计 = 甲 + 乙 + 丙 + 丁")) == []


@pytest.mark.parametrize(
    ("printed", "sentence"),
    [
        ({"甲": "13.77"}, "“甲”应为10.20左右"),
        ({"甲": "1.02"}, "“甲”应为10.20左右（小数点错位）"),
        ({"甲": "102000.00"}, "“甲”应为10.20（元与万元混用）"),
        ({"合计": "63.08"}, "“合计”应为60.38（数字换位）"),
        ({"合计": "80.38"}, "“合计”应为60.38（错一位数字）"),
        ({"合计": "160.38"}, "“合计”应为60.38（多一位数字）"),
        ({"合计": "0.38"}, "“合计”应为60.38（少一位数字）"),
        ({"合计": "40.33"}, "“合计”应为60.38（漏加“乙”）"),
        ({"合计": "90.51"}, "“合计”应为60.38（重复计入“丙”）"),
        ({"合计（文字）": "61.77"}, "“合计（文字）”应为60.38左右"),
        ({"甲占比": "18.69"}, "“甲占比”应为16.89（数字换位）"),
        ({"甲占比": "592.07"}, "“甲占比”应为16.89（分子分母颠倒）"),
    ],
)
def test_the_wrong_figure_is_named_with_what_it_should_be(printed: dict[str, str], sentence: str) -> None:
    explanation = _only(_document(**printed))
    assert explain(explanation).sentence == sentence
    assert explanation.decided
    assert [change.figures for change in explanation.changes] == [(list(SECTIONS).index(*printed),)]


def test_what_the_document_cannot_tell_is_said_so() -> None:
    """Of a sum without any other relation, each figure may be the wrong one."""
    explanation = _only(problem({"甲": "10.00", "乙": "27.00", "合计": "48.31"}, "合计 = 甲 + 乙"))
    assert not explanation.decided
    assert explain(explanation).suspects == {0: "21.31", 1: "38.31", 2: "37.00"}
    assert explain(explanation).sentence.startswith("可能是“甲”应为21.31左右，或“乙”应为38.31左右")
    assert explain(explanation).sentence.endswith("，数据无法判定")


def test_a_usual_slip_decides_where_relations_do_not() -> None:
    """46.28 = 28.15 + 12.60 + 5.53 printed as 64.28."""
    parts = {"货物": "28.15", "工程": "12.60", "服务": "5.53", "采购总额": "64.28"}
    explanation = _only(problem(parts, "采购总额 = 货物 + 工程 + 服务"))
    assert explain(explanation).sentence == "“采购总额”应为46.28（数字换位）"
    assert explanation.decided


def test_a_wrong_sign_is_told_from_a_wrong_amount() -> None:
    """财政拨款收入比上年减少58.49万元, printed as 增加."""
    figures = {"本年": "1516.64", "上年": "1575.13", "增减额": "58.49", "增减率": "-3.71"}
    explanation = _only(problem(figures, "增减额 = 本年 - 上年", "增减率 = (本年 - 上年) / 上年"))
    assert explain(explanation).sentence == "“增减额”应为-58.49（正负或增减方向相反）"


def test_last_year_s_figure_in_place_of_this_year_s() -> None:
    figures = {"总计": "1202.79", "本年": "1176.34", "年初": "0.00", "支出总计": "1176.34", "上年总计": "1202.79"}
    own = problem(figures, "总计 = 本年 + 年初", "总计 = 支出总计", 总计={"prior": "上年总计"})
    assert explain(_only(own)).sentence == "“总计”应为1176.34左右（误用上年数）"


def test_the_neighbour_s_figure() -> None:
    """委托业务费 has the value of the cell beside it."""
    figures = {"小计": "48.97", "劳务费": "12.31", "委托业务费": "12.31", "其他": "21.83", "委托业务费合计": "14.83"}
    own = problem(
        figures,
        "小计 = 劳务费 + 委托业务费 + 其他",
        "委托业务费合计 = 委托业务费",
        委托业务费={"neighbours": ["劳务费"]},
    )
    assert explain(_only(own)).sentence == "“委托业务费”应为14.83左右（误用相邻数据）"


def test_two_figures_in_each_other_s_place() -> None:
    figures = {"甲": "30.13", "乙": "20.05", "丙": "10.20", "丁": "5.41", "左": "30.25", "右": "35.54", "列": "40.33"}
    own = problem(figures, "左 = 甲 + 乙", "右 = 丙 + 丁", "列 = 甲 + 丙", 甲={"neighbours": ["丙"]})
    assert explain(_only(own)).sentence == "“甲”与“丙”的数据互换"
    assert explain(_only(own)).suspects == {0: "10.20", 2: "30.13"}


def test_a_figure_wrong_in_all_its_copies_is_one_mistake() -> None:
    """The parts are confirmed elsewhere, the total is not: it is wrong in the text and in the table alike."""
    figures = {"甲": "10.20", "甲表": "10.20", "乙": "20.05", "乙表": "20.05", "合计": "33.17", "合计（文字）": "33.17"}
    relations = ("合计 = 甲 + 乙", "甲 = 甲表", "乙 = 乙表", "合计 = 合计（文字）", "总表 = 甲表 + 乙表")
    own = problem(figures | {"总表": "30.25"}, *relations)
    explanation = _only(own)
    assert explain(explanation).sentence == "“合计”等2处应为30.25左右"
    assert explanation.changes[0].figures == (4, 5)


def test_an_item_left_out_of_a_list() -> None:
    """The items of 社会保障 and 卫生健康 fall 1.23 and 49.87 short of their classes, which their own total confirms."""
    figures = {"养老": "14.85", "职业年金": "7.42", "其他社保": "0.07", "行政医疗": "3.39", "公务员医疗": "0.42"}
    figures |= {"行政运行": "110.07", "医疗救助": "192.94", "农林水": "0.85", "住房": "10.77"}
    figures |= {"社会保障": "23.57", "卫生健康": "356.69", "总额": "391.87"}
    own = problem(
        figures,
        "列表:社会保障 = 养老 + 职业年金 + 其他社保",
        "列表:卫生健康 = 行政医疗 + 公务员医疗 + 行政运行 + 医疗救助",
        "列表:总额 = 养老 + 职业年金 + 其他社保 + 行政医疗 + 公务员医疗 + 行政运行 + 医疗救助 + 农林水 + 住房",
        "总额 = 社会保障 + 卫生健康 + 农林水 + 住房",
    )
    first, second = locate(own)
    assert "“社会保障”的分项漏列一项，金额约1.23" in explain(first).sentence
    assert "“卫生健康”的分项漏列一项，金额约49.87" in explain(second).sentence


def test_an_item_left_out_whose_amount_stands_elsewhere() -> None:
    figures = {"甲": "10.20", "乙": "20.05", "合计": "31.48", "合计（文字）": "31.48", "丙（附表）": "1.23"}
    explanation = _only(problem(figures, "列表:合计 = 甲 + 乙", "合计 = 合计（文字）"))
    assert explanation.decided
    assert explain(explanation).sentence == "“合计”的分项漏列一项，金额约1.23"
    assert explain(explanation).suspects == {}


def test_one_missing_row_is_one_mistake_in_two_columns() -> None:
    figures = {
        "类合计": "81.37",
        "类财政": "81.37",
        "甲合计": "40.02",
        "甲财政": "40.02",
        "总": "81.37",
        "总财政": "81.37",
    }
    own = problem(
        figures, "列表:类合计 = 甲合计", "列表:类财政 = 甲财政", "总 = 类合计", "总财政 = 类财政", "甲合计 = 甲财政"
    )
    explanation = _only(own)
    assert explanation.changes[0].slip == "omitted"


def test_an_item_that_stands_twice() -> None:
    figures = {"甲": "10.20", "乙": "20.05", "乙二": "20.05", "合计": "30.25", "合计（文字）": "30.25"}
    explanation = _only(problem(figures, "列表:合计 = 甲 + 乙 + 乙二", "合计 = 合计（文字）"))
    assert explain(explanation).sentence == "“乙二”重复列示"


def test_an_order_that_is_broken_has_no_single_right_value() -> None:
    own = problem({"总额": "46.28", "中小": "50.11", "小微": "20.00"}, "中小 <= 总额", "小微 <= 中小")
    told = explain(_only(own))
    assert set(told.suspects) == {0, 1}
    assert told.suspects[0] is None


def test_figures_that_cannot_be_wrong_are_not_accused() -> None:
    own = problem({"甲": "10.00", "乙": "20.00", "合计": "40.00"}, "合计 = 甲 + 乙", 甲={"weight": float("inf")})
    assert set(explain(_only(own)).suspects) == {1, 2}


def test_an_amount_is_not_made_negative() -> None:
    own = problem({"甲": "10.00", "乙": "57.31", "合计": "40.00"}, "合计 = 甲 + 乙")
    assert set(explain(_only(own)).suspects) == {1, 2}


def test_independent_mistakes_are_told_apart() -> None:
    figures = {name + side: value for side in "左右" for name, value in SECTIONS.items()}
    relations = [formula for side in "左右" for formula in _with(side)]
    found = locate(problem(figures | {"合计左": "63.08", "甲右": "1.02"}, *relations))
    assert [explain(one).sentence for one in found] == [
        "“合计左”应为60.38（数字换位）",
        "“甲右”应为10.20左右（小数点错位）",
    ]


def _with(side: str) -> list[str]:
    words = [[word + side if word in SECTIONS else word for word in relation.split()] for relation in RELATIONS]
    return [" ".join(own) for own in words]


def test_entangled_mistakes_go_to_the_solver() -> None:
    """Two parts of one total are wrong; copies of all parts tell which."""
    parts = {"甲": "10.20", "乙": "20.05", "丙": "30.13", "丁": "5.41"}
    figures = parts | {f"{name}表": value for name, value in parts.items()} | {"合计": "65.79", "合计表": "65.79"}
    relations = [f"{name} = {name}表" for name in (*parts, "合计")] + [
        "合计 = 甲 + 乙 + 丙 + 丁",
        "合计表 = 甲表 + 乙表 + 丙表 + 丁表",
    ]
    found = locate(problem(figures | {"甲": "12.00", "丙": "33.01"}, *relations))
    assert sorted(figure for one in found for figure in explain(one).suspects) == [0, 2]
    assert all(one.decided and one.complete for one in found)


def test_a_search_without_time_says_so() -> None:
    parts = {"甲": "12.00", "乙": "20.05", "丙": "33.01", "合计": "60.38", "甲表": "10.20", "丙表": "30.13"}
    own = problem(parts, "合计 = 甲 + 乙 + 丙", "甲 = 甲表", "丙 = 丙表")
    (explanation,) = locate(own, Limits(seconds=0.0))
    assert not explanation.complete
    assert not explanation.decided
    assert explain(explanation).sentence == "相关数据较多，限定时间内未能判定是哪个数据有误"
    assert explain(explanation).suspects == {}


def test_figures_in_their_own_unit() -> None:
    """A table in 元 beside a text in 万元: the right value is given as the figure itself would print it."""
    figures = {"表（元）": "103.5000", "文": "150.30", "甲": "100.00", "乙": "50.30"}
    yuan = {"places": 0, "factor": Decimal("0.0001")}
    own = problem(figures, "文 = 甲 + 乙", "文 = 表（元）", **{"表（元）": yuan})
    assert explain(_only(own)).suspects == {0: "1503000"}
