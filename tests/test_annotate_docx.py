"""Comments in Word documents: each around its figure and nothing else, and nothing else of the file changed."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import wordml as m
from annotated import MADE, cells, commented, differing, finding, lines, marked, members, part, read, says_the_same
from jixiao.model.result import CheckResult
from jixiao.model.value import Value
from jixiao.read.gate import open_source
from jixiao.write.annotate import annotate

NAME = "a.docx"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def controlled(content: str) -> str:
    return f"<w:sdt><w:sdtContent>{content}</w:sdtContent></w:sdt>"


CHANGED = f"<w:p><w:ins>{m.r('新')}</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>"
INNER = m.table("内1 内2 | 内3 内4")
TABLES = {
    "plain": m.table("甲 乙 丙 | 1 2 3"),
    "merged": m.table("资金v 年初+2 全年 | ^ 12 13 14 | ^ 15+2 16"),
    "columns left out": m.table(">1 甲 乙 | 1 2 3"),
    "blank cells": m.table("甲 _ | _ 1"),
    "nested": m.tbl(m.tr(m.tc(m.p("外1") + INNER + m.p()), m.tc(m.p("外3")))) + m.table("后1 后2"),
    "lines in a cell": m.tbl(m.tr(m.tc(m.p("上") + m.p("中", "间") + m.p("下")), m.tc(m.p("旁")))),
    "control around a cell": m.tbl(m.tr(controlled(m.tc(m.p("甲"))), m.tc(m.p("乙")))),
    "control around lines": m.tbl(m.tr(m.tc(controlled(m.p("甲"))), m.tc(m.p("乙")))),
    "changes": m.tbl(
        m.tr(m.tc(CHANGED), m.tc(m.p("乙"))),
        m.tr(m.tc(m.p("没了")), properties="<w:del/>"),
        m.tr(m.tc(m.p("丙")), m.tc(m.p("丁"), more="<w:cellDel/>"), m.tc(m.p("戊"))),
    ),
    "an empty tag": m.tbl(m.tr(m.tc("<w:p/>"), m.tc('<w:p w:rsidR="1"/>'), m.tc(m.p("乙")))),
}  # fmt: skip


def words(text: str | None) -> str:
    return "".join((text or "").split())


@pytest.mark.parametrize("body", TABLES.values(), ids=TABLES)
def test_a_comment_stands_around_the_text_of_its_cell(body: str) -> None:
    data = m.package(m.p("前"), body, m.p("后"))
    values = cells(read(data, NAME).layout)
    copy = marked(data, NAME, *values)
    found = commented(copy)
    assert [words(found[number]) for number in sorted(found)] == [words(value.text) for value in values]
    assert says_the_same(copy, data, NAME)


@pytest.mark.parametrize("body", TABLES.values(), ids=TABLES)
def test_a_comment_stands_around_its_paragraph(body: str) -> None:
    data = m.package(m.p("前"), m.p(), body, m.p("后", "面"))
    values = lines(read(data, NAME).layout)
    assert list(commented(marked(data, NAME, *values)).values()) == [value.text for value in values]


def test_the_run_around_a_figure_is_cut_and_keeps_its_properties() -> None:
    data = m.package(m.p(m.r("支出&lt;12.5 万元，占 7%。", '<w:b/><w:sz w:val="32"/>'), m.r("完。")))
    copy = marked(data, NAME, part(data, 1, "12.5"), part(data, 1, "7%"))
    assert commented(copy) == {0: "12.5", 1: "7%"}
    assert [line.text for line in read(copy, NAME).layout.paragraphs()] == ["支出<12.5 万元，占 7%。完。"]
    document = members(copy)["word/document.xml"].decode()
    assert document.count('<w:rPr><w:b/><w:sz w:val="32"/></w:rPr>') == 5
    assert all("preserve" in tag for tag in re.findall("<w:t[^>]*>(?=[^<]* <)", document))


def test_a_figure_over_several_runs_is_one_comment() -> None:
    data = m.package(m.p("支出1", "2.", "50万元"))
    assert commented(marked(data, NAME, part(data, 1, "12.5"))) == {0: "12.5"}


def test_two_findings_about_one_figure_are_two_comments() -> None:
    data = m.package(m.p("支出12.5万元"))
    figure = part(data, 1, "12.5")
    assert commented(marked(data, NAME, figure, figure)) == {0: "12.5", 1: "12.5"}


def test_a_run_of_several_pieces_is_not_cut() -> None:
    run = "<w:r><w:t>支出</w:t><w:tab/><w:t>12.5万元</w:t></w:r>"
    data = m.package(m.p("其中：", run, "。"))
    copy = marked(data, NAME, part(data, 1, "12.5"))
    assert commented(copy) == {0: "支出12.5万元"}
    assert says_the_same(copy, data, NAME)


def test_a_figure_in_a_paragraph_whose_beginning_was_joined_to_another() -> None:
    gone = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>支出1</w:t></w:r></w:p>"
    data = m.package(gone, m.p("2.5万元"))
    copy = marked(data, NAME, part(data, 1, "12.5"))
    assert commented(copy) == {0: "12.5"}
    assert says_the_same(copy, data, NAME)


def test_a_comment_on_a_text_box_stands_at_the_box_because_word_ignores_it_inside() -> None:
    box = f"<w:r><w:drawing><wps:txbx><w:txbxContent>{m.p('框里12.5')}</w:txbxContent></wps:txbx></w:drawing></w:r>"
    data = m.package(m.p("旁边", box))
    copy = marked(data, NAME, part(data, 2, "12.5"))
    document = members(copy)["word/document.xml"].decode()
    assert document.index("commentRangeStart") < document.index("<w:drawing>")
    assert document.index("commentRangeEnd") > document.index("</w:drawing>")
    assert says_the_same(copy, data, NAME)


def test_a_comment_on_a_content_control_stands_around_it() -> None:
    control = f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{m.r('12.5万元')}</w:sdtContent></w:sdt>"
    data = m.package(m.p("支出", control))
    copy = marked(data, NAME, part(data, 1, "12.5"))
    assert commented(copy) == {0: "12.5万元"}
    assert "<w:sdtContent><w:r><w:t>12.5万元</w:t></w:r></w:sdtContent>" in members(copy)["word/document.xml"].decode()


def test_a_finding_without_a_place_stands_where_the_document_begins() -> None:
    data = m.package(m.p("开头"), m.p("后面"))
    assert commented(marked(data, NAME, None)) == {0: "开头"}


def test_a_form_in_lines_is_marked_in_its_lines() -> None:
    data = m.package(m.p("第一行"), m.p("第二行"))
    place = read(data, NAME).layout.blocks[1].place()._replace(table=1, row=2, column=1)
    assert commented(marked(data, NAME, Value("第二行", place))) == {0: "第二行"}


@given(st.lists(st.text("年1.2 ，&<\t", min_size=1, max_size=6), min_size=1, max_size=5), st.data())
def test_any_part_of_any_runs(runs: list[str], data: st.DataObject) -> None:
    text = "".join(runs)
    if text.isspace():
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    shown = [m.r(run.replace("&", "&amp;").replace("<", "&lt;")) for run in runs]
    original = m.package(m.p(*shown))
    (line,) = read(original, NAME).layout.paragraphs()
    copy = marked(original, NAME, Value(text[start:end], line.place()._replace(start=start + 1, end=end)))
    assert commented(copy) == {0: text[start:end]}
    assert says_the_same(copy, original, NAME)


STRICT = m.NAMESPACES.replace(
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"
)


def test_strict_documents_get_strict_comments() -> None:
    data = m.package(m.p("支出12.5万元"), namespaces=STRICT, members={"[Content_Types].xml": TYPES})
    copy = marked(data, NAME, part(data, 1, "12.5"))
    assert commented(copy) == {0: "12.5"}
    assert b"http://purl.oclc.org/ooxml/wordprocessingml/main" in members(copy)["word/comments.xml"]
    assert b"purl.oclc.org/ooxml/officeDocument/relationships/comments" in members(copy)["word/_rels/document.xml.rels"]


@pytest.mark.parametrize("prefix", ["ns0", "default"])
def test_documents_of_other_spellings(prefix: str) -> None:
    body = m.p("支出12.5万元") + m.table("甲 _")
    spelled = m.NAMESPACES.replace("xmlns:w=", f"xmlns:{prefix}=" if prefix != "default" else "xmlns=")
    if prefix == "default":
        body = re.sub(r"w:(?=p|r|t)", "", body).replace("w:val=", "val=")
        data = m.package(body, namespaces=spelled)
        data = _with_document(data, members(data)["word/document.xml"].replace(b"w:", b""))
    else:
        data = m.package(body, namespaces=spelled)
        data = _with_document(data, re.sub(rb"(</?| )w:", rb"\1ns0:", members(data)["word/document.xml"]))
    values = [part(data, 1, "12.5"), *cells(read(data, NAME).layout)]
    copy = marked(data, NAME, *values)
    assert list(commented(copy).values()) == ["12.5", "甲", ""]
    assert says_the_same(copy, data, NAME)


def test_utf_16() -> None:
    data = m.package(m.p("支出12.5万元"))
    text = members(data)["word/document.xml"].decode()
    data = _with_document(data, f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16"))
    assert commented(marked(data, NAME, part(data, 1, "12.5"))) == {0: "12.5"}


def _with_document(data: bytes, document: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in (members(data) | {"word/document.xml": document}).items():
            package.writestr(name, content)
    return file.getvalue()


@pytest.fixture
def office() -> bytes:
    """A document as python-docx writes it, with a table and a comment of its author's."""
    document = docx.Document()
    line = document.add_paragraph("年度支出 12.5 万元。")
    document.add_comment(line.runs, text="请复核", author="张三", initials="张")
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "得分"
    table.cell(0, 1).text = "90"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_the_author_s_comments_stay_and_new_ones_are_seen_by_others(office: bytes) -> None:
    copy = marked(office, NAME, *cells(read(office, NAME).layout))
    found = list(docx.Document(io.BytesIO(copy)).comments)
    assert [(comment.author, comment.text) for comment in found] == [
        ("张三", "请复核"),
        ("绩效核对（jixiao）", "【错误】第1个问题 <&>。\n应为：数1 12（表中为 得分）\n依据：某文号（规则 test.rule）"),
        ("绩效核对（jixiao）", "【错误】第2个问题 <&>。\n应为：数1 12（表中为 90）\n依据：某文号（规则 test.rule）"),
    ]
    assert len({comment.comment_id for comment in found}) == 3
    assert found[1].timestamp is not None and found[1].timestamp.replace(tzinfo=None) == MADE
    assert commented(copy)[found[2].comment_id] == "90"


