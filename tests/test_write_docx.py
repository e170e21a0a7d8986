"""Papers written as Word documents: what stands in them, where, and that writing twice gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from functools import cache
from typing import Any
from xml.etree import ElementTree

import docx as word
import openpyxl
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotated import members
from jixiao.check.figure_tags import label_of
from jixiao.knowledge.disclosure_tables import table_set
from jixiao.model.unit_year import Unit, UnitYear
from jixiao.read import read_file, read_layout
from jixiao.read.formats.docx_controls import LONGEST, is_as_written, parted
from jixiao.read.gate import open_source
from jixiao.read.layout import Layout
from jixiao.write.docx import write_docx
from jixiao.write.docx.figures import tag_of
from jixiao.write.docx.flow import flow
from jixiao.write.docx.text import as_read
from jixiao.write.paper import (
    Block,
    Cell,
    Chart,
    Contents,
    Figure,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    Run,
    Series,
    Table,
)
from jixiao.write.slots import filled
from jixiao.write.tables import disclosure_tables
from jixiao.write.zipped import member, zip_file
from layouts import Sheet, generate
from layouts_rare import generate_rare
from paper_strategies import papers, tables, texts
from papers import UNIT, accounts_table, chart, disclosure, form_paper
from truth import measure


@cache
def written() -> bytes:
    return write_docx(disclosure())


def opened(paper: Paper) -> Any:
    return word.Document(io.BytesIO(write_docx(paper)))


def xml(paper: Paper) -> str:
    return members(write_docx(paper))["word/document.xml"].decode()


def read(paper: Paper) -> Layout:
    return read_layout(open_source(write_docx(paper), "a.docx"))


def styles_of(document: Any) -> list[tuple[str, str]]:
    return [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert write_docx(disclosure()) == written()
    with zipfile.ZipFile(io.BytesIO(written())) as package:
        assert package.testzip() is None
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_part_is_declared_and_every_relationship_leads_to_one() -> None:
    parts = members(written())
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(content)
    declared = re.findall(r'PartName="/([^"]+)"', parts["[Content_Types].xml"].decode())
    assert set(declared) <= set(parts)
    targets = re.findall(r'Target="([^"]+)"', parts["word/_rels/document.xml.rels"].decode())
    assert {f"word/{target}" for target in targets} <= set(parts)
    assert sum(target.startswith("charts/") for target in targets) == 7


def test_title_and_author_are_told() -> None:
    properties = word.Document(io.BytesIO(written())).core_properties
    assert (properties.title, properties.author) == (f"{UNIT}2024年度部门决算", UNIT)


def test_blocks_carry_the_styles_of_their_kind() -> None:
    blocks = [
        Paragraph(["示例县"], "cover"),
        Paragraph(["报告"], "title"),
        Paragraph(["附件1"], "annex"),
        Heading(1, "第一部分"),
        Heading(2, "一、"),
        Heading(3, "（一）"),
        Heading(4, "1."),
        Heading(7, "①"),
        Paragraph(["正文"]),
        Paragraph(["公开时间"], "plain"),
        Paragraph(["居中"], "centered"),
        Paragraph(["注"], "note"),
    ]
    names = [name for name, text in styles_of(opened(Paper("a", list(blocks)))) if text]
    headings = ["Heading 1", "Heading 2", "Heading 3", "Heading 4", "Heading 4"]
    assert names == ["封面标题", "Title", "附件序号", *headings, "公文正文", "顶格正文", "居中正文", "表注"]


@pytest.mark.parametrize(
    ("style", "font", "points"),
    [
        ("公文正文", "仿宋_GB2312", 16),
        ("Title", "方正小标宋简体", 22),
        ("Heading 2", "黑体", 16),
        ("Heading 3", "楷体_GB2312", 16),
        ("Heading 4", "仿宋_GB2312", 16),
        ("footer", "宋体", 14),
    ],
)
def test_fonts_and_sizes_are_those_of_the_standard(style: str, font: str, points: float) -> None:
    found = word.Document(io.BytesIO(written())).styles[style]
    assert found.element.rPr.rFonts.get(qn("w:eastAsia")) == font
    assert found.font.size.pt == points


def test_the_page_is_that_of_the_standard() -> None:
    section = word.Document(io.BytesIO(written())).sections[0]
    sides = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
    assert [round(side.mm, 1) for side in sides] == [37, 35, 28, 26]
    body = word.Document(io.BytesIO(written())).styles["公文正文"].paragraph_format
    pitch = word.Document(io.BytesIO(written())).styles["Normal"].paragraph_format.line_spacing.pt
    assert 22 * pitch <= section.page_height.pt - section.top_margin.pt - section.bottom_margin.pt < 23 * pitch
    assert body.element.pPr.ind.get(qn("w:firstLineChars")) == "200"


def test_the_cover_has_no_page_number_and_other_pages_have_one_at_their_outer_edge() -> None:
    document = word.Document(io.BytesIO(written()))
    first, *others = document.sections
    assert first.different_first_page_header_footer
    assert not any(section.different_first_page_header_footer for section in others)
    assert first.first_page_footer.paragraphs[0].text == ""
    assert first.footer.paragraphs[0].text == first.even_page_footer.paragraphs[0].text == "— 1 —"
    assert first.footer.paragraphs[0].alignment != first.even_page_footer.paragraphs[0].alignment
    assert document.settings.odd_and_even_pages_header_footer
    assert not opened(form_paper()).sections[0].different_first_page_header_footer
    plain = opened(Paper("a", [Paragraph(["一"])], page_numbers=False))
    assert plain.sections[0].footer.is_linked_to_previous


def test_lying_tables_that_follow_one_another_share_a_section_with_their_headings() -> None:
    blocks = [
        Paragraph(["正文"]),
        Heading(1, "第五部分", new_page=True),
        accounts_table(1),
        Paragraph(["说明"], "note"),
        accounts_table(2),
        Paragraph(["正文"]),
    ]
    sections = flow(Paper("a", list(blocks)))
    assert [(section.landscape, len(section.placed)) for section in sections] == [(False, 1), (True, 4), (False, 1)]
    widths = [section.page_width > section.page_height for section in opened(Paper("a", list(blocks))).sections]
    assert widths == [False, True, False]


def test_a_page_is_begun_once() -> None:
    blocks = [
        Paragraph(["正文"]),
        PageBreak(),
        Heading(1, "第一部分", new_page=True),
        accounts_table(1, landscape=False),  # stands below its heading
        accounts_table(2, landscape=False),
        PageBreak(),
    ]
    begun = [placed.new_page for placed in flow(Paper("a", list(blocks)))[0].placed]
    assert begun == [False, True, False, True]
    assert xml(Paper("a", list(blocks))).count("<w:pageBreakBefore/>") == 2


def test_the_contents_lead_to_headings_and_listed_tables_and_store_their_pages() -> None:
    text = members(written())["word/document.xml"].decode()
    links = re.findall(r'<w:hyperlink w:anchor="(\w+)".*?<w:t[^>]*>([^<]*)</w:t>.*?<w:t>(\d+)</w:t>', text)
    marks = dict(re.findall(r'<w:bookmarkStart w:id="\d+" w:name="(\w+)"/><w:r><w:t[^>]*>([^<]*)</w:t>', text))
    assert [marks[target] for target, _, _ in links] == [title for _, title, _ in links]
    titles = [title for _, title, _ in links]
    assert titles[0] == "第一部分 部门概况" and titles[-1] == "第13号支出决算表"
    assert "1.结构情况" not in titles  # below the third level
    pages = [int(page) for _, _, page in links]
    assert pages == sorted(pages) and pages[0] > 2
    assert text.count('w:fldCharType="begin"') == text.count('w:fldCharType="end"') == len(links) + 1
    assert "w:dirty" not in text and b"updateFields" not in members(written())["word/settings.xml"]


def test_headings_carry_bookmarks_only_where_contents_lead_to_them() -> None:
    assert "bookmarkStart" not in xml(Paper("a", [Heading(1, "第一部分"), accounts_table(1)]))
    assert "TOC \\o &quot;1-2&quot;" in xml(Paper("a", [Contents(2), Heading(1, "第一部分")]))
    assert opened(Paper("a", [Contents()])).paragraphs is not None


def test_header_rows_are_repeated_and_short_rows_stay_whole() -> None:
    table = opened(Paper("a", [accounts_table(1)])).tables[0]
    headers = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert headers == [True] * 3 + [False] * (len(headers) - 3)
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    long = Table("a", "", [1, 9], [[(0, Cell("目标")), (1, Cell("长" * 1500))], [(0, Cell("分")), (1, Cell("短"))]])
    rows = opened(Paper("a", [long])).tables[0].rows
    assert [row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows] == [False, True]


def test_lines_stand_above_and_below_a_table() -> None:
    names = styles_of(opened(Paper("a", [accounts_table(1)])))
    assert names == [
        ("表号", "公开01表"),
        ("表题", "第1号支出决算表"),
        ("表头说明", f"部门：{UNIT}\t单位：万元"),
        ("表注", "注：本表反映部门本年度各项支出情况。"),
    ]


def test_tables_without_lines_between_them_stay_two() -> None:
    bare = Table("a", "", [1.0], [[(0, Cell("甲"))]], new_page=False)
    assert [len(grid.cells) for grid in read(Paper("a", [bare, bare])).grids()] == [1, 1]


def test_a_table_of_no_rows_leaves_its_title() -> None:
    for table in (Table("a", "表题", [], []), Table("a", "表题", [1.0], [])):
        document = opened(Paper("a", [table]))
        assert document.tables == [] and document.paragraphs[0].text == "表题"


def test_cells_in_one_place_are_a_mistake() -> None:
    table = Table("表1", "", [1.0, 1.0], [[(0, Cell("甲", columns=2)), (1, Cell("乙"))]])
    with pytest.raises(ValueError, match="row 1, column 2"):
        write_docx(Paper("a", [table]))


def test_a_table_of_a_hundred_columns_comes_in_pieces_that_name_their_rows() -> None:
    grids = list(read(Paper("a", [accounts_table(7, 102, 4)])).grids())
    assert len(grids) > 3
    shown = [cell.text for grid in grids for cell in grid.cells]
    table = accounts_table(7, 102, 4)
    for row in table.cells[table.header_rows :]:
        for _, cell in row:
            assert shown.count(cell.text) == (len(grids) if cell.number is None else 1) or cell.number is not None
            assert cell.text in shown
    assert all(max(cell.column + cell.columns for cell in grid.cells) <= 63 for grid in grids)  # Word has no more


# --- figures


def test_a_figure_stands_in_a_control_of_its_own() -> None:
    text = members(written())["word/document.xml"].decode()
    ids = re.findall(r'<w:id w:val="(\d+)"/>', text)
    assert len(ids) == len(set(ids)) > 60
    assert '<w:alias w:val="收支总计·增减率"/><w:tag w:val="jx:totals.all.growth=9.29"/>' in text
    assert "2024年度收、支总计均为1176.34万元。" in next(
        line.text
        for line in read_layout(open_source(written(), "a.docx")).paragraphs()
        if "收、支总计均为" in line.text
    )


@given(st.builds(Figure, texts, texts))
def test_tags_are_short_and_say_what_was_written(figure: Figure) -> None:
    tag = tag_of(figure)
    assert len(tag) <= LONGEST
    found = parted(tag)
    assert found is not None and is_as_written(found[1], as_read(figure.text))
    assert len(figure.text) <= 24 or not is_as_written(found[1], figure.text + "1")


def test_long_tags_differ_where_their_figures_do() -> None:
    item = "社会保障和就业支出/行政事业单位养老支出/机关事业单位基本养老保险缴费支出"
    tags = {tag_of(Figure("1.00", f"functional.expenditure.completion[{item}{number}]")) for number in range(50)}
    assert len(tags) == 50 and {len(tag) for tag in tags} == {LONGEST}


def test_tags_of_others_are_not_ours() -> None:
    assert parted("合计=3") is None and parted("jx:total") is None


def test_what_a_tag_means_is_told_in_chinese() -> None:
    assert label_of("totals.all") == "收支总计"
    assert label_of("totals.all.change[甲]") == "收支总计·甲·增减额"
    assert label_of("no.such.concept") == ""


def test_empty_figures_have_no_control() -> None:
    assert "<w:sdt>" not in xml(Paper("a", [Paragraph([Figure("", "totals.all"), Figure("1", "")])]))


def test_tagged_cells_have_controls_too() -> None:
    table = Table("a", "", [1.0], [[(0, Cell("9.9", tag="totals.all"))]])
    assert "jx:totals.all=9.9" in xml(Paper("a", [table]))
    assert [cell.text for grid in read(Paper("a", [table])).grids() for cell in grid.cells] == ["9.9"]


# --- charts


def test_a_chart_holds_its_numbers_in_itself_and_in_its_workbook() -> None:
    series = [Series("2023年", [Decimal("1.50"), Decimal(-2)]), Series("<2024>", [Decimal("3E+2"), Decimal("0.25")])]
    chart = Chart("column", "图1：甲&乙", ["收入", "支出"], series)
    parts = members(write_docx(Paper("a", [chart])))
    [book] = [content for name, content in parts.items() if name.endswith(".xlsx")]
    rows = list(openpyxl.load_workbook(io.BytesIO(book)).active.iter_rows(values_only=True))
    assert rows == [(None, "2023年", "<2024>"), ("收入", 1.5, 300), ("支出", -2, 0.25)]
    drawn = parts["word/charts/chart1.xml"].decode()
    assert re.findall(r"<c:v>([^<]*)</c:v>", drawn) == [
        *["2023年", "收入", "支出", "1.50", "-2"],
        *["&lt;2024&gt;", "收入", "支出", "300", "0.25"],
    ]
    assert re.findall(r"<c:f>([^<]*)</c:f>", drawn)[3:] == ["Sheet1!$C$1", "Sheet1!$A$2:$A$3", "Sheet1!$C$2:$C$3"]
    assert "图1：甲&amp;乙。2023年：收入1.50万元，支出-2万元" in parts["word/document.xml"].decode()


def test_the_workbooks_of_charts_are_no_foreign_files() -> None:
    paper = Paper("a", [chart(1), chart(2), Paragraph(["正文"])])
    assert read_file(write_docx(paper), "a.docx").remarks == []
    parts = members(write_docx(paper)) | {"word/embeddings/oleObject1.bin": b"x"}
    data = zip_file([member(name, content) for name, content in parts.items()])
    assert [remark for remark in read_file(data, "a.docx").remarks if "嵌有 1 个" in remark]


def test_slices_of_nothing_have_no_label_and_the_largest_lies_left() -> None:
    pie = Chart("pie", "图2", ["甲", "乙", "丙"], [Series("支出", [Decimal(1), Decimal(0), Decimal(99)])])
    drawn = members(write_docx(Paper("a", [pie])))["word/charts/chart1.xml"].decode()
    assert re.findall(r'<c:dLbl><c:idx val="(\d)"/><c:delete val="1"/>', drawn) == ["1"]
    assert '<c:firstSliceAng val="88"/>' in drawn  # 270 less half of 99% and the 1% before


def test_a_pie_of_nothing_can_be_written() -> None:
    for series in ([], [Series("支出", [Decimal(0)])], [Series("支出", [])]):
        assert write_docx(Paper("a", [Chart("pie", "", ["甲"], series)]))


# --- whatever is written is read back


@given(st.lists(st.tuples(texts, st.booleans()), min_size=1, max_size=5))
@settings(deadline=None)
def test_any_text_is_written_and_read_back(parts: list[tuple[str, bool]]) -> None:
    runs = [Figure(text, "totals.all") if tagged else text for text, tagged in parts]
    expected = as_read("".join(text for text, _ in parts if text))
    found = [line.text for line in read(Paper("a", [Paragraph(list(runs))])).paragraphs()]
    # Line breaks at the seam of two runs stay what they are in each.
    seams = "".join(as_read(text) for text, _ in parts)
    assert found == ([seams] if seams.strip() else []) or found == [expected]


@given(st.lists(tables(), min_size=1, max_size=2))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_table_is_written_and_read_back(several: list[Table]) -> None:
    paper = Paper("a", list(several))
    found = [
        [(cell.row, cell.column, cell.rows, cell.columns, cell.text) for cell in grid.cells]
        for grid in read(paper).grids()
    ]
    expected = [
        [
            (number, column, cell.rows, cell.columns, as_read(cell.text))
            for number, row in enumerate(filled(table))
            for column, cell in row
        ]
        for table in several
    ]
    assert found == expected
    assert len(opened(paper).tables) == len(several)


@given(papers)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_paper_is_written_and_opens(paper: Paper) -> None:
    data = write_docx(paper)
    assert data == write_docx(paper)
    document = word.Document(io.BytesIO(data))
    assert len(document.tables) == sum(bool(table.cells and table.widths) for table in paper.tables)
    for name, content in members(data).items():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(content)
    shown = "".join(line.text for line in read_layout(open_source(data, "a.docx")).paragraphs())
    told = [as_read(run if isinstance(run, str) else run.text) for block in paper.blocks for run in runs_of(block)]
    assert all("".join(text.split()) in "".join(shown.split()) for text in told)


def runs_of(block: Block) -> list[Run]:
    if isinstance(block, Paragraph):
        return block.runs
    return [block.text] if isinstance(block, Heading) else []


forms = st.integers(0, 1_000_000).map(generate) | st.integers(0, 1_000_000).map(lambda seed: generate_rare(seed)[:2])


@given(forms)
@settings(max_examples=40, deadline=None)
def test_any_form_is_written_and_read_back(form: tuple[Sheet, dict[str, Any]]) -> None:
    sheet, truth = form
    data = write_docx(Paper("表", [*map(_line, sheet.before), _table(sheet), *map(_line, sheet.after)]))
    assert measure([each.to_dict() for each in read_file(data, "表.docx").documents], [truth]).differences == []


def _line(text: str) -> Paragraph:
    return Paragraph([text], "plain")


def _table(sheet: Sheet) -> Table:
    rows: list[list[tuple[int, Cell]]] = [[] for _ in sheet.rows]
    for cell in sheet.cells():
        rows[cell.row].append((cell.column, Cell(cell.text, cell.rows, cell.columns)))
    width = max(cell.column + cell.columns for cell in sheet.cells())
    return Table("表", "", [1.0] * width, rows, new_page=False)


@pytest.mark.parametrize("name", ["sichuan", "national"])
def test_every_published_table_is_known_again_though_it_has_no_figures(name: str) -> None:
    tables = table_set(name)
    blocks = disclosure_tables(UnitYear(Unit(UNIT), 2024), tables)
    title = Paragraph([f"{UNIT}2024年度部门决算"], "title")
    found = read_file(write_docx(Paper("决算", [title, *blocks])), "决算.docx")
    assert [table.id for table in found.accounts[0].tables] == [layout.kind for layout in tables.layouts]
    assert found.unread == []


def test_columns_begin_at_zero_unless_one_is_below() -> None:
    for numbers, cut in ((["1160", "1205.5"], True), (["-3", "5"], False)):
        columns = Chart("column", "图1", ["甲", "乙"], [Series("支出", [Decimal(number) for number in numbers])])
        drawn = members(write_docx(Paper("a", [columns])))["word/charts/chart1.xml"]
        assert (b'<c:min val="0"/>' in drawn) is cut


@pytest.mark.parametrize(
    ("before", "page"),
    [
        ([Paragraph(["一"])] * 20, 2),  # the heading has the last line but one, its text the last
        ([Paragraph(["一"])] * 21, 3),  # the heading would stand alone
        ([Paragraph(["字" * 26])] * 20, 2),  # a full line
        ([Paragraph(["字" * 27])] * 10, 2),  # ten times two lines: one character more than a line holds
        ([Paragraph(["字" * 27])] * 11, 3),
        ([Paragraph(["一"]), PageBreak()], 3),
        ([accounts_table(1, rows=3), Paragraph(["一"])], 3),  # an upright page behind a lying one
    ],
)
def test_pages_are_counted_by_lines(before: list[Block], page: int) -> None:
    paper = Paper("a", [Contents(), PageBreak(), *before, Heading(2, "一、标题"), Paragraph(["正文"])])
    assert re.findall(r"PAGEREF .*?<w:t>(\d+)</w:t>", xml(paper))[-1] == str(page)
