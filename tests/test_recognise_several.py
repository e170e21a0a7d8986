"""Several forms in one file, sheet or table, and one form over several tables."""

from __future__ import annotations

from grids import funding, indicators, read_all, read_one

LIST = """
    单位名称|项目名称|预算数|年度目标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|权重
    示例县一中|取暖费|20|保障师生取暖|产出指标|数量指标|取暖面积|≥|5000|平方米|30
    ^|^|^|^|^|质量指标|达标率|≥|95|%|20
    ^|^|^|^|效益指标|社会效益指标|学习环境|定性|改善||30
    ^|校服补助|5|补助贫困生|产出指标|数量指标|补助人数|＝|100|人|50
    ^|^|^|^|效益指标|社会效益指标|减轻负担|定性|有效||40
    """


def test_a_list_of_projects_is_a_form_for_each() -> None:
    forms = read_all("2024年部门预算项目绩效目标表", "部门：示例县教育局", "金额单位：万元", LIST)
    assert [form["project"]["name"] for form in forms] == ["取暖费", "校服补助"]
    assert {(form["kind"], form["year"], form["unit"], form["money_unit"]) for form in forms} == {
        ("performance_target", 2024, "示例县一中", "万元")
    }
    assert [form["goal"]["expected"] for form in forms] == ["保障师生取暖", "补助贫困生"]
    assert [funding(form) for form in forms] == [
        [("total", "20", None, None, None)],
        [("total", "5", None, None, None)],
    ]
    assert [indicators(form, "level1", "name", "target") for form in forms] == [
        [("产出指标", "取暖面积", "5000"), ("产出指标", "达标率", "95"), ("效益指标", "学习环境", "改善")],
        [("产出指标", "补助人数", "100"), ("效益指标", "减轻负担", "有效")],
    ]


def test_a_list_of_projects_with_their_scores_is_no_form() -> None:
    table = """
        序号|项目名称|主管部门|全年预算数|全年执行数|执行率|自评得分|自评等级|存在问题|改进措施
        1|甲|示例局|10|9|90%|98|优|无|无
        2|乙|示例局|20|20|100%|99|优|无|无
        合计|||30|29|96.67%||||
        """
    assert read_all("2023年度项目支出绩效自评结果汇总表", table) == []


def test_forms_below_one_title_in_one_sheet() -> None:
    forms = read_all(
        """
        项目支出绩效自评表（2023年度）|<|<|<|<|<
        项目名称|甲|<|<|<|<
        年度资金总额|全年预算数|10|全年执行数|9|90%
        一级指标|二级指标|三级指标|指标值|完成值|得分
        产出指标|数量指标|甲数|1|1|90
        总分|<|<|<|<|99
        |||||
        项目名称|乙|<|<|<|<
        年度资金总额|全年预算数|20|全年执行数|20|100%
        一级指标|二级指标|三级指标|指标值|完成值|得分
        产出指标|数量指标|乙数|2|2|90
        总分|<|<|<|<|100
        """
    )
    found = [(form["year"], form["project"]["name"], form["total"]["score"]) for form in forms]
    assert found == [(2023, "甲", "99"), (2023, "乙", "100")]
    assert [funding(form) for form in forms] == [
        [("total", None, "10", "9", "90%")],
        [("total", None, "20", "20", "100%")],
    ]


def test_a_heading_inside_a_form_begins_no_other_form() -> None:
    forms = read_all(
        """
        示例市2018年度专项资金绩效自评表|<|<|<|<|<
        一、项目基本情况|<|<|<|<|<
        项目名称|治理|<|项目起止时间|2018年|<
        年度资金总额|全年预算数|10|全年执行数|9|90%
        二、绩效评价指标自评得分|<|<|<|<|<
        一级指标|二级指标|三级指标|指标值|完成值|得分
        产出指标|数量指标|数目|1|1|90
        示例市2018年度专项资金绩效自评表（二）|<|<|<|<|<
        项目名称|修缮|<|项目起止时间|2018年|<
        年度资金总额|全年预算数|20|全年执行数|20|100%
        一级指标|二级指标|三级指标|指标值|完成值|得分
        产出指标|数量指标|数目|2|2|90
        """
    )
    assert [(form["project"]["name"], form["year"], len(form["indicators"])) for form in forms] == [
        ("治理", 2018, 1),
        ("修缮", 2018, 1),
    ]


