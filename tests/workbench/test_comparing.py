"""Two versions beside each other."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from jixiao.model.form import Form, FundingLine, Indicator
from jixiao.model.value import Value
from jixiao.workbench.cycle.comparing import NOTHING, compared, parts
from jixiao.workbench.cycle.moves import Move
from jixiao.workbench.cycle.saving import Edit, save_edits, save_moves
from jixiao.workbench.cycle.steps import State
from jixiao.workbench.cycle.workflow import send_back

TEXT = st.text(alphabet="医保经办服务0123456789，。", max_size=60)


def form(**cells: str) -> Form:
    made = Form("project_self_evaluation", 2024)
    made.funding = [FundingLine("total")]
    made.indicators = [Indicator(name=Value("参保人数"), actual=Value(cells.get("actual")))]
    made.goal.expected = Value(cells.get("goal"))
    return made


@given(TEXT, TEXT)
def test_the_stretches_make_up_the_texts(old: str, new: str) -> None:
    left, right = parts(old, new)
    assert "".join(part.text for part in left) == (old or NOTHING)
    assert "".join(part.text for part in right) == (new or NOTHING)
    same = ["".join(part.text for part in side if not part.changed) for side in (left, right)]
    assert same[0] == same[1]


def test_a_long_text_is_marked_where_it_differs() -> None:
    left, right = parts("做好全县城乡居民基本医疗保险经办服务工作", "做好全县城镇职工基本医疗保险经办服务工作")
    assert [part.text for part in left if part.changed] == ["乡居民"]
    assert [part.text for part in right if part.changed] == ["镇职工"]


def test_only_what_differs_or_all() -> None:
    lines = compared(form(actual="22.5", goal="做好"), form(actual="22.6", goal="做好"))
    assert [(line.pointer, line.name) for line in lines] == [("/indicators/0/actual", "“参保人数”的实际完成值")]
    everything = compared(form(actual="22.5", goal="做好"), form(actual="22.6", goal="做好"), everything=True)
    assert {line.action for line in everything} == {"same", "set"}
    assert [line.pointer for line in everything].count("/indicators/0/actual") == 1
    assert "/goal/expected" in [line.pointer for line in everything if line.action == "same"]


def test_what_was_emptied_and_a_row_taken_out_are_there_too() -> None:
    after = form()
    after.indicators = []
    for everything in (False, True):
        lines = compared(form(actual="22.5", goal="做好"), after, everything=everything)
        told = {line.pointer: line.action for line in lines}
        assert told["/goal/expected"] == "set" and told["/indicators/0"] == "removed"


def test_the_page(county: Any) -> None:
    save_edits(county.filing, county.preparer, [Edit("/funding/0/budget", "", "160")], 0)
    county.submit(county.filing)
    send_back(county.filing, county.approver, State.UNIT, "改")
    save_edits(county.filing, county.preparer, [Edit("/funding/0/budget", "160", "170")], 0)
    url = f"/filings/{county.filing.pk}/compare/"
    client = county.client(county.auditor)
    html = client.get(url).content.decode()
    assert "<del>160</del>" in html and "<ins>170</ins>" in html and "1 处不同" in html
    save_moves(county.filing, county.preparer, [Move("add", 1)], 0)
    county.submit(county.filing)
    html = client.get(url, {"a": "1", "b": "2", "all": "on"}).content.decode()
    assert "<del>160</del>" in html and "新增行" in html and "禾源县医疗保障局" in html
    assert "内容相同" in client.get(url, {"a": "2", "b": "draft"}).content.decode()
    assert client.get(url, {"a": "9"}).status_code == 404
    assert county.client(county.stranger).get(url).status_code == 404
