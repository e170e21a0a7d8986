"""Notes in Excel workbooks: each at its cell, coloured, and values, formulas, charts and styles as they were."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from annotated import MADE, cells, differing, finding, lines, marked, members, read, says_the_same
from jixiao.model.place import Place
from jixiao.model.result import CheckResult, Severity
from jixiao.model.value import Value
from jixiao.read.gate import open_source
from jixiao.write.annotate import annotate
from workbooks import formats, workbook, worksheet

NAME = "a.xlsx"
HEAD = "绩效核对（jixiao）\n"
TYPES = {"[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'}


def at(cell: str, sheet: str = "表1") -> Value:
    return Value("12", Place(sheet=sheet, cell=cell))


def notes(data: bytes) -> dict[str, str]:
    """The notes of a workbook by sheet and cell, as openpyxl reads them, ours without their author."""
    return {f"{cell.parent.title}!{cell.coordinate}": cell.comment.text.removeprefix(HEAD) for cell in noted(data)}


def noted(data: bytes) -> list[Any]:
    return [cell for sheet in openpyxl.load_workbook(io.BytesIO(data)) for row in sheet for cell in row if cell.comment]


def shapes(data: bytes) -> list[str]:
    """The cells that boxes of notes belong to, row and column from 0."""
    drawings = [text.decode() for name, text in members(data).items() if name.endswith(".vml")]
    found = [re.findall(r"<x:Row>(\d+)</x:Row>\s*<x:Column>(\d+)", text) for text in drawings]
    numbers = [number for text in drawings for number in re.findall(r'<v:shape [^>]*id="_x0000_s(\d+)"', text)]
    assert len(set(numbers)) == len(numbers) or len(drawings) > 1
    return [f"{row},{column}" for each in found for row, column in each]


@pytest.fixture
def book() -> bytes:
    """A workbook as XlsxWriter writes it: formats, a formula with its result, a merged cell, a chart, a note."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        sheet = made.add_worksheet("得分表")
        percent = made.add_format({"num_format": "0.00%", "bold": True, "border": 1})
        sheet.write("A1", "执行率")
        sheet.write_formula("B1", "=C1/D1", percent, 0.8636)
        sheet.write("C1", 138.17)
        sheet.write("D1", 160)
        sheet.merge_range("A2:B3", "合计", made.add_format({"align": "center"}))
        sheet.write("C2", 10)
        sheet.write_comment("C2", "请复核", {"author": "张三"})
        chart = made.add_chart({"type": "column"})
        chart.add_series({"values": "=得分表!$C$1:$D$1"})
        sheet.insert_chart("F2", chart)
        sheet.conditional_format("C1:D1", {"type": "cell", "criteria": ">", "value": 1, "format": percent})
        other = made.add_worksheet("其他")
        other.write("A1", "甲")
    return file.getvalue()


def test_every_cell_gets_its_note_once(book: bytes) -> None:
    values = cells(read(book, NAME).layout)
    copy = marked(book, NAME, *values)
    found = notes(copy)
    places = [value.place for value in values if value.place]
    assert set(found) == {f"{place.sheet}!{place.cell}" for place in places}
    for number, place in enumerate(places, 1):
        assert found[f"{place.sheet}!{place.cell}"].count(f"【错误】第{number}个问题 <&>。\n") == 1
    assert {cell.comment.author for cell in noted(copy)} == {"张三", "绩效核对（jixiao）"}
    assert len(shapes(copy)) == len(places)


def test_the_note_of_the_author_stays_in_front(book: bytes) -> None:
    copy = marked(book, NAME, at("C2", "得分表"))
    assert notes(copy)["得分表!C2"].startswith("请复核\n\n绩效核对（jixiao）\n【错误】第1个问题")
    assert shapes(copy) == ["1,2"]


def test_cells_keep_their_format_and_get_a_colour(book: bytes) -> None:
    copy = marked(book, NAME, at("B1", "得分表"), at("A2", "得分表"))
    before, after = (openpyxl.load_workbook(io.BytesIO(data))["得分表"] for data in (book, copy))
    for name in ("B1", "A2"):
        old, new = before[name], after[name]
        assert new.fill.fgColor.rgb == "FFFFC7CE"
        for kept in ("number_format", "font", "border", "alignment", "protection"):
            assert repr(getattr(new, kept)) == repr(getattr(old, kept))
    assert after["C1"].fill.fgColor == before["C1"].fill.fgColor


