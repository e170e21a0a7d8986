"""What is known of a document's figures when the wrong one is sought, and what the search gives back."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from jixiao.check.relations.constraints import ONE, System

Slip = Literal[
    "other",  # no usual slip
    "transposed",  # 数字换位
    "typed",  # one digit mistyped
    "dropped",  # one digit left out
    "doubled",  # one digit too many
    "shifted",  # 小数点错位
    "unit",  # 元 for 万元
    "sign",  # 增减方向写反
    "prior",  # last year's figure
    "neighbour",  # the figure beside
    "difference",  # the change beside, written as its rate
    "inverse",  # a rate with its parts the wrong way round
    "left_out",  # a total without one of its parts
    "counted_twice",  # a total with one of its parts twice
    "omitted",  # 漏列: an item that the list lacks
    "repeated",  # 重复列示: an item that stands twice in the list
    "swapped",  # two figures that stand in each other's place
]


@dataclass(frozen=True, slots=True)
class Figure:
    """What the search may know of a figure beside its value in the system.

    `places` are the decimals that it is printed with, in its own unit; `factor` is one of that unit in the system's
    unit (0.0001 for a figure in 元 where the system counts 万元). `weight` is how dear a change is, infinite where the
    figure cannot be wrong. `signed` is false where the figure cannot be negative. `prior` and `neighbours` are the
    indices of last year's figure of the same thing and of the figures that stand beside it.
    """

    label: str
    places: int = 2
    factor: Decimal = ONE
    weight: float = 1.0
    signed: bool = True
    prior: int | None = None
    neighbours: tuple[int, ...] = ()

    @property
    def fixed(self) -> bool:
        """Say whether the figure cannot be wrong."""
        return math.isinf(self.weight)


@dataclass(slots=True)
class Problem:
    """All figures and relations of a document; `figures` describes those of `system.values`, in their order.

    `lists` are the constraints (indices) that add up a list whose items the document chooses, such as the 项 of a 款:
    there an item may be missing or stand twice. Lines that a form prescribes (基本支出, 项目支出) are no list.
    """

    system: System
    figures: Sequence[Figure]
    lists: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Limits:
    """How long the search may take, in seconds, and how many explanations of one cause the solver is asked for."""

    seconds: float = 2.0
    alternatives: int = 5


@dataclass(frozen=True, slots=True)
class Change:
    """One thing put right: what figures take which value, and what may have happened.

    `low` and `high` bound the value that would be printed, in the system's unit, None where nothing bounds it.
    `expected` is that value as it would be printed, in the figure's own unit, None where no single one is implied;
    `sure` says that no other printed value is possible. An omitted item has no figures, `expected` is its
    amount. `others` are the values of the second and later figures.
    """

    figures: tuple[int, ...]
    low: Decimal | None
    high: Decimal | None
    expected: str | None
    sure: bool
    slip: Slip
    phrase: str
    others: tuple[str, ...] = ()


@dataclass(slots=True)
class Explanation:
    """The likeliest set of changes that explains some broken relations, and what else explains them about as well.

    `decided` is true where nothing else does. `complete` is false where time ran out, so that better explanations may
    have been missed. `changes` is empty where none was found. `constraints` are the broken ones (indices) that it
    explains. `cost` is the logarithm (base ten) of how unlikely the changes are.
    """

    changes: tuple[Change, ...]
    cost: float
    decided: bool
    constraints: tuple[int, ...]
    alternatives: list[Explanation] = field(default_factory=list)
    complete: bool = True

    @property
    def named(self) -> list[tuple[Change, ...]]:
        """Give all explanations that the document cannot tell apart, the likeliest first."""
        own = [self.changes] if self.changes else []
        return own + [other.changes for other in self.alternatives]
