"""Which habit of reckoning explains a printed score, if any."""

from __future__ import annotations

from decimal import Decimal

from jixiao.score import Habit, Score

# Decimals that a habit leaves: 8.60 was not rounded to one decimal, or it would read 8.6.
_PLACES = {"one_decimal": 1, "one_decimal_cut": 1, "whole_points": 0, "whole_points_cut": 0}
_ROUGH = frozenset({"whole_points", "whole_points_cut"})


def habit_behind(ruled: Score, stated: Decimal) -> Habit | None:
    """Give the habit that makes the stated score of the same figures, None where none does."""
    exponent = stated.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    fitting = [each for each in ruled.habits() if each.value == stated and places <= _PLACES.get(each.name, places)]
    return min(fitting, key=_likelihood, default=None)


def _likelihood(habit: Habit) -> int:
    """Another reading of the rule is likelier than decimals cut off; rounding is the likeliest of all."""
    if habit.name.endswith("_cut"):
        return 2
    return 0 if habit.kind == "rounding" or habit.name == "rule" else 1


def is_custom(habit: Habit | None) -> bool:
    """Say whether a habit is an ordinary rounding of the rule's own value, which nobody needs to correct."""
    return (
        habit is not None
        and habit.name not in _ROUGH
        and not habit.name.startswith("rate_")
        and (habit.kind == "rounding" or habit.name == "rule")
    )
