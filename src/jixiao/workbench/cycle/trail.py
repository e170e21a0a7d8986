"""The life of a cell (一格的经过): its changes in order, followed through rows that were added, removed or moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from jixiao.model.form_pointers import row_of
from jixiao.model.pointer import tokens
from jixiao.workbench.cycle.models import FigureChange, Filing


class Rows(NamedTuple):
    """What one version did to the rows of a block: indices taken out and left (earlier), put in and reached (later)."""

    removed: set[int]
    added: set[int]
    moved: dict[int, int]  # by the later index, the earlier one

    def earlier(self, later: int) -> int | None:
        """Give the index that a row had before; None where the row was added."""
        if later in self.added:
            return None
        if later in self.moved:
            return self.moved[later]
        place = later - _below(later, self.added) - _below(later, self.moved)
        return _nth(place, self.removed | set(self.moved.values()))

    def later(self, earlier: int) -> int | None:
        """Give the index that a row has afterwards; None where it was taken out."""
        reached = {old: new for new, old in self.moved.items()}
        if earlier in self.removed:
            return None
        if earlier in reached:
            return reached[earlier]
        place = earlier - _below(earlier, self.removed) - _below(earlier, reached)
        return _nth(place, self.added | set(self.moved))


def life_of(filing: Filing, pointer: str, version: int | None = None) -> list[FigureChange]:
    """Give the changes of a cell, the oldest first; `pointer` is that of a version, by default of the draft now.

    A row's coming, going and moving belong to the life of each of its cells.
    """
    versions = _versions(filing, pointer)
    at = max(versions, default=0) if version is None else version
    back, forth = [key for key in versions if key <= at], [key for key in versions if key > at]
    found: list[FigureChange] = []
    place: str | None = pointer
    for key in reversed(back):
        if place is None:
            break
        found[:0] = _about(versions[key], place, after=True)
        place = _step(versions[key], place, back=True)
    place = pointer
    for key in forth:
        if place is None:
            break
        before, place = place, _step(versions[key], place, back=False)
        found += _about(versions[key], place or before, after=place is not None)
    return found


def _versions(filing: Filing, pointer: str) -> dict[int, list[FigureChange]]:
    """The changes that can matter to a cell, by version: those of its block, or of the cell itself."""
    row = row_of(pointer)
    kept = FigureChange.objects.filter(filing=filing).select_related("by").order_by("version", "pk")
    changes = kept.filter(pointer__startswith=f"/{row[0]}/") if row else kept.filter(pointer=pointer)
    return {key: list(found) for key, found in groupby(changes, key=lambda change: change.version)}


def _about(changes: Sequence[FigureChange], pointer: str, *, after: bool) -> list[FigureChange]:
    """Those of a version's changes that are about a cell or its row; `after`: the pointer is that of the later form."""
    row = row_of(pointer)
    whole = f"/{row[0]}/{row[1]}" if row else ""
    return [
        change
        for change in changes
        if (change.pointer == pointer and change.action == "set" and after)
        or (change.pointer == whole and change.action != "set" and (change.action != "removed") == after)
    ]


def _step(changes: Iterable[FigureChange], pointer: str, *, back: bool) -> str | None:
    """Where a cell stood before a version, or stands after it; None where its row was not there."""
    row = row_of(pointer)
    if row is None:
        return pointer
    rows = _rows(changes)
    index = rows.earlier(row[1]) if back else rows.later(row[1])
    return None if index is None else "/".join(["", row[0], str(index), *tokens(pointer)[2:]])


def _rows(changes: Iterable[FigureChange]) -> Rows:
    rows = Rows(set(), set(), {})
    for change in changes:
        found = row_of(change.pointer)
        if found is not None and change.action == "removed":
            rows.removed.add(found[1])
        elif found is not None and change.action == "added":
            rows.added.add(found[1])
        elif found is not None and change.action == "moved":
            rows.moved[found[1]] = int(change.old.strip("第行")) - 1
    return rows


def _below(index: int, taken: Iterable[int]) -> int:
    return sum(other < index for other in taken)


def _nth(place: int, taken: set[int]) -> int:
    """The index of the row that is at a place among those that are not taken."""
    index = 0
    while place > 0 or index in taken:
        place -= index not in taken
        index += 1
    return index
