"""HTML: what a browser shows, as paragraphs and grids."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from jixiao.read.failure import Unreadable
from jixiao.read.formats.html import read_layout
from jixiao.read.layout import Cell, Grid, Layout, Paragraph
from jixiao.read.source import Source
from layout_truth import cell_texts, values


def read(page: str | bytes) -> Layout:
    data = page.encode() if isinstance(page, str) else page
    return read_layout(Source("form.html", data, "html"))


def texts(page: str | bytes) -> list[str | list[list[str]]]:
    """Paragraphs as strings, grids as rows of texts."""
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows()]
        for block in read(page).blocks
    ]


def only_grid(page: str) -> Grid:
    (grid,) = read(page).grids()
    return grid


def shape(cell: Cell) -> tuple[str, int, int, int, int]:
    return cell.text, cell.row, cell.column, cell.rows, cell.columns


def assert_no_overlap(grid: Grid) -> None:
    slots = [
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    ]
    assert len(slots) == len(set(slots))


def test_paragraphs_are_numbered_from_one_and_split_at_blocks_and_breaks() -> None:
    layout = read("<div>一<p>二<b>三</b></p>四<br>五</div><p>&nbsp;</p>")
    assert [(p.number, p.text) for p in layout.paragraphs()] == [(1, "一"), (2, "二三"), (3, "四"), (4, "五")]


def test_blanks_of_the_source_collapse_and_a_line_end_between_wide_characters_is_none() -> None:
    assert texts("<p>医疗\n  保障  total\n 5&nbsp;&nbsp;万元</p>") == ["医疗保障 total 5  万元"]


def test_lines_of_a_cell_come_from_breaks_and_blocks() -> None:
    page = (
        "<table><tr><td><p>年度<o:p></o:p></p><p>指标值</p></td><td>分<br/>值<o:p>&nbsp;</o:p></td></tr>"
        "<tr><td>1<td>2</table>"
    )
    assert texts(page) == [[["年度\n指标值", "分\n值"], ["1", "2"]]]


def test_spans() -> None:
    page = """<table><tr><td rowspan=2>A</td><td colspan="2">B</td></tr><tr><td>C</td><td>D</td></tr></table>"""
    assert [shape(cell) for cell in only_grid(page).cells] == [
        ("A", 0, 0, 2, 1), ("B", 0, 1, 1, 2), ("C", 1, 1, 1, 1), ("D", 1, 2, 1, 1),
    ]  # fmt: skip


def test_rowspan_zero_and_beyond_the_end_reach_to_the_end_of_the_row_group() -> None:
    page = (
        "<table><thead><tr><th rowspan=9>H<th>I</thead>"
        "<tbody><tr><td rowspan=0>A<td>B<tr><td>C</tbody><tfoot><tr><td>D<td>E</table>"
    )
    found = {cell.text: (cell.row, cell.column, cell.rows) for cell in only_grid(page).cells}
    assert found == {
        "H": (0, 0, 1),
        "I": (0, 1, 1),
        "A": (1, 0, 2),
        "B": (1, 1, 1),
        "C": (2, 1, 1),
        "D": (3, 0, 1),
        "E": (3, 1, 1),
    }


@pytest.mark.parametrize("span", ["colspan=0", "colspan=-3", "colspan=x", "colspan=''", "data-colspan=7"])
def test_a_bad_colspan_is_one(span: str) -> None:
    assert [cell.columns for cell in only_grid(f"<table><tr><td {span}>A<td>B<tr><td>C<td>D</table>").cells] == [1] * 4


def test_a_huge_colspan_is_cut_at_the_limit_of_the_standard() -> None:
    assert only_grid("<table><tr><td colspan=999999>A<td>B<tr><td>C<td>D</table>").cells[0].columns == 1000


def test_overlapping_spans_are_cut() -> None:
    grid = only_grid("<table><tr><td>A<td rowspan=2>B<tr><td colspan=2>C<td>D</table>")
    assert_no_overlap(grid)
    assert [shape(cell) for cell in grid.cells][2:] == [("C", 1, 0, 1, 1), ("D", 1, 2, 1, 1)]


def test_a_table_of_absurd_spans_is_refused_in_one_sentence() -> None:
    page = "<table>" + "<tr>" + "<td rowspan=60000 colspan=1000>x" * 50 + "<tr><td>y<td>z" * 60000
    with pytest.raises(Unreadable, match="合并单元格"):
        read(page)


def test_missing_end_tags_of_cells_rows_and_tables() -> None:
    assert texts("<table><tr><td>A<td>B<tr><td>C<td>D") == [[["A", "B"], ["C", "D"]]]
    page = "<table><tr><td>A</td><td>B</td></tr><table><tr><td>C</td><td>D</td></tr></table><p>完"
    assert texts(page) == [[["A", "B"]], [["C", "D"]], "完"]


def test_cells_without_a_row_and_tags_outside_of_tables() -> None:
    assert texts("</td></table><td>乱</td><table><td>A</td><td>B</td></table></div>") == ["乱", [["A", "B"]]]


def test_a_layout_table_is_paragraphs_and_its_inner_tables_in_order() -> None:
    page = (
        "<table><tr><td>导航</td><td><p>自评表</p><table><tr><td>项目名称<td>甲<tr><td>总分<td>90</table><p>填报人</p></td>"
        "</tr></table>"
    )
    assert texts(page) == ["导航", "自评表", [["项目名称", "甲"], ["总分", "90"]], "填报人"]


def test_a_form_with_a_table_inside_of_a_cell_keeps_its_own_cells() -> None:
    page = (
        "<table><tr><td>项目名称<td>甲<tr><td>资金<td>见右<table><tr><td>预算<td>执行<tr><td>5<td>4</table>"
        "<tr><td>总分<td>90</table>"
    )
    assert texts(page) == [
        [["项目名称", "甲"], ["资金", "见右"], ["总分", "90"]],
        [["预算", "执行"], ["5", "4"]],
    ]


def test_a_caption_is_a_paragraph_before_the_table() -> None:
    page = "<table><caption>表一</caption><tr><td>A<td>B<tr><td>C<td>D</table>"
    assert texts(page) == ["表一", [["A", "B"], ["C", "D"]]]


@pytest.mark.parametrize(
    "hidden",
    [
        "<table style='display: none'><tr><td>总分<td>12</table>",
        "<div hidden>藏<div>中</div></div>",
        '<span style="color:red;display:none">藏</span>',
        "<p style='visibility:hidden'>藏<p hidden>藏",
        "<span style='mso-hide:all'>藏</span>",
        "<template>藏</template>",
        "<noscript>藏</noscript>",
        "<script>document.write('<!-- <table>')</script>",
        "<style>p{}</style>",
        "<!--[if gte mso 9]><xml>藏</xml><![endif]-->",
        "<!-- <p>藏 -->",
        "<input type=hidden value=藏>",
    ],
)
def test_hidden_is_left_out_and_what_follows_is_not(hidden: str) -> None:
    assert texts(f"<p>前{hidden}<p class='hidden' style='overflow:hidden' aria-hidden='false'>后") == ["前", "后"]


def test_hidden_rows_and_cells() -> None:
    page = (
        "<table><tr style='display:none'><td>x<td>y</tr><tbody hidden><tr><td>x<td>y</tbody>"
        "<tbody><tr><td>A<td style='display:none'>x<td>B<tr><td>C<td style='visibility:hidden'>x</table>"
    )
    assert texts(page) == [[["A", "B"], ["C", ""]]]


def test_a_hidden_element_that_is_never_closed_ends_with_its_cell() -> None:
    assert texts("<table><tr><td>A<span style='display:none'>x</td><td>B<tr><td>C<td>D</table>") == [
        [["A", "B"], ["C", "D"]]
    ]


def test_the_rows_that_word_and_excel_add_for_column_widths_are_left_out() -> None:
    page = (
        "<table><tr><td>A<td>B</tr><tr><td>C<td>D</tr><![if !supportMisalignedColumns]>"
        "<tr height=0><td width=5></td><td></td></tr><![endif]></table>"
        "<table><tr><td>E<td>F</tr><tr height='0' style='display:none'><td><td></table>"
    )
    assert texts(page) == [[["A", "B"], ["C", "D"]], [["E", "F"]]]


def test_conditional_content_for_other_browsers_is_shown() -> None:
    assert texts("<!--[if !mso]><!--><p>显示</p><!--<![endif]--><![if !vml]><p>也显示</p><![endif]>") == [
        "显示",
        "也显示",
    ]


def test_preformatted_text_keeps_its_lines_and_inputs_their_values() -> None:
    page = (
        "<pre>一  甲\n二</pre><textarea>三<b>\n四</textarea><input type=text value='五'><input type=button value=提交>"
    )
    assert texts(page) == ["一  甲", "二", "三<b>", "四", "五"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb2312", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "gibberish", None])
def test_the_encoding_is_found_whatever_is_declared(encoding: str, declared: str | None) -> None:
    meta = f"<meta http-equiv=Content-Type content='text/html; charset={declared}'>" if declared else ""
    assert texts(f"<html><head>{meta}</head><body><p>预算执行率≥95%</p></body>".encode(encoding)) == ["预算执行率≥95%"]


def test_one_broken_character_does_not_change_the_encoding() -> None:
    assert texts(("<p>" + "预算" * 60 + "</p>").encode() + b"<p>\xe9\xa2</p>") == ["预算" * 60, "\ufffd"]


@pytest.mark.parametrize(
    "piece", ["<div>", "<a ", "<a '>' ", "<!--", "<script>", "<table><tr><td>", "<p hidden>", "<![", "</", '<a "']
)
def test_time_grows_with_the_page_only(piece: str) -> None:
    started = time.process_time()
    read("<p>始</p>" + piece * 60_000 + ' "<p>终</p>')
    assert time.process_time() - started < 3


def test_the_deep_page_with_scripts(samples: Path) -> None:
    data = (samples / "bad" / "11-script-and-deep-divs.html").read_bytes()
    started = time.process_time()
    layout = read(data)
    assert time.process_time() - started < 2
    (grid,) = layout.grids()
    assert [cell.text for cell in grid.rows()[-1]] == ["总分", "100分", "97.6分", ""]
    assert not any("999" in paragraph.text or "脚本" in paragraph.text for paragraph in layout.paragraphs())


@pytest.mark.parametrize(
    ("page", "truth"),
    [
        ("office/zhuzhou-lukou-2023-forms.html", "truth/zhuzhou-lukou-2023.json"),
        ("provinces/14-anhui-jinzhai-tea/form.html", "provinces/14-anhui-jinzhai-tea/truth.json"),
        ("provinces/18-anhui-tianchang-water/form.html", "provinces/18-anhui-tianchang-water/truth.json"),
    ],
)
def test_every_value_of_the_samples_is_a_cell(samples: Path, page: str, truth: str) -> None:
    grids = list(read((samples / page).read_bytes()).grids())
    for grid in grids:
        assert_no_overlap(grid)
    assert values(samples / truth) - cell_texts(grids) == set()