def test_formulas_results_and_charts_stay(book: bytes) -> None:
    copy = marked(book, NAME, *cells(read(book, NAME).layout))
    for only_values in (False, True):
        before, after = (openpyxl.load_workbook(io.BytesIO(data), data_only=only_values) for data in (book, copy))
        assert [[[c.value for c in row] for row in s] for s in before] == [
            [[c.value for c in row] for row in s] for s in after
        ]
    changed = {name for name in differing(copy, book) if name in members(book)}
    assert changed == {
        "[Content_Types].xml", "xl/styles.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml",
        "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml",
    } | ({"xl/worksheets/_rels/sheet2.xml.rels"} & set(members(book)))  # fmt: skip
    assert says_the_same(copy, book, NAME)


def test_the_worst_finding_gives_the_colour() -> None:
    data = workbook(worksheet('<row r="1"><c r="A1"><v>12</v></c></row>'), styles=STYLES, others=TYPES)
    given: list[Severity] = ["info", "warning"]
    findings = [finding(number, at("A1"), severity=severity) for number, severity in enumerate(given, 1)]
    copy = annotate(open_source(data, NAME), CheckResult(read(data, NAME), findings, []), MADE)
    styles = members(copy)["xl/styles.xml"].decode()
    assert "FFFFEB9C" in styles and "FFDDEBF7" not in styles
    assert "第1个问题" in notes_part(copy) and "第2个问题" in notes_part(copy)


STYLES = (
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="0.0"/></numFmts><fonts/>'
    '<fills count="2"><fill/><fill/></fills>'
    '<cellXfs count="3"><xf numFmtId="0" fillId="0"/><xf numFmtId="164" fillId="1" applyFill="0"><alignment/></xf>'
    '<xf numFmtId="9"/></cellXfs>'
)


def notes_part(copy: bytes) -> str:
    return members(copy)["xl/comments1.xml"].decode()


def sheet_of(copy: bytes) -> str:
    return members(copy)["xl/worksheets/sheet1.xml"].decode()


def test_cells_and_rows_that_are_not_there_are_put_in_their_places() -> None:
    columns = '<cols><col min="3" max="4" width="9" style="2"/></cols>'
    rows = (
        '<row r="2" s="1" customFormat="1"><c r="B2"><v>1</v></c><c r="E2"><v>2</v></c></row>'
        '<row r="5"/><row r="7"><c r="A7" s="2"/></row>'
    )
    data = workbook(worksheet(rows, before=columns), styles=STYLES, others=TYPES)
    copy = marked(data, NAME, *map(at, ["D2", "C2", "F2", "A5", "C4", "B4", "C9", "A7"]))
    assert re.findall(r'<(?:row|c) r="(\w+)"', sheet_of(copy)) == [
        "2", "B2", "C2", "D2", "E2", "F2", "4", "B4", "C4", "5", "A5", "7", "A7", "9", "C9",
    ]  # fmt: skip
    styles = dict(re.findall(r'<c r="(\w+)" s="(\d+)"/>', sheet_of(copy)))
    assert styles["C2"] == styles["D2"] == styles["F2"]  # of the row
    assert styles["C4"] == styles["C9"] == styles["A7"]  # of the column, and of the cell
    assert styles["B4"] == styles["A5"]
    assert len(set(styles.values())) == 3
    made = members(copy)["xl/styles.xml"].decode()
    assert '<xf numFmtId="164" fillId="2" applyFill="1"><alignment/></xf>' in made
    assert '<cellXfs count="6">' in made and '<fills count="3">' in made


def test_rows_and_cells_without_addresses() -> None:
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c><v>4</v></c></row>"
    data = workbook(worksheet(rows), styles=STYLES, others=TYPES)
    copy = marked(data, NAME, *cells(read(data, NAME).layout)[2:3])
    assert "<row><c><v>1</v></c><c><v>2</v></c></row><row><c s=" in sheet_of(copy)
    assert 'ref="A2"' in notes_part(copy)


