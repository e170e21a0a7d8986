"""Evaluation systems scored from figures and judgements, and the reports that say so."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form_papers import make_form
from jixiao import check, read
from jixiao.knowledge.evaluation import BadSystem, Measure, load_system
from jixiao.model.unit_year import Unit, UnitYear
from jixiao.model.value import Value
from jixiao.score.evaluation import NOT_APPLICABLE, TooManyPoints, evaluate, project_figures
from jixiao.write.docx import write_docx
from jixiao.write.evaluation import department_report, ex_ante_report, project_report, report_paper
from jixiao.write.evaluation.report import JUDGED
from jixiao.write.paper import Figure, Heading, Paragraph, Table

SYSTEMS = ("department", "project", "ex-ante")


def unit(**texts: str) -> UnitYear:
    found = UnitYear(Unit("禾源县医疗保障局"), 2024, texts=dict(texts))
    found.forms = [make_form(seed) for seed in range(3)]
    for concept, value in (
        ("expenditure.current", "950"),
        ("expenditure.total", "1000"),
        ("expenditure.closing", "50"),
    ):
        found.state(concept, value)
    found.state("expenditure.current", "1000", measure="budget")
    return found


def complete(found: UnitYear) -> UnitYear:
    for each in department_report(found).missing():
        found.texts[each.name] = "优" if each.name.startswith(JUDGED) else "各项工作按期完成。"
    return found


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_system_has_a_hundred_points_and_knows_its_dimensions(name: str) -> None:
    system = load_system(name)
    assert sum(dimension.points for dimension in system.dimensions) == 100
    assert all(system.dimension(section.dimension) for section in system.sections if section.dimension)


def test_points_are_linear_between_the_limits() -> None:
    system = load_system("department")
    figures = {"expenditure.current": Decimal("77.5"), "expenditure.current.budget": Decimal(100)}
    [scored] = [each for each in evaluate(system, figures, {}).scored if each.measure.name == "支出执行进度"]
    assert scored.value == Decimal("2.50")  # half way from 60% to 95%
    assert "77.5÷100＝77.50%" in scored.explanation


@given(st.decimals("0", "2", places=3), st.booleans())
def test_points_never_leave_their_range(value: Decimal, falling: bool) -> None:
    full, zero = (Decimal("0.05"), Decimal("0.3")) if falling else (Decimal(1), Decimal("0.5"))
    measure = Measure("比例", Decimal(5), "ratio", ("a",), ("b",), full, zero)
    system = load_system("department")
    system = type(system)("一", "一", "", system.grades, {}, (type(system.dimensions[0])("一", (measure,)),), ())
    [scored] = evaluate(system, {"a": value, "b": Decimal(1)}, {}).scored
    assert scored.value is not None
    assert 0 <= scored.value <= 5
    assert (scored.value == 5) == (value <= full if falling else value >= full) or scored.value > Decimal("4.99")


def test_what_does_not_apply_leaves_the_rest_out_of_a_hundred() -> None:
    system = load_system("ex-ante")
    names = [measure.name for dimension in system.dimensions for measure in dimension.measures]
    judged = dict.fromkeys(names, "优") | {names[0]: NOT_APPLICABLE, names[1]: "差"}
    evaluation = evaluate(system, {}, judged)
    assert evaluation.total == Decimal("96.84")  # (18 × 5 + 2) ÷ 95
    assert evaluation.grade == "予以支持"


@pytest.mark.parametrize("given_points", ["6", "-1", "很好"])
def test_points_that_cannot_be_are_told(given_points: str) -> None:
    with pytest.raises(TooManyPoints, match=r"政策相关.*应为0至5分"):
        evaluate(load_system("ex-ante"), {}, {"政策相关": given_points})


def test_a_share_of_nothing_is_left_to_a_person() -> None:
    figures = {"procurement": Decimal(0), "procurement.sme": Decimal(0)}
    evaluation = evaluate(load_system("department"), figures, {})
    assert "支持中小企业发展" in [measure.name for measure, _ in evaluation.missing()]


def test_projects_with_much_left_over_are_counted() -> None:
    forms = [make_form(seed) for seed in range(4)]
    for form, executed in zip(forms, ("100", "90", "89.99", "0"), strict=True):
        form.funding[0].budget, form.funding[0].executed = Value("100"), Value(executed)
    figures = project_figures(forms)
    assert figures["projects.surplus"] == 2
    assert figures["projects.executed"] == Decimal("279.99")


def test_nothing_is_invented() -> None:
    report = department_report(unit())
    names = {each.name for each in report.missing()}
    assert {"机构组成", "整体自评存在问题", "评分：财务管理制度", "评分：采购执行率"} <= names
    assert "评分：支出执行进度" not in names
    assert all(each.note for each in report.missing())
    text = "".join(block.text for block in report.blocks() if isinstance(block, Paragraph))
    assert "待填" not in text
    report.draft = True
    assert "【待填：机构组成】" in [block.text for block in report.blocks() if isinstance(block, Paragraph)]


def test_figures_of_the_report_are_linked_to_what_they_are() -> None:
    found = complete(unit())
    blocks = department_report(found).blocks()
    figures = {run.tag: run.text for block in blocks if isinstance(block, Paragraph) for run in block.runs
               if isinstance(run, Figure)}  # fmt: skip
    assert figures["expenditure.total"] == "1000.00"
    assert figures["projects.count"] == "3"
    assert "report.score" in figures


def test_the_table_adds_up() -> None:
    table = department_report(complete(unit())).blocks()[-1]
    assert isinstance(table, Table)
    total = table.cells[-1]
    assert total[1][1].text == "100"
    assert len(total[1][1].addends) == len(table.cells) - 2


def test_a_written_report_is_read_as_one_and_has_no_error() -> None:
    found = complete(unit())
    report = department_report(found)
    result = read(write_docx(report_paper(report, found)), "报告.docx")
    [document] = result.accounts
    assert document.kind == "department_self_evaluation_report"
    assert document.score.text == f"{report.evaluation.total.normalize():f}"  # type: ignore[union-attr]
    assert document.grade.text == report.evaluation.grade
    assert [finding.message for finding in check(result).findings if finding.severity == "error"] == []


def test_reports_about_a_project_take_its_form() -> None:
    found = unit()
    form = found.forms[0]
    told = [block.text for block in project_report(found, form).blocks() if isinstance(block, Paragraph)]
    assert any(form.project.name.text in text and "全年预算" in text for text in told)  # type: ignore[operator]
    assert form.goal.expected.text in told
    headings = [block.text for block in ex_ante_report(found, form).blocks() if isinstance(block, Heading)]
    assert "（五）筹资合规性。" in headings


def test_a_system_of_ones_own_is_held_to_a_hundred_points(tmp_path: Path) -> None:
    file = tmp_path / "本县.toml"
    file.write_text(
        'name = "一"\ntitle = "评价报告"\ngrades = [["优", 90]]\nsection = []\n'
        '[[dimension]]\nname = "一"\nindicator = [{ name = "甲", points = 90 }]\n',
        encoding="utf-8",
    )
    with pytest.raises(BadSystem, match=r"本县.toml：各指标的分值合计是90分，应为100分"):
        load_system(str(file))
