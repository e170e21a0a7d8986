"""Makes forms for writing, pictures of written tables for reading, and what two forms must agree in."""

from __future__ import annotations

import re
from random import Random
from typing import Any

from jixiao.knowledge.form_layout import FIELD, Sheet, cells_of
from jixiao.model.form import Execution, Form, FormKind, FundingLine, Goal, Indicator, Project, Signatures, Total
from jixiao.model.value import Value, blank
from jixiao.read.layout import Block, Cell, Grid, Layout, Paragraph
from jixiao.write.forms.fields import form_field
from jixiao.write.paper import Table

_SIGNS = ["≥", "≤", "＝", "定性"]
_LEVELS = {
    "产出指标": ["数量指标", "质量指标", "时效指标"],
    "成本指标": ["经济成本指标"],
    "效益指标": ["社会效益指标", "可持续影响指标"],
    "满意度指标": ["服务对象满意度指标"],
}
_NAMES = ["村级经办人员培训", "参保缴费覆盖", "窗口受理及时率", "基金抽查定点机构", "政策知晓情况", "待遇支付差错"]
_UNITS = ["人次", "%", "户", "万元", "家", "次"]
_WORDS = ["良好", "明显提升", "长期有效", "不断完善"]
_SENTENCES = ["完成年度培训任务，参保群众办事更方便。", "已按计划完成；资金有结余，拟收回财政。", "加强预算编制。"]
_PROJECTS = ["城乡居民医疗保险区级补助", "医保服务能力提升", "基金监管工作经费", "驻村帮扶工作经费（2024）"]


def make_form(seed: int, kind: FormKind = "project_self_evaluation") -> Form:
    """Give an invented form; its figures need not fit each other, its words are those of real forms."""
    random = Random(seed)
    form = Form(kind, random.choice([2022, 2023, 2024]))
    form.department = Value("禾源县医疗保障局")
    form.unit = Value(random.choice(["禾源县医疗保障局", "禾源县医疗保障事务中心"]))
    code = random.choice([Value("51099924T000001234567"), blank()])
    form.project = Project(code, Value(_PROJECTS[seed % len(_PROJECTS)]))
    form.money_unit = Value("万元")
    form.funding = _funding(random)
    form.goal = Goal(Value(random.choice(_SENTENCES)), Value(random.choice(_SENTENCES)))
    total = form.funding[0]
    form.execution = Execution(Value("10"), total.rate, Value(_points(random, 10)), _maybe(random, "资金未到位。"))
    form.indicators = [row for level1 in _LEVELS for row in _indicators(random, level1)]
    form.total = Total(Value("100"), Value(_points(random, 100)))
    form.totals = [form.total]
    form.conclusion, form.problems, form.improvements = (Value(random.choice(_SENTENCES)) for _ in range(3))
    form.signatures = Signatures(Value("沈知秋"), Value("陆闻溪"))
    if kind == "department_self_evaluation":
        form.project = Project()
    if kind == "performance_monitoring":
        _foresee(random, form)
    return form


def _funding(random: Random) -> list[FundingLine]:
    lines = [FundingLine("total")]
    lines += [FundingLine(source) for source in ("fiscal", "other") if random.random() < 0.8]  # type: ignore[arg-type]
    for line in lines:
        budget = random.randint(100, 500_000) / 100
        executed = round(budget * random.random(), 2)
        line.initial, line.budget = Value(f"{budget:.2f}"), Value(f"{budget:.2f}")
        line.executed, line.rate = Value(f"{executed:.2f}"), Value(f"{executed / budget * 100:.2f}%")
    return lines


def _indicators(random: Random, level1: str) -> list[Indicator]:
    rows = []
    for level2 in _LEVELS[level1]:
        for _ in range(random.choice([0, 1, 1, 2]) if level1 != "产出指标" else random.choice([1, 2, 3])):
            rows.append(_indicator(random, level1, level2))
    return rows


