"""A draft opened to be typed into: its form in the order of the year's layout, and what its cells show."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from jixiao.knowledge.form_layout import FormLayout
from jixiao.model.failure import Failure
from jixiao.model.form import Form
from jixiao.workbench.cycle.beside import Targets, beside_target
from jixiao.workbench.cycle.forms import Assessment, assess_filing, form_of, layout_of
from jixiao.workbench.cycle.models import Draft, Filing
from jixiao.workbench.cycle.moves import reshape
from jixiao.workbench.cycle.steps import FORM_KINDS
from jixiao.write.forms.filling import prepared
from jixiao.write.forms.progress import Progress, progress
from jixiao.write.forms.typing import TypingGrid, typing_grid


class NoForm(Failure):
    """A step in which no form is filled in."""

    def __init__(self, filing: Filing) -> None:
        super().__init__(f"“{filing.step}”不填绩效表，请在它自己的页面上办理。")


@dataclass(slots=True)
class Opened:
    """A draft's form, worked out, with its rows in the order of the layout."""

    form: Form
    layout: FormLayout


def opened(filing: Filing, draft: Draft) -> Opened:
    """Give a draft's form as it is typed into; raises NoForm.

    Nothing is written: where the rows were not yet in the order of the year's layout, the draft is only told so, and
    has another shape where they were in that of another layout.
    """
    if filing.step.kind not in FORM_KINDS:
        raise NoForm(filing)
    form, layout = form_of(draft.data), layout_of(filing)
    if draft.layout == layout.name:
        return Opened(form, layout)
    if draft.layout:
        reshape(draft)
    draft.layout = layout.name
    return in_order(filing, form, layout)


def in_order(filing: Filing, form: Form, layout: FormLayout) -> Opened:
    """Give any form worked out and with its rows in the order of the layout."""
    return Opened(assess_filing(filing, prepared(form, layout)).form, layout)


@dataclass(slots=True)
class Sheet:
    """A form as it is shown: worked out by the rules, laid out cell by cell."""

    assessment: Assessment
    grid: TypingGrid

    @property
    def form(self) -> Form:
        """Give the form, worked out."""
        return self.assessment.form

    @property
    def texts(self) -> dict[str, str]:
        """Give what each cell shows, by pointer."""
        return cell_texts(self.grid)

    @property
    def progress(self) -> Progress:
        """Give how far the form is filled in."""
        return progress(self.form, self.grid, self.assessment.owed, self.assessment.decided)

    @property
    def open(self) -> set[str]:
        """Give the pointers of the cells that a person fills in."""
        return typed_cells(self.grid, self.assessment.decided)


def sheet(filing: Filing, form: Form, layout: FormLayout, targets: Targets | None = None) -> Sheet:
    """Give a form worked out and laid out; `targets` are the approved ones where they were fetched for many at once."""
    assessment = beside_target(filing, assess_filing(filing, form), targets)
    return Sheet(assessment, typing_grid(assessment.form, layout))


def cell_texts(grid: TypingGrid) -> dict[str, str]:
    """Give what each cell shows, by pointer; a cell that spans several rows under the pointer of each."""
    return {pointer: field.text for field in grid.fields() for pointer in (field.pointer, *field.also)}


def typed_cells(grid: TypingGrid, decided: Collection[str]) -> set[str]:
    """Give the pointers of the cells that a person fills in: those that the rules do not work out, and the decided."""
    typed = (field for field in grid.fields() if not field.computed or field.pointer in decided)
    return {pointer for field in typed for pointer in (field.pointer, *field.also)}
