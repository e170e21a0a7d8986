"""Fields of a form by their pointers: what is set is what they say, nothing else changes, unknown ones are told."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form_papers import make_form
from jixiao.model.field_names import field_name
from jixiao.model.form import Form, FormKind, FundingLine
from jixiao.model.form_changes import changes
from jixiao.model.form_pointers import NoSuchField, NoSuchRow, NotAYear, get_value, set_value
from jixiao.model.form_rows import (
    add_funding_line,
    add_indicator,
    copied,
    move_row,
    remove_row,
    without_blank_rows,
)
from jixiao.model.pointer import token, tokens
from jixiao.model.typed_text import manner_of, normalised
from jixiao.model.value import Value
from jixiao.read.data.forms import form_from_dict

TEXTS = st.text(max_size=30) | st.sampled_from(["９５％", "1，234．5", "第一行\n第二行", " \u3000", "A~1/b", "≥95%"])
SEEDS = st.integers(0, 40)


def _form(seed: int = 1, kind: FormKind = "project_self_evaluation") -> Form:
    form = make_form(seed, kind)
    set_value(form, "/year", str(form.year))
    form.texts = {"项目实施内容/概述~": Value("按计划实施。"), "监控期间": Value("1—7月")}
    form.funding[-1].label = Value("其他资金")
    return form


def _pointers(form: Form) -> list[str]:
    labels = [f"/funding/{index}/label" for index in range(len(form.funding))]
    return [*labels, *(pointer for pointer, _ in form.values() if pointer != "/year")]


@given(seed=SEEDS, data=st.data(), text=TEXTS)
def test_what_is_set_is_what_a_field_says_and_nothing_else_changes(seed: int, data: st.DataObject, text: str) -> None:
    before = _form(seed, "performance_monitoring")
    pointer = data.draw(st.sampled_from(_pointers(before)))
    after = copied(before)
    set_value(after, pointer, text)
    assert get_value(after, pointer) == normalised(pointer, text)
    others = [other for other in _pointers(before) if other != pointer]
    assert [get_value(after, other) for other in others] == [get_value(before, other) for other in others]
    differs = get_value(before, pointer) != get_value(after, pointer)
    assert [change.pointer for change in changes(before, after)] == [pointer] * differs


@given(seed=SEEDS, data=st.data(), text=TEXTS)
def test_a_form_that_was_typed_into_is_kept_as_data(seed: int, data: st.DataObject, text: str) -> None:
    form = _form(seed)
    set_value(form, data.draw(st.sampled_from(_pointers(form))), text)
    kept = json.loads(json.dumps(form.to_dict(), ensure_ascii=False))
    again = form_from_dict(kept)
    assert changes(form, again) == []
    assert again.to_dict() == form.to_dict()


@given(text=TEXTS, pointer=st.sampled_from(["/unit", "/total/score", "/goal/actual", "/indicators/0/target"]))
def test_normalising_twice_is_normalising_once(text: str, pointer: str) -> None:
    once = normalised(pointer, text)
    assert normalised(pointer, once) == once
    assert once == once.strip()


@pytest.mark.parametrize(
    ("pointer", "typed", "kept"),
    [
        ("/funding/0/budget", " １，２３４．５０ ", "1,234.50"),
        ("/funding/0/executed", "77。41", "77.41"),
        ("/funding/0/rate", "96.76 ％", "96.76%"),
        ("/funding/0/budget", "见附件（一）", "见附件（一）"),
        ("/funding/0/initial", "——", "——"),
        ("/execution/weight", "１０分", "10分"),
        ("/indicators/0/target", "＞＝９５％", "≥95%"),
        ("/indicators/0/target", "≦3天", "≤3天"),
        ("/indicators/0/comparator", "=", "＝"),
        ("/indicators/0/comparator", ">=", "≥"),
        ("/indicators/0/actual", "发放，无差错；群众满意", "发放，无差错；群众满意"),
        ("/indicators/0/name", "参保\n人数（新增）", "参保 人数（新增）"),
        ("/indicators/0/reason", "\r\n一、资金未到位。\r\n二、人员不足\x07。 \n", "一、资金未到位。\n二、人员不足。"),
        ("/goal/actual", "　　完成２０人次", "完成20人次"),
        ("/texts/项目实施内容", "一\n二", "一\n二"),
        ("/department", "\u200b禾源县\ufeff", "禾源县"),
        ("/unit", "\ud800禾源县", "禾源县"),
    ],
)
def test_typed_text_is_brought_into_the_writing_of_forms(pointer: str, typed: str, kept: str) -> None:
    form = _form()
    set_value(form, pointer, typed)
    assert get_value(form, pointer) == kept


def test_what_a_field_takes_is_told() -> None:
    assert manner_of("/funding/0/forecast") == manner_of("/total/score") == "number"
    assert manner_of("/indicators/0/forecast") == manner_of("/project/name") == "line"
    assert manner_of("/goal/expected") == manner_of("/texts/说明") == "long"


@pytest.mark.parametrize(
    "pointer",
    [
        *("", "/", "unit", "/nothing", "/project", "/project/nam", "/funding", "/funding/0", "/funding/0/source"),
        *("/funding/00/budget", "/funding/-1/budget", "/funding/x/budget", "/indicators/0/", "/texts"),
        *("/texts/a/b", "/kind"),
    ],
)
def test_a_pointer_that_leads_nowhere_is_told(pointer: str) -> None:
    form = _form()
    for use in (lambda: get_value(form, pointer), lambda: set_value(form, pointer, "1")):
        with pytest.raises(NoSuchField, match=r"表中没有“.*”这个栏目"):
            use()


def test_a_row_that_is_not_there_is_told() -> None:
    form = _form()
    rows = len(form.indicators)
    with pytest.raises(NoSuchRow, match=f"表中没有第{rows + 1}行指标，指标共有{rows}行。"):
        set_value(form, f"/indicators/{rows}/target", "1")
    with pytest.raises(NoSuchRow, match="资金来源"):
        remove_row(form, "funding", 99)
    with pytest.raises(NoSuchRow):
        field_name(form, f"/indicators/{rows}")


def test_a_year_is_a_year() -> None:
    form = _form()
    set_value(form, "/year", "２０25年度")
    assert (form.year, get_value(form, "/year"), form.to_dict()["year"]) == (2025, "2025", 2025)
    with pytest.raises(NotAYear, match="年度“去年”不是年份，应为四位数的年份"):
        set_value(form, "/year", "去年")
    set_value(form, "/year", "")
    assert (form.year, get_value(form, "/year")) == (None, "")


def test_a_total_that_is_typed_is_one_of_the_totals() -> None:
    form = Form("project_self_evaluation")
    set_value(form, "/total/score", "96.5")
    assert [total.score.text for total in form.totals] == ["96.5"]
    set_value(form, "/total/weight", "100")
    assert form.totals == [form.total]


def test_a_passage_is_there_as_soon_as_it_is_set() -> None:
    form = Form("project_self_evaluation")
    pointer = f"/texts/{token('原因/措施~')}"
    assert get_value(form, pointer) == ""
    set_value(form, pointer, "无")
    assert form.texts["原因/措施~"].text == "无"
    set_value(form, pointer, "")
    assert form.texts == {}


@given(name=st.text(max_size=8))
def test_names_are_written_in_pointers_and_read_back(name: str) -> None:
    assert tokens(f"/texts/{token(name)}") == ["texts", name]


def test_rows_are_added_moved_and_taken_out() -> None:
    form = _form()
    names = [row.name.text for row in form.indicators]
    assert add_indicator(form, after=0) == 1
    assert form.indicators[1].level2.text == form.indicators[0].level2.text
    assert [row.name.text for row in form.indicators] == [names[0], None, *names[1:]]
    move_row(form, "indicators", 1, 3)
    assert [row.name.text for row in form.indicators] == [*names[:3], None, *names[3:]]
    remove_row(form, "indicators", 3)
    assert [row.name.text for row in form.indicators] == names
    last = len(form.funding)
    assert add_funding_line(form, "unit", " 自有资金 ") == last
    assert (form.funding[last].source, form.funding[last].label.text) == ("unit", "自有资金")
    blank = Form("project_self_evaluation")
    assert add_indicator(blank) == 0
    assert not blank.indicators[0].level1


def test_a_copy_is_a_form_of_its_own() -> None:
    form = _form()
    kept = form.to_dict()
    other = copied(form)
    assert other.total is other.totals[0]
    for pointer in _pointers(form):
        set_value(other, pointer, "9")
    add_indicator(other)
    other.funding.clear()
    assert form.to_dict() == kept


def test_blank_rows_are_left_out_for_the_rules() -> None:
    form = _form()
    rows, lines = len(form.indicators), len(form.funding)
    add_indicator(form)
    form.funding.append(FundingLine("unit"))
    found = without_blank_rows(form)
    assert (len(found.indicators), len(found.funding)) == (rows, lines)
    assert len(form.indicators) == rows + 1


def test_fields_have_names_that_people_use() -> None:
    form = _form(kind="project_self_evaluation")
    row = form.indicators[0]
    row.level1, row.level2, row.name = Value("产出指标"), Value("数量指标"), Value("参保人数")
    form.indicators[1].name = Value()
    form.indicators[1].level1, form.indicators[1].level2 = Value("产出指标"), Value("质量指标")
    form.funding[-1].label = Value("其中：财政拨款：")
    assert field_name(form, "/indicators/0/actual") == "产出指标·数量指标“参保人数”的实际完成值"
    row.level1 = Value("产出指标（50分）")
    assert field_name(form, "/indicators/0") == "产出指标·数量指标“参保人数”"
    assert field_name(form, "/indicators/1/target") == "产出指标·质量指标第2行指标的年度指标值"
    assert field_name(form, "/funding/0/budget") == "年度资金总额的全年预算数"
    assert field_name(form, f"/funding/{len(form.funding) - 1}/executed") == "财政拨款的全年执行数"
    assert field_name(form, "/texts/项目实施内容~1概述~0") == "项目实施内容/概述~"
    form.kind = "performance_monitoring"
    assert field_name(form, "/indicators/0/actual").endswith("的执行情况")


def test_every_field_has_a_name_of_its_own() -> None:
    form = _form(kind="performance_monitoring")
    for index, row in enumerate(form.indicators):
        row.name = Value(f"指标{index}")
    names = [field_name(form, pointer) for pointer in ("/year", *_pointers(form))]
    assert len(set(names)) == len(names)
    assert not any("/" in name for name in names if "概述" not in name)
