"""PDF: tables that run over pages are one grid, and tables that do not are two."""

from __future__ import annotations

from collections.abc import Sequence

import pdf_draw as draw
from jixiao.read.formats.pdf import read_layout
from jixiao.read.layout import Grid, Layout
from jixiao.read.source import Source

XS = [60.0, 115.0, 170.0, 245.0, 300.0, 345.0, 390.0, 450.0]
HEAD = ["一级指标", "二级指标", "三级指标", "指标值", "分值", "得分", "原因"]
FULL = ["产出指标", "数量指标", "参保人数", "98%", "10", "10", "无"]


def row(**cells: str) -> list[str]:
    """An indicator row; a column that is not named has what every row has, "-" has no line above."""
    names = ("level1", "level2", "name", "target", "weight", "score", "reason")
    usual = dict(zip(names, ["-", "质量指标", "覆盖率", "95%", "10", "9", ""], strict=True))
    return list((usual | cells).values())


def foot(rows: Sequence[list[str]], heights: Sequence[float] | None = None) -> draw.Paint:
    """A table that ends at the lower margin of its page."""
    heights = heights or [30.0] * len(rows)
    return draw.rows_of_cells(XS, 780 - sum(heights), list(heights), list(rows))


def head(rows: Sequence[list[str]], heights: Sequence[float] | None = None, top: float = 60) -> draw.Paint:
    """A table that begins at the top of its page."""
    return draw.rows_of_cells(XS, top, list(heights or [30.0] * len(rows)), list(rows))


def read(*pages: draw.Paint) -> Layout:
    return read_layout(Source("form.pdf", draw.pdf(*pages), "pdf"))


def grids(*pages: draw.Paint) -> list[Grid]:
    return list(read(*pages).grids())


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in cells] for cells in grid.rows()]


FIRST = [HEAD, FULL, row(), row(name="及时率")]
REST = [row(level1="", level2="时效指标", name="完成时限"), row(level2="成本指标"), row(level2="其他指标")]


def test_a_table_goes_on_with_its_labels() -> None:
    (grid,) = grids(foot(FIRST), head(REST))
    label = grid.rows()[1][0]
    assert (label.text, label.rows, grid.breaks) == ("产出指标", 6, (4,))
    assert [cells[-6].text for cells in grid.rows()[1:]] == [
        "数量指标",
        "质量指标",
        "质量指标",
        "时效指标",
        "成本指标",
        "其他指标",
    ]
    assert {cell.page for cell in grid.rows()[5]} == {2}


def test_repeated_header_rows_are_left_out() -> None:
    (grid,) = grids(foot(FIRST), head([HEAD, *REST]))
    assert len(grid.rows()) == 7
    assert texts(grid)[4] == ["时效指标", "完成时限", "95%", "10", "9", ""]


def test_page_numbers_and_running_heads_do_not_part_a_table() -> None:
    furniture = draw.texts((250, 40, "某县医疗保障局决算"), (290, 815, "- 3 -"))
    (grid,) = grids(draw.together(foot(FIRST), furniture), draw.together(head(REST), furniture))
    assert len(grid.rows()) == 7


def test_a_title_begins_another_table() -> None:
    title = draw.texts((200, 50, "项目支出绩效自评表"), size=16)
    assert [len(grid.rows()) for grid in grids(foot(FIRST), draw.together(title, head(REST, top=80)))] == [4, 3]
    assert len(grids(draw.together(title, foot(FIRST)), draw.together(title, head(REST, top=80)))) == 2


def test_a_title_printed_again_with_the_header_does_not() -> None:
    title = draw.texts((200, 50, "项目支出绩效自评表"), size=16)
    whole = [HEAD, FULL, *[row(name=f"指标{number}") for number in range(22)]]
    layout = read(
        draw.together(title, draw.rows_of_cells(XS, 60, [30.0] * 24, whole)), draw.together(title, head([HEAD, *REST]))
    )
    (grid,) = layout.grids()
    assert len(grid.rows()) == 27
    assert [paragraph.text for paragraph in layout.paragraphs()] == ["项目支出绩效自评表"]


def test_the_same_form_for_another_project_is_another_table() -> None:
    def form(project: str) -> list[list[str]]:
        return [["绩效自评表", "", "", "", "", "", ""], ["项目名称", project, "", "", "", "", ""], HEAD, FULL, row()]

    wide = [60.0, 115.0, 450.0]
    for first, second in (("道路养护", "桥梁维修"), ("道路养护", "道路养护")):
        pages = [
            draw.together(
                draw.rows_of_cells(wide, top, [30.0], [["项目名称", name]]),
                draw.rows_of_cells(XS, top + 30, [30.0] * 3, form(name)[2:]),
            )
            for top, name in ((660.0, first), (60.0, second))
        ]
        assert len(grids(*pages)) == 2


