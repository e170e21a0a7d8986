"""Monitoring lights (监控灯) of filings: told by the library at each save, kept in the row with the reasons."""

from __future__ import annotations

from decimal import Decimal

from jixiao.model.form import Form
from jixiao.score import load_scheme
from jixiao.score.light import Told
from jixiao.score.monitored_time import Time
from jixiao.score.monitoring import Monitored, monitor
from jixiao.workbench.cycle.models import Filing, Step
from jixiao.workbench.cycle.steps import Light, StepKind

ALARMS = (Light.RED, Light.YELLOW)


def watch(filing: Filing, form: Form) -> None:
    """Put the overall light of a monitoring form into the filing's row, with the sentences of what is amiss."""
    if filing.step.kind != StepKind.MONITORING:
        return
    told = lights_of(filing, form)
    filing.light = told.overall.light or Light.NONE
    filing.alarm = "\n".join(reasons(told))


def lights_of(filing: Filing, form: Form) -> Monitored:
    """Give the lights of a monitoring form at the month of its step by the year's scheme."""
    return monitor(form, filing.step.month, filing.step.year.scheme)


def reasons(told: Monitored) -> list[str]:
    """Give why the light is red or yellow, the red items first; where there is no light, what is lacking."""
    every = (told.execution, *told.indicators)
    amiss = [each for light in ALARMS for each in every if each.light == light]
    if not amiss and told.overall.light is None:
        return [_sentence(told.overall)]
    return [_sentence(each) for each in amiss]


def time_share(step: Step) -> Decimal:
    """Give the share of the year that has passed at the month of a monitoring step (时间进度)."""
    return Time(step.month, load_scheme(step.year.scheme)).share


def _sentence(told: Told) -> str:
    return f"{told.name}：{told.explanation}。"
