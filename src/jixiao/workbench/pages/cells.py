"""Cells (格子) for people: what each is called, and all of a form to choose from."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.model.failure import Failure
from jixiao.model.field_names import field_name, row_name
from jixiao.model.form import Form
from jixiao.model.form_pointers import row_of, rows_of
from jixiao.model.pointer import token
from jixiao.workbench.cycle.evaluation_sheets import called, measures, own_system, system_name
from jixiao.workbench.cycle.forms import form_of
from jixiao.workbench.cycle.models import Draft, Filing
from jixiao.workbench.cycle.steps import EVALUATIONS, FORM_KINDS

Choices = list[tuple[str, list[tuple[str, str]]]]


def cell_name(filing: Filing, draft: Draft, pointer: str) -> str:
    """Give what people call a cell, empty for the form as a whole or a cell that is not there."""
    if not pointer:
        return ""
    try:
        return called(filing, draft.data, pointer)
    except Failure:
        return ""


def cell_choices(filing: Filing, draft: Draft) -> Choices:
    """Give the cells of a form by row, each with its pointer and its name; nothing where there is no form."""
    if filing.step.kind in EVALUATIONS:
        return [
            ("评分", [(f"/judged/{token(each.name)}", each.name) for each in measures(own_system(system_name(filing)))])
        ]
    if filing.step.kind not in FORM_KINDS:
        return []
    form = form_of(draft.data)
    rows = [("基本情况", list(_single(form)))]
    for block in ("funding", "indicators"):
        rows += [(row_name(form, block, index), list(_row(form, block, index))) for index in _indices(form, block)]
    return rows


def _indices(form: Form, block: str) -> range:
    return range(len(rows_of(form, block)))


def _single(form: Form) -> Iterator[tuple[str, str]]:
    for pointer, _ in form.values():
        if row_of(pointer) is None:
            yield pointer, field_name(form, pointer)


def _row(form: Form, block: str, index: int) -> Iterator[tuple[str, str]]:
    """The cells of a row by the names of their columns: the row's own name stands above them."""
    stem = f"/{block}/{index}"
    whole = row_name(form, block, index)
    for pointer, _ in form.values():
        if pointer.startswith(f"{stem}/"):
            yield pointer, field_name(form, pointer).removeprefix(f"{whole}的")