def test_a_table_that_ends_in_the_middle_of_its_page_is_complete() -> None:
    middle = draw.rows_of_cells(XS, 300, [30.0] * 4, FIRST)
    assert len(grids(middle, head(REST))) == 2


def test_other_columns_below_the_page_end_are_columns_of_the_same_table() -> None:
    xs = [60.0, 160.0, 345.0, 450.0]
    rest = draw.rows_of_cells(xs, 60, [30.0, 30.0], [["总分", "100", "96"], ["结论", "良", ""]])
    (grid,) = grids(foot(FIRST), rest)
    assert [(cell.text, cell.column, cell.columns) for cell in grid.rows()[4]] == [
        ("总分", 0, 2),
        ("100", 2, 4),
        ("96", 6, 2),
    ]


def test_a_row_cut_by_the_page_end_is_one_row() -> None:
    first = [*FIRST, row(level2="时效指标", name="居民基本医疗保\n险参保覆盖率达", target="98%")]
    rest = [row(level1="", level2="", name="到的程度", target="", weight="", score=""), *REST[1:]]
    (grid,) = grids(foot(first), head(rest, [14.0, 30.0, 30.0]))
    assert texts(grid)[4] == ["时效指标", "居民基本医疗保\n险参保覆盖率达\n到的程度", "98%", "10", "9", ""]
    assert grid.breaks == (5,)
    assert (grid.rows()[4][1].page, grid.rows()[1][0].rows) == (1, 6)


def test_a_row_longer_than_a_page_is_one_row() -> None:
    line = "坚持稳中求进的总基调加快构建多层次的医疗保障体系牢牢把握高质量发展的要求"
    goal = [f"{line}\n" * 40 + line, f"{line}\n" * 65 + line, "完成。"]
    xs = [60.0, 115.0, 450.0]

    def page(top: float, height: float, label: str, text: str) -> draw.Paint:
        return draw.rows_of_cells(xs, top, [height], [[label, text]])

    head_row = draw.rows_of_cells(xs, 303, [30.0], [["项目名称", "道路养护"]])
    pages = [
        draw.together(head_row, page(333, 447, "年度目标", goal[0])),
        page(60, 720, "", goal[1]),
        page(60, 14, "", goal[2]),
    ]
    (grid,) = grids(*pages)
    assert [[cell.text for cell in cells] for cells in grid.rows()] == [
        ["项目名称", "道路养护"],
        ["年度目标", "\n".join(goal)],
    ]
    assert grid.breaks == ()


def test_two_whole_rows_stay_two() -> None:
    first = [*FIRST, row(level2="时效指标", name="居民基本医疗保\n险参保覆盖率达")]
    rest = [row(level1="", level2="成本指标", name="补助标准"), *REST[1:]]
    (grid,) = grids(foot(first), head(rest))
    assert [cells[-6].text for cells in grid.rows()[4:6]] == ["时效指标", "成本指标"]


def test_the_rest_of_a_label_belongs_to_it_though_its_row_is_whole() -> None:
    first = [*FIRST, row(level1="满意度指标", level2="服务对象", name="群众满意度")]
    rest = [row(level1="（10分）", level2="满意度", name="企业满意度"), row(level2="其他")]
    (grid,) = grids(foot(first), head(rest))
    label = next(cell for cell in grid.cells if cell.text.startswith("满意度指标"))
    assert (label.text, label.rows) == ("满意度指标\n（10分）", 3)


def test_places_of_halves() -> None:
    first = [*FIRST, row(level2="时效指标", name="居民基本医疗保\n险参保覆盖率达", reason="")]
    rest = [row(level1="", level2="", name="到的程度", target="", weight="", score="", reason="受灾情影响"), *REST[1:]]
    (grid,) = grids(foot(first), head(rest, [14.0, 30.0, 30.0]))
    cut = grid.rows()[4]
    assert [(cell.page, round(cell.box[1]) if cell.box else None) for cell in (cut[1], cut[-1])] == [(1, 750), (2, 60)]


def test_a_blank_page_parts_a_table() -> None:
    assert [len(grid.rows()) for grid in grids(foot(FIRST), draw.texts(), head(REST))] == [4, 3]
