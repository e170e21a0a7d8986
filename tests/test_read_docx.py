"""Word documents: text as a reader sees it, tables as cells that never overlap."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.read.failure import Unreadable
from jixiao.read.formats.docx import read_layout
from jixiao.read.gate import open_source
from wordml import (
    NAMESPACES,
    assert_sound,
    cells,
    outline,
    p,
    package,
    paragraphs,
    r,
    read,
    shape,
    table,
    tbl,
    tc,
    tr,
)

TRACKED = "文档有未接受的修订，按接受后的内容读取"
VERTICAL = '<w:vMerge w:val="restart"/>'


# ------------------------------------------------------------------------------------------------ paragraphs
def test_paragraphs_are_numbered_from_one_and_empty_ones_only_counted() -> None:
    layout = read(p("附件3"), p(), p("　"), p("绩效自评表"))
    assert [(block.number, block.text) for block in layout.paragraphs()] == [(1, "附件3"), (4, "绩效自评表")]


def test_tabs_breaks_and_hyphens_of_a_run() -> None:
    run = "<w:r><w:t>年度</w:t><w:tab/><w:t>2024</w:t><w:br/><w:t>A</w:t><w:noBreakHyphen/><w:t>1</w:t><w:cr/></w:r>"
    assert paragraphs(p(run)) == ["年度\t2024\nA-1\n"]


@pytest.mark.parametrize("wrapper", ["hyperlink", "smartTag", "customXml", "fldSimple", "ins", "moveTo", "bdo", "dir"])
def test_wrapped_runs_are_seen(wrapper: str) -> None:
    assert paragraphs(p("医疗", f"<w:{wrapper}>{r('保障')}</w:{wrapper}>", "局")) == ["医疗保障局"]


def test_content_controls_around_runs_and_blocks_are_seen_through() -> None:
    run = f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{r('92')}</w:sdtContent></w:sdt>"
    block = f"<w:sdt><w:sdtContent>{p('得分', run)}{table('甲 乙')}</w:sdtContent></w:sdt>"
    assert outline(block) == ["得分92", ["甲", "乙"]]


def test_a_field_shows_its_result_not_its_instruction() -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    instruction = "<w:r><w:instrText> PAGE </w:instrText></w:r>" + r("不显示")
    field = mark("begin") + instruction + mark("separate") + r("7") + mark("end")
    nested = mark("begin") + field + mark("separate") + r("结果") + mark("end")
    assert paragraphs(p("第", field, "页")) == ["第7页"]
    assert paragraphs(p(nested)) == ["结果"]
    assert paragraphs(p(mark("begin")), p(r("下一段"), mark("end"), mark("separate"))) == ["下一段"]


def test_old_form_fields_show_their_state() -> None:
    field = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{}</w:ffData></w:fldChar></w:r>'.format
    choice = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="优"/><w:listEntry w:val="良"/></w:ddList>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert paragraphs(p(field("<w:checkBox><w:checked/></w:checkBox>"), end, "是")) == ["☑是"]
    unticked = '<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>'
    assert paragraphs(p(field(unticked), end, "否")) == ["□否"]
    assert paragraphs(p(field(choice), end)) == ["良"]


@pytest.mark.parametrize(
    ("font", "code", "char"),
    [("Wingdings", "F0FE", "☑"), ("Wingdings 2", "F052", "☑"), ("Wingdings 2", "0052", "☑"), ("Wingdings", "F0A8", "□"),
     ("Symbol", "F0B3", "≥"), ("Symbol", "F0A3", "≤"), ("Symbol", "F035", "5"), ("宋体", "2611", "☑"),
     ("Webdings", "F061", ""), ("Wingdings", "F021", ""), ("Wingdings", "zz", "")],
)  # fmt: skip
def test_symbols_become_characters_where_they_are_known(font: str, code: str, char: str) -> None:
    assert paragraphs(p(f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>', "项")) == [char + "项"]


def test_text_in_a_symbol_font_is_read_as_shown() -> None:
    ticked = r("R", '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>')
    assert paragraphs(p(ticked, "优", r("\uf0a3", '<w:rFonts w:ascii="Symbol"/>'), "R")) == ["☑优≤R"]


def test_hidden_text_is_left_out() -> None:
    assert paragraphs(p("看得见", r("看不见", "<w:vanish/>"), r("，也看得见", '<w:vanish w:val="0"/>'))) == [
        "看得见，也看得见"
    ]


def test_the_base_of_a_phonetic_guide_is_kept() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{r('jì')}</w:rt><w:rubyBase>{r('绩')}</w:rubyBase></w:ruby></w:r>"
    assert paragraphs(p(ruby, "效")) == ["绩效"]


def test_a_formula_is_read_in_one_line() -> None:
    part = "<m:{0}><m:r><m:t>{1}</m:t></m:r></m:{0}>".format
    formula = f"<m:oMath><m:f>{part('num', '执行数')}{part('den', '预算数')}</m:f><m:r><m:t>×10</m:t></m:r></m:oMath>"
    assert paragraphs(p("得分=", formula)) == ["得分=执行数/预算数×10"]


# ------------------------------------------------------------------------------------------------ tracked changes
def test_changes_are_read_as_accepted_with_one_remark() -> None:
    change = "<w:del><w:r><w:delText>118.8</w:delText></w:r></w:del>" + f"<w:ins>{r('115.2')}</w:ins>"
    moved = f"<w:moveFrom>{r('旧处')}</w:moveFrom>" + f"<w:moveTo>{r('新处')}</w:moveTo>"
    layout = read(p(change), p(moved))
    assert [block.text for block in layout.paragraphs()] == ["115.2", "新处"]
    assert layout.remarks == [TRACKED]


def test_no_remark_without_changes_of_content() -> None:
    assert read(p(r("文", '<w:rPrChange w:id="1"><w:rPr/></w:rPrChange>'))).remarks == []


def test_a_deleted_paragraph_end_joins_the_next_paragraph() -> None:
    gone = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('上半')}</w:p>"
    layout = read(gone, p("下半"), p("另一段"))
    assert [(block.number, block.text) for block in layout.paragraphs()] == [(1, "上半下半"), (2, "另一段")]
    assert layout.remarks == [TRACKED]
    assert cells(tbl(tr(tc(gone + p("下半") + p("另一段"))))) == [("上半下半\n另一段", 0, 0, 1, 1)]
    assert outline(gone, table("甲"), p("后")) == ["上半", ["甲"], "后"]


def test_deleted_rows_and_cells_are_dropped_and_inserted_ones_kept() -> None:
    deleted, inserted = "<w:del/>", "<w:ins/>"
    grid = tbl(
        tr(tc(p("甲"))),
        tr(tc(p("删")), properties=deleted),
        tr(tc(p("删"), more="<w:cellDel/>"), tc(p("乙")), properties=inserted),
    )
    assert cells(grid) == [("甲", 0, 0, 1, 1), ("乙", 1, 0, 1, 1)]
    assert read(grid).remarks == [TRACKED]
    assert outline(tbl(tr(tc(p("删")), properties=deleted)), table("留")) == [["留"]]
    assert [grid.table for grid in read(tbl(tr(tc(p("删")), properties=deleted)), table("留")).grids()] == [1]


# ------------------------------------------------------------------------------------------------ tables
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("资金v 年初 全年 | ^ 12 _", [("资金", 0, 0, 2, 1), ("年初", 0, 1, 1, 1), ("全年", 0, 2, 1, 1),
                                       ("12", 1, 1, 1, 1), ("", 1, 2, 1, 1)]),
        ("名称 值+3 | 甲+2v 乙+2 | ^+2 丙+2", [("名称", 0, 0, 1, 1), ("值", 0, 1, 1, 3), ("甲", 1, 0, 2, 2),
                                              ("乙", 1, 2, 1, 2), ("丙", 2, 2, 1, 2)]),
        (">2 甲 | 乙 丙", [("甲", 0, 2, 1, 1), ("乙", 1, 0, 1, 1), ("丙", 1, 1, 1, 1)]),
        ("甲v | 乙v | ^", [("甲", 0, 0, 1, 1), ("乙", 1, 0, 2, 1)]),
        # A continuation of nothing stands for itself, and the next one continues it.
        ("^ 甲 | ^ 乙", [("", 0, 0, 2, 1), ("甲", 0, 1, 1, 1), ("乙", 1, 1, 1, 1)]),
        ("甲 | ^", [("甲", 0, 0, 1, 1), ("", 1, 0, 1, 1)]),
        # One of another width cannot lengthen the cell above without overlapping its neighbour.
        ("甲+2v 乙 | ^ 丙 丁", [("甲", 0, 0, 1, 2), ("乙", 0, 2, 1, 1), ("", 1, 0, 1, 1), ("丙", 1, 1, 1, 1),
                               ("丁", 1, 2, 1, 1)]),
        # Rows of other widths stay as they are.
        ("甲 乙 丙 | 丁", [("甲", 0, 0, 1, 1), ("乙", 0, 1, 1, 1), ("丙", 0, 2, 1, 1), ("丁", 1, 0, 1, 1)]),
    ],
)  # fmt: skip
def test_spans_of_a_table(line: str, expected: list[tuple[str, int, int, int, int]]) -> None:
    assert cells(table(line)) == expected


def test_old_horizontal_merges_are_one_cell() -> None:
    begin, on = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    row = tr(tc(p("总分"), merge=begin), tc(p(), merge=on), tc(p(), 2, merge=on), tc(p("100")))
    assert cells(tbl(row)) == [("总分", 0, 0, 1, 4), ("100", 0, 4, 1, 1)]


@pytest.mark.parametrize("span", ["0", "-3", "x", "", "2.5"])
def test_a_span_that_is_no_number_counts_as_one(span: str) -> None:
    assert cells(tbl(tr(tc(p("甲"), more=f'<w:gridSpan w:val="{span}"/>'), tc(p("乙"))))) == [
        ("甲", 0, 0, 1, 1),
        ("乙", 0, 1, 1, 1),
    ]


def test_an_endless_span_is_cut() -> None:
    assert cells(tbl(tr(tc(p("甲"), 10**12)))) == [("甲", 0, 0, 1, 1000)]


def test_paragraphs_of_a_cell_are_lines() -> None:
    assert cells(tbl(tr(tc(p("绩") + p("效") + p() + p("指标"))))) == [("绩\n效\n\n指标", 0, 0, 1, 1)]


def test_rows_cells_and_blocks_in_content_controls_are_seen() -> None:
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    grid = tbl(control(tr(tc(p("甲")), control(tc(control(p("乙")))))), f"<w:customXml>{tr(tc(p('丙')))}</w:customXml>")
    assert cells(grid) == [("甲", 0, 0, 1, 1), ("乙", 0, 1, 1, 1), ("丙", 1, 0, 1, 1)]


def test_a_nested_table_follows_the_outer_one_under_the_next_number() -> None:
    inner = table("内") + p()
    layout = read(p("前"), tbl(tr(tc(p("外") + tbl(tr(tc(inner))) + p()), tc(p("邻")))), table("后"))
    texts = [(grid.table, [cell.text for cell in grid.cells]) for grid in layout.grids()]
    assert texts == [(1, ["外\n", "邻"]), (2, [""]), (3, ["内"]), (4, ["后"])]


def test_rows_without_cells_are_no_rows() -> None:
    assert cells(tbl(tr(tc(p("甲"))), tr(), tr(tc(p("乙"))))) == [("甲", 0, 0, 1, 1), ("乙", 1, 0, 1, 1)]


# ------------------------------------------------------------------------------------------------ boxes and the rest
def _box(inner: str, fallback: str | None = None) -> str:
    shape_ = f"<w:drawing><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></w:drawing>"
    picture = f"<w:pict><v:textbox><w:txbxContent>{fallback or inner}</w:txbxContent></v:textbox></w:pict>"
    alternatives = f"<mc:Choice Requires='wps'>{shape_}</mc:Choice><mc:Fallback>{picture}</mc:Fallback>"
    return f"<w:r><mc:AlternateContent>{alternatives}</mc:AlternateContent></w:r>"


def test_a_text_box_follows_its_paragraph_and_is_taken_once() -> None:
    assert outline(p("段", _box(p("总分") + table("100 97.6"))), p("后")) == ["段", "总分", ["100", "97.6"], "后"]


def test_a_text_box_in_a_cell_follows_the_table() -> None:
    assert outline(tbl(tr(tc(p("甲", _box(p("盒"))))), tr(tc(p("乙"))))) == [["甲", "乙"], "盒"]


def test_a_text_box_in_a_text_box_is_found() -> None:
    assert outline(p(_box(p("外", _box(p("内")))))) == ["外", "内"]


def test_the_fallback_is_taken_where_there_is_no_choice() -> None:
    picture = f"<w:pict><v:textbox><w:txbxContent>{p('旧')}</w:txbxContent></v:textbox></w:pict>"
    run = f"<w:r><mc:AlternateContent><mc:Fallback>{picture}</mc:Fallback></mc:AlternateContent></w:r>"
    assert outline(p(run), p(f"<w:r>{picture}</w:r>")) == ["旧", "旧"]


def test_alternatives_around_runs_and_blocks_count_once() -> None:
    def either(first: str, second: str) -> str:
        choice = f"<mc:Choice Requires='x'>{first}</mc:Choice><mc:Fallback>{second}</mc:Fallback>"
        return f"<mc:AlternateContent>{choice}</mc:AlternateContent>"

    assert outline(p("甲", either(r("新"), r("旧"))), either(table("新"), table("旧"))) == ["甲新", ["新"]]


def test_an_embedded_file_is_named_in_a_remark() -> None:
    layout = read(p("前"), '<w:altChunk r:id="x" xmlns:r="urn:r"/>', p("后"))
    assert layout.remarks == ["文档嵌有另一份文件的全文（altChunk），没有读取"]


def test_notes_comments_and_drawings_leave_no_text() -> None:
    marks = '<w:footnoteReference w:id="2"/><w:commentReference w:id="1"/><w:drawing><a xmlns="x">字</a></w:drawing>'
    assert paragraphs(p("正文", f"<w:r>{marks}</w:r>")) == ["正文"]


def test_strict_documents_are_read() -> None:
    strict = NAMESPACES.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    layout = read_layout(open_source(package(p("甲"), table("乙 丙"), namespaces=strict)))
    assert [len(grid.cells) for grid in layout.grids()] == [2]
    assert [block.text for block in layout.paragraphs()] == ["甲"]


def test_the_main_part_may_have_another_name() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    rels = f'<Relationships><Relationship Id="r1" Type="{kind}" Target="/word/document2.xml"/></Relationships>'
    data = package(p("甲"), part="word/document2.xml", members={"_rels/.rels": rels})
    assert [block.text for block in read_layout(open_source(data)).paragraphs()] == ["甲"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (package(part="word/other.xml"), "缺少 word/document.xml"),
        (package("<w:p>"), "不是有效的 XML"),
        (package("<w:sdt>" * 5000 + "</w:sdt>" * 5000), "嵌套层次太深"),
        (package("<w:p>" + "<w:ins>" * 5000 + "</w:ins>" * 5000 + "</w:p>"), "嵌套层次太深"),
        (package(part="word/other.xml", members={"word/document.xml": "<x/>"}), "没有正文"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_layout(open_source(data, "form.docx"))


# ------------------------------------------------------------------------------------------------ properties
@st.composite
def merged_grids(draw: st.DrawFn) -> list[tuple[str, int, int, int, int]]:
    """A grid cut into rectangles, as Word's own tables are: text, row, column, rows, columns in reading order."""
    height, width = draw(st.integers(1, 7)), draw(st.integers(1, 7))
    taken: set[tuple[int, int]] = set()
    found = []
    for row in range(height):
        for column in range(width):
            if (row, column) in taken:
                continue
            free = next((c for c in range(column, width) if (row, c) in taken), width)
            rows, columns = draw(st.integers(1, height - row)), draw(st.integers(1, free - column))
            taken |= {(r_, c) for r_ in range(row, row + rows) for c in range(column, column + columns)}
            found.append((f"{row}.{column}", row, column, rows, columns))
    return found


