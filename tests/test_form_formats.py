"""Forms written as docx, xlsx, pdf and html are read back as they were given, in every layout."""

from __future__ import annotations

import pytest

from form_papers import agreed, make_form
from jixiao import read
from jixiao.knowledge.form_layout_book import form_layouts, load_layout, sheet_of
from jixiao.model.form import FormKind
from jixiao.write.formats import SUFFIXES, written
from jixiao.write.forms import form_paper

LAYOUTS = [layout.name for layout in form_layouts()]
KINDS: tuple[FormKind, ...] = ("project_self_evaluation", "performance_target", "performance_monitoring")


def holds(name: str, suffix: str, kind: FormKind, seeds: range) -> None:
    layout = load_layout(name)
    sheet = sheet_of(layout, kind)
    forms = [make_form(seed, kind) for seed in seeds]
    found = read(written(form_paper(forms, layout), suffix), f"表{suffix}").forms
    assert [agreed(form, sheet) for form in found] == [agreed(form, sheet) for form in forms]


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", LAYOUTS)
def test_forms_of_a_file_are_read_back(name: str, suffix: str) -> None:
    holds(name, suffix, "project_self_evaluation", range(5))


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", LAYOUTS)
def test_many_forms_are_read_back(name: str, suffix: str, kind: FormKind) -> None:
    for start in range(0, 120, 10):
        holds(name, suffix, kind, range(start, start + 10))
