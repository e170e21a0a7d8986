"""Whatever the layout and the format: what is filled into a blank form is what is then read from it."""

from __future__ import annotations

from contextlib import suppress
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blanks import WRITERS, blank_of, sheet_of, source_of
from drawn_further import FURTHER
from drawn_others import OTHERS
from drawn_projects import PROJECTS
from grids import layout
from jixiao.model.failure import Failure
from jixiao.model.form import Form
from jixiao.read import read_source
from jixiao.read.gate import open_source
from jixiao.read.layout import Layout, Paragraph
from jixiao.read.recognise.forms import recognise
from jixiao.write.fill import fill
from layouts import Sheet, generate
from layouts_rare import generate_rare
from test_recognise_random import random_grid

DRAWN = PROJECTS | OTHERS | FURTHER
# What a blank of these layouts does not show a place for, and so is told.
NO_PLACE: dict[str, list[str]] = {
    "list_of_tasks": ["目标expected"],
    "progress": ["年度资金总额的执行率"],
}


def what_is_said(form: Form) -> dict[str, object]:
    shown = form.to_dict()
    return {key: value for key, value in shown.items() if key not in ("where", "parsed", "title", "texts")}


def as_numbers(value: object) -> object:
    """Workbooks store 9.50 as a number, which shows as 9.5 in a cell without a format."""
    if isinstance(value, dict):
        return {key: as_numbers(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_numbers(each) for each in value]
    text = str(value)
    return text.rstrip("0").rstrip(".") if "." in text and text.replace(".", "", 1).isdigit() else value


def assert_filled_equal(sheet: Sheet, kind: str) -> None:
    blank, forms = blank_of(sheet)
    source = source_of(blank, kind)
    filled = fill(source, forms)
    assert [told.missing for told in filled.told] == [[] for _ in forms]
    read = read_source(open_source(filled.data, source.name)).forms
    assert [as_numbers(what_is_said(form)) for form in read] == [as_numbers(what_is_said(form)) for form in forms]
    again = fill(open_source(filled.data, source.name), read)
    assert again.data == filled.data
    assert fill(source, read).data == filled.data


@pytest.mark.parametrize("kind", WRITERS)
@given(seed=st.integers(0, 100_000))
@settings(max_examples=12, deadline=None)
def test_generated_layouts(kind: str, seed: int) -> None:
    assert_filled_equal(generate(seed)[0], kind)


@pytest.mark.slow
@pytest.mark.parametrize("kind", WRITERS)
@given(seed=st.integers(0, 10_000_000))
@settings(max_examples=250, deadline=None)
def test_many_generated_layouts(kind: str, seed: int) -> None:
    assert_filled_equal(generate(seed)[0], kind)


def assert_nothing_lost(blank: Sheet, kind: str, forms: list[Form]) -> None:
    """What is not told as missing in the layout stands in it, each indicator under its own levels."""
    source = source_of(blank, kind)
    for told in fill(source, forms).told:
        assert [missing for missing in told.missing if missing.why] == []
        assert [note for note in told.notes if "按空白表的级别" in note] == []


def drawn(seed: int) -> Sheet:
    return generate_rare(seed)[0] if seed % 3 == 0 else generate(seed)[0]


@given(kind=st.sampled_from(sorted(WRITERS)), seed=st.integers(0, 100_000), other=st.integers(0, 100_000))
@settings(max_examples=25, deadline=None)
def test_data_of_one_layout_in_another(kind: str, seed: int, other: int) -> None:
    assert_nothing_lost(blank_of(drawn(seed))[0], kind, recognise(generate(other)[0].layout())[0])


@pytest.mark.slow
@given(kind=st.sampled_from(sorted(WRITERS)), seed=st.integers(0, 10_000_000), other=st.integers(0, 10_000_000))
@settings(max_examples=600, deadline=None)
def test_data_of_many_layouts_in_others(kind: str, seed: int, other: int) -> None:
    assert_nothing_lost(blank_of(drawn(seed))[0], kind, recognise(generate(other)[0].layout())[0])


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("name", DRAWN)
def test_drawn_layouts(name: str, kind: str) -> None:
    plain = layout(*DRAWN[name])
    if len(list(plain.grids())) != 1:
        pytest.skip("a form in several tables")
    blank, forms = blank_of(sheet_of(plain))
    missing = [each.label for told in fill(source_of(blank, kind), forms).told for each in told.missing]
    assert missing == NO_PLACE.get(name, [])


@given(kind=st.sampled_from(["docx", "html"]), seed=st.integers(0, 1_000_000))
@settings(max_examples=40, deadline=None)
def test_any_grid_is_filled_in_or_refused(kind: str, seed: int) -> None:
    """Whatever stands where: a file comes out that can be read, or one sentence."""
    lines = [Paragraph("项目支出绩效自评表（    年度）", 1), Paragraph("填报人：  电话：", 2)]
    sheet = sheet_of(Layout([lines[0], random_grid(Random(seed)), lines[1]]))
    forms = recognise(generate(seed)[0].layout())[0]
    with suppress(Failure):
        filled = fill(source_of(sheet, kind), forms * 2)
        assert read_source(open_source(filled.data, f"a.{kind}"))
