"""The smallest set of changes as a mixed-integer program, solved by HiGHS.

For each column a size and a switch: the size is zero unless the switch is on, the switches cost their prices. What the
solver calls a solution is a proposal only: it calculates with tolerances, so that a switch of a millionth could let a
large amount through. Each proposal is checked with whole numbers; where it fails, the rows that prove it become a cut
(one of the other switches at these rows must be on) and the program is solved again. Amounts are scaled by the gaps of
the block, so that the size of the amounts has no part in it.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from jixiao.check.locate.columns import Column, Columns
from jixiao.check.locate.feasible import core_of
from jixiao.check.locate.rows import Model, Row

if TYPE_CHECKING:
    import highspy

_SLACK = 2.0  # how much larger than all gaps together a change may be
_OWN_SLACK = 1.5
_MOST_ROUNDS = 60
_PRICE_SLACK = 1e-4


class Cut(NamedTuple):
    """least ≤ Σ switches of the columns − Σ switches of the `without` ≤ most."""

    columns: frozenset[int]
    least: float
    most: float
    without: frozenset[int] = frozenset()


class Undecided(Exception):
    """The search ended without a result: its time is over, or the solver could not handle the program."""


class Solver:
    """The program of one block: rows and columns are added as they turn out to matter."""

    def __init__(self, model: Model, columns: Columns, demanded: Iterable[int], deadline: float) -> None:
        self._model = model
        self._columns = columns
        self._demanded = frozenset(demanded)
        self._deadline = deadline
        self._rows = self._around(self._demanded)
        self._cuts: list[Cut] = [*self._covers()]

    def _covers(self) -> Iterator[Cut]:
        """Give what single changes prove: each broken row needs one, and none that contradicts itself is enough.

        Without these cuts the solver would see little of the problem before it branches.
        """
        for row in sorted(self._demanded):
            yield self._cover((row,))
        for number in sorted({number for row in self._demanded for number in self._columns.at.get(row, ())}):
            own = self._demanded & self._columns.all[number].rows
            core = core_of(self._model, self._columns, (number,), own)
            if core is not None:
                yield self._cover(core, (number,))

    def _cover(self, rows: Iterable[int], chosen: Sequence[int] = ()) -> Cut:
        """Something else than the chosen columns has to change at these rows.

        A column whose size cannot be zero (an omitted item) may also be what contradicts: then it can be left instead.
        """
        at = {number for row in rows for number in self._columns.at.get(row, ())}
        forced = frozenset(number for number in chosen if number in at and self._columns.all[number].forced)
        return Cut(frozenset(at.difference(chosen)), 1.0 - len(forced), float("inf"), forced)

    def _around(self, rows: Iterable[int]) -> set[int]:
        """Give the rows and those that share a column with one of them."""
        found = set(rows)
        for row in list(found):
            for number in self._columns.at.get(row, ()):
                found |= self._columns.all[number].rows
        return {row for row in found if row in self._demanded or not self._model.rows[row].gap}

    def forbid(self, family: Iterable[int], size: int) -> None:
        """Ask for other solutions than `size` columns out of the family (a no-good cut)."""
        self._cuts.append(Cut(frozenset(family), float("-inf"), size - 1))

    def cheapest(self, most: float) -> tuple[int, ...] | None:
        """Give the cheapest columns that make all rows hold, None where none cost at most `most`; or `Undecided`."""
        for _ in range(_MOST_ROUNDS):
            chosen = self._proposed(most)
            if chosen is None:
                return None
            core = core_of(self._model, self._columns, chosen, self._demanded)
            if core is None:
                return chosen
            self._learn(core, chosen)
        raise Undecided

    def _learn(self, core: Iterable[int], chosen: Sequence[int]) -> None:
        """Something else at these rows has to change as well."""
        self._cuts.append(self._cover(core, chosen))
        self._rows |= set(core)
        for number in chosen:
            self._rows |= {row for row in self._columns.all[number].rows if not self._model.rows[row].gap}

    def _proposed(self, most: float) -> tuple[int, ...] | None:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise Undecided
        used = sorted({number for row in self._rows for number in self._columns.at.get(row, ())})
        return _solved(_Program(self._model, self._columns, sorted(self._rows), used, self._cuts, most), left)


class _Program:
    """The program as lists: for the column at place p the size is variable 2p, the switch 2p + 1."""

    def __init__(
        self,
        model: Model,
        columns: Columns,
        rows: Sequence[int],
        used: Sequence[int],
        cuts: Sequence[Cut],
        most: float,
    ) -> None:
        self.used = used
        self.place = {number: place for place, number in enumerate(used)}
        self.members = [columns.all[number] for number in used]
        self.most = _limits(model, rows, self.members)
        self.lower: list[float] = []
        self.upper: list[float] = []
        self.starts: list[int] = []
        self.indices: list[int] = []
        self.values: list[float] = []
        self._add_rows(model, columns, rows)
        self._add_switches()
        for cut in cuts:
            signs = [*((number, 1.0) for number in sorted(cut.columns)), *((n, -1.0) for n in sorted(cut.without))]
            self._add([(2 * self.place[n] + 1, sign) for n, sign in signs if n in self.place], cut.least, cut.most)
        if most < float("inf"):
            prices = [(2 * place + 1, column.price) for place, column in enumerate(self.members)]
            self._add(prices, float("-inf"), most + _PRICE_SLACK)

    def _add(self, terms: Iterable[tuple[int, float]], low: float, high: float) -> None:
        self.starts.append(len(self.indices))
        for index, value in terms:
            self.indices.append(index)
            self.values.append(value)
        self.lower.append(low)
        self.upper.append(high)

    def _add_rows(self, model: Model, columns: Columns, rows: Sequence[int]) -> None:
        for number in rows:
            row = model.rows[number]
            moving: list[tuple[int, float]] = []
            freeing: list[int] = []
            for member in columns.at.get(number, ()):
                place = self.place[member]
                if number in self.members[place].frees:
                    freeing.append(place)
                else:
                    moving.append((place, self.members[place].moves[number] * self.most[place]))
            self._add_row(row, moving, freeing)

    def _add_row(self, row: Row, moving: Sequence[tuple[int, float]], freeing: Sequence[int]) -> None:
        """Add low ≤ Σ moves ≤ high, its largest coefficient 1; both sides loosened where a freeing switch is on."""
        largest = max((abs(value) for _, value in moving), default=1.0)
        terms = [(2 * place, value / largest) for place, value in moving]
        low = float("-inf") if row.low is None else row.low / largest
        high = float("inf") if row.high is None else row.high / largest
        if not freeing:
            self._add(terms, low, high)
            return
        reach = sum(abs(value) for _, value in terms)
        if row.low is not None:
            self._add([*terms, *((2 * place + 1, reach + max(low, 0.0)) for place in freeing)], low, float("inf"))
        if row.high is not None:
            self._add([*terms, *((2 * place + 1, -reach + min(high, 0.0)) for place in freeing)], float("-inf"), high)

    def _add_switches(self) -> None:
        """The size of a column is counted in the most that it can be: -switch ≤ size ≤ switch."""
        for place, column in enumerate(self.members):
            size, switch = 2 * place, 2 * place + 1
            least, most = _share(column.low, self.most[place], -1.0), _share(column.high, self.most[place], 1.0)
            self._add([(size, 1.0), (switch, -most)], float("-inf"), 0.0)
            self._add([(size, 1.0), (switch, -least)], 0.0, float("inf"))


def _share(bound: int | None, most: float, otherwise: float) -> float:
    return otherwise if bound is None else max(-1.0, min(1.0, bound / most))


def _limits(model: Model, rows: Sequence[int], members: Sequence[Column]) -> list[float]:
    """Give the most that each column may change: all gaps together, or what it takes to close one alone."""
    needs = dict(_needs(model, rows))
    together = _SLACK * sum(needs.values()) + 1.0
    return [_limit(model, column, needs, together) for column in members]


def _needs(model: Model, rows: Sequence[int]) -> Iterator[tuple[int, float]]:
    for number in rows:
        row = model.rows[number]
        if row.gap:
            yield number, row.gap / max(abs(coefficient) for _, coefficient in row.terms)


def _limit(model: Model, column: Column, needs: dict[int, float], together: float) -> float:
    closing = ((model.rows[number].gap, coefficient) for number, coefficient in column.moves.items() if number in needs)
    alone = (gap / abs(coefficient) for gap, coefficient in closing)
    return max(together, _OWN_SLACK * max(alone, default=0.0))


def _solved(program: _Program, seconds: float) -> tuple[int, ...] | None:
    """Give the columns whose switches are on in the cheapest solution, None where there is none at that price."""
    import highspy

    solver = _new_solver()
    solver.setOptionValue("time_limit", seconds)
    if solver.passModel(_passed(program)) == highspy.HighsStatus.kError:
        raise Undecided  # running a program that was refused would be undefined behaviour
    solver.run()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return None
    if status != highspy.HighsModelStatus.kOptimal:
        raise Undecided
    solution = solver.getSolution().col_value
    return tuple(number for place, number in enumerate(program.used) if solution[2 * place + 1] > 0.5)


def _new_solver() -> highspy.Highs:
    """Give a solver with our options; set while it is made, since from 1.16 on it greets on standard output there."""
    import highspy

    class Silent(highspy.Highs):
        def enableCallbacks(self) -> None:
            for option, value in _OPTIONS.items():
                self.setOptionValue(option, value)
            super().enableCallbacks()  # type: ignore[no-untyped-call]

    return Silent()  # type: ignore[no-untyped-call]


_OPTIONS = {"output_flag": False, "threads": 1, "mip_rel_gap": 0.0, "mip_abs_gap": 1e-4}


def _passed(program: _Program) -> highspy.HighsLp:
    import highspy
    import numpy

    count = len(program.used)
    lp = highspy.HighsLp()
    lp.num_col_ = 2 * count
    lp.num_row_ = len(program.lower)
    lp.col_cost_ = numpy.array([cost for column in program.members for cost in (0.0, column.price)])
    lp.col_lower_ = numpy.array([-1.0, 0.0] * count)
    lp.col_upper_ = numpy.array([1.0, 1.0] * count)
    lp.row_lower_ = numpy.array(program.lower)
    lp.row_upper_ = numpy.array(program.upper)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = numpy.array([*program.starts, len(program.indices)], dtype=numpy.int32)
    lp.a_matrix_.index_ = numpy.array(program.indices, dtype=numpy.int32)
    lp.a_matrix_.value_ = numpy.array(program.values)
    lp.integrality_ = [highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger] * count
    return lp