def _row_xml(grid: list[tuple[str, int, int, int, int]], number: int) -> str:
    across = sorted((c for c in grid if c[1] <= number < c[1] + c[3]), key=lambda c: c[2])
    made = []
    for text, row, _, rows, columns in across:
        merge = "" if rows == 1 else VERTICAL if row == number else "<w:vMerge/>"
        made.append(tc(p(text) if row == number else p(), columns, merge))
    return tr(*made)


@given(merged_grids())
@settings(max_examples=150, deadline=None)
def test_a_merged_grid_is_read_as_it_was_written(grid: list[tuple[str, int, int, int, int]]) -> None:
    height = max(row + rows for _, row, _, rows, _ in grid)
    assert cells(tbl(*(_row_xml(grid, number) for number in range(height)))) == grid


broken_cells = st.builds(
    tc,
    st.sampled_from([p("甲"), p(), ""]),
    st.integers(-1, 4),
    st.sampled_from(["", "", VERTICAL, "<w:vMerge/>", "<w:hMerge/>", '<w:vMerge/><w:hMerge w:val="restart"/>']),
)
broken_rows = st.builds(
    lambda row, before: tr(*row, properties=f'<w:gridBefore w:val="{before}"/>'),
    st.lists(broken_cells, max_size=5),
    st.integers(0, 3),
)