def _indicator(random: Random, level1: str, level2: str) -> Indicator:
    sign = random.choice(_SIGNS)
    number, unit = str(random.randint(1, 20_000)), random.choice(_UNITS)
    quality = random.choice(_WORDS)
    name = random.choice(_NAMES) + random.choice(["", "（新增）", "数量"])
    row = Indicator(Value(level1), Value(level2), Value(name))
    row.comparator, row.target = Value(sign), Value(quality if sign == "定性" else number)
    row.unit = blank() if sign == "定性" else Value(unit)
    row.actual = Value(quality if sign == "定性" else f"{random.randint(1, 20_000)}{unit}")
    row.weight, row.score = Value(str(random.choice([5, 10, 15]))), Value(_points(random, 5))
    row.reason = _maybe(random, "年初目标定得偏高，参加培训的人数不足。")
    return row


def _foresee(random: Random, form: Form) -> None:
    for line in form.funding:
        line.forecast = line.budget
    for row in form.indicators:
        row.forecast, row.possibility = row.actual, Value(random.choice(["确定能", "有可能", "完全不可能"]))


def _points(random: Random, most: int) -> str:
    return random.choice([str(most), f"{random.randint(1, most * 100) / 100:.2f}"])


def _maybe(random: Random, text: str) -> Value:
    return Value(text) if random.random() < 0.3 else blank()


def picture(table: Table) -> Layout:
    """Give what a reader sees of a written table, whatever the format."""
    lines = [*table.heading, table.title, f"{table.left_line}      {table.unit_line}"]
    cells = [
        Cell(cell.text, row, column, cell.rows, cell.columns)
        for row, entries in enumerate(table.cells)
        for column, cell in entries
    ]
    blocks: list[Block] = [Paragraph(line, number) for number, line in enumerate(lines, 1) if line.strip()]
    notes = [Paragraph(note, 20 + number) for number, note in enumerate(table.notes)]
    return Layout([*blocks, Grid(cells, 1), *notes])


def agreed(form: Form, sheet: Sheet) -> dict[str, Any]:
    """Give what a layout holds of a form, in the same terms for the form written and the form read."""
    groups = {group for band in sheet.bands for cell in cells_of(band) for group in FIELD.findall(cell.text)}
    held: dict[str, Any] = {"kind": form.kind, "project": _project(form), "year": form.year}
    held |= {group: _text(form, group) for group in groups if _of_the_form(group)}
    held["funding"] = [line for line in (_line(line, sheet) for line in form.funding) if any(line[1:])]
    held["indicators"] = [_row(row, sheet) for row in form.indicators if row.name]
    return held


def _project(form: Form) -> str:
    return "-".join(value.text for value in (form.project.code, form.project.name) if value.text)


def _of_the_form(group: str) -> bool:
    return "." in group or group in ("conclusion", "problems", "improvements")


def _text(form: Form, group: str) -> str:
    return next(filter(None, (form_field(form, name) for name in group.split("|"))), "")


def _line(line: FundingLine, sheet: Sheet) -> tuple[str | None, ...]:
    band = sheet.band("funding")
    shown = [cell.fields[0] for cell in band.line if cell.fields] if band else []
    return (line.source, *(getattr(line, name).text for name in shown if name != "label"))


def _row(row: Indicator, sheet: Sheet) -> tuple[str | None, ...]:
    band = sheet.band("indicators")
    names = ("name", "actual", "weight", "score", "reason", "forecast", "possibility")
    held = [getattr(row, name).text for name in names if band and band.shows(name)]
    level1 = re.sub(r"（[\d.]+分）$", "", row.level1.text or "")
    sign = "" if row.comparator.text in ("＝", "定性", None) else row.comparator.text
    unit = "" if (row.target.text or "").endswith(row.unit.text or " ") else row.unit.text or ""
    return (level1, row.level2.text, f"{sign}{row.target.text}{unit}", *held)
