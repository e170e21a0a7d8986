"""单位总览: for one unit how far each step is and what is due, what each project has come to, execution, findings."""

from __future__ import annotations

from typing import NamedTuple

from django.utils import timezone

from jixiao.report.words import SEVERITY
from jixiao.score.rounding import plain
from jixiao.workbench.cycle.models import Filing, Project, Step
from jixiao.workbench.cycle.steps import EDITABLE, REVIEWED, State, StepKind
from jixiao.workbench.overview.choice import Choice
from jixiao.workbench.overview.filing_rows import LIGHTS, light_cell
from jixiao.workbench.overview.found import severities
from jixiao.workbench.overview.listing import Cell, Column, Listing, count, percentage, text
from jixiao.workbench.overview.progress import Standing, standings, state_chart
from jixiao.workbench.overview.spending import spending

_SCORED = (StepKind.EX_ANTE, StepKind.SELF_EVALUATION, StepKind.DEPARTMENT, StepKind.EVALUATION)


def of_unit(choice: Choice) -> list[Listing]:
    """Give the overview of the one unit of a choice: its steps, the execution, its projects."""
    return [_steps(choice), *spending(choice), _projects(choice)]


def _steps(choice: Choice) -> Listing:
    unit = choice.units[0]
    found, wrong = standings(choice), severities(choice)
    steps = [step for step in choice.steps if (unit.pk, step.pk) in found]

    def row(step: Step) -> list[Cell]:
        standing = found[unit.pk, step.pk]
        return [
            text(step, f"/filings/?year={step.year_id}&step={step.pk}"),
            Cell(LIGHTS.get(standing.light, ""), light=standing.light),
            text(_until(step, standing)),
            count(standing.of(*EDITABLE)),
            count(standing.of(State.RETURNED)),
            count(standing.of(*REVIEWED)),
            text(f"{standing.of(State.DONE)}/{standing.all}"),
            *(count(wrong.get(step.pk, {}).get(severity, 0), look=severity) for severity in SEVERITY),
        ]

    columns = [Column("环节", 16), Column("灯", 8), Column("截止日期", 20), Column("待报送"), Column("其中被退回")]
    columns += [Column("审核中"), Column("已办结"), *(Column(name) for name in SEVERITY.values())]
    return Listing("进度", columns, steps, row, charts=[state_chart(found, [unit.pk], steps)])


def _until(step: Step, standing: Standing) -> str:
    """The deadline, with the days that are left or gone where something is still to be submitted."""
    days = (step.due - timezone.localdate()).days
    if not standing.of(*EDITABLE) or step.year.closed:
        return str(step.due)
    return f"{step.due}（{f'还有{days}天' if days >= 0 else f'已超{-days}天'}）"


class _Line(NamedTuple):
    """A project of the unit (None: the unit as a whole) with its filings by step."""

    project: Project | None
    filings: dict[int, Filing]


def _projects(choice: Choice) -> Listing:
    lines: dict[int | None, _Line] = {}
    for filing in choice.filings(choice.steps).select_related("project").order_by("project_id", "pk"):
        lines.setdefault(filing.project_id, _Line(filing.project, {})).filings[filing.step_id] = filing
    steps = choice.steps

    def row(line: _Line) -> list[Cell]:
        last = next((line.filings[step.pk] for step in reversed(steps) if _has_rate(line.filings.get(step.pk))), None)
        gaps = [filing.gap for filing in line.filings.values() if filing.gap]
        return [
            text(line.project or "部门整体"),
            *(_standing(line.filings.get(step.pk), step) for step in steps),
            percentage(last.rate if last else None),
            light_cell(gaps[-1] if gaps else ""),
        ]

    columns = [Column("项目", 28), *(Column(str(step), 12) for step in steps), Column("执行率"), Column("结果好于支出")]
    rows = list(lines.values())
    return Listing("项目", columns, rows, row, "环节下是状态；监控后面是灯，自评和评价后面是得分和等级。")


def _has_rate(filing: Filing | None) -> bool:
    return filing is not None and filing.rate is not None


def _standing(filing: Filing | None, step: Step) -> Cell:
    if filing is None:
        return text("")
    told = [filing.get_state_display()]
    if step.kind in _SCORED and filing.score is not None:
        told.append(f"{plain(filing.score)}分{filing.grade}")
    return Cell("，".join(told), url=f"/filings/{filing.pk}/", light=filing.light, look=f"state-{filing.state}")
