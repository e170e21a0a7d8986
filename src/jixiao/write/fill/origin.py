"""Where a form begins in its file: the numbers of the paragraphs and tables that it was read from."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.read.layout import Paragraph
from jixiao.read.recognise.draft import Draft


def first_parts(draft: Draft) -> Iterator[tuple[int | None, int | None]]:
    """Give the number of the title's paragraph and of the first table, each as (paragraph, None) or (None, table)."""
    origin = draft.form.title.origin
    if origin is not None and isinstance(origin[1], Paragraph):
        yield origin[1].number, None
    if draft.tables:
        yield None, draft.tables[0].grid.table


def last_parts(draft: Draft) -> Iterator[tuple[int | None, int | None]]:
    """Give the number of the last table and those of the lines that belong to the form."""
    if draft.tables:
        yield None, draft.tables[-1].grid.table
    for value in (*draft.form.texts.values(), *draft.form.notes):
        origin = value.origin
        if origin is not None and isinstance(origin[1], Paragraph):
            yield origin[1].number, None
