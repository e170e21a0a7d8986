"""结果好于支出: self-evaluations that score better than the money was spent, the red ones first."""

from __future__ import annotations

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When

from jixiao.workbench.cycle.models import Filing
from jixiao.workbench.cycle.steps import Light
from jixiao.workbench.overview.charts import Chart
from jixiao.workbench.overview.choice import Choice
from jixiao.workbench.overview.filing_rows import LIGHTS, filing_cell, light_cell, standing_cells
from jixiao.workbench.overview.listing import Cell, Column, Listing, text
from jixiao.workbench.overview.scores import SCORED

_COLUMNS = [
    *(Column("提示", 8), Column("单位", 20), Column("项目", 26), Column("环节", 12), Column("状态", 10)),
    *(
        Column("预算数（万元）", 12),
        Column("执行数（万元）", 12),
        Column("执行率", 8),
        Column("得分", 8),
        Column("等级", 6),
    ),
]
_NOTE = (
    "红灯：指标得分率比预算执行得分率高得多，超过评分方案里的界限；黄灯：没有预算，或者结余超过界限。"
    "应说明钱没有花完怎样完成了目标，或者目标定得是否偏低。"
)
_SHOWN, _SHOWN_LIGHTS = 10, (Light.RED, Light.YELLOW)


def gaps(choice: Choice) -> list[Listing]:
    """Give the filings whose light of 结果好于支出 is red or yellow."""
    found = choice.filings(choice.steps_of(*SCORED)).filter(gap__in=_SHOWN_LIGHTS)
    return [Listing("结果好于支出", _COLUMNS, _in_order(found), _row, _NOTE, [_chart(choice, found)], head=3)]


def _in_order(found: QuerySet[Filing]) -> QuerySet[Filing]:
    red_first = Case(When(gap=Light.RED, then=Value(0)), default=Value(1), output_field=IntegerField())
    return found.select_related("unit", "project", "step__year").order_by(red_first, "rate", "pk")


def _row(filing: Filing) -> list[Cell]:
    lead = [light_cell(filing.gap), text(filing.unit), filing_cell(filing, "/execution/score")]
    return [*lead, *standing_cells(filing)]


def _chart(choice: Choice, found: QuerySet[Filing]) -> Chart:
    counted: dict[int, dict[str, int]] = {}
    for unit, light, number in found.values_list("unit_id", "gap").annotate(Count("pk")).order_by():
        counted.setdefault(unit, {})[light] = number
    names = {unit.pk: unit.name for unit in choice.chosen}
    most = sorted(counted, key=lambda unit: [*(-counted[unit].get(light, 0) for light in _SHOWN_LIGHTS), unit])
    rows = [
        (names[unit], LIGHTS[light], counted[unit][light])
        for unit in most[:_SHOWN]
        for light in _SHOWN_LIGHTS
        if light in counted[unit]
    ]
    return Chart("提示最多的单位", ("单位", "提示", "件数"), rows, order=[LIGHTS[light] for light in _SHOWN_LIGHTS])
