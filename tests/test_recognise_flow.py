"""Forms in printed lines: the table is built again from the words and from what its cells are like."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.read.formats.text import read_layout
from jixiao.read.layout import Grid, Layout, Paragraph
from jixiao.read.recognise.flow import with_grids
from jixiao.read.recognise.forms import recognise
from jixiao.read.source import Source
from printed import LAYOUTS, printed_form
from truth import measure

HEAD = """项目支出绩效自评表
项目名称： 医保信息系统运行维护费年度： 2024年
主管部门： 示例县医疗保障局 实施单位： 示例县医保中心
"""
INDICATORS = "一级指标 二级指标 三级指标 年度指标值 实际完成值\n分值/权重\n（百分制）\n得分\n扣分原因分\n析\n"
ROWS = "数量指标 参保人数 31015人 29293人 20 18.89\n质量指标 完成率 ≥99% 86% 10 8.60\n时效指标 完成时限 1年 1年 10 10\n"


def layout(text: str) -> Layout:
    return with_grids(read_layout(Source("form.txt", text.encode(), "txt")))


def rows(text: str) -> list[list[str]]:
    """The only grid's rows, white space inside cells removed."""
    (grid,) = layout(text).grids()
    return [["".join(cell.text.split()) for cell in row] for row in grid.rows()]


def indicators(body: str, header: str = INDICATORS) -> list[list[str]]:
    """The rows below the header."""
    found = rows(HEAD + header + body)
    return found[next(n for n, row in enumerate(found) if row[0] == "一级指标") + 1 :]


def test_lines_without_a_form_stay_as_they_are() -> None:
    plain = read_layout(Source("x.txt", "一、数量指标\n二、质量指标\n三、时效指标\n".encode() * 5, "txt"))
    assert with_grids(plain) is plain


def test_labels_and_values_of_the_head_also_where_they_are_printed_in_one() -> None:
    assert rows(HEAD + INDICATORS + ROWS)[:2] == [
        ["项目名称：", "医保信息系统运行维护费", "年度：", "2024年"],
        ["主管部门：", "示例县医疗保障局", "实施单位：", "示例县医保中心"],
    ]


def test_the_title_and_the_notes_stay_paragraphs() -> None:
    blocks = layout("附件3\n" + HEAD + INDICATORS + ROWS + "说明：1.得分按比例计算；\n2.其他。").blocks
    texts = [block.text if isinstance(block, Paragraph) else "grid" for block in blocks]
    assert texts == ["附件3", "项目支出绩效自评表", "grid", "说明：1.得分按比例计算；", "2.其他。"]


def test_cells_know_their_lines() -> None:
    (grid,) = layout(HEAD + INDICATORS + ROWS).grids()
    assert next(cell.line for cell in grid.cells if cell.text == "参保人数") == 10


def test_funding_of_either_layout() -> None:
    leshan = "项目资金（万元）\n全年预算数 全年执行数 预算执行率\n年度资金总额 160 138.17 0.8635625\n其他资金 #DIV/0!\n"
    national = (
        "项目资\n金\n（万元）\n年初\n预算数\n全年\n预算数\n全年\n执行数\n分值\n执行\n率\n得分\n"
        "年度资金\n总额 0 12 12 10 分 100% 10 分\n"
        "其中：当年财政拨款 0 12 12\n上年结转资金\n"
    )
    assert rows(HEAD + leshan + INDICATORS + ROWS)[2:5] == [
        ["项目资金（万元）", "", "全年预算数", "全年执行数", "预算执行率"],
        ["", "年度资金总额", "160", "138.17", "0.8635625"],
        ["", "其他资金", "", "", "#DIV/0!"],
    ]
    assert rows(HEAD + national + INDICATORS + ROWS)[3:6] == [
        ["", "年度资金总额", "0", "12", "12", "10分", "100%", "10分"],
        ["", "其中：当年财政拨款", "0", "12", "12", "", "", ""],
        ["", "上年结转资金", "", "", "", "", "", ""],
    ]


