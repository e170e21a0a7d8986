"""The total (总分) of a form and its grade: all items added up, rescaled where one does not apply."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from jixiao.knowledge.scheme_file import Scheme
from jixiao.model.form import Form
from jixiao.score.item import ZERO
from jixiao.score.points import points
from jixiao.score.result import Score
from jixiao.score.rounding import plain, round_points

NOT_APPLICABLE = "not_applicable"
EXECUTION = "预算执行率"


class Tally(NamedTuple):
    """The items of a form with what they add up to: `least` and `most` differ where a person has to decide."""

    items: list[tuple[str, Score]]
    weight: Decimal
    dropped: Decimal
    least: Decimal
    most: Decimal


def score_total(form: Form, execution: Score, indicators: Sequence[Score], scheme: Scheme) -> tuple[Score, str | None]:
    """Give the total and its grade (等级).

    The value is None where an item is left to a person or the indicators have no points; `low` and `high` are then what
    it may become. The grade is None where the total is open between two, or the points do not add up to full points.
    """
    tally = _tally(execution, indicators, scheme)
    if all(score.weight is None for score in indicators):
        total = Score(None, None, "total", "各项指标没有分值，不能算出总分", certain=False)
    else:
        total = _total(tally, scheme)
    total.stated = points(form.total.score)
    return total, None if total.weight is None else _grade(tally, scheme)


def grade_at(total: Decimal, scheme: Scheme) -> str:
    """Give the grade (等级) of a total by the cuts of a scheme."""
    rules = scheme.rules
    reached = (name for cut, name in zip(rules.grade_cuts, rules.grade_names, strict=False) if total >= cut)
    return next(reached, rules.grade_names[-1])


def _tally(execution: Score, indicators: Sequence[Score], scheme: Scheme) -> Tally:
    named = [(EXECUTION, execution), *((f"第{number}项", score) for number, score in enumerate(indicators, 1))]
    weighed = [(name, score) for name, score in named if score.weight is not None]
    items = [(name, score) for name, score in weighed if score.method != NOT_APPLICABLE]
    dropped = _weight([score for _, score in weighed if _rescaled(score, execution, scheme)])
    weight = _weight([score for _, score in weighed])
    least = sum((_least(score) for _, score in items), ZERO)
    most = sum((_most(score) for _, score in items), ZERO)
    return Tally(items, weight, dropped, least, most)


def _rescaled(score: Score, execution: Score, scheme: Scheme) -> bool:
    """Tell whether an item that does not apply hands its points to the others."""
    return score.method == NOT_APPLICABLE and (score is execution or scheme.rules.na_indicator == "rescale")


def _weight(scores: Sequence[Score]) -> Decimal:
    return sum((score.weight or ZERO for score in scores), ZERO)


def _least(score: Score) -> Decimal:
    return score.value if score.value is not None else score.low or ZERO


def _most(score: Score) -> Decimal:
    return score.value if score.value is not None else score.high or ZERO


def _total(tally: Tally, scheme: Scheme) -> Score:
    undecided = [name for name, score in tally.items if score.value is None]
    least, most = _scaled(tally.least, tally, scheme), _scaled(tally.most, tally, scheme)
    return Score(
        value=None if undecided else least,
        weight=tally.weight,
        method="total",
        explanation=_open(undecided, least, most) if undecided else _addition(tally, least),
        low=_scaled(sum((score.low or ZERO for _, score in tally.items), ZERO), tally, scheme),
        high=_scaled(sum((score.high or ZERO for _, score in tally.items), ZERO), tally, scheme),
        certain=not undecided and not tally.dropped and all(score.certain for _, score in tally.items),
    )


def _scaled(sum_of_points: Decimal, tally: Tally, scheme: Scheme) -> Decimal:
    """Rescale so that full marks on what applies are full marks."""
    rest = tally.weight - tally.dropped
    if tally.dropped and rest > 0:
        return round_points(sum_of_points * tally.weight / rest, scheme.rules)
    return round_points(sum_of_points, scheme.rules)


def _addition(tally: Tally, total: Decimal) -> str:
    addition = " + ".join(plain(_least(score)) for _, score in tally.items)
    if tally.dropped:
        rest = plain(tally.weight - tally.dropped)
        return f"({addition}) × {plain(tally.weight)} ÷ {rest} = {plain(total)}（不适用的{plain(tally.dropped)}分折算）"
    return f"{addition} = {plain(total)}"


def _open(undecided: list[str], least: Decimal, most: Decimal) -> str:
    return f"{'、'.join(undecided)}须由人工评定，总分在{plain(least)}—{plain(most)}分之间"


def _grade(tally: Tally, scheme: Scheme) -> str | None:
    if tally.weight != scheme.rules.weight_total:
        return None
    lowest, highest = (grade_at(_scaled(end, tally, scheme), scheme) for end in (tally.least, tally.most))
    return lowest if lowest == highest else None
