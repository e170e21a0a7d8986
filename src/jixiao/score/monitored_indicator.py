"""The monitoring light of one indicator: what the form says of the chance, of the year's end, and of the state so far.

A target that adds up over the year (场次, 人次, 万元) is held against the time that has passed; a rate, a score or a
term is held against the target itself. Falling behind the time alone is no more than yellow where the form says that
the target will be met, for work is not spread evenly over the months.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from jixiao.knowledge.monitoring import WORST_FIRST, Light, monitoring_words
from jixiao.model.form import Indicator
from jixiao.model.quantity import Quantity, meets, parse_target
from jixiao.score.indicator import score_indicator
from jixiao.score.light import Told
from jixiao.score.monitored_time import Time
from jixiao.score.result import Score
from jixiao.score.rounding import HUNDRED, percent, plain

_FORWARD, _REVERSE = ("proportional", "equal"), ("reverse_ratio", "reverse_linear")
_ZERO, _ONE = Decimal(0), Decimal(1)


class _Sign(NamedTuple):
    """One thing that tells a light, in words; `outlook` where it speaks of the year's end."""

    light: Light
    words: str
    outlook: bool


def indicator_light(indicator: Indicator, time: Time) -> Told:
    """Give the light of an indicator: the worst of the chance, the forecast and the progress, or what is lacking."""
    name = indicator.name.text or ""
    signs = _tempered(list(_signs(indicator, time)))
    if not signs:
        return Told(name, None, _why_none(indicator), _lacking(indicator))
    light = next(light for light in WORST_FIRST if any(sign.light == light for sign in signs))
    return Told(name, light, "；".join(sign.words for sign in signs))


def _signs(indicator: Indicator, time: Time) -> Iterator[_Sign]:
    chance = monitoring_words().light_of(indicator.possibility.text or "")
    if chance is not None:
        yield _Sign(chance, f"完成目标可能性：{indicator.possibility.text}", outlook=True)
    if indicator.forecast:
        expected = _against_target(replace(indicator, actual=indicator.forecast), time, "全年预计完成")
        yield from [expected._replace(outlook=True)] if expected else []
    so_far = _so_far(indicator, time)
    yield from [so_far] if so_far else []


def _tempered(signs: list[_Sign]) -> list[_Sign]:
    """Behind the time, but said to be met by the end of the year: yellow."""
    outlook = [sign.light for sign in signs if sign.outlook]
    sure = bool(outlook) and all(light == "green" for light in outlook)
    return [
        sign._replace(light="yellow") if sure and not sign.outlook and sign.light == "red" else sign for sign in signs
    ]


def _so_far(indicator: Indicator, time: Time) -> _Sign | None:
    if not indicator.actual:
        return None
    scored = score_indicator(indicator, None, time.scheme)
    if scored.method in _FORWARD and scored.completion is not None and _accumulates(_target(indicator)):
        return _against_time(scored.completion, time)
    sign = _against_target(indicator, time, "目前完成")
    if sign and sign.light != "green" and scored.method in _REVERSE and _accumulates(_target(indicator)):
        return sign._replace(outlook=True)  # a ceiling that is passed stays passed
    return sign


def _against_time(completion: Decimal, time: Time) -> _Sign:
    progress = completion / time.share
    light = _behind(progress, time)
    words = f"完成指标值的{percent(completion)}，时间进度{percent(time.share)}"
    late = f"，落后{percent(_ONE - progress)}" if progress < _ONE else ""
    allowed = f"（偏离{plain(time.deviation * HUNDRED)}%以内为正常）" if late else ""
    return _Sign(light, words + late + allowed, outlook=False)


def _behind(progress: Decimal, time: Time) -> Light:
    """Green within the deviation, red below the limit that the spending has too."""
    if progress >= _ONE - time.deviation:
        return "green"
    return "red" if progress < time.limits[0] else "yellow"


def _against_target(indicator: Indicator, time: Time, lead: str) -> _Sign | None:
    """A result as it is against the whole target, None where the two do not compare."""
    scored = score_indicator(indicator, None, time.scheme)
    share = _share(scored) if scored.method != "date" else _in_time(indicator)
    if share is None:
        return None
    words = f"{lead}{indicator.actual.text}，{_met_or_off(share, scored)}"
    return _Sign(time.falls_short(share), words, outlook=False)


def _share(scored: Score) -> Decimal | None:
    """How far the result is what it should be, 1 and more where it is; a reverse target loses what it is passed by."""
    if scored.method in _FORWARD:
        return scored.completion
    if scored.method in _REVERSE:
        return None if scored.completion is None else min(_ONE, 2 - scored.completion)
    if scored.method in ("range", "zero_target"):
        return scored.share
    return _ONE if scored.method == "qualitative" and scored.share == _ONE else None


def _in_time(indicator: Indicator) -> Decimal | None:
    met = meets(_target(indicator), indicator.actual.quantity)
    return None if met is None else _ONE if met else _ZERO


def _met_or_off(share: Decimal, scored: Score) -> str:
    if scored.method == "date":
        return "没有晚于时限" if share else "晚于时限"
    reverse = scored.method in _REVERSE
    if share >= _ONE:
        return "没有超过指标值" if reverse else "达到指标值"
    return f"{'超过' if reverse else '低于'}指标值，偏离{percent(_ONE - share)}"


def _target(indicator: Indicator) -> Quantity:
    return parse_target(indicator.comparator.text, indicator.target.text, indicator.unit.text)


def _accumulates(target: Quantity) -> bool:
    return target.dimension in monitoring_words().accumulates


def _why_none(indicator: Indicator) -> str:
    lacking = _lacking(indicator)
    if lacking:
        return f"没有填{'、'.join(lacking)}，不能判定"
    return f"“{indicator.actual.text}”与指标值“{indicator.target.text}”不能比较，请填完成目标可能性"


def _lacking(indicator: Indicator) -> tuple[str, ...]:
    parts = (("年度指标值", indicator.target), ("执行情况", indicator.actual))
    return tuple(name for name, value in parts if not value)
