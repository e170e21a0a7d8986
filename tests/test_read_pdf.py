"""PDF: the same form however its lines and texts are drawn, and what cannot be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

import pdf_draw as draw
from jixiao.model.place import Box
from jixiao.read.failure import Unreadable
from jixiao.read.formats import pdf as pdf_format
from jixiao.read.formats.pdf import read_layout
from jixiao.read.layout import Cell, Grid, Layout
from jixiao.read.source import Source
from layout_truth import cell_texts, values

STYLES = [
    draw.strokes,
    draw.thick_strokes,
    draw.short_strokes,
    draw.frames,
    draw.slabs,
    draw.one_filled_path,
    draw.one_stroked_path,
    draw.dots,
    draw.double_strokes,
    draw.shades,
    draw.open_sides,
    draw.nested_forms,
]


def read(data: bytes) -> Layout:
    return read_layout(Source("form.pdf", data, "pdf"))


def only_grid(data: bytes) -> Grid:
    (grid,) = read(data).grids()
    return grid


def shape(cell: Cell) -> draw.Drawn:
    return draw.Drawn(cell.text, cell.row, cell.column, cell.rows, cell.columns)


def rows(data: bytes) -> list[list[str]]:
    return [[cell.text for cell in row] for row in only_grid(data).rows()]


def lines(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in read(data).paragraphs()]


def is_near(one: Box | None, other: Box) -> bool:
    return one is not None and all(abs(a - b) < 1.5 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
def test_lines_however_drawn(style: draw.Paint) -> None:
    grid = only_grid(draw.pdf(draw.together(style, draw.write)))
    assert [shape(cell) for cell in grid.cells] == draw.FORM
    assert all(is_near(cell.box, box) for cell, box in zip(grid.cells, draw.boxes(), strict=True))
    assert {cell.page for cell in grid.cells} == {1}


def test_texts_at_the_left_and_the_right() -> None:
    for align in ("left", "right"):
        grid = only_grid(draw.pdf(draw.together(draw.frames, lambda canvas, align=align: draw.write(canvas, align))))
        assert [shape(cell) for cell in grid.cells] == draw.FORM


@pytest.mark.parametrize("writing", [draw.write_twice, draw.scatter], ids=lambda writing: writing.__name__)
def test_texts_however_written(writing: draw.Paint) -> None:
    grid = only_grid(draw.pdf(draw.together(draw.frames, writing)))
    assert [shape(cell) for cell in grid.cells] == draw.FORM


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_turned_pages_are_read_upright(degrees: int) -> None:
    form = draw.turned(degrees, draw.together(draw.frames, draw.write))
    grid = only_grid(draw.pdf(form, rotation=degrees))
    assert [shape(cell) for cell in grid.cells] == draw.FORM
    assert all(is_near(cell.box, box) for cell, box in zip(grid.cells, draw.boxes(), strict=True))


@pytest.mark.parametrize("degrees", [90, 270])
def test_a_form_printed_across_the_page_keeps_its_place_on_the_page(degrees: int) -> None:
    form = draw.turned(degrees, draw.together(draw.frames, draw.write))
    grid = only_grid(draw.pdf(form, size=(draw.HEIGHT, draw.WIDTH)))
    assert [shape(cell) for cell in grid.cells] == draw.FORM
    x0, y0, x1, y1 = draw.boxes()[0]
    on_page = (
        (y0, draw.WIDTH - x1, y1, draw.WIDTH - x0) if degrees == 90 else (draw.HEIGHT - y1, x0, draw.HEIGHT - y0, x1)
    )
    assert is_near(grid.cells[0].box, on_page)


def test_boxes_count_from_the_corner_that_is_shown() -> None:
    def cropped(canvas: Canvas) -> None:
        canvas.setCropBox((40, 100, 560, 800))
        draw.frames(canvas)
        draw.write(canvas)

    assert is_near(only_grid(draw.pdf(cropped)).cells[0].box, (20, 58, 130, 82))


SMALL = draw.ruled([100, 160, 220, 280], [100, 120, 140])


@pytest.mark.parametrize(
    ("spots", "first_row"),
    [
        ([(102, 113, "2024年12月31日前完成拨付"), (222, 113, "30")], ["2024年12月31日前完成拨付", "", "30"]),
        ([(102, 113, "2024年12月31日前完成拨付"), (162, 113, "100")], ["2024年12月31日前完成拨付", "100", ""]),
        ([(125.7, 113, "12345.6"), (160.2, 113, "789.0")], ["12345.6", "789.0", ""]),
        ([(136, 113, "乡村振兴补助资金项目支出"), (262, 113, "30")], ["", "乡村振兴补助资金项目支出", "30"]),
        ([(145, 113, "1234567890123.45"), (102, 113, "10")], ["10", "1234567890123.45", ""]),
        ([(102, 113, "10            20            30")], ["10 20", "30", ""]),
    ],
    ids=["over a blank cell", "over a filled cell", "up to the border", "centred", "at the right", "one string"],
)
def test_text_wider_than_its_cell_stays_whole(spots: list[tuple[float, float, str]], first_row: list[str]) -> None:
    page = draw.pdf(draw.together(SMALL, draw.texts(*spots, (102, 133, "x"))))
    assert rows(page)[0] == first_row


def test_an_underline_is_no_row() -> None:
    def underlined(canvas: Canvas) -> None:
        canvas.line(103, draw.HEIGHT - 115, 156, draw.HEIGHT - 115)

    page = draw.pdf(draw.together(SMALL, underlined, draw.texts((103, 113, "负责人"), (102, 133, "x"))))
    assert rows(page) == [["负责人", "", ""], ["x", "", ""]]


def test_a_watermark_across_the_page_is_left_out() -> None:
    def watermark(canvas: Canvas) -> None:
        canvas.translate(150, draw.HEIGHT - 160)
        canvas.rotate(45)
        canvas.setFont(draw.FONT, 40)
        canvas.drawString(-30, 0, "样本水印")

    page = draw.pdf(draw.together(SMALL, draw.texts((102, 113, "内容"), (162, 113, "5")), watermark))
    assert rows(page) == [["内容", "5", ""], ["", "", ""]]
    assert lines(page) == []


def test_a_label_written_upwards_is_read_from_its_beginning() -> None:
    def upwards(canvas: Canvas) -> None:
        canvas.translate(130, draw.HEIGHT - 119)
        canvas.rotate(90)
        canvas.setFont(draw.FONT, 5)
        canvas.drawString(0, 0, "第90号")

    page = draw.pdf(draw.together(SMALL, draw.texts((162, 113, "5"), (162, 133, "成本控制")), upwards))
    assert rows(page)[0] == ["第90号", "5", ""]


def test_tables_beside_and_inside_each_other_are_apart() -> None:
    beside = draw.together(draw.ruled([50, 100, 150], [100, 120, 140]), draw.ruled([200, 260, 320], [100, 125, 150]))
    inside = draw.together(draw.ruled([50, 300, 500], [300, 500]), draw.ruled([60, 120, 200], [320, 340, 360]))
    spots = [
        (52, 113, "甲"),
        (52, 133, "乙"),
        (202, 113, "丙"),
        (202, 140, "丁"),
        (62, 332, "内"),
        (62, 352, "里"),
        (60, 400, "外"),
    ]
    page = draw.pdf(draw.together(beside, inside, draw.texts(*spots)))
    found = [[cell.text for cell in grid.cells if cell.text] for grid in read(page).grids()]
    assert found == [["甲", "乙"], ["丙", "丁"], ["外"], ["内", "里"]]


def test_a_frame_around_the_page_is_no_table() -> None:
    def frame(canvas: Canvas) -> None:
        canvas.rect(30, 30, 535, 780)

    page = draw.pdf(draw.together(frame, SMALL, draw.texts((102, 113, "内"), (102, 133, "容"), (100, 60, "标题"))))
    assert rows(page) == [["内", "", ""], ["容", "", ""]]
    assert lines(page) == ["标题"]


def test_coloured_fields_without_lines_are_cells() -> None:
    def fields(canvas: Canvas) -> None:
        for row, (top, bottom) in enumerate(((100, 120), (120, 140))):
            for left, right in ((100, 160), (160, 220)):
                canvas.setFillGray(0.85 + 0.1 * row)
                canvas.rect(
                    left + 0.5, draw.HEIGHT - bottom + 0.5, right - left - 1, bottom - top - 1, stroke=0, fill=1
                )
        canvas.setFillGray(0)

    spots = [(103, 113, "指标"), (163, 113, "得分"), (103, 133, "培训人数"), (163, 133, "9.5")]
    assert rows(draw.pdf(draw.together(fields, draw.texts(*spots)))) == [["指标", "得分"], ["培训人数", "9.5"]]


def test_what_is_typed_into_fields_is_read() -> None:
    def with_field(canvas: Canvas) -> None:
        canvas.acroForm.textfield(
            name="score", value="96.5", x=162, y=draw.HEIGHT - 119, width=56, height=18, borderWidth=0
        )

    page = draw.pdf(draw.together(SMALL, draw.texts((102, 113, "得分"), (102, 133, "x")), with_field))
    assert rows(page)[0] == ["得分", "96.5", ""]


def test_radicals_are_the_characters_they_stand_for() -> None:
    page = draw.pdf(draw.texts((100, 100, "⾦额⻓期有效　得　分")))
    assert lines(page) == ["金额长期有效 得 分"]


def test_page_numbers_are_left_out_but_numbers_in_the_text_are_not() -> None:
    page = draw.together(draw.texts((100, 100, "第一部分"), (100, 400, "2024"), (100, 420, "概况")))
    for number in ("- 16 -", "— 3 —", "第 3 页 共 12 页", "3/12", "7"):
        numbered = draw.pdf(draw.together(page, draw.texts((280, 815, number))))
        assert lines(numbered) == ["第一部分", "2024", "概况"]
    assert lines(draw.pdf(draw.together(page, draw.texts((280, 815, "附件3"))))) == [
        "第一部分",
        "2024",
        "概况",
        "附件3",
    ]


def test_paragraphs_have_their_places() -> None:
    layout = read(draw.pdf(draw.texts((100, 100, "第一行")), draw.texts((100, 200, "第二行"))))
    first, second = layout.paragraphs()
    assert (first.number, first.page, second.number, second.page, layout.pages) == (1, 1, 2, 2, 2)
    assert is_near(first.box, (100, 91, 127, 101))


def scan(canvas: Canvas) -> None:
    from PIL import Image

    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "white")), 0, 0, draw.WIDTH, draw.HEIGHT)


def test_scanned_pages_are_named() -> None:
    layout = read(draw.pdf(draw.texts((100, 100, "封面")), scan, draw.together(scan, draw.texts((50, 800, "扫描王")))))
    assert layout.remarks == ["第2、3页是图片，没有文字层，需要先做文字识别（OCR），未读取。"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (draw.pdf(scan), "扫描件.*OCR"),
        (draw.pdf(draw.together(scan, draw.texts((50, 800, "扫描王")))), "扫描件.*OCR"),
        (draw.pdf(lambda canvas: None), "没有文字"),
        (draw.pdf(draw.write, password="secret"), "密码"),
        (draw.pdf(draw.write)[:500], "损坏"),
        (b"%PDF-1.7 noise", "损坏"),
        (b"", "损坏"),
    ],
    ids=["scan", "scan with a mark", "blank", "password", "truncated", "noise", "nothing"],
)
def test_what_cannot_be_read_is_said_in_one_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason) as failure:
        read(data)
    assert re.fullmatch(r"form\.pdf：[^\n]+。", str(failure.value))


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_format, "MAX_PAGES", 2)
    with pytest.raises(Unreadable, match="共 3 页"):
        read(draw.pdf(scan, scan, scan))


def test_too_much_text_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jixiao.read.formats.pdf_page.MAX_CHARS", 4)
    layout = read(draw.pdf(draw.texts((100, 100, "一二三四五六"))))
    assert [paragraph.text for paragraph in layout.paragraphs()] == ["一二三四"]
    assert layout.remarks == ["第1页文字或图形过多，只读取了一部分。"]


@pytest.mark.parametrize(
    ("form", "truth"),
    [
        ("office/leshan-jinkouhe-2024-forms.pdf", "truth/leshan-jinkouhe-2024.json"),
        ("office/guangyuan-zhaohua-2024-forms.pdf", "truth/guangyuan-zhaohua-2024.json"),
        ("office/zhuzhou-lukou-2023-forms.pdf", "truth/zhuzhou-lukou-2023.json"),
        ("provinces/01-anhui-chizhou-tangxi/form.pdf", "provinces/01-anhui-chizhou-tangxi/truth.json"),
        ("provinces/07-hubei-huanggang-water/form.pdf", "provinces/07-hubei-huanggang-water/truth.json"),
    ],
)
def test_every_value_of_the_samples_is_a_cell_or_in_a_line_above(samples: Path, form: str, truth: str) -> None:
    layout = read((samples / form).read_bytes())
    above = "".join("".join(paragraph.text.split()) for paragraph in layout.paragraphs())
    missing = values(samples / truth) - cell_texts(layout.grids())
    assert [value for value in missing if value not in above] == []
