"""Figures that jixiao wrote and somebody typed over: the reader tells them, `check` reports them, and nothing else."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import pytest

from annotated import members
from jixiao.check import check_documents
from jixiao.model.result import Finding, ReadResult
from jixiao.read import read_file
from jixiao.write.docx import write_docx
from jixiao.write.paper import Cell, Figure, Heading, Paper, Paragraph, Table
from jixiao.write.zipped import member, zip_file

RULE = "accounts.written.retyped"


def paper() -> Paper:
    """A short disclosure with figures in its text and in a table."""
    text = ["2024年度收、支总计均为", Figure("1176.34", "totals.all"), "万元。与2023年度相比，收、支总计各增加"]
    text += [Figure("100.00", "totals.all.change"), "万元，增长", Figure("9.29", "totals.all.growth"), "%。"]
    cell = Cell("1176.34", number=Decimal("1176.34"), places=2, tag="expenditure.total")
    rows = [[(0, Cell("项目")), (1, Cell("决算数"))], [(0, Cell("支出总计")), (1, cell)]]
    return Paper(
        "示例县医疗保障局2024年度部门决算",
        [
            Paragraph(["示例县医疗保障局2024年度部门决算"], "title"),
            Heading(1, "第二部分 2024年度部门决算情况说明"),
            Heading(2, "一、收入支出决算总体情况说明"),
            Paragraph(text),
            Table("表1", "收入支出决算总表", [1, 1], rows, 1, unit_line="单位：万元", new_page=False),
        ],
    )


def retyped(old: str, new: str) -> bytes:
    """The paper as somebody saved it who typed over one of its figures."""
    parts = members(write_docx(paper()))
    text = parts["word/document.xml"].decode()
    assert old in text
    parts["word/document.xml"] = text.replace(old, new, 1).encode()
    return zip_file([member(name, content) for name, content in parts.items()])


def findings(read: ReadResult) -> list[Finding]:
    return [finding for finding in check_documents(read).findings if "手工改写" in finding.message]


def test_what_was_written_is_told_and_holds() -> None:
    read = read_file(write_docx(paper()), "决算.docx")
    written = read.accounts[0].written
    assert [(figure.tag, figure.text, figure.value.text, figure.same) for figure in written] == [
        ("totals.all", "1176.34", "1176.34", True),
        ("totals.all.change", "100.00", "100.00", True),
        ("totals.all.growth", "9.29", "9.29", True),
        ("expenditure.total", "1176.34", "1176.34", True),
    ]
    assert findings(read) == []
    assert [each.outcome for each in check_documents(read).outcomes if each.rule == RULE] == ["holds"]


@pytest.mark.parametrize("new", ["<w:t>9.92</w:t>", "<w:t>9</w:t></w:r><w:r><w:t>.92</w:t>", "<w:t></w:t>"])
def test_a_figure_typed_over_is_found_where_it_stands(new: str) -> None:
    read = read_file(retyped("<w:t>9.29</w:t>", new), "决算.docx")
    [finding] = findings(read)
    figure = next(each for each in finding.figures if each.suspect)
    assert figure.expected == "9.29" and figure.value.text == (None if "9" not in new else "9.92")
    assert figure.value.place is not None and figure.value.place.paragraph == 4
    assert "收支总计·增减率" in finding.message and "写出时为9.29" in finding.message


def test_all_that_is_said_of_a_figure_typed_over_is_one_finding() -> None:
    read = read_file(retyped("<w:t>100.00</w:t>", "<w:t>1100.00</w:t>"), "决算.docx")
    [finding] = findings(read)
    assert [(each.value.text, each.expected) for each in finding.figures if each.suspect] == [("1100.00", "100.00")]
    assert finding.severity == "error" and finding.rule == "accounts.growth"  # wrong with it, and of equal weight


def test_a_cell_typed_over_is_found_in_its_table() -> None:
    head, old, tail = "jx:expenditure.total=1176.34", "<w:t>1176.34</w:t>", "<w:t>1167.34</w:t>"
    parts = members(write_docx(paper()))
    before, mark, after = parts["word/document.xml"].decode().partition(head)
    parts["word/document.xml"] = (before + mark + after.replace(old, tail, 1)).encode()
    read = read_file(zip_file([member(name, content) for name, content in parts.items()]), "决算.docx")
    [finding] = findings(read)
    place = next(figure for figure in finding.figures if figure.suspect).value.place
    assert place is not None and (place.table, place.row, place.column) == (1, 2, 2)


def test_controls_of_others_are_left_alone() -> None:
    data = retyped("jx:totals.all=1176.34", "金额=1")
    assert read_file(data, "决算.docx").accounts[0].written[0].tag == "totals.all.change"
    assert findings(read_file(data, "决算.docx")) == []


def test_a_paper_without_our_figures_is_not_asked() -> None:
    plain = Paper("a", [Paragraph([block.text]) if isinstance(block, Paragraph) else block for block in paper().blocks])
    plain.blocks.pop()  # the table, which has a figure too
    outcomes = check_documents(read_file(write_docx(plain), "a.docx")).outcomes
    assert [each.outcome for each in outcomes if each.rule == RULE] == ["not_run"]
    with zipfile.ZipFile(io.BytesIO(write_docx(plain))) as package:
        assert b"jx:" not in package.read("word/document.xml")
