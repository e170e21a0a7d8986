"""An evaluation system scored: the points of each indicator with the sentence that explains them, total and grade."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jixiao.knowledge.evaluation import Measure, System
from jixiao.model.failure import Failure
from jixiao.model.form import Form
from jixiao.score.points import points
from jixiao.score.rounding import half_up, plain

NOT_APPLICABLE = "不适用"
_GIVEN = re.compile(r"(\d+(?:\.\d+)?)分?")


class TooManyPoints(Failure):
    """Points that a person gave and that no indicator of this kind can have."""

    def __init__(self, measure: str, given: str, most: Decimal, levels: Sequence[str]) -> None:
        words = f"，或{'、'.join(levels)}之一" if levels else ""
        super().__init__(
            f"评价指标“{measure}”的评分是“{given}”，应为0至{plain(most)}分{words}；不涉及的写“{NOT_APPLICABLE}”。"
        )


@dataclass(slots=True)
class Scored:
    """One indicator's points: `value` None where it is not decided, `lacking` what it would need; `applies` False where
    a person said that it does not apply."""

    measure: Measure
    value: Decimal | None
    explanation: str
    lacking: tuple[str, ...] = ()
    applies: bool = True


@dataclass(slots=True)
class Evaluation:
    """A system scored: each indicator's points; `total` out of 100, None while an indicator is not decided."""

    system: System
    scored: list[Scored]

    @property
    def total(self) -> Decimal | None:
        """Give the score: points earned, rescaled to 100 where indicators do not apply, two decimals half-up."""
        counted = [each for each in self.scored if each.applies]
        full = sum((each.measure.points for each in counted), Decimal(0))
        if not full or any(each.value is None for each in counted):
            return None
        earned = sum((each.value for each in counted if each.value is not None), Decimal(0))
        return half_up(earned * 100 / full, 2)

    @property
    def grade(self) -> str | None:
        """Give the grade (等级), None while there is no total."""
        return None if self.total is None else self.system.grade(self.total)

    def of(self, dimension: str) -> list[Scored]:
        """Give the scored indicators of a dimension."""
        found = self.system.dimension(dimension)
        names = {measure.name for measure in found.measures} if found else set()
        return [each for each in self.scored if each.measure.name in names]

    def missing(self) -> Iterator[tuple[Measure, tuple[str, ...]]]:
        """Give the indicators that are not decided, with what they lack."""
        for each in self.scored:
            if each.applies and each.value is None:
                yield each.measure, each.lacking


def evaluate(system: System, figures: Mapping[str, Decimal], judged: Mapping[str, str]) -> Evaluation:
    """Give a system scored from `figures` by their names and from what a person gave by indicator.

    A judgement counts before figures: points (4 or 4分), a level of the system (优) or 不适用. Raises TooManyPoints.
    """
    measures = [measure for dimension in system.dimensions for measure in dimension.measures]
    return Evaluation(system, [_scored(measure, system, figures, judged) for measure in measures])


def _scored(measure: Measure, system: System, figures: Mapping[str, Decimal], judged: Mapping[str, str]) -> Scored:
    given = (judged.get(measure.name) or "").strip()
    if given == NOT_APPLICABLE:
        return Scored(measure, None, "不涉及，不计分", applies=False)
    if given:
        return Scored(measure, _given(measure, given, system.levels), measure.rule or "按评分标准评定")
    if measure.method == "judged":
        return Scored(measure, None, "", (measure.name,))
    return _computed(measure, figures)


def _given(measure: Measure, given: str, levels: Mapping[str, Decimal]) -> Decimal:
    if given in levels:
        return half_up(levels[given] * measure.points, 2)
    found = _GIVEN.fullmatch(given)
    if found is None or Decimal(found[1]) > measure.points:
        raise TooManyPoints(measure.name, given, measure.points, list(levels))
    return Decimal(found[1])


def _computed(measure: Measure, figures: Mapping[str, Decimal]) -> Scored:
    lacking = tuple(name for name in (*measure.over, *measure.under) if name not in figures)
    over = sum((figures.get(name, Decimal(0)) for name in measure.over), Decimal(0))
    under = sum((figures.get(name, Decimal(0)) for name in measure.under), Decimal(0))
    if lacking:
        return Scored(measure, None, "", lacking)
    if measure.method != "figure" and not under:
        return Scored(measure, None, "", (measure.name,))  # a share of nothing: a person decides, or 不适用
    value = {
        "ratio": lambda: over / under,
        "deviation": lambda: abs(over - under) / under,
        "growth": lambda: (over - under) / under,
        "figure": lambda: over,
    }[measure.method]()
    earned = half_up(_share(value, measure) * measure.points, 2)
    return Scored(measure, earned, f"{_sum_in_words(measure, over, under)}{_percent(value)}{_rule(measure)}")


def _share(value: Decimal, measure: Measure) -> Decimal:
    """The share of the full points: all at `full`, nothing at `zero`, linear between them, either way round."""
    share = (value - measure.zero) / (measure.full - measure.zero)
    return min(max(share, Decimal(0)), Decimal(1))


def _sum_in_words(measure: Measure, over: Decimal, under: Decimal) -> str:
    one, other = plain(over), plain(under)
    return {
        "ratio": f"{one}÷{other}＝",
        "deviation": f"|{one}－{other}|÷{other}＝",
        "growth": f"（{one}－{other}）÷{other}＝",
        "figure": "",
    }[measure.method]


def _percent(value: Decimal) -> str:
    return f"{half_up(value * 100, 2)}%"


def _rule(measure: Measure) -> str:
    return f"，{measure.rule}" if measure.rule else ""


def project_figures(forms: Sequence[Form]) -> dict[str, Decimal]:
    """Give the figures of a unit's projects: how many, 万元 of budget and spending, the share of points earned.

    `projects.surplus` counts those with more than 10% of the budget left over (预算结余率大于10%). Forms without
    amounts or scores leave the figures that need them out.
    """
    funds = [pair for pair in map(_funds, forms) if pair is not None]
    found = {"projects.count": Decimal(len(forms))}
    if funds and len(funds) == len(forms):
        found["projects.budget"] = sum((budget for budget, _ in funds), Decimal(0))
        found["projects.executed"] = sum((executed for _, executed in funds), Decimal(0))
        found["projects.surplus"] = Decimal(sum(budget - executed > budget / 10 for budget, executed in funds))
    shares = [share for form in forms if (share := earned_share(form)) is not None]
    if shares and len(shares) == len(forms):
        found["projects.earned"] = sum(shares, Decimal(0)) / len(shares)
    return found


def earned_share(form: Form) -> Decimal | None:
    """Give the share of the indicators' points that a form scored, None where points or scores are missing."""
    rows = [(points(row.weight), points(row.score)) for row in form.indicators if row.name]
    weights = [weight for weight, _ in rows if weight is not None]
    scores = [score for _, score in rows if score is not None]
    if not rows or len(weights) < len(rows) or len(scores) < len(rows) or not sum(weights):
        return None
    return sum(scores, Decimal(0)) / sum(weights, Decimal(0))


def _funds(form: Form) -> tuple[Decimal, Decimal] | None:
    line = form.funding_line("total") or form.funding_line("fiscal")
    if line is None:
        return None
    budget, executed = (line.budget or line.initial).quantity.number, line.executed.quantity.number
    return (budget, executed) if budget is not None and executed is not None else None
