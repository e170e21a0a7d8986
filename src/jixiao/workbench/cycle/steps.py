"""The steps of the year (环节) and the states of what is filed in them."""

from __future__ import annotations

from django.db import models

from jixiao.model.form import FormKind
from jixiao.workbench.people.roles import Power


class StepKind(models.TextChoices):
    """环节: in the order of the year."""

    EX_ANTE = "ex_ante", "事前绩效评估"
    TARGET = "target", "绩效目标"
    MONITORING = "monitoring", "绩效监控"
    SELF_EVALUATION = "self_evaluation", "绩效自评"
    DEPARTMENT = "department", "部门整体自评"
    EVALUATION = "evaluation", "重点评价"
    APPLICATION = "application", "结果应用"


# The form that is filed in a step; the others file an evaluation by points (see knowledge/evaluations).
FORM_KINDS: dict[str, FormKind] = {
    StepKind.TARGET: "performance_target",
    StepKind.MONITORING: "performance_monitoring",
    StepKind.SELF_EVALUATION: "project_self_evaluation",
    StepKind.DEPARTMENT: "department_self_evaluation",
}
EVALUATIONS: dict[str, str] = {StepKind.EX_ANTE: "ex-ante", StepKind.EVALUATION: "project"}


def fills(kind: str) -> Power:
    """Give the power by which a step is filled in: 重点评价 is the finance bureau's own, all else the unit's."""
    return Power.RECHECK if kind == StepKind.EVALUATION else Power.WRITE


def submits(kind: str) -> Power:
    """Give the power by which a step is submitted."""
    return Power.RECHECK if kind == StepKind.EVALUATION else Power.SUBMIT


def period(month: int) -> str:
    """Give the months that monitoring up to a month is about: 1—7月."""
    return f"1—{month}月" if month > 1 else "1月"


class State(models.TextChoices):
    """状态: where a filing stands on its way; `RETURNED` is a draft that was sent back."""

    DRAFT = "draft", "草稿"
    RETURNED = "returned", "已退回"
    UNIT = "unit", "待单位审核"
    DEPARTMENT = "department", "待主管部门审核"
    FINANCE = "finance", "待财政审核"
    DONE = "done", "已办结"


EDITABLE = (State.DRAFT, State.RETURNED)
REVIEWED = (State.UNIT, State.DEPARTMENT, State.FINANCE)


class Light(models.TextChoices):
    """监控灯."""

    NONE = "", "无"
    GREEN = "green", "绿灯"
    YELLOW = "yellow", "黄灯"
    RED = "red", "红灯"
