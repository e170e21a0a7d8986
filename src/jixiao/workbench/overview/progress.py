"""进度: how far units are in each step, with lights: red is overdue, yellow returned or due soon, green all done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils import timezone

from jixiao.workbench.cycle.models import Step
from jixiao.workbench.cycle.steps import EDITABLE, State
from jixiao.workbench.overview.charts import Chart
from jixiao.workbench.overview.choice import Choice
from jixiao.workbench.overview.filing_rows import LIGHTS, is_overdue
from jixiao.workbench.overview.listing import Cell, Column, Listing, count, text
from jixiao.workbench.people.models import Unit

SOON = 7  # days before the deadline
_NOTE = (
    "格中是已办结件数/应报件数。红灯：过了截止日期还有没报送的；黄灯：有被退回的，或者7天内到期还有没报送的；"
    "绿灯：全部办结。已归档的年度不再算逾期。"
)


@dataclass(slots=True)
class Standing:
    """How far a unit is in a step: filings in all, by state, and how many are overdue."""

    states: dict[str, int]
    late: int = 0
    soon: int = 0

    @property
    def all(self) -> int:
        """Give how many filings there are."""
        return sum(self.states.values())

    def of(self, *states: str) -> int:
        """Give how many filings are in these states."""
        return sum(self.states.get(state, 0) for state in states)

    @property
    def light(self) -> str:
        """Give the light; empty where there is nothing to tell yet."""
        if self.late:
            return "red"
        if self.of(State.RETURNED) or self.soon:
            return "yellow"
        return "green" if self.all and self.of(State.DONE) == self.all else ""

    @property
    def words(self) -> str:
        """Give the standing as words of a cell: done of all, then what is amiss."""
        amiss = [(self.late, "逾期"), (self.of(State.RETURNED), "退回")]
        said = "，".join(f"{name}{number}" for number, name in amiss if number)
        return f"{self.of(State.DONE)}/{self.all}{f'（{said}）' if said else ''}"


Standings = dict[tuple[int, int], Standing]


def standings(choice: Choice) -> Standings:
    """Give the standing of each unit in each step, counted in one query."""
    counted = choice.filings().values_list("unit_id", "step_id", "state").annotate(number=Count("pk")).order_by()
    steps, today = {step.pk: step for step in choice.steps}, timezone.localdate()
    found: Standings = defaultdict(lambda: Standing({}))
    for unit, step, state, number in counted:
        standing = found[unit, step]
        standing.states[state] = number
        if state in EDITABLE:
            standing.late += number if is_overdue(steps[step], today) else 0
            standing.soon += number if _is_near(steps[step], today) else 0
    return found


def progress(choice: Choice) -> list[Listing]:
    """Give the matrix of units and steps, all of them together first, with the steps as a chart."""
    found = standings(choice)
    steps = [choice.step] if choice.step else choice.steps
    columns = [Column("单位", 24), *(Column(str(step), 14) for step in steps)]
    units = [unit for unit in choice.chosen if any((unit.pk, step.pk) in found for step in steps)]

    def row(unit: Unit | None) -> list[Cell]:
        if unit is None:
            return [text("合计", look="total"), *(_cell(choice, _together(found, units, step), step) for step in steps)]
        link = f"/unit/{unit.pk}/?year={choice.year.pk if choice.year else ''}"
        return [text(unit.name, link), *(_cell(choice, found.get((unit.pk, step.pk)), step, unit) for step in steps)]

    rows: list[Unit | None] = [None, *units] if units else []
    return [Listing("进度", columns, rows, row, _NOTE, [_chart(found, units, steps)])]


def progress_sheets(choice: Choice) -> list[Listing]:
    """Give the same with a row for each unit and step and a number in each cell."""
    found = standings(choice)
    steps = [choice.step] if choice.step else choice.steps
    columns = [Column("单位", 24), Column("主管部门", 20), Column("环节", 16), Column("截止日期", 12), Column("应报")]
    columns += [Column(label) for _, label in State.choices] + [Column("逾期"), Column("灯")]
    pairs = [(unit, step) for unit in choice.chosen for step in steps if (unit.pk, step.pk) in found]

    def row(pair: tuple[Unit, Step]) -> list[Cell]:
        unit, step = pair
        standing = found[unit.pk, step.pk]
        states = [count(standing.of(state)) for state in State.values]
        named = [text(unit.name), text(unit.department or unit.name), text(step), text(step.due)]
        return [*named, count(standing.all), *states, count(standing.late), text(LIGHTS.get(standing.light, ""))]

    return [Listing("进度", columns, pairs, row, _NOTE)]


def state_chart(found: Standings, units: Iterable[int], steps: list[Step]) -> Chart:
    """Give the chart of the states of filings by step."""
    wanted = set(units)
    rows: list[tuple[str, str, int]] = []
    for step in steps:
        those = [standing for (unit, at), standing in found.items() if at == step.pk and unit in wanted]
        for state, label in State.choices:
            number = sum(standing.of(state) for standing in those)
            if number:
                rows.append((str(step), label, number))
    labels = [label for _, label in reversed(State.choices)]
    return Chart("各环节填报件的状态", ("环节", "状态", "件数"), rows, order=labels)


def _chart(found: Standings, units: list[Unit], steps: list[Step]) -> Chart:
    return state_chart(found, (unit.pk for unit in units), steps)


def _cell(choice: Choice, standing: Standing | None, step: Step, unit: Unit | None = None) -> Cell:
    if standing is None or not standing.all:
        return text("")
    asked = choice.query(step=step.pk, unit=unit.pk if unit else "", late="1" if standing.late else "")
    return Cell(standing.words, url=f"/overview/filings/?{asked}", light=standing.light)


def _together(found: Standings, units: list[Unit], step: Step) -> Standing:
    whole = Standing({})
    for standing in (found[unit.pk, step.pk] for unit in units if (unit.pk, step.pk) in found):
        for state, number in standing.states.items():
            whole.states[state] = whole.states.get(state, 0) + number
        whole.late += standing.late
        whole.soon += standing.soon
    return whole


def _is_near(step: Step, today: date) -> bool:
    return 0 <= (step.due - today).days <= SOON and not step.year.closed
