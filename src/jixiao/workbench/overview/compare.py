"""年度对比: the years of a region side by side."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, Q, Sum

from jixiao.score.rounding import HUNDRED, half_up
from jixiao.workbench.cycle.models import Step, Year
from jixiao.workbench.cycle.steps import Light, State, StepKind
from jixiao.workbench.overview.charts import Chart
from jixiao.workbench.overview.choice import Choice
from jixiao.workbench.overview.listing import Cell, Column, Listing, amount, count, percentage, text

_NOTE = "预算数、执行数、得分、结果好于支出是项目绩效自评的；填报件、办结率、核对错误包括所有环节。"
_COLUMNS = [
    *(Column("年度", 10), Column("填报件", 8), Column("已办结", 8), Column("办结率", 8), Column("核对错误", 8)),
    *(Column("预算数（万元）", 14), Column("执行数（万元）", 14), Column("执行率", 8), Column("平均得分", 8)),
    Column("结果好于支出红灯", 10),
]
Counted = dict[str, Any]


class YearTold:
    """A year in numbers: what is counted of each of its steps, added up, and its self-evaluation (自评)."""

    def __init__(self, year: Year, steps: Sequence[Counted]) -> None:
        self.year = year
        self.filings, self.done, self.errors = (_sum(steps, name) for name in ("number", "done", "wrong"))
        own: Counted = next((step for step in steps if step["step__kind"] == StepKind.SELF_EVALUATION), {})
        self.budget, self.executed, self.red = own.get("budgets"), own.get("spent"), own.get("red", 0)
        mean = own.get("mean")
        self.score = half_up(mean, 2) if mean is not None else None

    @property
    def rate(self) -> Decimal | None:
        """Give the execution rate in percent."""
        return _percent(self.executed, self.budget)

    @property
    def finished(self) -> Decimal | None:
        """Give the share of filings that are done, in percent."""
        return _percent(Decimal(self.done), Decimal(self.filings))


def compared(choice: Choice) -> list[Listing]:
    """Give the years of the chosen year's region, the latest first, with rate and mean score as charts."""
    told = years_told(choice)
    return [Listing("年度对比", _COLUMNS, told, _row, _NOTE, _charts(told), "还没有开启过年度。")]


def years_told(choice: Choice) -> list[YearTold]:
    """Give the years in numbers, the latest first; the step that is chosen makes no difference."""
    years = [year for year in choice.years if choice.year and year.region_id == choice.year.region_id]
    steps = list(Step.objects.filter(year__in=years))
    counted = (
        choice.filings(steps)
        .values("step_id", "step__kind")
        .annotate(
            number=Count("pk"),
            done=Count("pk", filter=Q(state=State.DONE)),
            wrong=Sum("errors"),
            budgets=Sum("budget"),
            spent=Sum("executed"),
            mean=Avg("score"),
            red=Count("pk", filter=Q(gap=Light.RED)),
        )
    )
    year_of = {step.pk: step.year_id for step in steps}
    rows: list[Any] = list(counted.order_by())
    return [YearTold(year, [row for row in rows if year_of[row["step_id"]] == year.pk]) for year in years]


def _row(told: YearTold) -> list[Cell]:
    return [
        text(told.year, f"/overview/?year={told.year.pk}"),
        count(told.filings),
        count(told.done),
        percentage(told.finished),
        count(told.errors),
        amount(told.budget),
        amount(told.executed),
        percentage(told.rate),
        amount(told.score),
        count(told.red),
    ]


def _charts(told: list[YearTold]) -> list[Chart]:
    in_order = [(str(each.year.year), each) for each in reversed(told)]
    rates = [(year, each.rate) for year, each in in_order if each.rate is not None]
    means = [(year, each.score) for year, each in in_order if each.score is not None]
    return [
        Chart("项目支出执行率", ("年度", "执行率（%）"), rates, mark="line"),
        Chart("项目自评平均得分", ("年度", "平均得分"), means, mark="line"),
    ]


def _sum(steps: Sequence[Counted], name: str) -> int:
    return sum(step[name] or 0 for step in steps)


def _percent(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return half_up(part / whole * HUNDRED, 2) if part is not None and whole else None