def test_the_reason_in_the_funding_block_may_hold_numbers() -> None:
    funding = (
        "年初预算 调整后预算数 预算执行数 预算执行率 权重 得分 原因\n"
        "总额 0.00 67.00 40.90 61.04% 10\n受拨付进度影响，截止\n"
        "24 年底拨付 40.9 万\n元。\n其中：财政资金 0.00 67.00 40.90 61.04% / /\n其他资金 / /\n"
    )
    found = rows(HEAD + funding + INDICATORS + ROWS)[3:6]
    assert found[0] == [
        "总额",
        "0.00",
        "67.00",
        "40.90",
        "61.04%",
        "10",
        "",
        "受拨付进度影响，截止24年底拨付40.9万元。",
    ]
    assert found[1] == ["其中：财政资金", "0.00", "67.00", "40.90", "61.04%", "/", "/", ""]
    assert found[2] == ["其他资金", "", "", "", "", "/", "/", ""]


def test_the_goal_is_cut_between_the_two_texts() -> None:
    goal = (
        "年度总\n体目标\n预期目标 实际完成情况\n保障医保信息系统全年稳定\n运行。\n已完成系统维护十二次，运\n行稳定。\n"
    )
    assert rows(HEAD + goal + INDICATORS + ROWS)[2:5] == [
        ["年度总体目标"],
        ["", "预期目标", "实际完成情况"],
        ["", "保障医保信息系统全年稳定运行。", "已完成系统维护十二次，运行稳定。"],
    ]


@pytest.mark.parametrize(
    ("lines", "row"),
    [
        (
            "数量指标 参保人数 31015人 29293人 20 18.89",
            ["", "数量指标", "参保人数", "31015人", "29293人", "20", "18.89", ""],
        ),
        (
            "时效指标 补助划拨时间\n2024年12月31\n日前\n2024年12月31\n日前\n10 10.00",
            ["", "时效指标", "补助划拨时间", "2024年12月31日前", "2024年12月31日前", "10", "10.00", ""],
        ),
        (
            "社会效益指标\n提升城乡居民医疗保\n障待遇水平\n优 优 10 10",
            ["", "社会效益指标", "提升城乡居民医疗保障待遇水平", "优", "优", "10", "10", ""],
        ),
        (
            "质量指标 完成率 ≥99% 0% 10 0\n未发生该笔支\n出",
            ["", "质量指标", "完成率", "≥99%", "0%", "10", "0", "未发生该笔支出"],
        ),
        (
            "质量指标 完成率 ≥99% 0% 10 0 24 年未发生该笔\n支出",
            ["", "质量指标", "完成率", "≥99%", "0%", "10", "0", "24年未发生该笔支出"],
        ),
        ("经济效益指标 138.17万元", ["", "经济效益指标", "", "", "138.17万元", "", "", ""]),
        ("生态效益指标", ["", "生态效益指标", "", "", "", "", "", ""]),
        ("数量指标 参保人数 12 11 5分 5分", ["", "数量指标", "参保人数", "12", "11", "5分", "5分", ""]),
        ("数量指标 参保人数 12 11 10 12", ["", "数量指标", "参保人数", "12", "11", "10", "12", ""]),
        (
            "数量指标\n补助标准\n60 元/人/年\n*参保人数\n60 元/人/年\n*参保人数\n5 分 5 分",
            ["", "数量指标", "补助标准", "60元/人/年*参保人数", "60元/人/年*参保人数", "5分", "5分", ""],
        ),
    ],
)
def test_one_row(lines: str, row: list[str]) -> None:
    assert row in indicators(ROWS + lines + "\n效益指标\n")


