"""What a form's own texts say of an evaluation by points (部门整体评价): total and grade, where the region has one."""

from __future__ import annotations

from jixiao.model.form import Form
from jixiao.score.points import points
from jixiao.workbench.cycle.models import Filing
from jixiao.workbench.cycle.steps import StepKind

TOTAL, GRADE = "评价总分", "评价等级"


def judge(filing: Filing, form: Form) -> None:
    """Let total and grade of a department be those of the region's system, none while it is not scored to the end."""
    if filing.step.kind == StepKind.DEPARTMENT and filing.step.year.department_system:
        total, grade = form.texts.get(TOTAL), form.texts.get(GRADE)
        filing.score = points(total) if total else None
        filing.grade = (grade.text or "") if grade else ""
