"""Workbooks filled in: numbers and formats, formulas, everything that moves when rows are put in, copies of sheets."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from jixiao.model.form import Form
from jixiao.read import read_source
from jixiao.read.data.forms import form_from_dict
from jixiao.read.gate import open_source
from jixiao.write.fill import Filled, fill

HEADS = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析")
# A blank of nine rows of labels, three rows for indicators, a total with formulas, a note below.
FIRST, LAST, TOTAL = 8, 10, 11


def blank(extra: Any = None) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("自评表")
    cell = book.add_format({"border": 1, "text_wrap": True, "font_size": 10})
    percent = book.add_format({"border": 1, "num_format": "0.00%"})
    two = book.add_format({"border": 1, "num_format": "0.00"})
    sheet.set_column(0, 7, 12)
    sheet.merge_range("A1:H1", "项目支出绩效自评表（    年度）", cell)
    sheet.write_row("A2", ["项目名称"], cell)
    sheet.merge_range("B2:H2", "", cell)
    sheet.write_row("A3", ["主管部门", "", "", "", "实施单位", "", "", ""], cell)
    sheet.write_row(
        "A4", ["项目资金（元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"], cell
    )
    sheet.write_row("A5", ["", "年度资金总额", "", "", "", "", "", ""], cell)
    for address in ("C5", "D5", "E5"):
        sheet.write_blank(address, None, two)
    sheet.write_formula("G5", "=E5/D5", percent, 0)
    sheet.write_row("A6", ["", "其中：财政拨款", "", "", "", "", "", ""], cell)
    sheet.write_row("A7", HEADS, cell)
    sheet.merge_range("A8:A9", "产出指标", cell)
    sheet.write_row("B8", ["数量指标", *[""] * 6], cell)
    sheet.write_row("B9", ["质量指标", *[""] * 6], cell)
    sheet.write_row("A10", ["满意度指标", "服务对象满意度指标", *[""] * 6], cell)
    sheet.merge_range("A11:E11", "总分", cell)
    sheet.write_formula("F11", "=F5+SUM(F8:F10)", cell, 0)
    sheet.write_formula("G11", "=H5+SUM(G8:G10)", cell, 0)
    sheet.write_blank("H11", None, cell)
    sheet.write("A12", "填报人：              联系电话：")
    sheet.print_area("A1:H12")
    sheet.repeat_rows(6)
    if extra is not None:
        extra(book, sheet)
    book.close()
    return file.getvalue()


def indicator(level1: str, level2: str, name: str, score: str = "10") -> dict[str, str]:
    return {"level1": level1, "level2": level2, "name": name, "target": "≥95%", "actual": "96%", "weight": "10",
            "score": score}  # fmt: skip


def data(*names: str) -> Form:
    rows = [indicator("产出指标", "数量指标", name) for name in names]
    rows += [
        indicator("产出指标", "质量指标", "合格率", "9.5"),
        indicator("满意度指标", "服务对象满意度指标", "满意度"),
    ]
    return form_from_dict(
        {
            "year": 2024,
            "project": {"name": "道路养护"},
            "department": "示例县交通运输局",
            "unit": "示例县公路站",
            "money_unit": "万元",
            "funding": [{"source": "total", "initial": "22.51", "budget": "20", "executed": "17.272"}],
            "execution": {"weight": "10", "score": "8.64"},
            "indicators": rows,
            "texts": {"填报人": "王一", "联系电话": "010-1234"},
        }
    )


def filled(book: bytes, *forms: Form) -> Filled:
    return fill(open_source(book, "空白表.xlsx"), list(forms))


def opened(result: Filled, *, values: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(result.data), data_only=values)


def part(book: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        return package.read(name).decode()


def test_numbers_stay_numbers_in_the_unit_and_the_format_of_the_blank() -> None:
    result = filled(blank(), data("养护里程"))
    assert result.told[0].missing == []
    sheet = opened(result)["自评表"]
    assert [sheet[each].value for each in ("C5", "D5", "E5")] == [225100, 200000, 172720]
    assert sheet["D5"].number_format == "0.00"
    assert sheet["D8"].value == "≥95%"
    assert sheet["E8"].value == "96%"  # 0.96 in a cell without a format would show 0.96
    assert sheet["F8"].value == 10
    assert sheet["A1"].value == "项目支出绩效自评表（2024年度）"
    assert sheet["A12"].value == "填报人：王一          联系电话：010-1234"


def test_formulas_stay_and_have_their_results() -> None:
    result = filled(blank(), data("养护里程"))
    assert opened(result)["自评表"]["G5"].value == "=E5/D5"
    shown = opened(result, values=True)["自评表"]
    assert shown["G5"].value == pytest.approx(0.8636)
    assert shown["F11"].value == 40
    assert shown["G11"].value == pytest.approx(38.14)
    assert 'fullCalcOnLoad="1"' in part(result.data, "xl/workbook.xml")


def test_a_value_for_a_cell_with_a_formula_is_told_where_the_formula_gives_another() -> None:
    form = data("养护里程")
    form.total.score.text = "99"
    told = filled(blank(), form).told[0]
    assert [(each.label, each.text) for each in told.missing] == [("总分", "99")]


def test_rows_are_put_in_and_what_is_below_moves() -> None:
    result = filled(blank(), data("养护里程", "修补面积", "清淤长度"))
    assert result.told[0].missing == []
    sheet = opened(result)["自评表"]
    assert [sheet.cell(row, 3).value for row in range(8, 13)] == [
        "养护里程",
        "修补面积",
        "清淤长度",
        "合格率",
        "满意度",
    ]
    merged = {str(each) for each in sheet.merged_cells.ranges}
    assert {"A8:A11", "B8:B10", "A13:E13"} <= merged
    assert sheet["F13"].value == "=F5+SUM(F8:F12)"
    assert sheet.print_area == "'自评表'!$A$1:$H$14"
    assert sheet.print_title_rows == "$7:$7"
    assert sheet["C9"].border.left.style == "thin"
    assert opened(result, values=True)["自评表"]["F13"].value == 60


def test_a_last_row_that_is_copied_belongs_to_the_sum_above_it() -> None:
    form = data("养护里程")
    form.indicators.append(
        form_from_dict({"indicators": [indicator("满意度指标", "服务对象满意度指标", "投诉率")]}).indicators[0]
    )
    sheet = opened(filled(blank(), form))["自评表"]
    assert sheet["F12"].value == "=F5+SUM(F8:F11)"
    assert {"A10:A11", "B10:B11"} <= {str(each) for each in sheet.merged_cells.ranges}


def test_levels_that_the_blank_lacks_get_rows_of_their_own() -> None:
    form = data("养护里程")
    more = [indicator("产出指标", "时效指标", "按时率"), indicator("效益指标", "社会效益指标", "出行便利")]
    form.indicators += form_from_dict({"indicators": more}).indicators
    result = filled(blank(), form)
    assert result.told[0].missing == []
    assert result.told[0].notes == [
        "空白表没有“产出指标/时效指标”的行，已在相应的位置增加",
        "空白表没有“效益指标/社会效益指标”的行，已在相应的位置增加",
    ]
    read = read_source(open_source(result.data, "a.xlsx")).forms[0]
    assert [(each.level1.text, each.level2.text, each.name.text) for each in read.indicators] == [
        ("产出指标", "数量指标", "养护里程"),
        ("产出指标", "质量指标", "合格率"),
        ("产出指标", "时效指标", "按时率"),
        ("满意度指标", "服务对象满意度指标", "满意度"),
        ("效益指标", "社会效益指标", "出行便利"),
    ]


def furnished(book: Any, sheet: Any) -> None:
    """All that knows of rows: rules of formats and of entries, notes, a chart, a name, formulas elsewhere, breaks."""
    sheet.conditional_format("G8:G10", {"type": "cell", "criteria": ">", "value": "=F10", "format": book.add_format()})
    sheet.data_validation("D8:D10", {"validate": "list", "source": ["优", "良"]})
    sheet.write_comment("A12", "由填报人填写")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='自评表'!$G$8:$G$10"})
    sheet.insert_chart("A14", chart)
    sheet.set_h_pagebreaks([12])
    book.define_name("总得分", "='自评表'!$G$11")
    other = book.add_worksheet("汇总")
    other.write_formula("A1", "='自评表'!G11+'自评表'!G8", None, 0)


def test_everything_that_knows_of_rows_moves_with_them() -> None:
    result = filled(blank(furnished), data("养护里程", "修补面积", "清淤长度"))
    sheet = opened(result)["自评表"]
    [rule] = sheet.conditional_formatting
    assert str(rule.sqref) == "G8:G12"
    assert rule.rules[0].formula == ["F12"]
    assert str(sheet.data_validations.dataValidation[0].sqref) == "D8:D12"
    assert sheet["A14"].comment.text == "由填报人填写"
    assert [each.id for each in sheet.row_breaks.brk] == [14]
    assert opened(result).defined_names["总得分"].attr_text == "'自评表'!$G$13"
    assert opened(result)["汇总"]["A1"].value == "='自评表'!G13+'自评表'!G8"
    assert "<xdr:row>15</xdr:row>" in part(result.data, "xl/drawings/drawing1.xml")
    assert "<x:Row>13</x:Row>" in part(result.data, "xl/drawings/vmlDrawing1.vml")
    assert opened(result, values=True)["汇总"]["A1"].value is not None


def test_nothing_but_the_filled_cells_changes() -> None:
    book = blank(furnished)
    result = filled(book, data("养护里程"))
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(io.BytesIO(result.data)) as new:
        assert old.namelist() == new.namelist()
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
    assert changed == ["xl/worksheets/sheet1.xml"]
    rows = re.compile(r"<c [^>]*?r=\"(\w+)\".*?(?:/>|</c>)", re.DOTALL)

    def others(xml: str) -> list[str]:
        return [each[0] for each in rows.finditer(xml) if not re.match(r"[A-H](1|2|3|5|8|9|10|12)$|[FG]11$", each[1])]

    sheets = [part(each, "xl/worksheets/sheet1.xml") for each in (book, result.data)]
    assert others(sheets[0]) == others(sheets[1])
    assert sheets[0][sheets[0].index("</sheetData>") :] == sheets[1][sheets[1].index("</sheetData>") :]


def test_rows_grow_where_a_text_needs_more_lines() -> None:
    form = data("养护里程")
    form.indicators[0].reason.text = "受汛期影响部分路段推迟施工" * 4
    sheet = opened(filled(blank(), form))["自评表"]
    assert sheet.row_dimensions[8].height > 50
    assert sheet.row_dimensions[9].height is None


def test_a_long_text_breaks_into_lines_where_the_cell_does_not_say_so() -> None:
    def plain(book: Any, sheet: Any) -> None:
        sheet.write_blank("C9", None, book.add_format({"border": 1}))

    form = data("养护里程")
    form.indicators[1].name.text = "县道乡道村道路面修补工程质量验收合格率"
    sheet = opened(filled(blank(plain), form))["自评表"]
    assert sheet["C9"].alignment.wrap_text
    assert sheet["C9"].border.left.style == "thin"


def test_further_projects_get_copies_of_the_sheet() -> None:
    forms = [data("养护里程"), data("养护里程", "修补面积"), data("清淤长度")]
    for number, form in enumerate(forms):
        form.project.name.text = f"项目{number}"
    result = filled(blank(furnished), *forms)
    assert [told.missing for told in result.told] == [[], [], []]
    book = opened(result)
    assert book.sheetnames == ["自评表", "汇总", "自评表 (2)", "自评表 (3)"]
    assert book["自评表 (2)"].print_area == "'自评表 (2)'!$A$1:$H$13"
    assert book["自评表 (2)"]["A13"].comment.text == "由填报人填写"
    assert [book[name]["B2"].value for name in ("自评表", "自评表 (2)", "自评表 (3)")] == ["项目0", "项目1", "项目2"]
    read = read_source(open_source(result.data, "a.xlsx")).forms
    assert [form.project.name.text for form in read] == ["项目0", "项目1", "项目2"]
    assert [len(form.indicators) for form in read] == [3, 4, 3]
    selected = [name for name in book.sheetnames if book[name].sheet_view.tabSelected]
    assert len(selected) == 1


def test_shared_formulas_are_written_out_when_rows_move() -> None:
    book = blank()
    old = part(book, "xl/worksheets/sheet1.xml")
    shared = re.sub(r'(<c r="G8"[^>]*)/>', r'\1><f t="shared" ref="G8:G10" si="0">F8*0.9</f><v>0</v></c>', old)
    shared = re.sub(r'(<c r="G(9|10)"[^>]*)/>', r'\1><f t="shared" si="0"/><v>0</v></c>', shared)
    assert shared.count("shared") == 3
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(file, "w") as target:
        for name in source.namelist():
            target.writestr(name, shared if name.endswith("sheet1.xml") else source.read(name))
    form = data("养护里程", "修补面积")
    for each in form.indicators:
        each.score.text = None
    sheet = opened(filled(file.getvalue(), form))["自评表"]
    assert [sheet.cell(row, 7).value for row in range(8, 12)] == ["=F8*0.9", "=F9*0.9", "=F10*0.9", "=F11*0.9"]


def test_a_text_of_several_looks_keeps_them() -> None:
    def underlined(book: Any, sheet: Any) -> None:
        line = book.add_format({"underline": 1})
        sheet.write_rich_string("A12", "填报人：", line, "          ", " 联系电话：")

    result = filled(blank(underlined), data("养护里程"))
    book = openpyxl.load_workbook(io.BytesIO(result.data), rich_text=True)
    runs = [str(each) for each in book["自评表"]["A12"].value]
    assert runs == ["填报人：", "王一      ", " 联系电话：010-1234"]
    assert book["自评表"]["A12"].value[1].font.u == "single"


def test_a_sheet_with_idle_rows_by_the_hundred_thousand_is_filled_in() -> None:
    book = blank()
    old = part(book, "xl/worksheets/sheet1.xml")
    idle = "".join(f'<row r="{row}" ht="15"/>' for row in range(13, 100_000))
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = (
                old.replace("</sheetData>", f"{idle}</sheetData>") if name.endswith("sheet1.xml") else source.read(name)
            )
            target.writestr(name, content)
    result = filled(file.getvalue(), data("养护里程", "修补面积"))
    assert result.told[0].missing == []
    assert part(result.data, "xl/worksheets/sheet1.xml").count("<row") < 1_100
