"""The reports of the annex that jixiao writes itself (write/evaluation): the whole of the unit, and one project."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.model.form import Form
from jixiao.model.unit_year import UnitYear
from jixiao.write.disclosure.composer import Composer
from jixiao.write.evaluation import Report, department_report, project_report
from jixiao.write.evaluation.report import JUDGED
from jixiao.write.paper import Block

DEPARTMENT = "部门整体支出绩效自评报告"
PROJECT = "专项预算项目绩效评价报告"


def evaluated_report(composer: Composer, name: str) -> Sequence[Block] | None:
    """Give a report written from scores and forms, what it lacks noted; None where it is to be typed as a whole."""
    report = _report(composer.year, name)
    if report is None:
        return None
    for lacking in report.missing():
        composer.lack("text", lacking.name, lacking.note)
    return report.blocks()


def _report(year: UnitYear, name: str) -> Report | None:
    typed = year.texts.get(name, "").strip()
    if name == DEPARTMENT and not typed and any(key.startswith(JUDGED) for key in year.texts):
        return department_report(year, draft=True)
    form = _project(year, typed) if name == PROJECT and typed else None
    return project_report(year, form, draft=True) if form is not None else None


def _project(year: UnitYear, name: str) -> Form | None:
    """Give the self-evaluation of the project that was typed in place of a report."""
    forms = year.forms_of("project_self_evaluation")
    return next((form for form in forms if form.project.name.text == name), None)
