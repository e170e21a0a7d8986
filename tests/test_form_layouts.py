"""Forms written in a layout say what they were given, and are read back so."""

from __future__ import annotations

from typing import get_args

import pytest

from form_papers import agreed, make_form, picture
from jixiao.knowledge.form_layout_book import form_layouts, load_layout, sheet_of
from jixiao.model.form import FormKind
from jixiao.read.recognise.forms import recognise
from jixiao.write.forms import form_table

KINDS: tuple[FormKind, ...] = get_args(FormKind)
LAYOUTS = [layout.name for layout in form_layouts()]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", LAYOUTS)
def test_what_is_written_is_read_back(name: str, kind: FormKind) -> None:
    layout = load_layout(name)
    sheet = sheet_of(layout, kind)
    for seed in range(30):
        form = make_form(seed, kind)
        (found,) = recognise(picture(form_table(form, layout)))[0]
        assert agreed(found, sheet) == agreed(form, sheet), (name, kind, seed)
