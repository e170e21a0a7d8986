"""PDF: what is written can be copied, read back cell by cell, and found by contents and bookmarks."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from functools import cache

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.read.formats.pdf import read_layout
from jixiao.read.layout import Layout
from jixiao.read.source import Source
from jixiao.write.paper import Cell, Chart, Contents, Heading, PageBreak, Paper, Paragraph, Series, Table
from jixiao.write.pdf import write_pdf
from papers_drawn import WORDS, disclosure, random_accounts, random_form, random_table, read_back, written


def read(pdf: bytes) -> Layout:
    return read_layout(Source("paper.pdf", pdf, "pdf"))


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [document[at].get_textpage().get_text_bounded() for at in range(len(document))]


def solid(text: str) -> str:
    return "".join(text.split())


@cache
def example() -> bytes:
    return write_pdf(disclosure())


def test_title_author_and_language_are_in_the_file_and_it_is_tagged() -> None:
    pdf = pikepdf.open(io.BytesIO(example()))
    assert str(pdf.docinfo["/Title"]) == disclosure().title
    assert str(pdf.docinfo["/Author"]) == "某县医疗保障局"
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang).startswith("zh")


def test_every_font_is_embedded() -> None:
    pdf = pikepdf.open(io.BytesIO(example()))
    fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
    assert fonts
    descriptors = [font.DescendantFonts[0].FontDescriptor for font in fonts]
    assert all("/FontFile3" in each or "/FontFile2" in each for each in descriptors)


def test_every_figure_of_text_tables_and_charts_can_be_copied() -> None:
    paper = disclosure()
    text = solid("".join(pages(example())))
    figures = {cell.text for table in paper.tables for row in table.cells for _, cell in row if cell.number is not None}
    assert len(figures) == 240
    assert {figure for figure in figures | {"1202.96", "1176.52"} if figure not in text} == set()


def test_the_cover_has_no_number_and_the_others_have_theirs_at_the_outer_edge() -> None:
    found = pages(example())
    assert "—" not in found[0]
    document = pypdfium2.PdfDocument(example())
    for number in range(2, len(found) + 1):
        [place] = [box for text, box in _lines(document[number - 1]) if solid(text) == f"—{number}—"]
        middle = document[number - 1].get_size()[0] / 2
        assert (place[0] > middle) == (number % 2 == 1)


def _lines(page: pypdfium2.PdfPage) -> list[tuple[str, tuple[float, float, float, float]]]:
    text = page.get_textpage()
    boxes = [text.get_rect(at) for at in range(text.count_rects())]
    return [(text.get_text_bounded(*box), box) for box in boxes]


def test_contents_name_the_pages_on_which_the_headings_stand() -> None:
    found = pages(example())
    entries = re.findall(r"^(.+?)[. ]{4,}(\d+)\r?$", found[1], re.MULTILINE)
    assert [solid(name) for name, _ in entries] == [
        "第一部分决算情况",
        "一、收入支出决算总体情况说明",
        "第二部分附表",
        "支出决算明细表",
    ]
    for name, number in entries:
        assert solid(name) in solid(found[int(number) - 1])


def test_contents_lead_to_their_headings() -> None:
    pdf = pikepdf.open(io.BytesIO(example()))
    assert len([note for note in pdf.pages[1].Annots if note.Subtype == "/Link"]) == 4


def test_headings_and_table_titles_are_bookmarks_once() -> None:
    document = pypdfium2.PdfDocument(example())
    marks = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    assert marks == [
        (0, "第一部分 决算情况"),
        (1, "一、收入支出决算总体情况说明"),
        (2, "（一）总体情况"),
        (3, "1.收入"),
        (0, "第二部分 附表"),
        (1, "支出决算明细表"),
    ]


def test_a_lying_table_lies_with_the_heading_in_front_of_it_and_no_page_is_empty() -> None:
    document = pypdfium2.PdfDocument(example())
    lying = ["第二部分" in text or "明细表" in text for text in pages(example())]
    assert [document[at].get_size()[0] > 600 for at in range(2, len(document))] == lying[2:]
    assert all(len(solid(text)) > 20 for text in pages(example()))


def test_no_break_makes_an_empty_page() -> None:
    breaks = [PageBreak(), PageBreak()]
    texts = [Paragraph(["封面"], "cover"), *breaks, Contents(), *breaks, Heading(1, "第一部分", new_page=True), *breaks]
    wide = Table("表", "宽表", [1.0, 1.0], [[(0, Cell("甲")), (1, Cell("乙"))]], landscape=True)
    found = [solid(page) for page in pages(write_pdf(Paper("文", [*texts, wide, *breaks])))]
    assert [re.sub(r"\.+|—\d—", "", page) for page in found] == ["封面", "目录第一部分3", "第一部分", "宽表甲乙"]


def test_a_chart_has_its_numbers_in_words_for_those_who_do_not_see_it() -> None:
    pdf = pikepdf.open(io.BytesIO(example()))
    raw = b"".join(page.Contents.read_bytes() for page in pdf.pages)
    assert raw.count(b"/Alt") == 2


def test_the_words_of_a_chart_are_read_neither_as_a_table_nor_as_text() -> None:
    amounts = [Decimal(value) for value in ("12.5", "30", "18", "22", "9", "1")]
    names = ["教育支出", "卫生健康支出", "社会保障和就业支出", "住房保障支出", "农林水支出", "其他支出"]
    series = [Series("2023年", amounts), Series("2024年", amounts)]
    charts = [Chart("column", "图1：变动情况图", names, series), Chart("pie", "图2：结构图", names, series[:1])]
    layout = read(write_pdf(Paper("图", [*charts])))
    assert list(layout.grids()) == []
    assert [paragraph.text for paragraph in layout.paragraphs()] == ["图1：变动情况图", "图2：结构图"]


def test_nothing_in_a_text_is_taken_for_markup() -> None:
    odd = "\\#\"$x$*b*_i_`c`<l>@r[c]{d}//e/*f*/=g-h+i~j---k'l'"
    paper = Paper(odd, [Heading(1, odd), Paragraph([odd]), Paragraph(["控制\x00\x07\ud800符"], "plain")], odd)
    text = solid("".join(pages(write_pdf(paper))))
    assert text.count(odd) == 2
    assert "控制符" in text


def test_a_paper_of_nothing_is_a_page() -> None:
    assert len(pages(write_pdf(Paper("空")))) == 1
    assert len(pages(write_pdf(Paper("空", [PageBreak(), PageBreak()])))) == 1


def test_a_table_of_nothing_and_one_without_cells_are_written() -> None:
    blank = Table("表", "空表", [1.0, 1.0], [[], []], min_height=8.0)
    assert "空表" in pages(write_pdf(Paper("空", [blank, Table("表", "无行表", [1.0], [])])))[0]


def test_rows_are_as_high_as_the_table_demands() -> None:
    rows = [[(0, Cell("甲")), (1, Cell("按时拨付" * 30))], [(0, Cell("乙")), (1, Cell("丙"))]]
    table = Table("表", "表", [1.0, 1.0], rows, min_height=30.0)
    [grid] = read(write_pdf(Paper("表", [table]))).grids()
    heights = {cell.text: cell.box[3] - cell.box[1] for cell in grid.cells if cell.box}
    assert heights["甲"] == pytest.approx(30 * 72 / 25.4, abs=3)
    assert heights["乙"] == pytest.approx(30 * 72 / 25.4, abs=1)


def test_a_very_high_row_goes_on_on_the_next_page() -> None:
    rows = [[(0, Cell("甲")), (1, Cell("完成年度目标任务，" * 400, align="left"))], [(0, Cell("乙")), (1, Cell("丙"))]]
    table = Table("表", "表", [1.0, 3.0], rows)
    pdf = write_pdf(Paper("表", [table], page_numbers=False))
    assert len(pages(pdf)) > 1
    assert solid("".join(pages(pdf))).count("完成年度目标任务，") == 400
    assert read_back(read(pdf)) == [written(table)]


def test_a_header_stands_on_every_page_and_is_read_once() -> None:
    head = [(0, Cell("科目")), (1, Cell("决算数"))]
    body = [[(0, Cell(f"科目{at}")), (1, Cell(f"{at}.00"))] for at in range(90)]
    table = Table("表", "长表", [1.0, 1.0], [head, *body], 1)
    pdf = write_pdf(Paper("表", [table]))
    assert len(pages(pdf)) > 2
    assert all("决算数" in page for page in pages(pdf))
    assert read_back(read(pdf)) == [written(table)]


def test_a_merged_cell_over_a_page_end_is_one_cell() -> None:
    table = random_form(1, 60)
    pdf = write_pdf(Paper("表", [table]))
    assert len(pages(pdf)) > 1
    assert read_back(read(pdf)) == [written(table)]


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 14), st.integers(2, 7))
def test_tables_are_read_back_as_they_were_written(seed: int, rows: int, columns: int) -> None:
    table = random_table(seed, rows, columns)
    pdf = write_pdf(Paper("表", [table]))
    # See the two below for tables that go on; a single cell is a frame around a text.
    if len(pages(pdf)) == 1 and len(written(table)) > 1:
        assert read_back(read(pdf)) == [written(table)]


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 80), st.integers(1, 12))
def test_tables_of_final_accounts_are_read_back_over_pages(seed: int, rows: int, columns: int) -> None:
    table = random_accounts(seed, rows, columns)
    assert read_back(read(write_pdf(Paper("表", [table])))) == [written(table)]


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 60))
def test_forms_are_read_back_over_pages(seed: int, indicators: int) -> None:
    table = random_form(seed, indicators)
    assert read_back(read(write_pdf(Paper("表", [table])))) == [written(table)]


SIZES = st.tuples(st.integers(0, 10**6), st.integers(1, 80), st.integers(0, 14))


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.lists(SIZES, min_size=1, max_size=4, unique_by=lambda size: size[0]))
def test_papers_of_tables_are_read_back(sizes: list[tuple[int, int, int]]) -> None:
    tables = [
        random_accounts(seed, rows, columns) if columns else random_form(seed, rows) for seed, rows, columns in sizes
    ]
    assert read_back(read(write_pdf(Paper("表", [*tables])))) == [written(table) for table in tables]


ODD = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=30)


@settings(max_examples=6, deadline=None)
@given(st.lists(st.sampled_from(WORDS) | ODD, max_size=6))
def test_any_words_can_be_written(words: list[str]) -> None:
    table = Table("表", "表", [1.0, 1.0], [[(0, Cell(word)), (1, Cell("1"))] for word in words])
    assert pages(write_pdf(Paper("字", [Paragraph([*words]), table])))
