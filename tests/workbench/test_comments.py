"""Comments pinned to cells: who may write and answer them, and that they stay with their row."""

from __future__ import annotations

from typing import Any

import pytest

from jixiao.model.form_pointers import NoSuchField
from jixiao.workbench.cycle.comments import Answered, NoText, add_comment, answer_comment, comments_by_pointer
from jixiao.workbench.cycle.models import Filing
from jixiao.workbench.cycle.moves import Move
from jixiao.workbench.cycle.refusals import NotAllowed
from jixiao.workbench.cycle.saving import Edit, save_edits, save_moves
from jixiao.workbench.cycle.steps import State
from jixiao.workbench.cycle.workflow import send_back

CELL = "/indicators/0/actual"


def named(county: Any) -> Filing:
    """The filing with one indicator that has a name, submitted."""
    save_edits(county.filing, county.preparer, [Edit("/indicators/0/name", "", "参保人数")], 0)
    county.submit(county.filing)
    return county.filing


def test_a_comment_on_a_cell_is_answered_by_the_preparer(county: Any) -> None:
    comment = add_comment(named(county), county.approver, " 没有佐证 ", CELL)
    assert (comment.name, comment.text, comment.revision.number) == ("“参保人数”的实际完成值", "没有佐证", 1)
    add_comment(county.filing, county.approver, "总体可以")
    assert {
        pointer: len(found) for pointer, found in comments_by_pointer(Filing.objects.get(pk=county.filing.pk)).items()
    } == {CELL: 1, "": 1}
    answered = answer_comment(comment, county.preparer, "已补材料")
    assert (answered.answer, answered.resolved_by) == ("已补材料", county.preparer)
    with pytest.raises(Answered, match=county.preparer.name):
        answer_comment(comment, county.preparer, "再答一次")


@pytest.mark.parametrize("who", ["stranger", "foreigner", "auditor", "administrator", "nobody"])
def test_only_who_may_comments(county: Any, who: str) -> None:
    with pytest.raises(NotAllowed):
        add_comment(county.filing, getattr(county, who), "意见")


def test_only_the_preparer_answers(county: Any) -> None:
    comment = add_comment(county.filing, county.approver, "没有佐证")
    for who in (county.approver, county.reviewer, county.stranger, county.auditor):
        with pytest.raises(NotAllowed):
            answer_comment(comment, who, "代答")


def test_a_comment_says_something_about_a_cell_that_is_there(county: Any) -> None:
    with pytest.raises(NoText):
        add_comment(county.filing, county.approver, "  ")
    with pytest.raises(NoSuchField):
        add_comment(county.filing, county.approver, "意见", "/indicators/0/nothing")


def test_a_comment_stays_with_its_row(county: Any) -> None:
    add_comment(named(county), county.approver, "没有佐证", CELL)
    send_back(county.filing, county.approver, State.UNIT, "见意见")
    save_moves(county.filing, county.preparer, [Move("add", 1)], 0)
    save_moves(county.filing, county.preparer, [Move("move", 1, 0)], 1)
    assert list(comments_by_pointer(Filing.objects.get(pk=county.filing.pk))) == ["/indicators/1/actual"]
    save_moves(county.filing, county.preparer, [Move("remove", 1)], 2)
    [comment] = comments_by_pointer(Filing.objects.get(pk=county.filing.pk))[""]
    assert comment.name == "“参保人数”的实际完成值"
