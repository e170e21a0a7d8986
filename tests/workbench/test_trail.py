"""The life of a cell, followed through rows that come, go and move: held against rows that bear numbers."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.workbench.cycle.moves import Move
from jixiao.workbench.cycle.saving import Edit, save_edits, save_moves
from jixiao.workbench.cycle.trail import Rows, life_of


@given(
    st.integers(0, 6).flatmap(lambda size: st.permutations(range(size))),
    st.integers(0, 3),
    st.sets(st.integers(0, 5)),
    st.randoms(use_true_random=False),
)
@settings(max_examples=300, deadline=None)
def test_indices_are_followed_both_ways(order: list[int], new: int, gone: set[int], chance: Any) -> None:
    """Rows bear numbers; whatever is taken out, put in and moved, the index of each is found in the other state."""
    before = sorted(order)
    after = [row for row in before if row not in gone]
    moved = set(chance.sample(after, len(after) // 2)) if after else set()
    for row in moved:
        after.remove(row)
        after.insert(chance.randint(0, len(after)), row)
    for number in range(new):
        after.insert(chance.randint(0, len(after)), 100 + number)
    rows = Rows(
        removed={before.index(row) for row in before if row not in after},
        added={after.index(row) for row in after if row not in before},
        moved={after.index(row): before.index(row) for row in moved},
    )
    for row in after:
        assert rows.earlier(after.index(row)) == (before.index(row) if row in before else None)
    for row in before:
        assert rows.later(before.index(row)) == (after.index(row) if row in after else None)


def type_in(county: Any, shape: int, pointer: str, old: str, new: str) -> None:
    save_edits(county.filing, county.preparer, [Edit(pointer, old, new)], shape)


def told(found: list[Any]) -> list[tuple[str, str, str]]:
    return [(change.action, change.old, change.new) for change in found]


def test_a_cell_is_followed_through_its_row_s_moves(county: Any) -> None:
    type_in(county, 0, "/indicators/0/name", "", "参保人数")
    type_in(county, 0, "/indicators/0/actual", "", "22.5")
    save_moves(county.filing, county.preparer, [Move("add", 1)], 0)
    type_in(county, 1, "/indicators/1/name", "", "接待人次")
    type_in(county, 1, "/indicators/1/actual", "", "3")
    save_moves(county.filing, county.preparer, [Move("move", 1, 0)], 1)
    type_in(county, 2, "/indicators/1/actual", "22.5", "22.6")
    life = told(life_of(county.filing, "/indicators/1/actual"))
    assert [change for change in life if change[0] == "set"] == [("set", "", "22.5"), ("set", "22.5", "22.6")]
    other = told(life_of(county.filing, "/indicators/0/actual"))
    assert other[0][0] == "added" and ("set", "", "3") in other
    assert not any("22" in old + new for kind, old, new in other if kind == "set")
    early = told(life_of(county.filing, "/indicators/0/actual", version=2))  # the first row, as it stood then
    assert early == life


def test_a_row_that_was_taken_out_ends_its_life(county: Any) -> None:
    type_in(county, 0, "/indicators/0/name", "", "参保人数")
    type_in(county, 0, "/indicators/0/actual", "", "22.5")
    save_moves(county.filing, county.preparer, [Move("add", 1)], 0)
    save_moves(county.filing, county.preparer, [Move("remove", 0)], 1)
    life = told(life_of(county.filing, "/indicators/0/actual", version=2))
    assert [kind for kind, _, _ in life] == ["set", "removed"] and "22.5" in life[-1][1]


def test_a_single_field_has_a_life_too(county: Any) -> None:
    type_in(county, 0, "/goal/expected", "", "做好经办服务")
    type_in(county, 0, "/goal/expected", "做好经办服务", "做好医保经办服务")
    assert len(life_of(county.filing, "/goal/expected")) == 2
    assert life_of(county.filing, "/nothing") == life_of(county.filing, "") == []
