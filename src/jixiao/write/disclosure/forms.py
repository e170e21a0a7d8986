"""The forms of the annex (自评表) in a layout, blank scores filled in by its scheme."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.knowledge.form_layout import FormLayout
from jixiao.knowledge.form_layout_book import load_layout
from jixiao.model.form import Form
from jixiao.score import load_scheme
from jixiao.write.disclosure.annexes import FormBlocks
from jixiao.write.forms import completed, form_table
from jixiao.write.paper import Block


def form_blocks(name: str) -> FormBlocks:
    """Give what draws a form in the layout of a name, or of a file; raises the layout's failures."""
    layout = load_layout(name)
    return lambda form: _drawn(form, layout)


def _drawn(form: Form, layout: FormLayout) -> Sequence[Block]:
    filled, _ = completed(form, load_scheme(layout.scheme) if layout.scheme else None)
    return [form_table(filled, layout)]
