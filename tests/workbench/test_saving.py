"""Saving cells: nothing is lost, whoever else types on the same form."""

from __future__ import annotations

from typing import Any

import pytest

from jixiao.workbench.cycle.models import Draft, FigureChange, Filing
from jixiao.workbench.cycle.saving import Edit, RowsMoved, save_edits, save_rows
from jixiao.workbench.cycle.workflow import NotDue


def shape(filing: Filing) -> int:
    return Draft.objects.get(filing=filing).shape


def test_a_change_is_kept_with_who_and_what(county: Any) -> None:
    saved = save_edits(county.filing, county.preparer, [Edit("/funding/0/budget", "", "160")], 0)
    assert saved.draft.version == 1 and not saved.conflicts
    change = FigureChange.objects.get(filing=county.filing)
    assert (change.name, change.old, change.new, change.by) == ("年度资金总额的全年预算数", "", "160", county.preparer)
    assert Filing.objects.get(pk=county.filing.pk).budget == 160


def test_two_people_on_one_cell_meet_a_conflict_and_on_two_cells_none(county: Any) -> None:
    save_edits(county.filing, county.preparer, [Edit("/funding/0/budget", "", "160")], 0)
    mine = [Edit("/funding/0/budget", "", "170"), Edit("/funding/0/executed", "", "138.17")]
    saved = save_edits(county.filing, county.preparer, mine, 0)
    assert [(conflict.theirs, conflict.mine) for conflict in saved.conflicts] == [("160", "170")]
    assert Draft.objects.get(filing=county.filing).data["funding"][0]["executed"] == "138.17"


def test_saving_the_same_again_writes_nothing(county: Any) -> None:
    for _ in range(2):
        saved = save_edits(county.filing, county.preparer, [Edit("/funding/0/budget", "", "160")], 0)
    assert saved.draft.version == 1 and FigureChange.objects.filter(filing=county.filing).count() == 1


def test_pointers_hold_within_one_shape(county: Any) -> None:
    save_rows(county.filing, county.preparer, "add", 0, 0)
    with pytest.raises(RowsMoved):
        save_edits(county.filing, county.preparer, [Edit("/indicators/0/name", "", "参保人数")], 0)
    save_edits(county.filing, county.preparer, [Edit("/indicators/0/name", "", "参保人数")], 1)


def test_a_submitted_form_is_frozen(county: Any) -> None:
    county.submit(county.filing)
    with pytest.raises(NotDue):
        save_edits(county.filing, county.preparer, [Edit("/funding/0/budget", "", "160")], 0)


def test_scores_are_worked_out_at_each_save(county: Any) -> None:
    edits = [("/funding/0/budget", "160"), ("/funding/0/executed", "138.17"), ("/execution/weight", "10")]
    save_edits(
        county.filing, county.preparer, [Edit(pointer, "", text) for pointer, text in edits], shape(county.filing)
    )
    filing = Filing.objects.get(pk=county.filing.pk)
    assert str(filing.rate) == "86.36"