def test_levels_stand_once_and_alone_or_in_front_of_their_row() -> None:
    body = (
        "产出指标\n（50 分）\n"
        + ROWS
        + "效益指标\n社会效\n益指标\n惠民 优 优 10 10\n满意度指标 满意度指标 参保人员满意度 ≥95% 100% 10 10\n"
    )
    assert [row[:3] for row in indicators(body)] == [
        ["产出指标（50分）", "数量指标", "参保人数"], ["", "质量指标", "完成率"], ["", "时效指标", "完成时限"],
        ["效益指标", "社会效益指标", "惠民"], ["满意度指标", "满意度指标", "参保人员满意度"],
    ]  # fmt: skip


def test_a_second_row_below_a_level_is_told_from_the_reason_of_the_first() -> None:
    body = (
        ROWS
        + "效益指标\n社会效益指标\n经费支出\n合规性\n优 优 10 8\n手续\n不全\n"
        + "制度健全性\n良 良 10 10\n群众满意度 良 良 10 10\n"
    )
    assert [row[2:] for row in indicators(body)[3:]] == [
        ["经费支出合规性", "优", "优", "10", "8", "手续不全"],
        ["制度健全性", "良", "良", "10", "10", ""],
        ["群众满意度", "良", "良", "10", "10", ""],
    ]


def test_total_and_execution_above_the_indicators_with_a_reason_printed_into_the_next_label() -> None:
    body = "得    分 100 80 未发生该笔奖励经\n费预算执行率（10分） 100% 0% 10 0 未发生该笔奖励经\n费\n产出指标\n" + ROWS
    assert indicators(body)[:3] == [
        ["得分", "100", "80", "未发生该笔奖励经费"],
        ["预算执行率（10分）", "100%", "0%", "10", "0", "未发生该笔奖励经费"],
        ["产出指标", "数量指标", "参保人数", "31015人", "29293人", "20", "18.89", ""],
    ]


def test_scores_that_are_blank_everywhere() -> None:
    header = "一级指标 二级指标 三级指标 指标性质 指标值 度量单位 完成值 权重 得分\n"
    body = (
        "产出指标 数量指标 聘用人数 ≤ 3 人 10\n质量指标 效率提升率 ＝ 100 % 10\n时效指标 完成时限 ＝ 1 年 20\n合计 40\n"
    )
    assert indicators(body, header) == [
        ["产出指标", "数量指标", "聘用人数", "≤", "3", "人", "", "10", ""],
        ["", "质量指标", "效率提升率", "＝", "100", "%", "", "10", ""],
        ["", "时效指标", "完成时限", "＝", "1", "年", "", "20", ""],
        ["合计", "40", ""],
    ]


def test_a_header_printed_again_and_page_numbers_are_no_rows() -> None:
    body = (
        "产出指标\n"
        + ROWS
        + "- 16 -\n"
        + INDICATORS
        + "成本指标 总成本 ≤160万元 138万元 20 20\n第 2 页\n效益指标\n社会效益指标 惠民 优 优 10 10\n"
    )
    assert [row[1:3] for row in indicators(body)] == [
        ["数量指标", "参保人数"], ["质量指标", "完成率"], ["时效指标", "完成时限"],
        ["成本指标", "总成本"], ["社会效益指标", "惠民"],
    ]  # fmt: skip


def test_what_follows_the_total_is_read_by_its_labels() -> None:
    tail = "总分 100 90\n评价结论 系统运行稳定，\n群众满意。\n存在问题 无\n项目负责人：甲 财务负责人：乙\n"
    assert rows(HEAD + INDICATORS + ROWS + tail)[-3:] == [
        ["总分", "100", "90", ""],
        ["评价结论", "系统运行稳定，群众满意。"],
        ["存在问题", "无"],
    ]


def test_the_report_around_a_form_is_no_reason_of_its_last_row() -> None:
    text = "根据有关规定，我局对该项目开展了绩效自评工作，成立了自评工作领导小组，现将有关情况报告如下。"
    for after in (text, "三、下一步工作", "（二）其他情况"):
        (last,) = rows(HEAD + INDICATORS + ROWS + "总分 100 90\n" + after)[-1:]
        assert last == ["总分", "100", "90", ""]
        (last,) = rows(HEAD + INDICATORS + ROWS + after)[-1:]
        assert last[-2:] == ["10", ""]


