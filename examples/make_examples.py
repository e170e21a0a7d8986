"""Make the example documents: forms of an invented county, 禾源县, with the slips that real forms have.

Place, bureau, projects and figures are made up. Needs python-docx, XlsxWriter and LibreOffice (for the PDF):

    python examples/make_examples.py
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import docx
import xlsxwriter
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

HERE = Path(__file__).parent
BUREAU = "禾源县医疗保障局"
CENTRE = "禾源县医疗保障事务中心"


class Cell(NamedTuple):
    """A cell of a table: its text and how many columns and rows it spans."""

    text: str
    columns: int = 1
    rows: int = 1


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
    rows.append([Cell("合计", 8), *form["total"], ""])
    rows.append([Cell("评价结论", 2), Cell(form["conclusion"], 11)])
    rows.append([Cell("存在问题", 2), Cell(form["problems"], 11)])
    rows.append([Cell("改进措施", 2), Cell(form["measures"], 11)])
    rows.append([Cell("项目负责人：沈知秋", 6), Cell("财务负责人：陆闻溪", 7)])
    return rows


def spread(texts: list[str]) -> Row:
    """Give the six columns of the funding block, one fine column each."""
    return [Cell(text) for text in texts]


def provincial_lines(initial: str, budget: str, executed: str, rate: str, score: str) -> list[tuple[str, ...]]:
    """Give the five rows of the funding block; all money is fiscal."""
    zero = ("0.00", "0.00", "0.00", "0.00%", "/", "/")
    return [
        ("总额", initial, budget, executed, rate, "10", score),
        ("其中：财政资金", initial, budget, executed, rate, "/", "/"),
        ("财政专户管理资金", *zero),
        ("单位资金", *zero),
        ("其他资金", *zero),
    ]


# Slips: nine of twelve service points but full points; 100% where an amount is asked for; points off and budget
# executed below 90% without a reason; the total is 2 too high; an instruction of the template left in.
SERVICE = {
    "name": "99012324T000000000101-医保经办服务能力提升补助",
    "goal": "全年培训基层经办人员200人次，新建村级医保服务点12个，补助资金72万元，让群众就近办理参保和报销。",
    "done": "培训经办人员236人次，新建村级医保服务点9个，群众办事更加方便。",
    "funding": provincial_lines("60.00", "72.00", "48.60", "67.50%", "6.75"),
    "reason": "",
    "indicators": [
        ("产出指标", "数量指标", "培训基层经办人员", "≥", "200", "人次", "236", "10", "10", ""),
        ("", "", "新建村级医保服务点", "＝", "12", "个", "9", "10", "10", ""),
        ("", "质量指标", "培训考核合格率", "≥", "95", "%", "98%", "10", "10", ""),
        ("", "时效指标", "项目完成时间", "＝", "1", "年", "1年", "10", "10", ""),
        ("成本指标", "经济成本指标", "项目总成本", "≤", "72", "万元", "100%", "20", "20", ""),
        ("效益指标", "社会效益指标", "群众办事便利程度", "定性", "好", "其他", "较好", "20", "18", ""),
        ("满意度指标", "服务对象满意度指标", "参保群众满意度", "≥", "90", "%", "93%", "10", "10", ""),
    ],
    "total": ("100", "96.75"),
    "conclusion": "项目总体完成较好，资金使用规范。",
    "problems": "（请简要说明项目实施中存在的主要问题，不超过200字）",
    "measures": "加快服务点建设进度。",
}
# This one is sound: nothing should be reported that is an error.
SUPERVISION = {
    "name": "99012324T000000000102-医保基金监管工作经费",
    "goal": "对全县48家定点医药机构开展监督检查，维护医保基金安全。",
    "done": "检查定点医药机构48家，全部完成。",
    "funding": provincial_lines("18.00", "18.00", "17.10", "95.00%", "9.50"),
    "reason": "",
    "indicators": [
        ("产出指标", "数量指标", "检查定点医药机构", "≥", "48", "家", "48", "20", "20", ""),
        ("", "质量指标", "违规问题处理率", "＝", "100", "%", "100%", "10", "10", ""),
        ("", "时效指标", "检查完成时间", "＝", "1", "年", "1年", "10", "10", ""),
        ("成本指标", "经济成本指标", "监管工作成本", "≤", "18", "万元", "17.10", "20", "20", ""),
        ("效益指标", "社会效益指标", "追回违规使用的基金", "≥", "30", "万元", "35.20", "20", "20", ""),
        ("满意度指标", "服务对象满意度指标", "参保群众满意度", "≥", "90", "%", "92%", "10", "10", ""),
    ],
    "total": ("100", "99.50"),
    "conclusion": "项目按计划完成，基金监管成效较好。",
    "problems": "专业检查人员不足。",
    "measures": "联合卫生健康部门开展检查。",
}


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


# Slips: 22.51万人 of 23.45万人 with full points; the parts of the money do not add up; the total is 1 too high;
# a result dated after the year. The reason beside 报销比例 is long, so that its row is cut by the end of the page.
LONG_REASON = (
    "一是异地就医的参保人员增多，在县外三级医院住院的费用较高，报销比例低于县内；二是部分群众没有办理转诊备案，"
    "按规定降低了报销比例；三是谈判药品和高值耗材用量增长较快，政策范围内费用的结构有变化。下一步会同卫生健康部门"
    "提高县内医院的诊疗能力，引导群众在基层首诊，简化备案手续并加强宣传，同时按月分析住院费用，对增长异常的医院"
    "进行约谈，确保下一年度报销比例稳定在70%以上。"
)
INSURANCE = {
    "name": "城乡居民基本医疗保险县级财政补助",
    "funding": [
        ("年度资金总额", "1480", "1500", "1500", "10", "100%", "10"),
        ("其中：财政拨款", "1480", "1440", "1440", "", "", ""),
        ("上年结转资金", "0", "50", "50", "", "", ""),
        ("其他资金", "", "", "", "", "", ""),
    ],
    "goal": "落实城乡居民基本医疗保险财政补助政策，按时足额拨付县级补助资金，稳定参保人数，参保率保持在95%以上，"
    "减轻城乡居民医疗费用负担，基金当年收支平衡，群众对医保服务的满意度不断提高。",
    "done": "县级补助资金1500万元已全部拨付到位，全年参保22.51万人，住院费用政策范围内报销比例为68.6%，"
    "基金当年收支平衡，群众满意度达到92%。",
    "indicators": [
        (
            Cell("产出指标（50分）", 1, 6),
            Cell("数量指标", 1, 2),
            "城乡居民参保人数",
            "23.45万人",
            "22.51万人",
            "10",
            "10",
            "",
        ),
        ("定点医疗机构数量", "≥45家", "48家", "5", "5", ""),
        (
            Cell("质量指标", 1, 2),
            "城乡居民参保率",
            "≥95%",
            "91.2%",
            "10",
            "9.6",
            "外出务工人员在务工地参保，将加强重点人群动员。",
        ),
        ("补助资金拨付到位率", "100%", "100%", "10", "10", ""),
        ("时效指标", "补助资金拨付时间", "2024年12月31日前", "2025年3月20日", "5", "5", ""),
        ("成本指标", "县级补助资金", "≤1500万元", "1500万元", "10", "10", ""),
        (
            Cell("效益指标（30分）", 1, 2),
            "社会效益指标",
            "政策范围内住院费用报销比例",
            "≥70%",
            "68.6%",
            "15",
            "14.7",
            LONG_REASON,
        ),
        ("可持续影响指标", "医疗保障制度持续运行", "长效", "长效", "15", "15", ""),
        ("满意度指标（10分）", "服务对象满意度指标", "参保群众满意度", "≥90%", "92%", "10", "10", ""),
    ],
    "total": ("100", "100.3"),
}
# Slips: the rate beside the amounts is another year's; the score of the execution is the rate itself.
TRAINING = {
    "name": "医保政策宣传培训经费",
    "funding": [
        ("年度资金总额", "8", "8", "7.36", "10", "98%", "9.2"),
        ("其中：财政拨款", "8", "8", "7.36", "", "", ""),
        ("上年结转资金", "", "", "", "", "", ""),
        ("其他资金", "", "", "", "", "", ""),
    ],
    "goal": "开展医保政策宣传12场，培训村医和经办人员300人次。",
    "done": "开展医保政策宣传12场，培训村医和经办人员312人次。",
    "indicators": [
        (Cell("产出指标（50分）", 1, 4), Cell("数量指标", 1, 2), "宣传活动场次", "≥12场", "12场", "15", "15", ""),
        ("培训人次", "≥300人次", "312人次", "15", "15", ""),
        ("时效指标", "培训完成时间", "2024年11月30日前", "2024年11月22日", "10", "10", ""),
        ("成本指标", "宣传培训成本", "≤8万元", "7.36万元", "10", "10", ""),
        (
            Cell("效益指标（30分）", 1, 2),
            "社会效益指标",
            "群众医保政策知晓率",
            "≥85%",
            "80%",
            "15",
            "14",
            "老年群体知晓率偏低，将增加入户宣传。",
        ),
        ("可持续影响指标", "宣传长效机制", "建立", "建立", "15", "15", ""),
        ("满意度指标（10分）", "服务对象满意度指标", "参训人员满意度", "≥90%", "95%", "10", "10", ""),
    ],
    "total": ("100", "98.2"),
}


# --- A workbook: one sheet a project, rates and totals as formulas with their stored results -----------------------


class SheetForm(NamedTuple):
    """A form of the workbook; `wrong_execution` leaves the times ten out of the formula of the execution score."""

    sheet: str
    name: str
    budget: float
    executed: float
    goal: str
    rows: list[tuple[str, ...]]
    scores: list[float]
    wrong_execution: bool = False
    wrong_total: float = 0
    execution_reason: str = ""


SHEETS = [
    SheetForm(
        "医疗救助", "困难群众医疗救助县级补助", 80, 77.41, "完成困难群众医疗救助资金拨付任务",
        [
            ("产出指标", "数量指标", "救助困难群众人次", "≥3200人次", "3356人次", "20"),
            ("", "质量指标", "救助对象认定准确率", "≥99%", "100%", "10"),
            ("", "时效指标", "救助资金拨付时间", "2024年12月31日前", "2024年12月20日", "10"),
            ("", "成本指标", "救助资金成本", "≤80万元", "77.41万元", "20"),
            ("效益指标", "社会效益指标", "减轻困难群众医疗负担", "优", "优", "20"),
            ("满意度指标", "满意度指标", "救助对象满意度", "≥90%", "96%", "10"),
        ],
        [20, 10, 10, 20, 20, 10], wrong_execution=True,
    ),
    SheetForm(
        "意外伤害经办", "意外伤害保险经办服务费", 12, 12.6, "委托保险公司办理意外伤害报销",
        [
            ("产出指标", "数量指标", "受理意外伤害案件", "≥260件", "274件", "20"),
            ("", "质量指标", "案件按期办结率", "≥98%", "98.5%", "10"),
            ("", "时效指标", "服务费支付时间", "2024年12月31日前", "2024年12月25日", "10"),
            ("", "成本指标", "经办服务成本", "≤12万元", "12.6万元", "20"),
            ("效益指标", "社会效益指标", "方便群众报销", "优", "优", "20"),
            ("满意度指标", "满意度指标", "参保群众满意度", "≥90%", "91%", "10"),
        ],
        [20, 10, 10, 20, 20, 10], wrong_total=-2,
    ),
    SheetForm(
        "信息系统运维", "医保信息系统运行维护费", 25, 24, "保障医保信息系统全年稳定运行",
        [
            ("产出指标", "数量指标", "系统运行天数", "366天", "366天", "20"),
            ("", "质量指标", "系统可用率", "≥99%", "99.6%", "10"),
            ("", "时效指标", "故障当日排除率", "≥95%", "97%", "10"),
            ("", "成本指标", "运行维护成本", "≤25万元", "24万元", "20"),
            ("效益指标", "社会效益指标", "群众办理业务更便捷", "优", "优", "20"),
            ("满意度指标", "满意度指标", "系统使用人员满意度", "≥90%", "94%", "10"),
        ],
        [20, 10, 10, 20, 20, 10],
    ),
]  # fmt: skip


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
    with tempfile.TemporaryDirectory() as folder:
        document = new_document()
        national_form(document, INSURANCE)
        source = Path(folder, "04-居民医保补助.docx")
        document.save(str(source))
        to_pdf(source)


if __name__ == "__main__":
    main()
