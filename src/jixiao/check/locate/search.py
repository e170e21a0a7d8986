"""The search for the wrong figures: block by block, first by one change, then by the solver."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, combinations_with_replacement, product

from jixiao.check.locate.columns import Columns, columns_of
from jixiao.check.locate.explanation import Cause, explained
from jixiao.check.locate.feasible import core_of
from jixiao.check.locate.problem import Explanation, Limits, Problem
from jixiao.check.locate.rows import Model, compiled
from jixiao.check.locate.solver import Solver, Undecided

_DEARER = 0.75  # explanations up to this much dearer than the cheapest are looked at: their slips may make up for it
_JOINT_SHARE = 0.5  # of the time for several blocks together, before each is tried by itself
_TRIED = 6  # alternatives of each of two changes that are tried together before the two are held for independent

Set = tuple[int, ...]  # columns that together make all rows hold
Slot = list[int]  # columns any of which can take one and the same place in a set


class _Search:
    """What all steps of one search share."""

    def __init__(self, problem: Problem, limits: Limits) -> None:
        self.problem = problem
        self.limits = limits
        self.deadline = time.monotonic() + limits.seconds
        self.model: Model = compiled(problem.system)
        self.columns: Columns = columns_of(problem, self.model)

    def until(self, share: float, deadline: float | None = None) -> float:
        """Give the time at which a share of the time that is left will be over."""
        now = time.monotonic()
        return now + share * ((deadline or self.deadline) - now)

    def holds(self, chosen: Iterable[int], rows: Iterable[int]) -> bool:
        """Say whether changing these columns can make the broken rows hold, and break no other."""
        return core_of(self.model, self.columns, tuple(chosen), rows) is None

    def price(self, chosen: Iterable[int]) -> float:
        """Give the price of a set of columns."""
        return sum(self.columns.all[number].price for number in chosen)

    def at(self, rows: Iterable[int]) -> set[int]:
        """Give the columns that move or free one of the rows."""
        return {number for row in rows for number in self.columns.at.get(row, ())}


def locate(problem: Problem, limits: Limits | None = None) -> list[Explanation]:
    """Give an explanation of each cause for which relations of a document fail; none where all hold.

    Where several explain it about as well, they stand under `alternatives`; `decided` is false then.
    """
    search = _Search(problem, limits or Limits())
    causes = _causes(search)
    return [explained(problem, search.model, search.columns, cause) for cause in causes]


def _causes(search: _Search) -> list[Cause]:
    """Explain each block by one change; what none explains is left to the solver, blocks that may interact together."""
    causes: list[Cause] = []
    hard: list[frozenset[int]] = []
    for rows in _blocks(search):
        alone = _alone(search, rows)
        if alone:
            causes.append(Cause(rows, _affordable(search, _single(alone))))
        else:
            hard.append(rows)
    for number, group in enumerate(groups := _near_each_other(search, hard)):
        causes += _of_group(search, group, search.until(1 / (len(groups) - number)))
    if len(causes) > 1 and not _agree(search, causes):
        together = _by_solver(search, frozenset(search.model.broken), search.deadline)
        return together if together[0].sets else [cause._replace(complete=False) for cause in causes]
    return causes


def _near_each_other(search: _Search, blocks: Sequence[frozenset[int]]) -> list[list[frozenset[int]]]:
    """Give the blocks in groups: two changes may cancel out in a row that they share, so that it holds as before."""
    groups: list[tuple[set[int], list[frozenset[int]]]] = []
    for block in blocks:
        around, members = {row for number in search.at(block) for row in search.columns.all[number].rows}, [block]
        for group in [group for group in groups if group[0] & around]:
            groups.remove(group)
            around |= group[0]
            members = group[1] + members
        groups.append((around, members))
    return [members for _, members in groups]


def _of_group(search: _Search, blocks: Sequence[frozenset[int]], deadline: float) -> list[Cause]:
    """Explain blocks together; where time runs out, each by itself in the time that is left."""
    if len(blocks) == 1:
        return _by_solver(search, blocks[0], deadline)
    together = _by_solver(search, frozenset[int]().union(*blocks), search.until(_JOINT_SHARE, deadline))
    if together[0].sets:
        return together
    causes: list[Cause] = []
    for number, block in enumerate(blocks):
        causes += _by_solver(search, block, search.until(1 / (len(blocks) - number), deadline))
    return [cause._replace(complete=False) for cause in causes]


def _agree(search: _Search, causes: Sequence[Cause]) -> bool:
    """Say whether the likeliest changes of all causes can be made together; unknown where time ran out."""
    if not all(cause.sets for cause in causes):
        return True
    return search.holds((number for cause in causes for number in cause.sets[0]), search.model.broken)


def _blocks(search: _Search) -> list[frozenset[int]]:
    """Give the broken rows, those together that one change can move at once."""
    left = set(search.model.broken)
    blocks = []
    while left:
        block, fresh = set[int](), {left.pop()}
        while fresh:
            block |= fresh
            fresh = {row for number in search.at(fresh) for row in search.columns.all[number].rows} & left
            left -= fresh
        blocks.append(frozenset(block))
    return sorted(blocks, key=min)


def _alone(search: _Search, rows: frozenset[int]) -> list[int]:
    """Give every column that makes all rows hold by itself."""
    candidates = set.intersection(*(set(search.columns.at.get(row, ())) for row in rows))
    return [number for number in sorted(candidates) if search.holds((number,), rows)]


def _affordable(search: _Search, sets: Iterable[Set]) -> list[Set]:
    """Give the sets that are not much dearer than the cheapest, the cheapest first."""
    ordered = sorted(sets, key=lambda chosen: (search.price(chosen), chosen))
    most = search.price(ordered[0]) + _DEARER
    return [chosen for chosen in ordered if search.price(chosen) <= most]


def _by_solver(search: _Search, rows: frozenset[int], deadline: float) -> list[Cause]:
    """Give the causes of rows that no single change explains; no sets where nothing or no time was left for one."""
    solver = Solver(search.model, search.columns, rows, deadline)
    families: list[list[Slot]] = []
    most, complete = float("inf"), True
    try:
        while len(families) < search.limits.alternatives and (chosen := solver.cheapest(most)) is not None:
            most = min(most, search.price(chosen) + _DEARER)
            families.append([[number] for number in chosen])
            families[-1] = _family(search, rows, chosen, deadline)
            solver.forbid((number for slot in families[-1] for number in slot), len(chosen))
    except Undecided:
        complete = False
    if not families:
        return [Cause(rows, [], complete=complete)]
    return _separated(search, rows, families, complete)


def _family(search: _Search, rows: frozenset[int], chosen: Set, deadline: float) -> list[Slot]:
    """Give for each column of a set what can take its place while the others stay, the column itself first."""
    slots = []
    for number in chosen:
        if time.monotonic() > deadline:
            raise Undecided
        rest = tuple(other for other in chosen if other != number)
        core = core_of(search.model, search.columns, rest, rows) or frozenset()
        others = sorted(search.at(core).difference(chosen))
        fitting = [number, *(other for other in others if search.holds((*rest, other), rows))]
        affordable = [other for (other,) in _affordable(search, _single(fitting))]
        slots.append([number, *(other for other in affordable if other != number)])
    return slots


def _separated(search: _Search, rows: frozenset[int], families: Sequence[list[Slot]], complete: bool) -> list[Cause]:
    """Tell the causes apart: places of a set that are independent of each other, else what all sets share."""
    if len(families) == 1 and _independent(search, rows, families[0]):
        sets = [_single(slot) for slot in families[0]]
    else:
        sets = _factored(_affordable(search, _combined(search, rows, families)))
    causes = []
    for place, own in enumerate(sets):
        beside = tuple(number for other in sets[:place] + sets[place + 1 :] for number in other[0])
        moved = frozenset(row for number in own[0] for row in search.columns.all[number].rows) & rows
        causes.append(Cause(moved, own, beside, rows, complete))
    return causes


def _single(numbers: Iterable[int]) -> list[Set]:
    return [(number,) for number in numbers]


def _independent(search: _Search, rows: frozenset[int], slots: Sequence[Slot]) -> bool:
    """Say whether any choice at one place goes with any choice at another; that it goes with the first is known."""
    for one, other in combinations(range(len(slots)), 2):
        rest = [slot[0] for place, slot in enumerate(slots) if place not in (one, other)]
        for pair in product(slots[one][1:_TRIED], slots[other][1:_TRIED]):
            if pair[0] == pair[1] or not search.holds((*rest, *pair), rows):
                return False
    return True


def _combined(search: _Search, rows: frozenset[int], families: Sequence[list[Slot]]) -> list[Set]:
    """Give the sets of all families, those that differ from the found one at up to two places."""
    found: dict[Set, bool] = {}
    for slots in families:
        for changed in _near([slot[:_TRIED] for slot in slots]):
            chosen = tuple(sorted(set(changed)))
            if len(chosen) == len(slots) and chosen not in found:
                found[chosen] = search.holds(chosen, rows)
    kept = [chosen for chosen, holds in found.items() if holds]
    return [chosen for chosen in kept if not any(set(other) < set(chosen) for other in kept)]


def _near(slots: Sequence[Slot]) -> Iterator[list[int]]:
    base = [slot[0] for slot in slots]
    for one, other in combinations_with_replacement(range(len(slots)), 2):
        for pair in product(slots[one], slots[other]):
            changed = base.copy()
            changed[other], changed[one] = pair[1], pair[0]
            yield changed


def _factored(sets: Sequence[Set]) -> list[list[Set]]:
    """Give what stands in every set as a cause of its own, and the rest as one."""
    shared = sorted(set.intersection(*(set(chosen) for chosen in sets)))
    rest = [tuple(number for number in chosen if number not in shared) for chosen in sets]
    return [_single([number]) for number in shared] + ([rest] if any(rest) else [])
