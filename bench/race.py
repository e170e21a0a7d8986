"""A race: several ways to do the same work on the same files, in turns, in one process."""

from __future__ import annotations

import gc
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter

ROUNDS = 7
SHORTEST = 0.1  # seconds that are timed at once


@dataclass
class Runner:
    """One way to do the work. `bar` is the most that it may take, as a multiple of the race's yardstick."""

    name: str
    work: Callable[[Path], object]
    bar: float | None = None


@dataclass
class Race:
    """Runners over files; the first is the yardstick. Times are seconds per `unit`, of which the files have `units`."""

    title: str
    unit: str
    files: list[Path]
    units: int
    runners: list[Runner]
    times: dict[str, list[float]] = field(default_factory=dict)

    def run(self, rounds: int = ROUNDS) -> None:
        """Time every runner over all files, a warm-up first; the runners take turns so that a slow moment hits all."""
        turns = {runner.name: self._turns(runner) for runner in self.runners}
        self.times = {runner.name: [] for runner in self.runners}
        for _ in range(rounds):
            for runner in self.runners:
                self.times[runner.name].append(self._time(runner, turns[runner.name]))

    def _turns(self, runner: Runner) -> int:
        """Warm a runner up and give how often it must go over the files to be timed well."""
        self._time(runner, 1)
        return math.ceil(SHORTEST / (self._time(runner, 1) * self.units))

    def _time(self, runner: Runner, turns: int) -> float:
        gc.collect()
        start = perf_counter()
        for _ in range(turns):
            for file in self.files:
                runner.work(file)
        return (perf_counter() - start) / turns / self.units

    def seconds(self, runner: Runner) -> float:
        """Give the median time of a runner for one unit."""
        return median(self.times[runner.name])

    def ratio(self, runner: Runner) -> float:
        """Give the median of a runner's times as multiples of the yardstick's, each in its own round."""
        yardstick = self.times[self.runners[0].name]
        return median(own / other for own, other in zip(self.times[runner.name], yardstick, strict=True))
