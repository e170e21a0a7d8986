"""PDF: tables without lines, or with lines across only."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

import pdf_draw as draw
from jixiao.read.formats.pdf import read_layout
from jixiao.read.formats.pdf_labels import Extent, label_spans
from jixiao.read.layout import Layout
from jixiao.read.source import Source

XS = [60, 130, 200, 320, 390, 440]
PITCH = 12.0
TABLE = [
    ["一级指标", "二级指标", "三级指标", "指标值", "分值", "得分"],
    ["产出指标", "数量指标", "参保人数", "≥31015人", "20", "19.5"],
    ["产出指标", "质量指标", "居民医保参保人数占\n应参保人数的比例", "98%", "20", "20"],
    ["产出指标", "时效指标", "完成时限", "2024年12月\n31日前", "10", "10"],
    ["效益指标", "社会效益", "群众就医负担减轻程\n度", "明显", "30", "28"],
    ["满意度", "服务对象", "参保群众满意度", "≥90%", "10", "10"],
]


def placed(table: list[list[str]], middle: bool, gap: float = 4.0, top: float = 100.0) -> draw.Paint:
    """The texts of a table, in their rows at the top or in the middle; `gap` between rows in points."""
    spots = []
    for row in table:
        height = max(text.count("\n") + 1 for text in row)
        for x, text in zip(XS, row, strict=True):
            lines = text.split("\n")
            start = top + (PITCH * (height - len(lines)) / 2 if middle else 0)
            spots += [(x, start + 9 + number * PITCH, line) for number, line in enumerate(lines)]
        top += height * PITCH + gap
    return draw.texts(*[(float(x), y, text) for x, y, text in spots])


def read(*paints: draw.Paint) -> Layout:
    return read_layout(Source("form.pdf", draw.pdf(draw.together(*paints)), "pdf"))


def rows(layout: Layout) -> list[list[str]]:
    (grid,) = layout.grids()
    return [[cell.text for cell in row] for row in grid.rows()]


@pytest.mark.parametrize("middle", [False, True], ids=["at the top", "in the middle"])
@pytest.mark.parametrize("gap", [2.0, 8.0])
def test_columns_and_rows_from_alignment(middle: bool, gap: float) -> None:
    assert rows(read(placed(TABLE, middle, gap))) == TABLE


def test_lines_across_are_rows() -> None:
    ys = [98.0, 112.0]
    for row in TABLE[1:]:
        ys.append(ys[-1] + PITCH * max(text.count("\n") + 1 for text in row) + 2)

    def ruled(canvas: Canvas) -> None:
        for y in ys:
            canvas.line(55, draw.HEIGHT - y, 480, draw.HEIGHT - y)

    assert rows(read(placed(TABLE, middle=False, gap=2.0), ruled)) == TABLE


def test_three_lines_do_not_make_three_rows() -> None:
    def ruled(canvas: Canvas) -> None:
        for y in (96.0, 114.0, 230.0):
            canvas.line(55, draw.HEIGHT - y, 480, draw.HEIGHT - y)

    assert rows(read(placed(TABLE, middle=True), ruled)) == TABLE


def test_text_around_a_table_stays_outside() -> None:
    around = draw.texts(
        (200, 60, "项目支出绩效自评表"), (60, 300, "说明：本表一式两份，由主管部门存档，并按规定公开。")
    )
    layout = read(placed(TABLE, middle=True), around)
    assert rows(layout) == TABLE
    assert [paragraph.text for paragraph in layout.paragraphs()] == [
        "项目支出绩效自评表",
        "说明：本表一式两份，由主管部门存档，并按规定公开。",
    ]


def test_blank_cells_keep_their_columns() -> None:
    table = [list(row) for row in TABLE]
    table[2][3] = table[3][5] = ""
    assert rows(read(placed(table, middle=False))) == table


def test_labels_centred_beside_their_rows() -> None:
    values = [TABLE[0], *[["", *row[1:]] for row in TABLE[1:5]]]
    labels = draw.texts((60, 153, "产出指标"), (60, 203, "效益指标"))
    (grid,) = read(placed(values, middle=True), labels).grids()
    found = [(cell.text, cell.row, cell.rows) for cell in grid.cells if cell.column == 0]
    assert found == [("一级指标", 0, 1), ("产出指标", 1, 3), ("效益指标", 4, 1)]


def test_labels_centred_or_at_the_first_row() -> None:
    rows_ = [Extent(20.0 * number, 20.0 * number + 10) for number in range(5)]
    centred = [Extent(20, 30), Extent(70, 80)]
    assert label_spans(centred, rows_, 10) == [(0, 2), (3, 4)]
    at_first = [Extent(0, 10), Extent(60, 70)]
    assert label_spans(at_first, rows_, 10) == [(0, 2), (3, 4)]
    assert label_spans([Extent(0, 10), Extent(88, 98)], rows_, 10) == [(0, 3), (4, 4)]


def test_sentences_are_no_table() -> None:
    lines = [
        "2024 年度收入总计 1176.52 万元，与上年相比减少 26.44 万元。",
        "其中：财政拨款 1176.35 万元，占 99.99%；其他 0.17 万元。",
        "支出总计 1176.52 万元，其中基本支出 342.10 万元。",
        "项目支出 834.42 万元，完成预算的 98.7%。",
    ]
    layout = read(draw.texts(*[(60.0, 100.0 + 16 * number, line) for number, line in enumerate(lines)]))
    assert list(layout.grids()) == []
    assert [paragraph.text.replace(" ", "") for paragraph in layout.paragraphs()] == [
        line.replace(" ", "") for line in lines
    ]


def test_accounts_without_tables_have_none(samples: Path) -> None:
    data = (samples / "office" / "leshan-jingyan-2024-accounts.pdf").read_bytes()
    assert list(read_layout(Source("accounts.pdf", data, "pdf")).grids()) == []
