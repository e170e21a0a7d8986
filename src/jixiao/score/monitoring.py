"""Lights of a monitoring form (绩效运行监控): red, yellow, green for the spending, each indicator and the whole form.

Both are watched, progress of the goals and of the spending (财预〔2019〕136号). The limits are the scheme's: progress
of the spending against that of the time (`monitor_cuts`), deviation of an indicator (`deviation_std`). What cannot be
told is a third outcome that says what it lacks; no light is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from jixiao.knowledge.monitoring import WORST_FIRST, Light, monitoring_words
from jixiao.knowledge.scheme_file import Scheme
from jixiao.knowledge.schemes import load_scheme
from jixiao.model.failure import Failure
from jixiao.model.form import KIND_NAMES, Form
from jixiao.score.choose import choose_scheme
from jixiao.score.execution import score_execution
from jixiao.score.light import Told
from jixiao.score.monitored_indicator import indicator_light
from jixiao.score.monitored_time import Time
from jixiao.score.rounding import percent

_LIMITS = ("monitor_cuts", "deviation_std")  # the parameters of the scheme that the lights go by


class NotMonitored(Failure):
    """A form that is no monitoring form."""

    def __init__(self, form: Form) -> None:
        super().__init__(f"这张表是{KIND_NAMES[form.kind]}，监控灯要按{KIND_NAMES['performance_monitoring']}来判定。")


class WrongMonth(Failure):
    """A month that no year has."""

    def __init__(self, month: int) -> None:
        super().__init__(f"监控截至的月份是“{month}”，应为1至12。")


@dataclass(frozen=True, slots=True)
class Monitored:
    """The lights of a form: `execution` of the spending, `indicators` as the form has them, `overall` the worst.

    `basis` tells where the limits come from; `local` that the finance bureau has still to confirm them.
    """

    month: int
    execution: Told
    indicators: tuple[Told, ...]
    overall: Told
    basis: str
    local: bool

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON of the lights."""
        return {
            "month": self.month,
            "execution": self.execution.to_dict(),
            "indicators": [each.to_dict() for each in self.indicators],
            "overall": self.overall.to_dict(),
            "basis": self.basis,
            "local": self.local,
        }


def monitor(form: Form, month: int, scheme: Scheme | str | None = None) -> Monitored:
    """Give the lights of a monitoring form at the end of a month (1 to 12).

    `scheme` is a scheme or its name, by default the one that fits the layout. Raises NotMonitored and WrongMonth, and
    SchemeFailure where there is no scheme of that name.
    """
    if form.kind != "performance_monitoring":
        raise NotMonitored(form)
    if not 1 <= month <= 12:
        raise WrongMonth(month)
    known = load_scheme(scheme) if isinstance(scheme, str) else scheme or choose_scheme(form)
    time = Time(month, known)
    execution = execution_light(form, time)
    indicators = tuple(indicator_light(each, time) for each in form.indicators if each.name)
    overall = _overall(execution, indicators)
    return Monitored(month, execution, indicators, overall, _basis(known), not all(map(known.settled, _LIMITS)))


def _basis(scheme: Scheme) -> str:
    """The duty to monitor, then the source of each limit."""
    sources = dict.fromkeys(scheme.parameters[key].source for key in _LIMITS)
    return "；".join((monitoring_words().basis, *filter(None, sources)))


def execution_light(form: Form, time: Time) -> Told:
    """Give the light of the spending: execution rate ÷ share of the year against the two limits of the scheme."""
    execution = score_execution(form, time.scheme)
    rate = execution.completion
    if rate is None:
        why = execution.explanation.split("，")[0]
        return Told("预算执行", None, f"{why}，不能判定预算执行进度", ("预算数", "执行数"))
    progress = rate / time.share
    light = time.light_of(progress)
    division = f"执行率{percent(rate)}÷时间进度{percent(time.share)}＝{percent(progress)}"
    return Told("预算执行", light, f"{division}，{time.limits_in_words(light)}")


def _overall(execution: Told, indicators: Iterable[Told]) -> Told:
    """The worst light that is known; what is not known is said beside it."""
    parts = (execution, *indicators)
    unknown = tuple(each.name for each in parts if each.light is None)
    light = next((light for light in WORST_FIRST if any(each.light == light for each in parts)), None)
    if light is None:
        return Told("总体", None, "预算执行和各项指标都不能判定", unknown)
    those = [each.name for each in parts if each.light == light]
    said = "各项都正常" if light == "green" else f"{_listed(those)}为{_name(light)}"
    left = f"；另有{len(unknown)}项不能判定" if unknown else ""
    return Told("总体", light, f"{said}{left}", unknown)


def _name(light: Light) -> str:
    return monitoring_words().names[light]


def _listed(names: list[str]) -> str:
    shown = "、".join(f"“{name}”" for name in names[:3])
    return shown + (f"等{len(names)}项" if len(names) > 3 else "")
