"""Batches (批量办理): many reviews decided at once, each in its own transaction; what cannot be done is told."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Literal, NamedTuple

from django.db.models import Q

from jixiao.model.failure import Failure
from jixiao.workbench.cycle.models import Filing, Review
from jixiao.workbench.cycle.refusals import NoReason
from jixiao.workbench.cycle.workflow import POWER_OF, approve, send_back
from jixiao.workbench.people.models import User
from jixiao.workbench.people.scope import within

MOST = 200
Decision = Literal["approve", "return"]


class Refused(NamedTuple):
    """A filing that was not decided, and why."""

    filing: Filing
    why: str


class Outcome(NamedTuple):
    """What became of a batch: the filings decided, those refused, and how many were not found."""

    done: list[Filing]
    refused: list[Refused]
    missing: int


class TooMany(Failure):
    """More reviews at once than one looks at."""

    def __init__(self, count: int) -> None:
        super().__init__(f"一次选了 {count} 件，最多 {MOST} 件，请分几次办理。")


class NothingChosen(Failure):
    """A batch of nothing."""

    def __init__(self) -> None:
        super().__init__("请先勾选要办理的填报件。")


def decide(user: User, numbers: Sequence[str], decision: Decision, why: str = "") -> Outcome:
    """Approve or send back the reviews of these numbers; `why` is the comment, or the reason of the return.

    Raises NothingChosen, TooMany, and NoReason for a return without one; all else is told in the outcome.
    """
    wanted = {int(number) for number in numbers if number.isdecimal()}
    if not wanted:
        raise NothingChosen
    if len(wanted) > MOST:
        raise TooMany(len(wanted))
    if decision == "return" and not why.strip():
        raise NoReason("退回")
    done: list[Filing] = []
    refused: list[Refused] = []
    reviews = list(_reviews(user, wanted))
    for review in reviews:
        try:
            _decide(user, review, decision, why)
            done.append(review.filing)
        except Failure as failure:
            refused.append(Refused(review.filing, str(failure)))
    return Outcome(done, refused, len(wanted) - len(reviews))


def _decide(user: User, review: Review, decision: Decision, why: str) -> None:
    number = review.revision.number
    if decision == "approve":
        approve(review.filing, user, review.stage, why, revision=number)
    else:
        send_back(review.filing, user, review.stage, why, revision=number)


def _reviews(user: User, numbers: set[int]) -> list[Review]:
    """The reviews of these numbers whose stage the person decides for their units, decided already or not."""
    reachable = reduce(
        or_, (Q(stage=stage) & within(user, power, "filing__unit__") for stage, power in POWER_OF.items())
    )
    found = Review.objects.filter(reachable, pk__in=numbers).defer("revision__data")
    return list(found.select_related("revision", "filing__unit", "filing__project", "filing__step__year__region"))
