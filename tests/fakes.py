"""A small file as `read` and `check` would give it, built by hand: one form on a grid, with findings about it."""

from __future__ import annotations

from jixiao.model.form import Execution, Form, FundingLine, Goal, Indicator, Project, Total
from jixiao.model.result import CheckResult, Finding, FindingFigure, ReadResult, RuleOutcome, SourceInfo
from jixiao.model.value import Value
from jixiao.read.layout import Cell, Grid, Layout, Paragraph

ROWS = [
    ["项目名称", "医保信息系统运行维护费", "", "", "", ""],
    ["资金", "年度资金总额", "120", "115.2", "96%", "10"],
    ["产出指标", "数量指标", "系统运行天数", "365天", "365天", "50"],
    ["", "质量指标", "故障<率>", "≤1%", "0.5%", "30"],
    ["总分", "", "", "", "", "95"],
]


def fake_layout() -> Layout:
    """Give the picture of the file: a title, the table of ROWS with two merged cells, a note."""
    merged = {(0, 1): (1, 5), (2, 0): (2, 1)}
    hidden = {(0, 2), (0, 3), (0, 4), (0, 5), (3, 0)}
    cells = [
        Cell(text, row, column, *merged.get((row, column), (1, 1)))
        for row, texts in enumerate(ROWS)
        for column, text in enumerate(texts)
        if (row, column) not in hidden
    ]
    return Layout([Paragraph("项目支出绩效自评表", 1), Grid(cells, 1), Paragraph("注：自评得分满分100分。", 2)])


def fake_read(*, layout: bool = True) -> ReadResult:
    """Give a read result with one form; without a layout where asked."""
    picture = fake_layout()
    grid = next(picture.grids())

    def value(row: int, column: int) -> Value:
        cell = next(cell for cell in grid.cells if (cell.row, cell.column) == (row, column))
        return Value(cell.text or None, (grid, cell) if layout else None)

    form = Form(
        "project_self_evaluation",
        2024,
        title=Value("项目支出绩效自评表", next(picture.paragraphs()).place() if layout else None),
        project=Project(name=value(0, 1)),
        funding=[FundingLine("total", value(1, 1), budget=value(1, 2), executed=value(1, 3), rate=value(1, 4))],
        goal=Goal(Value("系统稳定运行")),
        execution=Execution(Value("10"), value(1, 4), value(1, 5)),
        indicators=[_indicator(value, row) for row in (2, 3)],
        total=Total(Value(), value(4, 5)),
    )
    source = SourceInfo("示例县自评表.docx", "docx", "0" * 64)
    return ReadResult(source, [form], layout=picture if layout else None)


def _indicator(value, row: int) -> Indicator:  # type: ignore[no-untyped-def]
    names = ("level2", "name", "target", "actual", "weight")
    return Indicator(level1=value(2, 0), **{name: value(row, column) for column, name in enumerate(names, 1)})


def fake_check(*, layout: bool = True) -> CheckResult:
    """Give a check result with an error, a warning and a note about the form, and an error about the file."""
    read = fake_read(layout=layout)
    form = read.documents[0]
    name = form.project.name.text
    total = FindingFigure("总分", form.total.score, "89.6", True)
    parts = [FindingFigure("得分", indicator.weight) for indicator in form.indicators]
    score = FindingFigure("执行率得分", form.execution.score, "9.6", True)
    weak = FindingFigure("实际完成值", form.indicators[1].actual)
    findings = [
        Finding(
            "form.total",
            "error",
            "总分写成 95，各项得分相加是 89.6。",
            [*parts, total],
            "9.6 + 50 + 30 = 89.6 ≠ 95",
            "表中各项得分之和等于总分",
            "把总分改为 89.6",
            0,
            name,
        ),
        Finding("form.score", "warning", "执行率得分写成 10，按执行率应为 9.6。", [score], document=0, project=name),
        Finding("form.weak", "info", "实际完成值的写法 <b>0.5%</b> 与目标不同。", [weak], document=0, project=name),
        Finding("file.twice", "error", "同一张表印了两次。", [], basis="一个项目填一张表"),
    ]
    outcomes = [
        RuleOutcome("form.total", "broken", 0, None, 1),
        RuleOutcome("form.weights", "holds", 0, None, 3),
        RuleOutcome("form.reason", "not_run", 0, "表中没有“原因”一栏", 0),
        RuleOutcome("file.twice", "broken", None, None, 1),
    ]
    return CheckResult(read, findings, outcomes, 14)


SENTENCES = {"form.total": "总分等于各项得分之和。", "form.weights": "各项分值之和等于满分。"}
