"""Filings as rows of a list (填报件清单): all of a choice, in a state, overdue, with a finding."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from jixiao.workbench.cycle.models import Filing, Step
from jixiao.workbench.cycle.steps import EDITABLE, Light
from jixiao.workbench.overview.choice import Choice
from jixiao.workbench.overview.listing import Cell, Column, Listing, amount, count, percentage, text

LIGHTS = {value: label for value, label in Light.choices if value}
_COLUMNS = [
    *(Column("单位", 18), Column("项目", 24), Column("环节", 14), Column("状态", 10)),
    *(Column("预算数（万元）", 12), Column("执行数（万元）", 12), Column("执行率", 8), Column("得分", 8)),
    *(Column("等级", 6), Column("监控灯", 8), Column("结果好于支出", 8), Column("错误", 6), Column("提醒", 6)),
]


def late_condition(steps: list[Step], prefix: str = "") -> Q:
    """Give the condition for filings of these steps that should have been submitted by now (逾期未报送)."""
    today = timezone.localdate()
    overdue = [step.pk for step in steps if is_overdue(step, today)]
    return Q(**{f"{prefix}step__in": overdue, f"{prefix}state__in": EDITABLE})


def is_overdue(step: Step, today: object) -> bool:
    """Tell whether the deadline of a step has passed; nothing is late any more in a year that is closed."""
    return step.due < today and not step.year.closed  # type: ignore[operator]


def filing_list(choice: Choice) -> Listing:
    """Give the filings of a choice: in a state, overdue, or with a finding of a rule, where that is asked for."""
    found = choice.filings()
    if choice.state:
        found = found.filter(state=choice.state)
    if choice.asked.get("late"):
        found = found.filter(late_condition(choice.steps))
    rows = in_order(found)
    return Listing("填报件", _COLUMNS, rows, filing_row, head=2)


def in_order(found: QuerySet[Filing]) -> QuerySet[Filing]:
    """Give filings with what their rows show, by unit, step and project."""
    return found.select_related("unit", "project", "step__year").order_by("unit__code", "unit_id", "step_id", "pk")


def filing_row(filing: Filing) -> list[Cell]:
    """Give the row of a filing."""
    return [
        text(filing.unit),
        filing_cell(filing),
        *standing_cells(filing),
        light_cell(filing.light),
        light_cell(filing.gap),
        count(filing.errors),
        count(filing.warnings),
    ]


def standing_cells(filing: Filing) -> list[Cell]:
    """Give where a filing stands and what its form comes to: step, state, money, score, grade."""
    return [
        text(filing.step),
        text(filing.get_state_display(), look=f"state-{filing.state}"),
        amount(filing.budget),
        amount(filing.executed),
        percentage(filing.rate),
        amount(filing.score),
        text(filing.grade),
    ]


def filing_cell(filing: Filing, pointer: str = "") -> Cell:
    """Give the cell that leads to a filing, or to a cell of its form."""
    return text(filing.project or "部门整体", f"/filings/{filing.pk}/{f'#f{pointer}' if pointer else ''}")


def light_cell(light: str) -> Cell:
    """Give the cell of a light, with its name."""
    return Cell(LIGHTS.get(light, ""), light=light)
