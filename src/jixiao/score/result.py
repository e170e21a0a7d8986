"""What scoring gives: points, each with the sentence that explains them and the values that other habits would give."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from jixiao.knowledge.scheme_file import Scheme

Method = Literal[
    "execution",  # 预算执行率
    "proportional",  # 正向：完成值÷指标值
    "equal",  # 等于
    "reverse_ratio",  # 反向，比例法
    "reverse_linear",  # 反向，线性法
    "range",  # 区间
    "zero_target",  # 指标值为0
    "qualitative",  # 定性
    "date",  # 时限
    "not_quantified",  # 没有可计分的指标值
    "not_comparable",  # 完成值与指标值不能比较
    "no_actual",  # 没有完成值
    "not_applicable",  # 不适用
    "total",  # 总分
]
NUMBERS = ("value", "weight", "low", "high", "stated", "completion")
MOST_PLACES = 6
HabitKind = Literal["rounding", "formula", "slip"]


class Habit(NamedTuple):
    """A way in which units are known to reckon: `rounding` and `formula` are customs, a `slip` is a mistake."""

    name: str
    value: Decimal
    phrase: str
    kind: HabitKind


@dataclass(slots=True)
class Score:
    """The points of one item.

    `value` is what the rule gives, None where only a person can decide; `low` and `high` are what the rule permits
    given how the figures are printed. `certain` is False where a choice or an unconfirmed parameter decided.
    `exact` is the value before rounding, `share` the earned share of the full points (`weight`), `completion` actual ÷
    target, above 1 where the target was exceeded. `stated` is what the form says. `others` are results of other
    readings of the rule, such as the other reverse formula.
    """

    value: Decimal | None
    weight: Decimal | None
    method: Method
    explanation: str
    low: Decimal | None = None
    high: Decimal | None = None
    certain: bool = True
    stated: Decimal | None = None
    exact: Decimal | None = None
    share: Decimal | None = None
    completion: Decimal | None = None
    others: tuple[Habit, ...] = ()

    def habits(self) -> list[Habit]:
        """Give the values that known habits of reckoning would produce, the rule's own first."""
        from jixiao.score.habits import habits_of

        return habits_of(self)

    def permits(self, stated: Decimal, half_unit: Decimal = Decimal(0)) -> bool:
        """Tell whether a stated score, itself printed to ± `half_unit`, lies in what the rule permits."""
        if self.low is None or self.high is None:
            return True
        return self.low - half_unit <= stated <= self.high + half_unit

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON of a score: numbers as strings, so that no decimal is lost."""
        numbers = {name: _text(getattr(self, name)) for name in NUMBERS}
        return {**numbers, "method": self.method, "explanation": self.explanation, "certain": self.certain}


@dataclass(slots=True)
class ScoredForm:
    """A form scored anew under a scheme; `indicators` stand in the order of the form's own.

    `reason` says why this scheme; `grade` is the rating (等级), None where the total is not decided.
    """

    scheme: Scheme
    reason: str
    execution: Score
    total: Score
    indicators: list[Score]
    grade: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON of `jixiao score` for one form."""
        return {
            "scheme": {"name": self.scheme.name, "title": self.scheme.title, "reason": self.reason},
            "execution": self.execution.to_dict(),
            "indicators": [score.to_dict() for score in self.indicators],
            "total": self.total.to_dict(),
            "grade": self.grade,
        }


def _text(number: Decimal | None) -> str | None:
    """A number for JSON; a quotient without end is given with six decimals."""
    if number is None:
        return None
    return f"{number:f}" if _places(number) <= MOST_PLACES else f"{number:.{MOST_PLACES}f}"


def _places(number: Decimal) -> int:
    return -int(number.as_tuple().exponent)
