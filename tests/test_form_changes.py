"""What changed between two states of a form: fields, and rows that came, went or moved."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from form_papers import make_form
from jixiao.model.form import Form, Indicator
from jixiao.model.form_changes import Change, changes
from jixiao.model.form_pointers import set_value
from jixiao.model.form_rows import add_funding_line, add_indicator, copied, move_row, remove_row
from jixiao.model.value import Value

NAMES = ["参保人数", "培训人次", "抽查机构", "补助标准", "满意度", "及时率"]


def _form() -> Form:
    form = Form("project_self_evaluation", 2024)
    rows = [("数量指标", name) for name in NAMES[:3]] + [("质量指标", name) for name in NAMES[3:]]
    form.indicators = [
        Indicator(Value("产出指标"), Value(level2), Value(name), target=Value(f"≥{number}0"), weight=Value("10"))
        for number, (level2, name) in enumerate(rows, 1)
    ]
    add_funding_line(form, "total")
    add_funding_line(form, "fiscal")
    return form


def _told(before: Form, after: Form) -> list[tuple[str, str]]:
    return [(change.action, change.pointer) for change in changes(before, after)]


def test_a_field_that_says_something_else_is_told_with_its_name() -> None:
    before, after = _form(), _form()
    set_value(after, "/indicators/0/target", "≥99%")
    set_value(after, "/funding/0/budget", "80")
    set_value(after, "/texts/说明", "已核对")
    set_value(after, "/year", "2025")
    assert changes(before, after) == [
        Change("/year", "2024", "2025", "年度"),
        Change("/texts/说明", "", "已核对", "说明"),
        Change("/funding/0/budget", "", "80", "年度资金总额的全年预算数"),
        Change("/indicators/0/target", "≥10", "≥99%", "产出指标·数量指标“参保人数”的年度指标值"),
    ]
    assert changes(after, before)[1] == Change("/texts/说明", "已核对", "", "说明")


def test_a_row_taken_out_is_one_change_though_all_below_move_up() -> None:
    before, after = _form(), _form()
    remove_row(after, "indicators", 1)
    assert changes(before, after) == [
        Change(
            "/indicators/1",
            "产出指标·数量指标“培训人次”：年度指标值≥20，分值10",
            "",
            "产出指标·数量指标“培训人次”",
            "removed",
        )
    ]
    assert changes(after, before)[0].action == "added"


def test_a_row_added_in_the_middle_is_one_change() -> None:
    before, after = _form(), _form()
    add_indicator(after, after=1)
    set_value(after, "/indicators/2/name", "宣传场次")
    set_value(after, "/indicators/4/target", "≥5")
    assert _told(before, after) == [("added", "/indicators/2"), ("set", "/indicators/4/target")]


def test_a_row_that_is_renamed_or_filled_in_stays_itself() -> None:
    before = _form()
    add_indicator(before, after=2)
    after = copied(before)
    set_value(after, "/indicators/0/name", "城乡居民参保人数")
    set_value(after, "/indicators/3/name", "宣传场次")
    set_value(after, "/indicators/3/target", "≥5")
    assert _told(before, after) == [
        ("set", "/indicators/0/name"),
        ("set", "/indicators/3/name"),
        ("set", "/indicators/3/target"),
    ]


def test_a_row_put_into_another_level_under_another_name_is_known_by_its_neighbours() -> None:
    before, after = _form(), _form()
    for name, text in (("level2", "时效指标"), ("name", "完成时间")):
        set_value(after, f"/indicators/4/{name}", text)
    assert _told(before, after) == [("set", "/indicators/4/level2"), ("set", "/indicators/4/name")]


def test_a_row_that_changes_places_is_told_and_only_it() -> None:
    before, after = _form(), _form()
    move_row(after, "indicators", 0, 4)
    set_value(after, "/indicators/4/weight", "20")
    assert changes(before, after) == [
        Change("/indicators/4", "第1行", "第5行", "产出指标·数量指标“参保人数”", "moved"),
        Change("/indicators/4/weight", "10", "20", "产出指标·数量指标“参保人数”的分值"),
    ]


def test_funding_lines_of_one_source_are_told_apart_by_their_names() -> None:
    before = _form()
    for label in ("自有资金", "捐赠资金"):
        add_funding_line(before, "other", label)
    after = copied(before)
    remove_row(after, "funding", 2)
    set_value(after, "/funding/2/budget", "5")
    assert _told(before, after) == [("removed", "/funding/2"), ("set", "/funding/2/budget")]


@given(gone=st.sets(st.integers(0, 5)))
def test_rows_that_went_or_came_are_told_exactly(gone: set[int]) -> None:
    before, after = _form(), _form()
    for index in sorted(gone, reverse=True):
        remove_row(after, "indicators", index)
    assert _told(before, after) == [("removed", f"/indicators/{index}") for index in sorted(gone)]
    assert _told(after, before) == [("added", f"/indicators/{index}") for index in sorted(gone)]


@given(order=st.permutations(range(6)))
def test_rows_in_another_order_are_the_same_rows(order: list[int]) -> None:
    before, after = _form(), _form()
    after.indicators = [after.indicators[index] for index in order]
    told = changes(before, after)
    assert {change.action for change in told} <= {"moved"}
    stays = [index for place, index in enumerate(order) if f"/indicators/{place}" not in {c.pointer for c in told}]
    assert stays == sorted(stays)


@given(seed=st.integers(0, 60))
def test_nothing_changed_is_nothing_told(seed: int) -> None:
    assert changes(make_form(seed), make_form(seed)) == []
