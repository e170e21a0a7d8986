"""Forms (绩效表) written in a layout: a Form and a FormLayout become a table of a paper, whatever its format."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.knowledge.form_layout import FormLayout
from jixiao.knowledge.form_layout_book import sheet_of
from jixiao.model.form import KIND_NAMES, Form
from jixiao.write.forms.bands import FormGrid
from jixiao.write.forms.complete import completed
from jixiao.write.forms.fields import form_field, text_of
from jixiao.write.paper import Paper, Table

__all__ = ["completed", "form_paper", "form_table"]


def form_table(form: Form, layout: FormLayout) -> Table:
    """Give a form as a table in a layout, by the form's own kind; raises NoSuchForm where the layout has none such."""
    sheet = sheet_of(layout, form.kind)
    built = FormGrid(form, sheet)
    return Table(
        name=form.project.name.text or form.unit.text or KIND_NAMES[form.kind],
        title=_line(form, sheet.title),
        subtitle=_line(form, sheet.below),
        widths=list(sheet.widths),
        cells=built.grid.rows,
        left_line=_line(form, sheet.left),
        unit_line=_line(form, sheet.unit_line),
        heading=[_line(form, text) for text in sheet.above],
        notes=[_line(form, text) for text in sheet.notes],
        landscape=sheet.landscape,
    )


def form_paper(forms: Sequence[Form], layout: FormLayout) -> Paper:
    """Give a paper that holds one form or several, each on a page of its own."""
    first = forms[0]
    title = f"{first.year or ''}年度" if first.year else ""
    name = first.project.name.text if len(forms) == 1 else ""
    return Paper(
        title=f"{title}{name or ''}{KIND_NAMES[first.kind]}",
        blocks=[form_table(form, layout) for form in forms],
        author=first.unit.text or first.department.text or "",
        page_numbers=False,
    )


def _line(form: Form, text: str) -> str:
    return text_of(text, lambda name: form_field(form, name))