@given(st.lists(broken_rows, max_size=6))
@settings(max_examples=200, deadline=None)
def test_however_broken_a_table_is_its_cells_never_overlap(rows: list[str]) -> None:
    for grid in read(tbl(*rows)).grids():
        assert_sound(grid)


@given(st.binary(max_size=40), st.integers(0, 10_000))
@settings(max_examples=200, deadline=None)
def test_damaged_bytes_give_a_layout_or_a_sentence(noise: bytes, place: int) -> None:
    data = bytearray(package(p("甲"), table("甲 乙 | 丙 丁")))
    at = place % len(data)
    data[at : at + len(noise)] = noise
    try:
        layout = read_layout(open_source(bytes(data), "form.docx"))
    except Unreadable as failure:
        assert str(failure).startswith("form.docx：")
    else:
        assert [grid.table for grid in layout.grids()] in ([], [1])


# ------------------------------------------------------------------------------------------------ other writers
def test_a_document_of_python_docx_is_read_as_it_was_built() -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("项目支出绩效自评表")
    built = document.add_table(4, 4)
    for row in range(4):
        for column in range(4):
            built.cell(row, column).text = f"{row}{column}"
    built.cell(0, 0).merge(built.cell(2, 1)).text = "合并"
    data = io.BytesIO()
    document.save(data)
    (grid,) = read_layout(open_source(data.getvalue())).grids()
    assert shape(grid.cells[0]) == ("合并", 0, 0, 3, 2)
    assert [cell.text for cell in grid.cells[1:]] == ["02", "03", "12", "13", "22", "23", "30", "31", "32", "33"]


