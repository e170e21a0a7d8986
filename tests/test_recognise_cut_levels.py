"""A level's label that goes on over a page end is one label."""

from __future__ import annotations

import pytest

from grids import indicators, layout
from jixiao.read.layout import Grid
from jixiao.read.recognise.forms import recognise

FORM = """
项目名称|养护|<|<|<|<
一级指标|二级指标|三级指标|年度指标值|实际完成值|得分
产出指标|可持续影响|里程|10公里|10公里|10
^|^|路况|良好|良好|10
{level1}|{level2}|满意|90%|92%|10
"""


@pytest.mark.parametrize(
    ("level1", "level2", "cut", "levels"),
    [
        ("", "指标", True, [("产出指标", "可持续影响指标")] * 3),
        ("", "指标", False, [("产出指标", "可持续影响"), ("产出指标", "可持续影响"), ("产出指标", "指标")]),
        ("", "质量指标", True, [("产出指标", "可持续影响"), ("产出指标", "可持续影响"), ("产出指标", "质量指标")]),
    ],
)
def test_a_label_cut_by_a_page_end(level1: str, level2: str, cut: bool, levels: list[tuple[str, str]]) -> None:
    picture = layout("项目支出绩效自评表", FORM.format(level1=level1, level2=level2))
    for block in picture.blocks:
        if isinstance(block, Grid) and cut:
            block.breaks = (4,)
    (form,) = (found.to_dict() for found in recognise(picture)[0])
    assert indicators(form, "level1", "level2") == levels
