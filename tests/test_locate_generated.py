"""The search on generated final accounts with one, two and three slips: who is named, and how fast."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable
from decimal import Decimal
from statistics import median
from typing import NamedTuple

import pytest

from accounts_generator import Book, book, slip
from jixiao.check.locate import Explanation, explain, locate
from jixiao.check.relations.constraints import holds
from locate_oracle import broken_by, culprits

SIZES = (50, 550)
IN_NAMED_SET, NAMED_ALONE = 0.95, 0.8
ONE_WRONG_MS, THREE_WRONG_MS = 50, 400


class Case(NamedTuple):
    """A generated document with wrong figures: their values before, and whether the relations decide each of them.

    A figure is decided where it breaks a relation by itself and no other single figure explains all that it breaks.
    """

    book: Book
    values: list[Decimal]
    wrong: dict[int, Decimal]
    decided: bool


def _case(seed: int, count: int, size: int | None = None) -> Case:
    rng = random.Random(seed)
    own = book(rng, size or rng.randint(*SIZES))
    while True:
        chosen = rng.sample(range(len(own.values)), count)
        slipped = {figure: slip(own, figure, rng)[1] for figure in chosen}
        alone = [_explained_by(own, figure, value) for figure, value in slipped.items()]
        if all(alone):
            values = [slipped.get(figure, value) for figure, value in enumerate(own.values)]
            wrong = {figure: own.values[figure] for figure in chosen}
            return Case(own, values, wrong, all(len(figures) == 1 for figures in alone))


def _explained_by(own: Book, figure: int, value: Decimal) -> list[int]:
    """Give the single figures that explain what one slip breaks by itself; none where it breaks nothing."""
    problem = own.problem([value if index == figure else known for index, known in enumerate(own.values)])
    broken = broken_by(problem, figure)
    return culprits(problem, broken) if broken else []


class Score(NamedTuple):
    """How a search did: whether all wrong figures are named, and each of them alone; milliseconds."""

    named: bool
    alone: bool
    decided: bool
    time: float


def _score(case: Case) -> Score:
    problem = case.book.problem(case.values)
    begun = time.perf_counter()
    found = locate(problem)
    taken = (time.perf_counter() - begun) * 1000
    suspects = {figure for one in found for figure in explain(one).suspects}
    return Score(set(case.wrong) <= suspects, _named_alone(case, found), case.decided, taken)


def _named_alone(case: Case, found: Iterable[Explanation]) -> bool:
    sure = {change.figures for one in found if one.decided for change in one.changes}
    return all((figure,) in sure for figure in case.wrong)


def _share(values: Iterable[bool]) -> float:
    listed = list(values)
    return sum(listed) / len(listed)


@pytest.mark.parametrize("seed", range(6))
def test_generated_documents_are_sound(seed: int) -> None:
    problem = book(random.Random(seed), 50 + 100 * seed).problem()
    assert all(holds(constraint, problem.system.spans) for constraint in problem.system.constraints)
    assert locate(problem) == []


@pytest.mark.parametrize("count", [1, 2, 3])
def test_wrong_figures_are_named(count: int) -> None:
    scores = [_score(_case(seed, count)) for seed in range(20)]
    assert _share(score.named for score in scores) >= IN_NAMED_SET
    assert _share(score.alone for score in scores if score.decided) >= NAMED_ALONE


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 2, 3])
def test_wrong_figures_are_named_in_a_thousand_documents(count: int) -> None:
    scores = [_score(_case(seed, count)) for seed in range(1_000, 1_400)]
    assert _share(score.named for score in scores) >= IN_NAMED_SET
    assert _share(score.alone for score in scores if score.decided) >= NAMED_ALONE


@pytest.mark.slow
@pytest.mark.parametrize(("count", "most"), [(1, ONE_WRONG_MS), (3, THREE_WRONG_MS)])
def test_large_documents_take_little_time(count: int, most: int) -> None:
    import highspy  # noqa: F401  loaded once for a process, not once for a document

    scores = [_score(_case(seed, count, size=SIZES[1])) for seed in range(60)]
    assert median(score.time for score in scores) <= most
