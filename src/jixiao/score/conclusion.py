"""What an evaluation comes to (评价结论): totals by dimension, the grade, and sentences that say why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jixiao.knowledge.evaluation import Dimension, Measure, System
from jixiao.score.evaluation import Evaluation, Scored
from jixiao.score.rounding import half_up, percent, plain

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class DimensionTotal:
    """A dimension (评价维度) added up: full points of what applies, points earned (None while one is open)."""

    name: str
    part: str
    points: Decimal
    value: Decimal | None
    explanation: str

    @property
    def share(self) -> Decimal | None:
        """The share of the points earned, None while it is open or nothing of it applies."""
        return None if self.value is None or not self.points else self.value / self.points


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The outcome: total out of 100 and grade (予以支持, 优 …), None while indicators are open; sentences say why."""

    total: Decimal | None
    grade: str | None
    dimensions: tuple[DimensionTotal, ...]
    sentences: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON of a conclusion: points as strings."""
        return {
            "total": _text(self.total),
            "grade": self.grade,
            "dimensions": [
                {
                    "name": each.name,
                    "part": each.part,
                    "points": _text(each.points),
                    "value": _text(each.value),
                    "explanation": each.explanation,
                }
                for each in self.dimensions
            ],
            "sentences": list(self.sentences),
        }


def conclude(evaluation: Evaluation) -> Conclusion:
    """Give the conclusion of an evaluation; sentences tell the total, the weakest dimension and what lost points."""
    totals = tuple(_total(dimension, evaluation.of(dimension.name)) for dimension in evaluation.system.dimensions)
    return Conclusion(evaluation.total, evaluation.grade, totals, tuple(_sentences(evaluation, totals)))


def choices(measure: Measure, system: System) -> list[tuple[str, Decimal]]:
    """Give the levels (优 良 中 差) that a person may give an indicator, each with its points, the best first."""
    found = [(level, half_up(share * measure.points, 2)) for level, share in system.levels.items()]
    return sorted(found, key=lambda pair: -pair[1])


def _total(dimension: Dimension, scored: list[Scored]) -> DimensionTotal:
    counted = [each for each in scored if each.applies]
    full = sum((each.measure.points for each in counted), _ZERO)
    known = [each.value for each in counted if each.value is not None]
    open_ones = [each.measure.name for each in counted if each.value is None]
    value = sum(known, _ZERO) if counted and not open_ones else None
    return DimensionTotal(dimension.name, dimension.part, full, value, _in_words(known, full, open_ones))


def _in_words(known: list[Decimal], full: Decimal, open_ones: list[str]) -> str:
    if not full:
        return "各项都不涉及，不计分"
    if open_ones:
        return f"{_listed(open_ones)}还没有评分"
    earned = sum(known, _ZERO)
    return f"{' + '.join(map(plain, known))} = {plain(earned)}，占{plain(full)}分的{percent(earned / full)}"


def _sentences(evaluation: Evaluation, totals: tuple[DimensionTotal, ...]) -> Iterator[str]:
    if evaluation.total is None or evaluation.grade is None:
        names = [measure.name for measure, _ in evaluation.missing()]
        yield (
            f"还有{len(names)}项指标没有评分（{_listed(names)}），不能得出结论。"
            if names
            else "各项都不涉及，不能得出结论。"
        )
        return
    limits = _limits(evaluation.system, evaluation.grade)
    yield f"总分{plain(evaluation.total)}分，{limits}，评价结论为“{evaluation.grade}”。"
    yield from _left_out(evaluation)
    yield from _weakest(totals)
    yield from _lost(evaluation)


def _limits(system: System, grade: str) -> str:
    """Between which scores a grade lies: 不低于60分、低于80分."""
    names = [name for name, _ in system.grades]
    at = names.index(grade)
    least = system.grades[at][1]
    parts = [f"不低于{plain(least)}分"] if at < len(names) - 1 else []
    parts += [f"低于{plain(system.grades[at - 1][1])}分"] if at else []
    return "、".join(parts) or "不分等级"


def _left_out(evaluation: Evaluation) -> Iterator[str]:
    names = [each.measure.name for each in evaluation.scored if not each.applies]
    if names:
        yield f"{_listed(names)}不涉及，其余指标按100分折算。"


def _weakest(totals: tuple[DimensionTotal, ...]) -> Iterator[str]:
    """The dimension that lost the greatest share; none is the weakest where all are alike."""
    shares = [(each.share, each) for each in totals if each.share is not None]
    if len({share for share, _ in shares}) > 1:
        share, weakest = min(shares, key=lambda pair: pair[0])
        yield f"得分率最低的是“{weakest.name}”（{percent(share)}）。"


def _lost(evaluation: Evaluation) -> Iterator[str]:
    """The indicators that lost most, at most three."""
    lost = [(each.measure.points - each.value, each) for each in evaluation.scored if each.value is not None]
    worst = sorted((pair for pair in lost if pair[0] > 0), key=lambda pair: -pair[0])[:3]
    if worst:
        yield "扣分较多的是" + "、".join(f"{each.measure.name}（扣{plain(off)}分）" for off, each in worst) + "。"


def _listed(names: list[str]) -> str:
    return "、".join(names[:3]) + (f"等{len(names)}项" if len(names) > 3 else "")


def _text(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
