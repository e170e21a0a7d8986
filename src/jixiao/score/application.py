"""A grade applied to next year's budget (评价结果应用): the amount that is suggested, and the sentence that says so."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jixiao.knowledge.application import ApplicationRule, GradeRule, load_application
from jixiao.model.failure import Failure
from jixiao.score.rounding import half_up, percent, plain

MONEY_PLACES = 2  # 万元


class UnknownGrade(Failure):
    """A grade that the rule does not have."""

    def __init__(self, grade: str, rule: ApplicationRule) -> None:
        names = "、".join(each.name for each in rule.grades)
        super().__init__(f"结果应用办法“{rule.name}”里没有“{grade}”这个等级；有：{names}。")


class WrongRequest(Failure):
    """A requested amount that is no amount."""

    def __init__(self, requested: Decimal) -> None:
        super().__init__(f"下年度申请预算是“{requested}”，应为不小于0的数（万元）。")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is suggested for next year: `least` to `most` in 万元, half-up to two decimals, and why.

    `may_cancel` where the project may be dropped; `local` where the shares are still to be confirmed by the bureau.
    """

    grade: str
    requested: Decimal
    least: Decimal
    most: Decimal
    may_cancel: bool
    local: bool
    explanation: str
    basis: str

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON of a suggestion: amounts as strings."""
        amounts = {name: f"{getattr(self, name):f}" for name in ("requested", "least", "most")}
        names = ("grade", "may_cancel", "local", "explanation", "basis")
        return amounts | {name: getattr(self, name) for name in names}


def suggest_budget(grade: str, requested: Decimal, rule: ApplicationRule | None = None) -> Suggestion:
    """Give the budget suggested for a project of a grade that asks for `requested` 万元.

    `rule` is the local one, by default the one that comes with the program. Raises UnknownGrade and WrongRequest.
    """
    rule = rule or load_application()
    known = rule.grade(grade)
    if known is None:
        raise UnknownGrade(grade, rule)
    if not requested.is_finite() or requested < 0:
        raise WrongRequest(requested)
    least, most = (half_up(requested * (1 - cut), MONEY_PLACES) for cut in (known.greatest_cut, known.least_cut))
    sentence = _sentence(known, requested, least, most)
    return Suggestion(grade, requested, least, most, known.cancel, rule.local, sentence, rule.basis)


def _sentence(known: GradeRule, requested: Decimal, least: Decimal, most: Decimal) -> str:
    head = f"评价等级为“{known.name}”"
    if not known.greatest_cut:
        return f"{head}，{known.words}：申请{plain(requested)}万元，建议安排{plain(most)}万元。"
    cut = _between(percent(known.least_cut), percent(known.greatest_cut))
    amount = _between(plain(least), plain(most))
    return f"{head}，{known.words}：申请{plain(requested)}万元，压减{cut}，建议安排{amount}万元。"


def _between(one: str, other: str) -> str:
    return one if one == other else f"{one}—{other}"
