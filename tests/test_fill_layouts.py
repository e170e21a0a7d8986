"""Whatever the layout and the format: what is filled into a blank form is what is then read from it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blanks import WRITERS, blank_of, source_of
from jixiao.model.form import Form
from jixiao.read import read_source
from jixiao.read.gate import open_source
from jixiao.write.fill import fill
from layouts import Sheet, generate

LEVELS = ("level1", "level2")


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
