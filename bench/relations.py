"""Measure interval sums with provenance against bare sums of Decimal: python bench/relations.py

A sum knows the figures that it is of and the relation that it stands for; it is evaluated as an interval.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from decimal import Decimal

from jixiao.check.relations.constraints import ONE, Constraint, Span, holds

SUMS, ADDENDS, TIMES = 1_000, 8, 15
HALF = Decimal("0.005")


def main() -> None:
    """Print both times, in milliseconds for 1,000 sums, and their ratio."""
    values, constraints = made()
    spans = [Span(value - HALF, value + HALF) for value in values]
    parts = [[index for _, index in constraint.terms[1:]] for constraint in constraints]
    bare = fastest(lambda: [sum(values[index] for index in indices) for indices in parts])
    ours = fastest(lambda: [holds(constraint, spans) for constraint in constraints])
    print(f"{SUMS} interval sums of {ADDENDS}: {ours:.2f} ms; bare Decimal {bare:.2f} ms; ratio {ours / bare:.1f}")


def made() -> tuple[list[Decimal], list[Constraint]]:
    """Give printed figures and sums over them."""
    rng = random.Random(2024)
    values = [Decimal(rng.randint(1, 10**7)) / 100 for _ in range(SUMS)]
    constraints = []
    for number in range(SUMS):
        terms = ((ONE, number), *((-ONE, rng.randrange(SUMS)) for _ in range(ADDENDS)))
        constraints.append(Constraint(terms, "sum"))
    return values, constraints


def fastest(work: Callable[[], object]) -> float:
    """Give the shortest of several runs in milliseconds."""
    times = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times) * 1_000


if __name__ == "__main__":
    main()
