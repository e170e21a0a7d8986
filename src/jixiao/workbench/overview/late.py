"""逾期: units that have not submitted what was due, and how long ago it was."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.utils import timezone

from jixiao.workbench.overview.charts import Chart
from jixiao.workbench.overview.choice import Choice
from jixiao.workbench.overview.filing_rows import late_condition
from jixiao.workbench.overview.listing import Cell, Column, Listing, count, text

_SHOWN = 20


def late(choice: Choice) -> list[Listing]:
    """Give the units with filings overdue, by step, the most first."""
    steps, units = {step.pk: step for step in choice.steps}, {unit.pk: unit for unit in choice.chosen}
    overdue = choice.filings().filter(late_condition(choice.steps)).values("unit_id", "step_id")
    rows = list(overdue.annotate(number=Count("pk")).order_by("-number", "unit__code", "step_id"))
    today = timezone.localdate()

    def row(each: dict[str, Any]) -> list[Cell]:
        step, unit = steps[each["step_id"]], units[each["unit_id"]]
        link = f"/overview/filings/?{choice.query(unit=unit.pk, step=step.pk, late=1)}"
        named = [text(unit.name, link), text(unit.department or unit.name), text(step)]
        return [*named, text(step.due), count((today - step.due).days), count(each["number"], link)]

    columns = [Column("单位", 24), Column("主管部门", 24), Column("环节", 16), Column("截止日期", 12)]
    columns += [Column("超过天数", 10), Column("未报送件数", 10)]
    chart = Chart(
        "逾期最多的单位",
        ("单位", "环节", "件数"),
        [(units[each["unit_id"]].name, str(steps[each["step_id"]]), each["number"]) for each in rows[:_SHOWN]],
    )
    note = "过了截止日期，还是草稿或被退回没有再报的。已归档的年度不算。"
    return [Listing("逾期", columns, rows, row, note, [chart], "没有逾期的单位。", head=3)]
