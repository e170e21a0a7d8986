"""Evaluation reports: 部门整体支出绩效自评报告, 专项预算项目绩效评价报告, 事前绩效评估报告, from a unit's data."""

from __future__ import annotations

from jixiao.knowledge.evaluation import load_system
from jixiao.model.failure import Failure
from jixiao.model.form import Form
from jixiao.model.unit_year import UnitYear
from jixiao.write.evaluation.figures import form_figures, unit_figures
from jixiao.write.evaluation.report import Missing, Report
from jixiao.write.paper import Block, Paper, Paragraph

__all__ = ["Missing", "Report", "department_report", "ex_ante_report", "project_report", "report_paper"]


class NoProject(Failure):
    """A report about a project without the form of one."""

    def __init__(self, report: str, form: str) -> None:
        super().__init__(f"{report}要有项目的{form}，填报数据里没有；请补上，或用 --project 指明项目。")


def department_report(unit: UnitYear, *, system: str = "department", draft: bool = False) -> Report:
    """Give 部门整体支出绩效自评报告 of a unit and year; amounts in 万元."""
    return Report(load_system(system), unit_figures(unit), _words(unit), unit.texts, _unit_fallbacks(unit), draft)


def project_report(unit: UnitYear, form: Form | None, *, system: str = "project", draft: bool = False) -> Report:
    """Give 专项预算项目绩效评价报告 of the project of a self-evaluation form; raises NoProject without one."""
    if form is None:
        raise NoProject("专项预算项目绩效评价报告", "绩效自评表")
    fallbacks = {"专项绩效目标": form.goal.expected.text or ""}
    return Report(load_system(system), form_figures(form), _words(unit, form), unit.texts, fallbacks, draft)


def ex_ante_report(unit: UnitYear, form: Form | None, *, system: str = "ex-ante", draft: bool = False) -> Report:
    """Give 事前绩效评估报告 of the project that a target form is about; raises NoProject without one."""
    if form is None:
        raise NoProject("事前绩效评估报告", "绩效目标表")
    fallbacks = {"评估对象绩效目标": form.goal.expected.text or ""}
    return Report(load_system(system), form_figures(form), _words(unit, form), unit.texts, fallbacks, draft)


def report_paper(report: Report, unit: UnitYear) -> Paper:
    """Give a report as a paper of its own: title, sections, table of scores."""
    title = f"{unit.unit.name}{report.words.get('subject', '')}{report.system.title}"
    blocks: list[Block] = [Paragraph([title], "title"), Paragraph([f"（{unit.year}年度）"], "centered")]
    return Paper(title, [*blocks, *report.blocks()], unit.unit.name)


def _words(unit: UnitYear, form: Form | None = None) -> dict[str, str]:
    words = {"year": str(unit.year), "unit": unit.unit.name}
    if form is not None and form.project.name.text:
        words |= {"project": form.project.name.text}
    return words


def _unit_fallbacks(unit: UnitYear) -> dict[str, str]:
    """Texts of the disclosure that say the same: what the unit is for and how it is set up."""
    names = {"机构组成": "机构设置", "机构职能": "部门职责"}
    found = {passage: unit.texts[name] for passage, name in names.items() if unit.texts.get(name)}
    for form in unit.forms_of("department_self_evaluation")[:1]:
        found["履职效能"] = form.goal.actual.text or ""
    return found
