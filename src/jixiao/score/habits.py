"""Habits of reckoning (计分习惯): what units' own ways of rounding would make of the same figures.

Units score by exact proportion, by proportion after rounding the rate to a whole percent, to one decimal, or by whole
points. A checker that knows them tells a custom from a wrong figure.
"""

from __future__ import annotations

from decimal import Decimal

from jixiao.score.result import Habit, Score
from jixiao.score.rounding import half_up, percent, plain, truncated


def habits_of(score: Score) -> list[Habit]:
    """Give each habit's value for a score that rests on a formula; nothing where a person decides."""
    if score.value is None or score.weight is None:
        return list(score.others)
    found = [Habit("rule", score.value, "按规则计算", "formula")]
    if score.exact is not None and score.exact != score.weight:
        found += _rounded(score.exact, score.weight)
        found += _rate_first(score.share, score.weight)
    return found + list(score.others)


def _rounded(exact: Decimal, weight: Decimal) -> list[Habit]:
    whole = half_up(exact, 0)
    habits = [
        Habit("two_decimals", half_up(exact, 2), "四舍五入到两位小数", "rounding"),
        Habit("one_decimal", half_up(exact, 1), "四舍五入到一位小数", "rounding"),
        Habit("two_decimals_cut", truncated(exact, 2), "截到两位小数", "rounding"),
        Habit("one_decimal_cut", truncated(exact, 1), "截到一位小数", "rounding"),
        Habit("whole_points_cut", truncated(exact, 0), "只取整数分", "rounding"),
    ]
    # 4.80 of 5 written as 5 is no rounding: it is full marks for a target that was missed.
    return [*habits, Habit("whole_points", whole, "四舍五入到整数分", "rounding")] if whole < weight else habits


def _rate_first(share: Decimal | None, weight: Decimal) -> list[Habit]:
    """The rate rounded before it is multiplied: 138.17 ÷ 160 taken as 86%, so 8.60 for 8.64."""
    if share is None or share > 1:
        return []
    whole, finer = half_up(share, 2), half_up(share, 4)
    return [
        Habit("rate_whole_percent", whole * weight, f"先取整为{percent(whole)}再乘分值{plain(weight)}", "rounding"),
        Habit(
            "rate_two_decimals", finer * weight, f"先保留两位小数为{percent(finer)}再乘分值{plain(weight)}", "rounding"
        ),
        Habit("rate_as_score", half_up(share, 4), "把完成率本身填作得分，没有乘分值", "slip"),
    ]