# ------------------------------------------------------------------------------------------------ samples
def test_every_bad_document_that_can_be_read_is_sound(samples: Path) -> None:
    for path in sorted((samples / "bad").glob("*.docx")):
        try:
            layout = read_layout(open_source(path))
        except Unreadable as failure:
            assert str(failure).startswith(path.name)
            assert path.name[:2] in {"01", "02", "03", "04", "14"}
            continue
        for grid in layout.grids():
            assert_sound(grid)


def _texts(path: Path) -> list[str]:
    layout = read_layout(open_source(path))
    return [cell.text for grid in layout.grids() for cell in grid.cells] + [block.text for block in layout.paragraphs()]


def test_the_sample_of_tracked_changes_is_read_as_accepted(samples: Path) -> None:
    texts = _texts(samples / "bad" / "16-tracked-changes.docx")
    assert {"115.2", "28分", "97.6分"} <= set(texts)
    assert not {"118.8", "30分118.8", "99.5分"} & set(texts)


def test_the_sample_of_boxes_and_nesting_has_its_total_once(samples: Path) -> None:
    texts = _texts(samples / "bad" / "17-text-boxes-nested-tables.docx")
    assert [text for text in texts if "97.6" in text] == ["分值：100分　得分：97.6分"]
    assert "产出指标\n（50分）" in texts
