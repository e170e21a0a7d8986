"""Forms (绩效表) written in a layout: a Form and a FormLayout become a table of a paper, whatever its format."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.knowledge.form_layout import FormLayout
from jixiao.knowledge.form_layout_book import sheet_of
from jixiao.model.form import KIND_NAMES, Form
from jixiao.write.forms.bands import FormGrid
from jixiao.write.forms.complete import completed
from jixiao.write.forms.fields import form_pieces
from jixiao.write.forms.pieces import pieces_of, printed
from jixiao.write.forms.rows import arranged
from jixiao.write.paper import Paper, Table

__all__ = ["completed", "form_paper", "form_table", "forms_paper"]


def form_table(form: Form, layout: FormLayout) -> Table:
    """Give a form as a table in a layout, by the form's own kind; raises NoSuchForm where the layout has none such."""
    sheet = sheet_of(layout, form.kind)
    built = FormGrid(arranged(form, sheet), sheet)
    return Table(
        name=form.project.name.text or form.unit.text or KIND_NAMES[form.kind],
        title=_line(form, sheet.title + sheet.below),
        widths=list(sheet.widths),
        cells=built.grid.rows,
        left_line=_line(form, sheet.left),
        unit_line=_line(form, sheet.unit_line),
        heading=[_line(form, text) for text in sheet.above],
        notes=[_line(form, text) for text in sheet.notes],
        landscape=sheet.landscape,
    )


def form_paper(forms: Sequence[Form], layout: FormLayout) -> Paper:
    """Give a paper that holds one form or several in one layout, each on a page of its own."""
    return forms_paper([(form, layout, []) for form in forms])


def forms_paper(entries: Sequence[tuple[Form, FormLayout, Sequence[str]]]) -> Paper:
    """Give a paper of forms, each with its layout and the sentences about its scores that go below it."""
    first = entries[0][0]
    year = f"{first.year}年度" if first.year else ""
    project = (first.project.name.text or "") if len(entries) == 1 else ""
    return Paper(
        title=f"{year}{project}{KIND_NAMES[first.kind]}",
        blocks=[_explained(form_table(form, layout), said) for form, layout, said in entries],
        author=first.unit.text or first.department.text or "",
        page_numbers=False,
    )


def _explained(table: Table, said: Sequence[str]) -> Table:
    if said:
        table.notes += ["计分说明：", *(f"{number}.{sentence}" for number, sentence in enumerate(said, 1))]
    return table


def _line(form: Form, text: str) -> str:
    return printed(pieces_of(text, lambda name: form_pieces(form, name)))