def test_only_the_document_and_its_comments_change(office: bytes) -> None:
    copy = marked(office, NAME, *cells(read(office, NAME).layout))
    assert differing(copy, office) == {"word/document.xml", "word/comments.xml"}
    assert list(members(copy)) == list(members(office))


def test_a_first_comment_adds_its_part() -> None:
    file = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("支出12.5万元")
    document.save(file)
    data = file.getvalue()
    copy = marked(data, NAME, part(data, 1, "12.5"))
    changed = {"word/document.xml", "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert differing(copy, data) == changed
    assert [comment.text.split("\n")[0] for comment in docx.Document(io.BytesIO(copy)).comments] == [
        "【错误】第1个问题 <&>。"
    ]


def test_without_findings_the_copy_is_the_file(office: bytes) -> None:
    assert marked(office, NAME) == office


def test_the_suspect_is_where_the_comment_stands() -> None:
    data = m.package(m.table("甲 乙"))
    source = open_source(data, NAME)
    result = read(data, NAME)
    both = CheckResult(
        result, [finding(1, *cells(result.layout)), finding(2, Value("无处"), *cells(result.layout)[:1])], []
    )
    both.findings[1].figures[0].suspect = True
    copy = annotate(source, both, MADE)
    assert commented(copy) == {0: "乙", 1: "甲"}


def test_texts_that_xml_cannot_hold_are_left_out() -> None:
    data = m.package(m.p("支出12.5万元"), members={"[Content_Types].xml": TYPES})
    result = CheckResult(read(data, NAME), [finding(1)], [])
    result.findings[0].message = "坏字\x07\ud800\uffff。"
    copy = annotate(open_source(data, NAME), result, MADE)
    assert "【错误】坏字。" in members(copy)["word/comments.xml"].decode()


def test_samples_are_marked_cell_by_cell_and_line_by_line(samples: Path) -> None:
    for file in sorted([*(samples / "office").glob("*.docx"), *(samples / "provinces").glob("*/*.docx")]):
        data = file.read_bytes()
        layout = read(data, NAME).layout
        values = [*cells(layout), *lines(layout)]
        copy = marked(data, NAME, *values)
        found = commented(copy)
        assert [words(found[number]) for number in sorted(found)] == [words(value.text) for value in values], file
        assert says_the_same(copy, data, NAME), file
        assert file.read_bytes() == data
