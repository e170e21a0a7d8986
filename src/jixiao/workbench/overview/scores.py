"""得分: how the scores of self-evaluations are spread, and the grades that the scheme gives them."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from django.db.models import Case, Count, IntegerField, Value, When

from jixiao.score import load_scheme
from jixiao.score.rounding import HUNDRED, half_up
from jixiao.workbench.cycle.models import Step
from jixiao.workbench.cycle.steps import StepKind
from jixiao.workbench.overview.charts import Chart
from jixiao.workbench.overview.choice import Choice
from jixiao.workbench.overview.listing import Cell, Column, Listing, count, percentage, text

SCORED = (StepKind.SELF_EVALUATION, StepKind.DEPARTMENT)
_BOUNDS = (0, 60, 65, 70, 75, 80, 85, 90, 95, 100)  # a range begins at a bound and ends below the next


class Part(NamedTuple):
    """A part of what was scored: its name, how many, the share in percent of all scored."""

    name: str
    number: int
    share: Decimal | None


def scores(choice: Choice) -> list[Listing]:
    """Give the spread of scores and the grades of the self-evaluations of a choice."""
    steps = choice.steps_of(*SCORED)
    spread, graded = spread_of(choice, steps), grades_of(choice, steps)
    note = "项目绩效自评和部门整体自评的自评得分；还不能得出总分的不计入。"
    columns = [Column("得分", 14), Column("件数", 10), Column("占比", 10)]
    first = Listing("得分分布", columns, spread, _row, note, [_chart("得分的分布", "得分", spread)])
    second = Listing("等级", [Column("等级", 14), *columns[1:]], graded, _row, charts=[_chart("等级", "等级", graded)])
    return [first, second]


def spread_of(choice: Choice, steps: list[Step]) -> list[Part]:
    """Give how many scores are in each range."""
    above = [When(score__gte=bound, then=Value(place)) for place, bound in reversed(list(enumerate(_BOUNDS)))]
    ranged = choice.filings(steps).filter(score__isnull=False).annotate(at=Case(*above, output_field=IntegerField()))
    counted = dict(ranged.values_list("at").annotate(Count("pk")).order_by())
    return _parts([(_range(place), counted.get(place, 0)) for place in range(len(_BOUNDS))])


def grades_of(choice: Choice, steps: list[Step]) -> list[Part]:
    """Give how many have each grade of the year's scheme; a grade of another scheme comes last."""
    graded = choice.filings(steps).filter(score__isnull=False)
    counted: dict[str, int] = dict(graded.values_list("grade").annotate(Count("pk")).order_by())
    known = load_scheme(choice.year.scheme).rules.grade_names if choice.year else ()
    names = [*known, *(name for name in counted if name and name not in known)]
    open_ = [("未定等级", counted[""])] if counted.get("") else []
    return _parts([*((name, counted.get(name, 0)) for name in names), *open_])


def _parts(counted: list[tuple[str, int]]) -> list[Part]:
    whole = sum(number for _, number in counted)
    return [
        Part(name, number, half_up(Decimal(number) / whole * HUNDRED, 2) if whole else None) for name, number in counted
    ]


def _range(place: int) -> str:
    low = _BOUNDS[place]
    if place == 0:
        return f"{_BOUNDS[1]}以下"
    return f"{low}—{_BOUNDS[place + 1]}" if place + 1 < len(_BOUNDS) else f"{low}"


def _row(part: Part) -> list[Cell]:
    return [text(part.name), count(part.number), percentage(part.share)]


def _chart(title: str, name: str, parts: list[Part]) -> Chart:
    return Chart(title, (name, "件数"), [(part.name, part.number) for part in parts], mark="column")
