"""Saving cells: nothing is lost, whoever else types on the same form."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jixiao.model.form import Form, Indicator
from jixiao.model.value import Value
from jixiao.workbench.cycle.models import Draft, FigureChange, Filing, Year
from jixiao.workbench.cycle.moves import Move, followed, make
from jixiao.workbench.cycle.saving import Edit, RowsMoved, save_edits, save_form, save_moves
from jixiao.workbench.cycle.typed import opened
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


def test_an_edit_follows_its_row_through_the_moves_of_others(county: Any) -> None:
    save_moves(county.filing, county.preparer, [Move("add", 0, values={"name": "参保率"})], 0)
    saved = save_edits(county.filing, county.preparer, [Edit("/indicators/0/name", "", "参保人数")], 0)
    assert [row.name.text for row in saved.sheet.form.indicators] == ["参保率", "参保人数"]
    assert saved.draft.shape == 1 and saved.moves == [["add", 0, 0, ""]]


def test_an_edit_of_a_row_taken_out_is_given_back(county: Any) -> None:
    save_moves(county.filing, county.preparer, [Move("add", 1), Move("remove", 0)], 0)
    saved = save_edits(county.filing, county.preparer, [Edit("/indicators/0/name", "", "参保人数")], 0)
    assert [(conflict.pointer, conflict.mine) for conflict in saved.conflicts] == [("", "参保人数")]


def test_moves_sent_twice_are_made_once(county: Any) -> None:
    for _ in range(2):
        saved = save_moves(county.filing, county.preparer, [Move("add", 1, mark="a"), Move("add", 1, mark="b")], 0)
    assert len(saved.sheet.form.indicators) == 3 and saved.draft.shape == 2
    with pytest.raises(RowsMoved):
        save_moves(county.filing, county.preparer, [Move("add", 1, mark="c")], 0)


def test_no_edit_is_followed_into_a_form_that_was_replaced(county: Any) -> None:
    form = opened(county.filing, Draft.objects.get(filing=county.filing)).form
    save_form(county.filing, county.preparer, form, "一体化导出.xlsx")
    with pytest.raises(RowsMoved):
        save_edits(county.filing, county.preparer, [Edit("/indicators/0/name", "", "参保人数")], 0)


def test_a_year_with_another_layout_keeps_what_was_typed(county: Any) -> None:
    save_edits(county.filing, county.preparer, [Edit("/indicators/0/name", "", "参保人数")], 0)
    Year.objects.filter(pk=county.year.pk).update(layout="F-SC")
    with pytest.raises(RowsMoved):
        save_edits(county.filing, county.preparer, [Edit("/indicators/0/actual", "", "12万人")], 0)
    saved = save_edits(county.filing, county.preparer, [Edit("/indicators/0/actual", "", "12万人")], 1)
    row = saved.sheet.form.indicators[0]
    assert (row.name.text, row.actual.text, saved.draft.layout) == ("参保人数", "12万人", "F-SC")


@pytest.mark.parametrize("pointer", ["/total/score", "/indicators/9/name", "/execution/reason", "/no/where", ""])
def test_only_the_cells_of_the_form_are_typed(county: Any, pointer: str) -> None:
    saved = save_edits(
        county.filing, county.preparer, [Edit(pointer, "", "1"), Edit("/unit", "禾源县医疗保险事务中心", "医保中心")], 0
    )
    assert [refused.mine for refused in saved.refused] == ["1"]
    assert saved.sheet.form.unit.text == "医保中心"


def test_a_text_that_is_too_long_is_refused(county: Any) -> None:
    saved = save_edits(county.filing, county.preparer, [Edit("/goal/expected", "", "长" * 4001)], 0)
    assert "最多 4000 个字" in saved.refused[0].why and saved.changed == 0


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.sampled_from(["add", "remove", "move"]), st.integers(0, 9), st.integers(0, 9)), max_size=9)
)
def test_a_pointer_leads_to_the_same_row_after_any_moves(moves: list[tuple[Any, int, int]]) -> None:
    form = Form("performance_target")
    form.indicators = [Indicator(name=Value(str(number))) for number in range(5)]
    traces = []
    for op, row, to in moves:
        count = len(form.indicators)
        if count == 1 and op == "remove":
            continue
        move = Move(op, row % (count + (op == "add")), to % count)
        make(form, move)
        traces.append(move.trace)
    names = [row.name.text for row in form.indicators]
    for number in range(5):
        pointer = followed(f"/indicators/{number}/name", traces)
        stands = names.index(str(number)) if str(number) in names else None
        assert pointer == (None if stands is None else f"/indicators/{stands}/name")


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
