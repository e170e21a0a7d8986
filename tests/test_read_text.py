"""Plain text: tables by their tabs, everything else as paragraphs."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.read.formats.text import read_layout
from jixiao.read.layout import Grid, Layout, Paragraph
from jixiao.read.source import Source
from layout_truth import cell_texts, values

CELLS = """项目支出绩效自评表
填报单位：（盖章） 某局 （2023年度）
\t项目名称
\t甲

\t资金
\t总额
\t度量

单位
\t执行率
\t得分

\t
\t12
\t12
\t\u3000
\u3000\u300030分
\t10分

\t合计
\t95
\t

\t存在问题
\t第一段

第二段

\t改进措施
\t无



填报人：       联系电话：
"""

ROWS = """第四部分 附件

项目名称:\t甲\t\t\t
项目资金(万元)
\t\t预算\t执行\t率
年度资金总额\t\t5\t4\t0.8
合计\t95\t

第五部分 附表
"""


def read(text: str | bytes) -> Layout:
    return read_layout(Source("form.txt", text.encode() if isinstance(text, str) else text, "txt"))


def texts(text: str | bytes) -> list[str | list[list[str]]]:
    """Paragraphs as strings, grids as rows of texts."""
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows()]
        for block in read(text).blocks
    ]


def only_grid(text: str) -> Grid:
    (grid,) = read(text).grids()
    return grid


def places(grid: Grid) -> list[list[tuple[int, int]]]:
    return [[(cell.column, cell.columns) for cell in row] for row in grid.rows()]


def test_paragraphs_have_their_lines() -> None:
    paragraphs = list(read("一\n\n  二\r\n三\r四").paragraphs())
    assert [(p.number, p.line, p.text) for p in paragraphs] == [(1, 1, "一"), (2, 3, "二"), (3, 4, "三"), (4, 5, "四")]


def test_cells_behind_tabs() -> None:
    assert texts(CELLS) == [
        "项目支出绩效自评表",
        "填报单位：（盖章） 某局 （2023年度）",
        [
            ["项目名称", "甲"],
            ["资金", "总额", "度量\n单位", "执行率", "得分"],
            ["", "12", "12", "\u3000\u300030分", "10分"],
            ["合计", "95", ""],
            ["存在问题", "第一段\n第二段"],
            ["改进措施", "无"],
        ],
        "填报人：       联系电话：",
    ]


def test_the_first_cell_of_a_short_row_takes_the_missing_columns() -> None:
    assert places(only_grid(CELLS))[2:4] == [
        [(0, 1), (1, 1), (2, 1), (3, 1), (4, 1)],
        [(0, 3), (3, 1), (4, 1)],
    ]


def test_cells_know_their_lines() -> None:
    grid = only_grid(CELLS)
    assert [(cell.text, cell.line) for cell in grid.cells[:3]] == [("项目名称", 3), ("甲", 4), ("资金", 6)]


def test_a_title_ends_a_table_of_cells_without_long_gaps() -> None:
    form = "\t项目名称\n\t{}\n\n\t总分\n\t90\n\n项目支出绩效自评表（2024年度）\n"
    assert texts(form.format("甲") + form.format("乙")) == [
        [["项目名称", "甲"], ["总分", "90"]],
        "项目支出绩效自评表（2024年度）",
        [["项目名称", "乙"], ["总分", "90"]],
        "项目支出绩效自评表（2024年度）",
    ]


def test_indented_paragraphs_are_no_table() -> None:
    long = "按照要求，我局组织开展了绩效自评工作，现将有关情况报告如下，请予审阅并提出宝贵意见，谢谢支持。"
    text = f"\t一、{long}\n\t二、{long}\n\n\t三、{long}\n\t四、{long}\n"
    assert [type(block) for block in read(text).blocks] == [Paragraph] * 4


def test_rows_of_tabs() -> None:
    assert texts(ROWS) == [
        "第四部分 附件",
        [
            ["项目名称:", "甲", "", "", ""],
            ["项目资金(万元)"],
            ["", "", "预算", "执行", "率"],
            ["年度资金总额", "", "5", "4", "0.8"],
            ["合计", "95", ""],
        ],
        "第五部分 附表",
    ]
    assert places(only_grid(ROWS))[1] == [(0, 5)]
    assert places(only_grid(ROWS))[4] == [(0, 3), (3, 1), (4, 1)]


def test_short_rows_stay_left_where_no_row_keeps_empty_cells() -> None:
    grid = only_grid("指标\t目标\t原因\n甲\t5\n乙\t6\t停工\n")
    assert places(grid)[1] == [(0, 1), (1, 1)]


def test_quoted_cells_of_excel_keep_their_line_ends() -> None:
    grid = only_grid('"项目\n名称"\t甲\n"说""明"\t乙\n')
    assert [[cell.text for cell in row] for row in grid.rows()] == [["项目\n名称", "甲"], ['说"明', "乙"]]
    assert grid.rows()[1][0].line == 3


@pytest.mark.parametrize(
    "contents",
    ["第一部分 概况.....\t1\n一、职责……\t1\n二、机构····5\n", "第一部分 概况\t1\n一、职责\t1\n二、机构\t5\n"],
)
def test_a_table_of_contents_is_no_table(contents: str) -> None:
    assert [type(block) for block in read(contents).blocks] == [Paragraph] * 3


def test_a_single_line_with_a_tab_is_a_paragraph() -> None:
    assert texts("甲\t乙\n\n丙") == ["甲\t乙", "丙"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_encodings(encoding: str) -> None:
    assert texts(CELLS.encode(encoding)) == texts(CELLS)


@pytest.mark.parametrize("text", ["", "\n\n", "\t", "\t\n\t\n", '"\t"\n"', "\f\t\f"])
def test_nothing_much(text: str) -> None:
    assert not list(read(text).grids())


@pytest.mark.parametrize("piece", ["\t\n", "\t甲\n\n", '\t"甲\n', "甲\t乙\n", "\t甲\n\n乙\n"])
def test_long_texts_end(piece: str) -> None:
    assert read(piece * 30_000).blocks is not None


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("seeds/guangyuan-zhaohua-2024-forms.txt", "truth/guangyuan-zhaohua-2024.json"),
        ("seeds/zhuzhou-lukou-2023-forms.txt", "truth/zhuzhou-lukou-2023.json"),
        ("bad/12-gb18030.txt", "truth/zhuzhou-lukou-2023.json"),
        ("bad/13-utf16.txt", "truth/zhuzhou-lukou-2023.json"),
    ],
)
def test_every_value_of_the_samples_is_a_cell(samples: Path, text: str, truth: str) -> None:
    grids = list(read((samples / text).read_bytes()).grids())
    assert values(samples / truth) - cell_texts(grids) == set()
