"""预算执行: amounts and execution rates by unit, against the share of the year that has passed (时间进度)."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, Q, Sum

from jixiao.knowledge.monitoring import WORST_FIRST
from jixiao.score import load_scheme
from jixiao.score.monitored_time import Time
from jixiao.score.rounding import HUNDRED, half_up, percent
from jixiao.workbench.cycle.models import Step
from jixiao.workbench.cycle.steps import Light, StepKind
from jixiao.workbench.overview.charts import Chart
from jixiao.workbench.overview.choice import Choice
from jixiao.workbench.overview.filing_rows import LIGHTS, light_cell
from jixiao.workbench.overview.listing import Cell, Column, Listing, amount, count, percentage, text
from jixiao.workbench.people.models import Unit

_MONTHS = 12
_SHOWN = 20  # units in the chart


class Spent(NamedTuple):
    """What a unit has spent by a step: amounts in 万元, how many filings state them, how many monitoring lights."""

    unit: Unit | None
    budget: Decimal
    executed: Decimal
    filings: int
    red: int
    yellow: int

    @property
    def rate(self) -> Decimal | None:
        """Give the execution rate in percent with two decimals, None without a budget."""
        return half_up(self.executed / self.budget * HUNDRED, 2) if self.budget else None


def spending(choice: Choice) -> list[Listing]:
    """Give the execution of each unit by the chosen monitoring or self-evaluation step, the lowest rate first."""
    step = spending_step(choice)
    if step is None:
        return [Listing("预算执行", _COLUMNS, [], lambda _: [], empty="这个年度没有填报执行数的环节。")]
    time = Time(step.month or _MONTHS, load_scheme(step.year.scheme))
    found = spent(choice, step)
    rows = [_whole(found), *found] if len(found) > 1 else found

    def row(each: Spent) -> list[Cell]:
        light = time.light_of(each.rate / HUNDRED / time.share) if each.rate is not None else ""
        query = choice.query(step=step.pk, unit=each.unit.pk if each.unit else "")
        return [
            text(each.unit.name if each.unit else "合计", f"/overview/filings/?{query}", "" if each.unit else "total"),
            count(each.filings),
            amount(each.budget),
            amount(each.executed),
            percentage(each.rate),
            light_cell(light),
            count(each.red),
            count(each.yellow),
        ]

    return [Listing("预算执行", _COLUMNS, rows, row, _note(step, time), [_chart(found, time)])]


def spending_step(choice: Choice) -> Step | None:
    """Give the step that execution is told by: the one asked for, else the last that has begun."""
    steps = choice.steps_of(StepKind.MONITORING, StepKind.SELF_EVALUATION)
    stated = set(choice.filings(steps).filter(executed__isnull=False).values_list("step_id", flat=True).distinct())
    begun = [step for step in steps if step.pk in stated]
    return (begun or steps)[-1] if steps else None


def spent(choice: Choice, step: Step) -> list[Spent]:
    """Give what each unit has spent, the lowest rate first; filings without an executed amount are left out."""
    stated = choice.filings([step]).filter(budget__isnull=False, executed__isnull=False)
    counted = stated.values("unit_id").annotate(
        budgets=Sum("budget"),
        spent=Sum("executed"),
        number=Count("pk"),
        red=Count("pk", filter=Q(light=Light.RED)),
        yellow=Count("pk", filter=Q(light=Light.YELLOW)),
    )
    units = {unit.pk: unit for unit in choice.chosen}
    found = [
        Spent(units[row["unit_id"]], row["budgets"], row["spent"], row["number"], row["red"], row["yellow"])
        for row in counted.order_by()
    ]
    return sorted(found, key=lambda each: (each.rate is None, each.rate, each.unit.code if each.unit else ""))


_COLUMNS = [
    *(Column("单位", 24), Column("项目数", 8), Column("预算数（万元）", 14), Column("执行数（万元）", 14)),
    *(Column("执行率", 10), Column("执行进度灯", 10), Column("监控红灯", 8), Column("监控黄灯", 8)),
]


def _whole(found: list[Spent]) -> Spent:
    budget = sum((each.budget for each in found), Decimal(0))
    executed = sum((each.executed for each in found), Decimal(0))
    counts = [sum(getattr(each, name) for each in found) for name in ("filings", "red", "yellow")]
    return Spent(None, budget, executed, *counts)


def _note(step: Step, time: Time) -> str:
    share = percent(time.share)
    cuts = "、".join(f"{LIGHTS[light]}{time.limits_in_words(light)}" for light in WORST_FIRST)
    return f"按“{step}”填报的数；时间进度{share}。执行进度灯看执行率÷时间进度：{cuts}。"


def _chart(found: list[Spent], time: Time) -> Chart:
    rows = [(each.unit.name, each.rate) for each in found[:_SHOWN] if each.unit and each.rate is not None]
    title = f"执行率{f'最低的{_SHOWN}个单位' if len(found) > _SHOWN else ''}（虚线是时间进度）"
    return Chart(title, ("单位", "执行率（%）"), rows, line=half_up(time.share * HUNDRED, 2))
