"""From bytes to fields: generated forms, written in every format, read as what they were made from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.read import read_file
from layouts import Sheet, generate
from layouts_rare import generate_rare
from truth import measure
from word_writer import Look, docx
from writers import html, workbook, xls, xlsx

Writer = Callable[[Sheet], bytes]
WRITERS: dict[str, Writer] = {"docx": docx, "html": html, "xlsx": xlsx, "xls": xls}
seeds = st.integers(0, 1_000_000)
forms = seeds.map(generate) | seeds.map(lambda seed: generate_rare(seed)[:2])


def differences(data: bytes, name: str, truths: list[dict[str, Any]]) -> list[str]:
    """Read a file and give the fields that differ from the truth."""
    return measure([form.to_dict() for form in read_file(data, name).documents], truths).differences


@pytest.mark.parametrize("kind", WRITERS)
@given(forms)
@settings(max_examples=60, deadline=None)
def test_a_form_in_every_format(kind: str, form: tuple[Sheet, dict[str, Any]]) -> None:
    sheet, truth = form
    assert differences(WRITERS[kind](sheet), f"表.{kind}", [truth]) == []


@given(forms)
@settings(max_examples=15, deadline=None)
def test_a_workbook_of_texts_reads_as_one_of_numbers(form: tuple[Sheet, dict[str, Any]]) -> None:
    sheet, truth = form
    assert differences(xlsx(sheet, numbers=False), "表.xlsx", [truth]) == []


@given(st.lists(forms, min_size=2, max_size=3))
@settings(max_examples=8, deadline=None)
def test_several_forms_in_one_file(several: list[tuple[Sheet, dict[str, Any]]]) -> None:
    sheets, truths = [sheet for sheet, _ in several], [truth for _, truth in several]
    assert differences(workbook(sheets), "汇总.xlsx", truths) == []
    assert differences(docx(sheets), "汇总.docx", truths) == []


@given(seeds)
@settings(max_examples=5, deadline=None)
def test_the_look_of_a_document_changes_nothing(seed: int) -> None:
    sheet, truth = generate(seed)
    look = Look(landscape=True, centred=True, rules="none", repeated=1, uneven=seed)
    assert differences(docx(sheet, look), "表.docx", [truth]) == []


@pytest.mark.parametrize("kind", ["docx", "xlsx", "xls", "html"])
def test_every_value_has_its_place(kind: str) -> None:
    sheet, _ = generate(7)
    (form,) = read_file(WRITERS[kind](sheet), f"表.{kind}").documents
    filled = [(pointer, value) for pointer, value in form.values() if value]
    assert len(filled) > 30
    assert [pointer for pointer, value in filled if value.place is None] == []