def test_time_grows_with_the_text_only() -> None:
    started = time.process_time()
    layout(HEAD + INDICATORS + ROWS + "数量指标 " + "甲 5 乙\n" * 3000)
    layout(HEAD + INDICATORS + ROWS + "数量指标\n" + "甲\n" * 3000 + "5 5")
    layout(HEAD + "甲 乙\n" * 3000 + INDICATORS + ROWS)
    layout((HEAD + INDICATORS) * 200)
    assert time.process_time() - started < 10


def test_a_form_that_breaks_off_before_its_indicators() -> None:
    broken = (
        HEAD
        + "全年预算数 全年执行数 预算执行率\n年度资金总额 140 135.22 0.965857143\n"
        + "其他资金 #DIV/0!\n预期目标 实际完成情况\n"
    )
    first, second = layout(broken + HEAD + INDICATORS + ROWS).grids()
    assert (first.table, second.table) == (1, 2)
    assert [cell.text for cell in first.rows()[3]] == ["年度资金总额", "140", "135.22", "0.965857143"]


@pytest.mark.parametrize("name", LAYOUTS)
def test_printed_forms_of_every_layout(name: str) -> None:
    """Cells that no rule can tell apart are left: a name that wraps below a row with marks off and no reason."""
    wrong = total = 0
    for seed in range(40):
        form = printed_form(random.Random(seed), name)
        lines = [Paragraph(line, number, line=number) for number, line in enumerate(form.lines, 1)]
        (found,), _ = recognise(with_grids(Layout(list(lines))))
        wanted = [row for row in form.rows if row["name"]]
        given = found.to_dict()["indicators"]
        assert len(given) == len(wanted)
        total += len(wanted)
        wrong += sum(any(row[key] != got[key] for key in form.columns) for row, got in zip(wanted, given, strict=True))
    assert wrong <= total * 0.01


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_text_is_lost_whatever_the_order_of_the_lines(data: st.DataObject) -> None:
    lines = (
        HEAD
        + "全年预算数 全年执行数 分值\n年度资金总额 1 2\n预期目标 实际完成情况\n甲 乙\n"
        + INDICATORS
        + ROWS
        + "总分 100 9\n"
    ).split("\n")
    start = data.draw(st.integers(0, len(lines)))
    shuffled = lines[:start] + data.draw(st.permutations(lines[start:]))
    before = [Paragraph(line, 1) for line in shuffled if line and not line.startswith("一级")]
    after = with_grids(Layout(list(before)))
    assert _signs(after) == _signs(Layout(list(before)))


def _signs(layout: Layout) -> list[str]:
    texts = [
        block.text if isinstance(block, Paragraph) else "".join(cell.text for cell in block.cells)
        for block in layout.blocks
    ]
    return sorted("".join("".join(texts).split()))


def test_the_sample_of_printed_lines(samples: Path) -> None:
    truth = json.loads((samples / "truth" / "leshan-jinkouhe-2024.json").read_text(encoding="utf-8"))["documents"]
    found = layout((samples / "seeds" / "leshan-jinkouhe-2024-forms.txt").read_text(encoding="utf-8"))
    assert all(isinstance(grid, Grid) for grid in found.grids())
    forms, _ = recognise(found)
    measured = measure([form.to_dict() for form in forms], truth)
    assert measured.differences == []


def test_narratives_hold_no_form(samples: Path) -> None:
    for file in ("leshan-jingyan-2024-accounts.txt", "leshan-jinkouhe-2023-accounts.txt"):
        plain = read_layout(Source(file, (samples / "seeds" / file).read_bytes(), "txt"))
        assert with_grids(plain) is plain
