"""Make the example documents: forms of an invented county, 禾源县, with the slips that real forms have.

Place, bureau, projects and figures are made up. Needs python-docx, XlsxWriter and LibreOffice (for the PDF):

    python examples/make_examples.py
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import Any

import docx
import xlsxwriter
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from invented import BUREAU, CENTRE, INSURANCE, SERVICE, SHEETS, SUPERVISION, TRAINING, Cell, SheetForm
from invented_year import year_2023, year_2024

from jixiao.knowledge.disclosure_tables import table_set
from jixiao.write.workbook import write_workbook

HERE = Path(__file__).parent


Row = list[Cell | str]


# --- Word ---------------------------------------------------------------------------------------------------------


def word_table(document: Any, widths: list[float], rows: list[Row]) -> None:
    """Add a table with merged cells; `widths` in centimetres."""
    table = document.add_table(len(rows), len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
    taken: set[tuple[int, int]] = set()
    for index, row in enumerate(rows):
        column = 0
        for cell in (item if isinstance(item, Cell) else Cell(item) for item in row):
            while (index, column) in taken:
                column += 1
            taken |= {(index + r, column + c) for r in range(cell.rows) for c in range(cell.columns)}
            corner = table.cell(index, column)
            write(corner.merge(table.cell(index + cell.rows - 1, column + cell.columns - 1)), cell.text)


def write(cell: Any, text: str) -> None:
    """Write a text into a cell, small and centred."""
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for extra in cell.paragraphs[1:]:
        extra._element.getparent().remove(extra._element)
    style(paragraph.add_run(text), 10)


def style(run: Any, points: float, font: str = "仿宋_GB2312") -> None:
    """Set the font of a run for Latin and Chinese characters."""
    run.font.size = Pt(points)
    run.font.name = font
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def new_document() -> Any:
    """Give an empty A4 document in portrait format."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.2)
    return document


