"""The patterns of the text rules: what they find in running text, and the ordinary prose that they must leave alone."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jixiao.check import check_documents
from jixiao.check.golden import as_read
from jixiao.check.golden_accounts import base_text, changed_accounts, read_lines
from jixiao.check.project_names import is_same_project, nearest
from jixiao.knowledge.accounts_patterns import account_patterns, possible_patterns, traces
from jixiao.model.result import CheckResult

FOUND = {
    "收入增加/减少70.55万元": ("choice", "增加/减少"),
    "收入增加（减少）70.55万元，": ("choice", "增加（减少）"),
    "决算数大于（小于）预算数": ("choice", "大于（小于）"),
    "支出减少／增加3万元": ("choice", "减少／增加"),
    "决算数大小于预算数的主要原因": ("choice", "大小于"),
    "与上年相比增加/减少/持平": ("choice", "增加/减少/持平"),
    "收、支总计均为XX万元": ("placeholder", "XX万元"),
    "比20XX年增加": ("placeholder", "20XX年"),
    "教育支出……万元": ("placeholder", "……万元"),
    "********支出2万元": ("placeholder", "********支出"),
    "（单位名称）2023年度决算": ("placeholder", "（单位名称）"),
    "（不涉及的不列）": ("instruction", "（不涉及的不列"),
    "如持平作持平表述": ("instruction", "作持平表述"),
    "与上年持平。（如无此项支出，请说明）": ("instruction", "（如无此项支出，请说明"),
    "（说明变动原因）": ("instruction", "（说明变动原因）"),
    "请各部门根据实际情况填写": ("instruction", "请各部门根据实际情况填写"),
    "（注：数据来源于财决01表）": ("instruction", "数据来源于财决01表"),
    "增长率=（本年数-上年数）/上年数×100%": ("instruction", "增长率=（本年数-上年数）/上年数×100%"),
    "第一部分PAGEREF_Toc123h3": ("spreadsheet", "PAGEREF_Toc"),
    "错误！未定义书签。": ("spreadsheet", "错误！未定义书签"),
    "共有车辆辆，其中": ("missing", "车辆辆"),
    "轿车辆、越野车1辆": ("missing", "轿车辆"),
    "其中：财政拨款收入万元，": ("missing", "收入万元"),
    "其他收入0万元，占%；": ("missing", "占%"),
    "主要变动原因是。": ("missing", "主要变动原因是。"),
    "支出决算为（。": ("missing", "支出决算为（。"),
    "国内公务接待批次、36人次": ("missing", "接待批次、36人次"),
    "主要原因是无。": ("hollow", "原因是无。"),
    "**公务接待费**0万元": ("residue", "**公务接待费**"),
    "完成预算100%，，与": ("residue", "，，"),
    "主要变动原因是医疗救助，医疗救助用于": ("repeated", "原因是医疗救助，医疗救助"),
}
LEFT = [
    "主要原因是人员增加或减少导致相应变动",
    "按每人60元×12个月的标准发放",
    "金额单位：万元，以万元为单位，四舍五入",
    "接待批次、人次均有所减少",
    "本单位无公务用车辆，没有购置",
    "国家机关运行经费（含参照公务员法管理的事业单位）",
    "公务接待10批次、60人次，人均0.01万元",
    "收入、支出的增减变化情况如下",
    "针对自评中发现的问题，提出以下改进措施",
    "办公费、印刷费、手续费等。其他支出……",
    "增长率为5%，占比（%）见附表",
    "开展“三公”经费管理，严控支出。“两个责任”落实到位。",
    "A×B两个方案比较",
    "根据工作需要，通过项目资金的分配使用，提高效益。",
    "行政单位、行政事业单位，事业单位",
    "2023年12月31日，共有车辆1辆（台）",
    "主要用于：工资、奖金",
    "完成预算100%。主要原因：严格执行预算。",
]


@pytest.mark.parametrize("text", FOUND)
def test_traces_are_found(text: str) -> None:
    kind, words = FOUND[text]
    found = [(trace.pattern.kind, text[trace.start : trace.end]) for trace in traces(text, possible_patterns(text))]
    assert (kind, words) in found


@pytest.mark.parametrize("text", LEFT)
def test_ordinary_prose_is_left_alone(text: str) -> None:
    assert [text[each.start : each.end] for each in traces(text, possible_patterns(text))] == []


def test_every_pattern_has_a_trigger_in_what_it_finds() -> None:
    ids = [pattern.id for pattern in account_patterns()]
    assert len(set(ids)) == len(ids)
    assert all(pattern.triggers for pattern in account_patterns())


def findings(replace: dict[str, str]) -> CheckResult:
    return check_documents(as_read(changed_accounts(replace)))


@pytest.mark.parametrize(
    "replace",
    [
        {"与2023年度相比，收、支总计": "与上年相比，收、支总计"},
        {"较上年度减少1.00万元，下降25.00%": "较上年度减少1.00万元，降幅25.00%"},
        {"2024年度本年支出合计": "2024年，我局本年支出合计"},
        {"示例县医疗保障局机关运行经费": "本部门机关运行经费"},
        {"示例县医疗保障局机关运行经费": "某省示例县医疗保障局机关运行经费"},
        {"2.示例县医疗保障事务中心": "2.示例县医疗保障事务中心\n3.示例县医疗保障局本级"},
        {"主要原因是压减办公费。": "系压减办公费所致。"},
        {"（类）行政事业单位养老支出（款）": "（208类）行政事业单位养老支出（05款）"},
        {"10.机关运行经费：指": "（十）机关运行经费。指"},
        {"公务接待费支出1.00万元，完成预算66.67%": "公务接待费年初预算为1.50万元，支出决算为1.00万元，完成预算66.67%"},
    ],
    ids=lambda replace: next(iter(replace.values()))[:30],
)
def test_other_wordings_of_sound_accounts_have_no_error(replace: dict[str, str]) -> None:
    errors = [finding.message for finding in findings(replace).findings if finding.severity == "error"]
    assert errors == []


def test_alternatives_of_one_sentence_are_one_finding_that_says_what_was_meant() -> None:
    result = findings({"收、支总计各增加100.00万元，增长11.10%": "收、支总计各增加/减少100.00万元，增长11.10%"})
    [finding] = [each for each in result.findings if each.rule == "accounts.text.alternatives"]
    assert finding.figures[0].expected == "增加100.00"


def test_a_wrong_title_is_told_once_and_the_text_is_believed() -> None:
    result = findings({"2024年度\n示例县医疗保障局部门决算": "示例县医疗保障局2023年度部门决算"})
    [finding] = [each for each in result.findings if each.rule == "accounts.date.year"]
    assert finding.figures[0].expected == "2024年度"
    assert not [each for each in result.findings if each.rule in ("accounts.date.compared", "accounts.date.heading")]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False))
def test_no_rule_stumbles_over_damaged_text(dice: random.Random) -> None:
    """Lines cut, doubled, swapped and filled with signs are still checked, each finding with a sentence."""
    lines = base_text().splitlines()
    for _ in range(dice.randrange(1, 30)):
        at = dice.randrange(len(lines))
        line = lines[at]
        cut = dice.randrange(len(line) + 1)
        other = dice.choice(
            ["（", "）", "0", "万元", "%", "2024年", "持平", "、", "(类)", "。", "-", "增加", "#DIV/0!", "等2个项目"]
        )
        lines[at] = dice.choice([line[:cut], line[cut:], line[:cut] + other + line[cut:], line + line, lines[0]])
    result = check_documents(as_read(read_lines(lines)))
    assert all(finding.message.endswith("。") for finding in result.findings)
    assert all(figure.label for finding in result.findings for figure in finding.figures)


def test_names_of_projects_are_compared_by_what_tells_them_apart() -> None:
    assert is_same_project("2023年城乡医疗救助资金", "城乡医疗救助")
    assert is_same_project("城镇三无人员医疗保险补助", "城镇三无人员医疗保险")
    assert not is_same_project("退休人员门诊补助", "退休人员住院补助")
    forms = ["城乡居民医疗保险区财政补助", "举报奖励经费"]
    assert nearest("2023年城乡居民医保县级财政补贴资金", forms) == forms[0]
    assert nearest("城乡医疗救助", forms[1:]) is None