def test_a_sheet_with_a_prefix() -> None:
    rows = '<x:row r="1"><x:c r="B1"><x:v>1</x:v></x:c></x:row>'
    sheet = worksheet("").replace("<sheetData></sheetData>", f"<x:sheetData>{rows}</x:sheetData>")
    sheet = re.sub("<(/?)worksheet", r"<\1x:worksheet", sheet).replace("xmlns=", "xmlns:x=")
    data = workbook(sheet, styles=STYLES, others=TYPES)
    copy = marked(data, NAME, at("A1"), at("B1"), at("A3"))
    assert re.findall(r'<(x:\w+) (?:s="\d+" )?r="(\w+)"', sheet_of(copy)) == [
        ("x:row", "1"), ("x:c", "A1"), ("x:c", "B1"), ("x:row", "3"), ("x:c", "A3"),
    ]  # fmt: skip
    assert '<x:legacyDrawing xmlns:r="' in sheet_of(copy)
    assert says_the_same(copy, data, NAME)


def test_the_drawing_is_named_where_the_schema_wants_it() -> None:
    behind = '<pageMargins left="1"/><drawing r:id="rId9"/><tableParts count="0"/>'
    data = workbook(worksheet('<row r="1"><c r="A1"><v>1</v></c></row>', after=behind), styles=STYLES, others=TYPES)
    copy = sheet_of(marked(data, NAME, at("A1")))
    assert copy.index("<drawing ") < copy.index("<legacyDrawing ") < copy.index("<tableParts ")


def test_a_conversation_keeps_its_cell_and_the_note_goes_beside_it() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
        ' Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"'
        ' Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    )
    talk = '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    others = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations,
        "xl/threadedComments/threadedComment1.xml": f'{talk}<threadedComment ref="A1"/></ThreadedComments>',
    }
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    data = workbook(worksheet(rows), styles=STYLES, others=TYPES | others)
    copy = marked(data, NAME, at("A1"), at("B1"))
    assert re.findall('<comment [^>]*ref="(\\w+)"', notes_part(copy)) == ["B1"]
    assert "第1个问题" in notes_part(copy) and "第2个问题" in notes_part(copy)


def test_what_stands_in_no_cell_goes_to_the_first_one() -> None:
    data = workbook(worksheet('<row r="1"><c r="B1"><v>1</v></c></row>'), styles=STYLES, others=TYPES)
    copy = marked(data, NAME, None, Value("框", Place(sheet="表1", paragraph=1)), at("B2", "没有这张表"))
    assert re.findall('<comment [^>]*ref="(\\w+)"', notes_part(copy)) == ["A1"]
    assert all(f"第{number}个问题" in notes_part(copy) for number in (1, 2, 3))


def test_a_workbook_without_fills_gets_notes_only() -> None:
    data = workbook(worksheet('<row r="1"><c r="A1" s="1"><v>1</v></c></row>'), styles=formats("0.0"), others=TYPES)
    copy = marked(data, NAME, at("A1"))
    assert 'ref="A1"' in notes_part(copy)
    assert '<c r="A1" s="1">' in sheet_of(copy)


def test_hidden_sheets_are_no_place_for_notes() -> None:
    sheet = worksheet('<row r="1"><c r="A1"><v>1</v></c></row>')
    data = workbook(sheet, sheet, styles=STYLES, others=TYPES, states=("hidden",))
    copy = marked(data, NAME, None, at("A1", "表2"))
    assert "legacyDrawing" in members(copy)["xl/worksheets/sheet2.xml"].decode()
    assert "legacyDrawing" not in sheet_of(copy)


def test_drawings_that_are_not_quite_xml_are_added_to(book: bytes) -> None:
    parts = members(book)
    name = "xl/drawings/vmlDrawing1.vml"
    assert b"</xml>" in parts[name]
    parts[name] = parts[name].replace(b"</v:textbox>", b"<br></v:textbox>")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for member, content in parts.items():
            package.writestr(member, content)
    copy = marked(file.getvalue(), NAME, at("D1", "得分表"))
    assert shapes(copy) == ["1,2", "0,3"]


def test_samples_are_marked_cell_by_cell(samples: Path) -> None:
    for file in sorted([*(samples / "office").glob("*.xlsx"), *(samples / "provinces").glob("*/*.xlsx")]):
        data = file.read_bytes()
        layout = read(data, NAME).layout
        values = [*cells(layout), *lines(layout)]
        copy = marked(data, NAME, *values)
        found = notes(copy)
        wanted = [f"{value.place.sheet}!{value.place.cell or 'A1'}" for value in values if value.place]
        assert set(found) == set(wanted), file
        assert all(found[place].count(f"第{n}个问题") == 1 for n, place in enumerate(wanted, 1)), file
        assert says_the_same(copy, data, NAME), file
        assert file.read_bytes() == data