def heading(document: Any, text: str) -> None:
    """Add the title of a form."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    style(paragraph.add_run(text), 15, "方正小标宋简体")


# --- The layout of a provincial budget system: comparator, value and unit in columns of their own -----------------


def provincial_form(document: Any, form: dict[str, Any]) -> None:
    """Add a form of 14 fine columns, because its blocks do not share their edges."""
    heading(document, "部门预算项目支出绩效自评表（2024年度）")
    word_table(document, [1.43] * 13, [*provincial_head(form), *provincial_funding(form), *provincial_rows(form)])


def provincial_head(form: dict[str, Any]) -> list[Row]:
    return [
        [Cell("项目名称", 2), Cell(form["name"], 11)],
        [Cell("主管部门", 2), Cell(BUREAU, 4), Cell("实施单位（盖章）", 3), Cell(CENTRE, 4)],
        [Cell("项目年度目标", 6), Cell("年度目标完成情况", 7)],
        [Cell(form["goal"], 6), Cell(form["done"], 7)],
    ]


def provincial_funding(form: dict[str, Any]) -> list[Row]:
    header = ["年初预算", "调整后预算数", "预算执行数", "预算执行率", "权重", "得分"]
    rows: list[Row] = [
        [Cell("预算执行情况（10分）", 1, 6), Cell("年度预算数（万元）", 2), *spread(header), Cell("原因", 4)]
    ]
    for index, (label, *figures) in enumerate(form["funding"]):
        reason = [Cell(form["reason"], 4, 5)] if index == 0 else []
        rows.append([Cell(label, 2), *spread(figures), *reason])
    return rows


def provincial_rows(form: dict[str, Any]) -> list[Row]:
    indicators = form["indicators"]
    header: Row = [
        "一级指标",
        "二级指标",
        Cell("三级指标", 3),
        "指标性质",
        "指标值",
        "度量单位",
        "完成值",
        "权重",
        "得分",
    ]
    rows: list[Row] = [[Cell("绩效指标（90分）", 1, len(indicators) + 2), *header, "未完成原因分析"]]
    for level1, level2, name, *others in indicators:
        rows.append([level1, level2, Cell(name, 3), *others])
    rows.append([Cell("合计", 9), *form["total"], ""])
    rows.append([Cell("评价结论", 2), Cell(form["conclusion"], 11)])
    rows.append([Cell("存在问题", 2), Cell(form["problems"], 11)])
    rows.append([Cell("改进措施", 2), Cell(form["measures"], 11)])
    rows.append([Cell("项目负责人：沈知秋", 6), Cell("财务负责人：陆闻溪", 7)])
    return rows


def spread(texts: list[str]) -> Row:
    """Give the six columns of the funding block, one fine column each."""
    return [Cell(text) for text in texts]


# --- The national layout: points in the level-1 labels, no comparator column ---------------------------------------


def national_form(document: Any, form: dict[str, Any]) -> None:
    """Add a form in the national layout."""
    heading(document, "项目支出绩效自评表")
    caption = document.add_paragraph()
    style(caption.add_run(f"填报单位：{BUREAU}                         （2024年度）"), 10)
    rows = [*national_head(form), *national_rows(form)]
    word_table(document, [1.2, 1.8, 1.9, 3.0, 2.2, 2.2, 1.2, 1.4, 3.7], rows)
    note = document.add_paragraph()
    style(note.add_run("填报人：顾临川      联系电话：      填报日期：      单位负责人签字："), 10)


def national_head(form: dict[str, Any]) -> list[Row]:
    money = ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
    rows: list[Row] = [
        [Cell("项目名称", 2), Cell(form["name"], 7)],
        [Cell("主管部门", 2), Cell(BUREAU, 3), Cell("实施单位", 2), Cell(BUREAU, 2)],
        [Cell("项目资金（万元）", 2, 5), Cell("", 1), *money[:5], Cell(money[5], 1)],
    ]
    for label, *figures in form["funding"]:
        rows.append([label, *figures])
    rows.append([Cell("年度总体目标", 1, 2), Cell("预期目标", 4), Cell("实际完成情况", 4)])
    rows.append([Cell(form["goal"], 4), Cell(form["done"], 4)])
    return rows


def national_rows(form: dict[str, Any]) -> list[Row]:
    header = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
    indicators = form["indicators"]
    rows: list[Row] = [[Cell("绩效指标", 1, len(indicators) + 1), *header]]
    rows += [list(row) for row in indicators]
    rows.append([Cell("总分", 6), *form["total"], ""])
    return rows


# --- A workbook: one sheet a project, rates and totals as formulas with their stored results -----------------------


def workbook(path: Path) -> None:
    """Write the workbook."""
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"author": BUREAU})
        for form in SHEETS:
            write_sheet(book, form)


def write_sheet(book: Any, form: SheetForm) -> None:
    sheet = book.add_worksheet(form.sheet)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 7, 15)
    grid = book.add_format({"border": 1, "align": "center", "valign": "vcenter", "text_wrap": True})
    percent = book.add_format({"border": 1, "align": "center", "valign": "vcenter", "num_format": "0%"})
    sheet.merge_range(
        "A1:H1", "县级项目支出绩效自评表", book.add_format({"align": "center", "bold": True, "font_size": 16})
    )
    write_sheet_head(sheet, form, grid)
    header = [
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值/权重（百分制）",
        "得分",
        "扣分原因分析",
    ]
    sheet.write_row("A11", header, grid)
    write_scores(sheet, form, grid, percent)
    sheet.write(20, 0, "说明：预算执行率得分=预算执行率×10，最高10分；得分为各项得分之和。")


def write_sheet_head(sheet: Any, form: SheetForm, grid: Any) -> None:
    sheet.write_row("A2", ["项目名称", form.name], grid)
    sheet.merge_range("B2:E2", form.name, grid)
    sheet.write("F2", "年度", grid)
    sheet.merge_range("G2:H2", "2024年", grid)
    sheet.write("A3", "主管部门", grid)
    sheet.merge_range("B3:D3", BUREAU, grid)
    sheet.write("E3", "实施单位", grid)
    sheet.merge_range("F3:H3", BUREAU, grid)
    sheet.merge_range("A4:A7", "项目资金（万元）", grid)
    sheet.write_row("B4", ["", "全年预算数", "全年执行数", "预算执行率"], grid)
    for row, label in ((4, "年度资金总额"), (5, "其中：财政拨款")):
        sheet.write_row(row, 1, [label, form.budget, form.executed], grid)
        sheet.write_formula(row, 4, f"=D{row + 1}/C{row + 1}", grid, form.executed / form.budget)
    sheet.write_row("B7", ["其他资金", "", ""], grid)
    sheet.write_formula("E7", "=D7/C7", grid, "#DIV/0!")
    sheet.merge_range("A8:A9", "年度总体目标", grid)
    sheet.merge_range("B8:D8", "预期目标", grid)
    sheet.merge_range("E8:H8", "实际完成情况", grid)
    sheet.merge_range("B9:D9", form.goal, grid)
    sheet.merge_range("E9:H9", "已完成", grid)


def write_scores(sheet: Any, form: SheetForm, grid: Any, percent: Any) -> None:
    rate = form.executed / form.budget
    execution = round(rate, 4) if form.wrong_execution else min(round(rate * 10, 2), 10)
    formula = "=ROUND(D5/C5,4)" if form.wrong_execution else "=MIN(ROUND(D5/C5*10,2),10)"
    total = execution + sum(form.scores) + form.wrong_total
    sheet.merge_range("A12:C12", "得    分", grid)
    sheet.write_row("D12", ["", "", 100], grid)
    sheet.write_formula(
        "G12", f"=SUM(G13:G19){form.wrong_total or '':+}" if form.wrong_total else "=SUM(G13:G19)", grid, total
    )
    sheet.write("H12", "", grid)
    sheet.merge_range("A13:C13", "预算执行率（10分）", grid)
    sheet.write("D13", 1, percent)
    sheet.write_formula("E13", "=D5/C5", percent, rate)
    sheet.write("F13", 10, grid)
    sheet.write_formula("G13", formula, grid, execution)
    sheet.write("H13", form.execution_reason, grid)
    for index, (row, score) in enumerate(zip(form.rows, form.scores, strict=True), 13):
        sheet.write_row(index, 0, row[:5], grid)
        sheet.write_row(index, 5, [float(row[5]), score, ""], grid)


def to_pdf(source: Path) -> None:
    """Convert a Word file to PDF beside the examples."""
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(HERE), str(source)]
    subprocess.run(command, check=True, capture_output=True)


def main() -> None:
    """Make all examples."""
    document = new_document()
    provincial_form(document, SERVICE)
    document.add_page_break()
    provincial_form(document, SUPERVISION)
    document.save(str(HERE / "01-省级一体化版式.docx"))
    document = new_document()
    national_form(document, TRAINING)
    document.save(str(HERE / "02-国家通用版式.docx"))
    workbook(HERE / "03-县级汇总.xlsx")
    for name, data in (("05-2023年度填报工作簿.xlsx", year_2023()), ("06-2024年度填报工作簿.xlsx", year_2024())):
        (HERE / name).write_bytes(write_workbook(data, table_set()))
    with tempfile.TemporaryDirectory() as folder:
        document = new_document()
        national_form(document, INSURANCE)
        source = Path(folder, "04-居民医保补助.docx")
        document.save(str(source))
        to_pdf(source)


if __name__ == "__main__":
    main()
