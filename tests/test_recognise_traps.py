"""What must not mislead the recogniser: names that look like labels, tables of accounts, templates left empty."""

from __future__ import annotations

import pytest

from grids import indicators, read_all, read_one

LOOKALIKES = [
    "完成率",
    "验收情况",
    "项目管理",
    "资金到位率",
    "资金使用率",
    "预算执行率",
    "项目完成时间",
    "年度目标完成情况",
    "成本",
    "满意度",
    "单位",
    "得分",
    "合计",
    "其他",
    "其他资金",
    "财政拨款",
    "全年执行数",
    "项目资金",
    "存在问题",
    "改进措施",
    "备注",
    "说明",
    "主管部门",
    "绩效目标",
    "经济效益",
    "一级指标",
    "指标",
    "中期目标",
    "填报人",
]
HEAD = """
    项目名称|示例|<|<|<|<|<
    项目资金（万元）|年初预算数|全年预算数|全年执行数|分值|执行率|得分
    年度资金总额|20|20|19|10|95%|9.5
    一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
    """


@pytest.mark.parametrize("name", LOOKALIKES)
def test_an_indicator_may_bear_the_name_of_a_label(name: str) -> None:
    rows = f"""
        产出指标|数量指标|数目|3个|3个|20|20
        ^|^|{name}|规范|规范|20|19
        ^|质量指标|{name}|100%|98%|20|18
        """
    form = read_one(HEAD + rows, "项目支出绩效自评表")
    assert indicators(form, "level2", "name", "target", "score")[1:] == [
        ("数量指标", name, "规范", "19"),
        ("质量指标", name, "100%", "18"),
    ]
    assert len(form["funding"]) == 1
    assert form["execution"]["score"] == "9.5"
    assert form["total"] == {"weight": None, "score": None}


@pytest.mark.parametrize("name", LOOKALIKES)
def test_so_it_may_in_a_sheet_without_merged_cells(name: str) -> None:
    rows = f"""
        产出指标|数量指标|数目|3个|3个|20|20
        ||{name}|规范|规范|20|19
        |质量指标|合格率|100%|98%|20|18
        总分|||||100|99
        """
    form = read_one(HEAD + rows, "项目支出绩效自评表")
    assert indicators(form, "level2", "name", "target", "score")[1:] == [
        ("数量指标", name, "规范", "19"),
        ("质量指标", "合格率", "100%", "18"),
    ]
    assert form["total"] == {"weight": "100", "score": "99"}


@pytest.mark.parametrize("name", ["预算执行情况检查", "专项资金", "其他", "项目资金", "合计", "绩效目标管理"])
def test_values_of_the_head_may_look_like_labels(name: str) -> None:
    form = read_one(
        f"""
        项目名称|{name}|<|<|<|<|<
        主管部门|{name}|<|<|实施单位|{name}|<
        一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
        产出指标|数量指标|数目|3个|3个|20|20
        """,
        "项目支出绩效自评表",
    )
    assert (form["project"]["name"], form["department"], form["unit"]) == (name, name, name)
    assert form["funding"] == []


def test_goals_may_be_short_words() -> None:
    form = read_one(
        """
        项目名称|示例|<|<
        年度总体目标|预期目标|<|实际完成情况
        ^|合计|<|已完成
        一级指标|二级指标|三级指标|年度指标值
        产出指标|数量指标|数目|3个
        """,
        "绩效目标自评表",
    )
    assert form["goal"] == {"expected": "合计", "actual": "已完成"}


def test_notes_keep_the_words_of_labels() -> None:
    table = """
        项目名称|示例|<|<|<|<
        一级指标|二级指标|三级指标|指标值|完成值|得分
        产出指标|数量指标|数目|3个|3个|20
        """
    note = "注：1.偏差原因分析：从经费保障等方面分析。2.得分：不得超过分值。"
    form = read_all("项目支出绩效自评表", table, note)[0]
    assert form["texts"] == {"注": note.removeprefix("注：")}


@pytest.mark.parametrize("placeholder", ["指标1：", "指标1", "指标2:", "……", "…", "/", "—", "三级指标1：", ""])
def test_rows_of_the_template_are_no_indicators(placeholder: str) -> None:
    rows = f"""
        产出指标|数量指标|{placeholder}||||
        ^|^|{placeholder}||||
        ^|质量指标|{placeholder}||||
        满意度指标|服务对象满意度指标|{placeholder}||||
        总分|<|<|<|<|100|
        """
    form = read_one(HEAD + rows, "项目支出绩效自评表")
    assert form["indicators"] == []
    assert form["total"] == {"weight": "100", "score": None}


def test_signatures_below_the_indicators_are_no_indicators() -> None:
    rows = """
        产出指标|数量指标|数目|3个|3个|20|20
        填报人：|张某|<|联系电话：|123|填报日期：|2024年3月
        单位负责人：李某||填报人：王某||||
        """
    form = read_one(HEAD + rows, "项目支出绩效自评表")
    assert indicators(form, "name") == [("数目",)]
    assert form["texts"]["联系电话"] == "123"


ACCOUNTS = (
    "2023年度部门决算",
    "目录",
    "第四部分 附件 项目支出绩效自评表",
    "收入支出决算总表",
    "部门：示例县财政局",
    """
    收入|<|<|支出|<|<
    项目|行次|金额|项目|行次|金额
    一、一般公共预算财政拨款收入|1|120.00|一、一般公共服务支出|31|110.00
    本年收入合计|27|120.00|本年支出合计|57|110.00
    """,
    "支出决算表",
    """
    项目|<|本年支出合计|基本支出|项目支出|上缴上级支出|经营支出|对附属单位补助支出
    功能分类科目编码|科目名称|^|^|^|^|^|^
    合计|<|110|60|50|0|0|0
    """,
    "财政拨款“三公”经费支出决算表",
    """
    预算数|<|<|<|<|<|决算数|<|<|<|<|<
    合计|因公出国（境）费|公务用车购置及运行费|<|<|公务接待费|合计|因公出国（境）费|公务用车购置及运行费|<|<|公务接待费
    ^|^|小计|公务用车购置费|公务用车运行费|^|^|^|小计|公务用车购置费|公务用车运行费|^
    5|0|3|0|3|2|4|0|3|0|3|1
    """,
    "我部门对5个项目开展绩效自评，覆盖率100%。",
    "政府采购情况表",
    """
    采购项目|预算数|执行数|资金来源|<
    ^|^|^|财政拨款|其他资金
    货物|10|9|9|0
    合计|15|14|14|0
    """,
    "部门预算项目支出绩效目标表",
    "本单位无此项支出，故此表为空。",
    """
    项目|预算数|项目|预算数
    一、一般公共预算拨款收入|100|一、教育支出|90
    收入总计|100|支出总计|100
    """,
)
LIBRARY = """
    序号|一级指标|二级指标|三级指标|指标解释|指标值|评分标准
    1|产出指标|数量指标|完成率|完成数/计划数|100%|完成得满分
    2|产出指标|质量指标|合格率|合格数/完成数|≥95%|按比例
    """


def test_final_accounts_hold_no_form() -> None:
    assert read_all(*ACCOUNTS) == []


def test_a_library_of_indicators_is_no_form() -> None:
    assert read_all("项目支出绩效指标库", LIBRARY) == []


def test_a_contents_list_does_not_make_a_form_of_the_table_below() -> None:
    table = "项目|年初预算数|全年执行数\n工资福利支出|120|118\n合计|120|118"
    assert read_all("附件1 部门整体支出绩效自评表", "附件2 项目支出绩效自评表", table) == []