def test_targets_below_each_other_with_lines_between() -> None:
    forms = read_all(
        "项目支出绩效目标表",
        "（2023年）",
        """
        207101示例区法院|<|<|<|单位：万元|<|<
        项目名称|安全隐患维修|<|<|<|<|<
        预算规模及资金用途|预算数|20.00|其中：财政资金|20.00|其他资金|
        ^|用于维修审判楼|<|<|<|<|<
        绩效目标|维修审判大楼|<|<|<|<|<
        一级指标|二级指标|三级指标|绩效指标描述|<|指标值|<
        产出指标|数量指标|维修面积|面积|<|≥400平方米|<
        207101示例区法院|<|<|<|单位：万元|<|<
        项目名称|办案业务费|<|<|<|<|<
        预算规模及资金用途|预算数|24.00|其中：财政资金|24.00|其他资金|
        ^|用于陪审|<|<|<|<|<
        绩效目标|提高效率|<|<|<|<|<
        一级指标|二级指标|三级指标|绩效指标描述|<|指标值|<
        产出指标|数量指标|陪审件数|件数|<|≥900件|<
        """,
    )
    assert [(form["project"]["name"], form["money_unit"], form["year"]) for form in forms] == [
        ("安全隐患维修", "万元", 2023),
        ("办案业务费", "万元", 2023),
    ]
    assert [funding(form)[:2] for form in forms] == [
        [("total", "20.00", None, None, None), ("fiscal", "20.00", None, None, None)],
        [("total", "24.00", None, None, None), ("fiscal", "24.00", None, None, None)],
    ]
    assert [indicators(form, "name", "target") for form in forms] == [
        [("维修面积", "≥400平方米")],
        [("陪审件数", "≥900件")],
    ]


def test_a_direction_gives_way_to_the_comparator_beside_it() -> None:
    form = read_one(
        """
        项目名称|装备|<|<|<|<|<
        一级指标|二级指标|三级指标|指标性质|指标方向|目标值|计量单位
        产出指标|数量指标|车辆数|反向|小于等于|1|辆
        ^|质量指标|合格率|正向|大于等于|98|%
        ^|时效指标|完成时间|定性||11月底前|
        """,
        "项目绩效目标表",
    )
    assert indicators(form, "comparator", "target", "unit") == [
        ("小于等于", "1", "辆"),
        ("大于等于", "98", "%"),
        ("定性", "11月底前", None),
    ]


def test_one_form_over_several_tables() -> None:
    forms = read_all(
        "项目支出绩效自评表",
        "（2023年度）",
        "项目名称|路灯养护|<|<\n主管部门|示例区城管局|实施单位|示例区路灯所",
        "项目资金（万元）|年初预算数|全年预算数|全年执行数|分值|执行率|得分\n年度资金总额|20|20|19|10|95%|9.5",
        "年度总体目标|预期目标|实际完成情况\n^|点亮路灯|已点亮路灯",
        """
        一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因
        产出指标|数量指标|路灯数|100盏|100盏|50|50|
        """,
        """
        一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因
        |质量指标|完好率|95%|96%|20|20|
        """,
        """
        |时效指标|修复及时率|95%|96%|10|10|
        效益指标|社会效益指标|出行|好|好|10|10|
        总分|||||100|99.5|
        """,
        "评价结论|完成较好。\n存在问题|无",
    )
    assert len(forms) == 1
    form = forms[0]
    assert (form["unit"], form["goal"]["actual"], form["execution"]["score"]) == ("示例区路灯所", "已点亮路灯", "9.5")
    assert indicators(form, "level1", "level2", "name") == [
        ("产出指标", "数量指标", "路灯数"),
        ("产出指标", "质量指标", "完好率"),
        ("产出指标", "时效指标", "修复及时率"),
        ("效益指标", "社会效益指标", "出行"),
    ]
    assert (form["total"], form["conclusion"]) == ({"weight": "100", "score": "99.5"}, "完成较好。")


def test_several_goals_each_with_its_indicators() -> None:
    form = read_one(
        """
        项目名称|档案数字化|<|<|<|<|<
        预算执行情况（万元）⏎（20分）||预算数(A)|执行数(B)|执行率(B/A)|得分⏎（20分*执行率）|<
        ^|年度财政资金总额|90|81|90%|18|<
        年度目标1：⏎（40分）|数字化50万页|<|<|<|<|<
        年度绩效指标|一级指标|二级指标|三级指标|年初目标值(A)|实际完成值(B)|得分
        ^|产出指标|数量指标|数字化页数|50万页|52万页|20
        年度目标2：⏎（40分）|库房改造|<|<|<|<|<
        年度绩效指标|一级指标|二级指标|三级指标|年初目标值(A)|实际完成值(B)|得分
        ^|产出指标|数量指标|改造面积|300平方米|300平方米|20
        ^|^|时效指标|完成时间|10月|12月|15
        总分|<|<|<|<|<|93
        """,
        "2022年度项目绩效自评表",
    )
    assert indicators(form, "name", "target", "actual", "score") == [
        ("数字化页数", "50万页", "52万页", "20"),
        ("改造面积", "300平方米", "300平方米", "20"),
        ("完成时间", "10月", "12月", "15"),
    ]
    assert form["execution"] == {"weight": "20", "rate": "90%", "score": "18", "reason": None}
    assert form["goal"]["expected"] == "数字化50万页"
