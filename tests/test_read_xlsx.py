"""Reading xlsx: what cells show, merged and hidden lines, odd spellings, formulas without results."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.read.archive import Damaged
from jixiao.read.failure import Unreadable
from jixiao.read.formats import xlsx_sheet
from jixiao.read.formats.xlsx_sheet import read_sheet
from jixiao.read.gate import open_source
from jixiao.read.layout import Grid, Layout
from workbooks import formats, layout_of, shown, texts, workbook, worksheet

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
TWO_ROWS = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2" t="inlineStr"><is><t>乙</t></is></c></row>'


def row(cells: str) -> str:
    """The XML of the first row."""
    return f'<row r="1">{cells}</row>'


def cells(layout: Layout) -> list[tuple[str, int, int, int, int]]:
    grid = next(layout.grids())
    return [(cell.text, cell.row, cell.column, cell.rows, cell.columns) for cell in grid.cells]


class TestValues:
    def test_numbers_show_in_their_format(self) -> None:
        cells = '<c r="A1" s="1"><v>0.8636</v></c><c r="B1" s="2"><v>8.6</v></c><c r="C1"><v>0.8635625</v></c>'
        assert shown(row(cells), styles=formats("0.00%", "0.00")) == {"A1": "86.36%", "B1": "8.60", "C1": "0.8635625"}

    def test_shared_strings_are_joined_without_phonetic_guides(self) -> None:
        strings = (
            "<si><t>项目</t></si><si><r><rPr/><t>全年</t></r><r><t xml:space='preserve'> 预算</t></r></si>"
            "<si><r><t>东京</t></r><rPh sb='0' eb='1'><t>とう</t></rPh><phoneticPr fontId='1'/></si><si/>"
        )
        rows = "".join(f'<c r="{column}1" t="s"><v>{n}</v></c>' for n, column in enumerate("ABCDE"))
        assert shown(f'<row r="1">{rows}</row>', strings=strings) == {"A1": "项目", "B1": "全年 预算", "C1": "东京"}
        assert shown(f'<row r="1">{rows}</row>', strings=strings.replace("'", '"').replace("<si/>", "")) == {
            "A1": "项目", "B1": "全年 预算", "C1": "东京",
        }  # fmt: skip

    def test_escapes_and_references_are_undone(self) -> None:
        rows = (
            '<row r="1"><c r="A1" t="inlineStr"><is><t>&#20840;&#24180;&amp;&#x9884;算_x000D_\n第二行</t></is></c>'
            '<c r="B1" t="str"><f>A1&amp;"&lt;"</f><v>≥95&#37; &lt; _x005F_x</v></c></row>'
        )
        assert shown(rows) == {"A1": "全年&预算\n第二行", "B1": "≥95% < _x"}

    def test_truth_values_errors_and_dates(self) -> None:
        rows = (
            '<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="e"><f>D9/B9</f><v>#DIV/0!</v></c>'
            '<c r="C1" s="1"><v>45657</v></c><c r="D1" s="1" t="d"><v>2024-12-31T00:00:00Z</v></c></row>'
        )
        found = shown(rows, styles=formats('yyyy"年"m"月"d"日"'))
        assert found == {"A1": "TRUE", "B1": "#DIV/0!", "C1": "2024年12月31日", "D1": "2024年12月31日"}

    def test_dates_from_1904(self) -> None:
        rows = '<row r="1"><c r="A1" s="1"><v>44195</v></c></row>'
        assert shown(rows, styles=formats("yyyy-mm-dd"), properties='<workbookPr date1904="1"/>') == {
            "A1": "2024-12-31"
        }

    def test_noughts_can_be_hidden_for_a_sheet(self) -> None:
        rows = row('<c r="A1"><v>0</v></c><c r="B1"><v>0.0</v></c><c r="C1" t="inlineStr"><is><t>0</t></is></c>')
        view = '<sheetViews><sheetView showZeros="0" workbookViewId="0"/></sheetViews>'
        assert texts(layout_of(workbook(worksheet(rows, before=view)))) == {"C1": "0"}

    def test_formats_can_add_words_to_texts(self) -> None:
        rows = (
            '<row r="1"><c r="A1" s="1" t="inlineStr"><is><t>优</t></is></c><c r="B1" s="2" t="str"><v>密</v></c></row>'
        )
        assert shown(rows, styles=formats('@"级"', ";;;")) == {"A1": "优级"}

    def test_missing_styles_and_strings_do_no_harm(self) -> None:
        rows = '<row r="1"><c r="A1" s="77"><v>1.50</v></c><c r="B1" t="s"><v>9</v></c></row>'
        assert shown(rows) == {"A1": "1.5"}


class TestLayout:
    def test_merged_ranges_are_one_cell(self) -> None:
        rows = '<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>9</v></c></row><row r="3"><c r="C3"><v>3</v></c></row>'
        merged = '<mergeCells count="2"><mergeCell ref="A1:B2"/><mergeCell ref="A3:B3"/></mergeCells>'
        layout = layout_of(workbook(worksheet(rows, after=merged)))
        assert cells(layout) == [("1", 0, 0, 2, 2), ("9", 0, 2, 1, 1), ("", 2, 0, 1, 2), ("3", 2, 2, 1, 1)]

    def test_hidden_lines_drop_out_and_are_named(self) -> None:
        rows = (
            '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row>'
            '<row r="2" hidden="1"><c r="A2"><v>4</v></c></row>'
            '<row r="3"><c r="A3"><v>7</v></c><c r="C3"><v>9</v></c></row>'
        )
        columns = '<cols><col min="2" max="2" hidden="1"/><col min="9" max="16384" hidden="1"/></cols>'
        merged = '<mergeCells><mergeCell ref="C1:C3"/><mergeCell ref="A2:A3"/></mergeCells>'
        layout = layout_of(workbook(worksheet(rows, before=columns, after=merged)))
        assert cells(layout) == [("1", 0, 0, 1, 1), ("3", 0, 1, 2, 1), ("4", 1, 0, 1, 1)]
        assert [cell.address for cell in next(layout.grids()).cells] == ["A1", "C1", "A2"]
        assert layout.remarks == ["工作表“表1”隐藏的B列未读取"]

    def test_hidden_rows_are_named_by_their_runs(self) -> None:
        rows = "".join(
            f'<row r="{n}" hidden="{int(n in (2, 3, 5))}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 7)
        )
        layout = layout_of(workbook(worksheet(rows)))
        assert layout.remarks == ["工作表“表1”隐藏的第2—3、5行未读取"]
        assert [cell[:2] for cell in cells(layout)] == [("1", 0), ("4", 1), ("6", 2)]

    def test_hidden_sheets_are_named_and_not_read(self) -> None:
        layout = layout_of(workbook(*[worksheet(TWO_ROWS)] * 3, states=("hidden", "visible", "veryHidden")))
        assert [(grid.sheet, grid.table) for grid in layout.grids()] == [("表2", 1)]
        assert layout.remarks == ["隐藏的工作表“表1”未读取", "隐藏的工作表“表3”未读取"]

    def test_a_merged_row_of_the_whole_sheet_ends_where_the_text_ends(self) -> None:
        merged = '<mergeCells><mergeCell ref="A1:XFD1"/><mergeCell ref="A5:XFD1048576"/></mergeCells>'
        layout = layout_of(workbook(worksheet(TWO_ROWS, after=merged)))
        assert cells(layout) == [("1", 0, 0, 1, 2), ("乙", 1, 1, 1, 1), ("", 4, 0, 1, 2)]

    def test_ranges_that_overlap_are_taken_once(self) -> None:
        merged = '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B2:C3"/></mergeCells>'
        assert cells(layout_of(workbook(worksheet(TWO_ROWS, after=merged)))) == [("1", 0, 0, 2, 2)]

    def test_a_cell_far_away_does_not_make_a_large_grid(self) -> None:
        rows = TWO_ROWS + '<row r="1048576"><c r="XFD1048576"><v>5</v></c></row>'
        layout = layout_of(workbook(worksheet(rows)))
        grid = next(layout.grids())
        assert len(grid.rows()) < 1000
        assert (grid.cells[-1].text, grid.cells[-1].address) == ("5", "XFD1048576")
        assert grid.cells[-1].column < 1000

    def test_text_boxes_follow_their_sheet(self) -> None:
        shape = (
            '<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="框" hidden="{hidden}"/></xdr:nvSpPr><xdr:txBody><a:bodyPr/>'
            "<a:p><a:r><a:t>单位：</a:t></a:r><a:r><a:t>{text}</a:t></a:r></a:p><a:p/></xdr:txBody></xdr:sp>"
        )
        drawing = (
            f'<xdr:wsDr xmlns:xdr="{DRAWING}/spreadsheetDrawing" xmlns:a="{DRAWING}/main" xmlns:mc="urn:mc">'
            f"<mc:AlternateContent><mc:Choice>{shape.format(hidden=0, text='万元')}</mc:Choice>"
            f"<mc:Fallback>{shape.format(hidden=0, text='万元')}</mc:Fallback></mc:AlternateContent>"
            f"{shape.format(hidden=1, text='元')}</xdr:wsDr>"
        )
        relation = '<Relationship Id="rId7" Type="a/drawing" Target="../drawings/drawing1.xml"/>'
        others = {"xl/drawings/drawing1.xml": drawing, "xl/worksheets/_rels/sheet1.xml.rels": f"<R>{relation}</R>"}
        sheet = worksheet(TWO_ROWS, after='<pageSetup r:id="rId1"/><drawing r:id="rId7"/>')
        layout = layout_of(workbook(sheet, worksheet(TWO_ROWS), others=others))
        assert [type(block).__name__ for block in layout.blocks] == ["Grid", "Paragraph", "Grid"]
        assert [(text.text, text.sheet, text.number) for text in layout.paragraphs()] == [("单位：万元", "表1", 1)]


class TestSpellings:
    def test_addresses_can_be_left_out(self) -> None:
        rows = (
            "<row><c><v>1</v></c><c/><c><v>2</v></c></row><row r='4'><c r='B4'><v>3</v></c><c><v>4</v></c></row>"
            "<row/><row><c><v>5</v></c></row>"
        )
        assert shown(rows) == {"A1": "1", "C1": "2", "B4": "3", "C4": "4", "A6": "5"}

    def test_prefixes_comments_and_other_encodings(self) -> None:
        plain = worksheet(TWO_ROWS, before='<cols><col min="1" max="1" hidden="0"/></cols>')
        prefixed = plain.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?").replace("xmlns=", "xmlns:x=")
        commented = plain.replace("<v>", "<!-- 注 --><v>").replace("乙", "<![CDATA[乙]]>")
        other = plain.replace("UTF-8", "UTF-16").encode("utf-16")
        for sheet in (plain, prefixed, commented, other, "\ufeff" + plain, plain.replace('"', "'")):
            assert texts(layout_of(workbook(sheet))) == {"A1": "1", "B2": "乙"}

    def test_both_readers_say_the_same(self, samples: Path) -> None:
        for path in [
            *samples.glob("office/*.xlsx"),
            *samples.glob("blank/*.xlsx"),
            *samples.glob("provinces/*/*.xlsx"),
        ]:
            for member in open_source(path).archive.names:  # type: ignore[union-attr]
                if member.startswith("xl/worksheets/sheet"):
                    same_by_both(open_source(path).archive.read(member))  # type: ignore[union-attr]

    def test_damaged_sheets_are_refused_in_one_sentence(self) -> None:
        with pytest.raises(Damaged, match=r"^test.xlsx：文件已损坏（xl/worksheets/sheet1.xml 不是有效的工作表）"):
            layout_of(workbook(worksheet(TWO_ROWS)[:-40]))

    def test_addresses_outside_of_a_sheet_are_refused(self) -> None:
        with pytest.raises(Damaged):
            layout_of(workbook(worksheet('<row r="0"><c><v>1</v></c></row>')))

    def test_a_million_blank_rows_cost_little(self) -> None:
        blank = '<row s="1" customFormat="1"><c s="1"/><c s="1"/></row>' * 1_000_000
        sheet = read_sheet("test.xlsx", "sheet1.xml", worksheet(TWO_ROWS + blank).encode())
        assert len(sheet.cells) == 2


def same_by_both(sheet: bytes) -> None:
    quick, thorough = xlsx_sheet._quick(sheet), xlsx_sheet._thorough("test.xlsx", "sheet", sheet)
    assert quick is not None
    for name in xlsx_sheet.SheetXml.__slots__:
        assert getattr(quick, name) == getattr(thorough, name), name


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"], include_characters="\n\t"), max_size=8
)
VALUES = st.one_of(TEXTS, st.integers(-(10**9), 10**9), st.booleans(), st.decimals(-1000, 1000, places=3).map(float))


@st.composite
def sheets(draw: st.DrawFn) -> tuple[dict[tuple[int, int], Any], list[tuple[int, int, int, int]]]:
    """Values by row and column (from 1), and merged ranges that do not overlap."""
    values = draw(st.dictionaries(st.tuples(st.integers(1, 30), st.integers(1, 40)), VALUES, min_size=1, max_size=25))
    ranges: list[tuple[int, int, int, int]] = []
    for top, left, rows, columns in draw(st.lists(st.tuples(*[st.integers(1, 20)] * 2, *[st.integers(1, 5)] * 2))):
        new = (top, left, top + rows - 1, left + columns - 1)
        if rows * columns > 1 and not any(_overlap(new, old) for old in ranges):
            ranges.append(new)
    return values, ranges


def _overlap(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    return value if isinstance(value, str) else f"{value:.15g}".replace("-0", "-0" if value else "0")


@settings(max_examples=60, deadline=None)
@given(sheets(), st.booleans())
def test_what_is_written_is_read(
    sheet: tuple[dict[tuple[int, int], Any], list[tuple[int, int, int, int]]], by_openpyxl: bool
) -> None:
    values, ranges = sheet
    data = (_written_by_openpyxl if by_openpyxl else _written_by_xlsxwriter)(values, ranges)
    covered = {
        (row, column): (top, left)
        for top, left, bottom, right in ranges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    expected = {
        place: (_shown(value), 1, 1)
        for place, value in values.items()
        if covered.get(place, place) == place and _shown(value).strip()
    }
    if not expected:
        return
    for top, left, bottom, right in ranges:
        text = expected.get((top, left), ("",))[0]
        expected[top, left] = (text, bottom - top + 1, right - left + 1)
    grid = next(layout_of(data).grids(), Grid([], 1))
    assert {(c.row + 1, c.column + 1): (c.text, c.rows, c.columns) for c in grid.cells} == expected


def _written_by_openpyxl(values: dict[tuple[int, int], Any], ranges: list[tuple[int, int, int, int]]) -> bytes:
    book = openpyxl.Workbook()
    for (row, column), value in values.items():
        cell = book.active.cell(row, column, value)
        if isinstance(value, str):
            cell.data_type = "s"
    for top, left, bottom, right in ranges:
        book.active.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _written_by_xlsxwriter(values: dict[tuple[int, int], Any], ranges: list[tuple[int, int, int, int]]) -> bytes:
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet("表")
        for top, left, bottom, right in ranges:
            sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "")
        for (row, column), value in values.items():
            sheet.write(row - 1, column - 1, value)
    return stream.getvalue()


class TestSamples:
    def test_every_value_of_the_truth_is_a_cell(self, samples: Path) -> None:
        layout = _read(samples / "office/leshan-jinkouhe-2024-forms.xlsx")
        truth = json.loads((samples / "truth/leshan-jinkouhe-2024.json").read_text(encoding="utf-8"))
        for grid, document in zip(layout.grids(), truth["documents"], strict=True):
            found = {"".join(cell.text.split()) for cell in grid.cells}
            missing = [value for value in _leaves(document) if value not in found and f"{value}年" not in found]
            assert missing == []

    def test_hidden_lines_of_a_real_form(self, samples: Path) -> None:
        layout = _read(samples / "provinces/12-shanxi-jishan-clinic/form.xlsx")
        assert layout.remarks == ["工作表“基本公卫”隐藏的第38行、J列未读取", "隐藏的工作表“指标库”未读取"]
        (grid,) = layout.grids()
        assert not any(str(cell.address).startswith("J") for cell in grid.cells)
        assert "100.00%" in {cell.text for cell in grid.cells}

    def test_spans_agree_with_openpyxl(self, samples: Path) -> None:
        for path in [*samples.glob("office/*.xlsx"), *samples.glob("blank/*.xlsx")]:
            book = openpyxl.load_workbook(path)
            for grid in _read(path).grids():
                ranges = book[str(grid.sheet)].merged_cells.ranges
                spans = {(c.row + 1, c.column + 1, c.rows, c.columns) for c in grid.cells if c.rows * c.columns > 1}
                assert spans == {(r.min_row, r.min_col, r.size["rows"], r.size["columns"]) for r in ranges}

    def test_bad_workbooks(self, samples: Path) -> None:
        with pytest.raises(Unreadable, match="密码"):
            _read(samples / "bad/07-password.xlsx")
        (grid,) = _read(samples / "bad/09-million-empty-rows.xlsx").grids()
        assert "97.6分" in {cell.text for cell in grid.cells}
        calculated = texts(_read(samples / "bad/18-hidden-sheets-no-cached-values.xlsx"))
        assert [calculated[cell] for cell in ("F6", "G6", "I6", "J6")] == ["120", "115.2", "0.96", "9.6"]
        cyclic = _read(samples / "bad/19-cyclic-formulas.xlsx")
        assert cyclic.remarks == ["工作表“自评表”的 G6、I6、I19 单元格是公式，没有保存计算结果，未能计算"]


def _read(path: Path) -> Layout:
    from jixiao.read.formats.xlsx import read_layout

    return read_layout(open_source(path))


def _leaves(value: Any) -> list[str]:
    """The printed values of a truth file: texts that are not names of the contract."""
    if isinstance(value, dict):
        return [
            leaf for key, part in value.items() if key not in ("kind", "source", "money_unit") for leaf in _leaves(part)
        ]
    if isinstance(value, list):
        return [leaf for part in value for leaf in _leaves(part)]
    return [] if value is None else [str(value)]
