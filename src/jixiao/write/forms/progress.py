"""How far a form is filled in (填报进度): the cells that are to be filled, and those of them that are."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from jixiao.model.form import Form
from jixiao.model.form_pointers import row_of
from jixiao.model.form_rows import says_something
from jixiao.model.pointer import tokens
from jixiao.write.forms.pieces import Field
from jixiao.write.forms.typing import TypingGrid

# What may stay blank: a project may have no code, a target in words no sign and no unit; a reason is owed or not.
_OPTIONAL = frozenset({"code", "label", "comparator", "unit", "reason", "project_lead", "finance_lead"})
_REASON = "原因"


class Progress(NamedTuple):
    """Cells filled, of `cells` that are to be filled."""

    filled: int
    cells: int


def progress(form: Form, grid: TypingGrid, owed: Collection[str] = (), decided: Collection[str] = ()) -> Progress:
    """Give how far a form is filled in.

    To be filled is what is typed: of funding the total, of indicators the rows that say something (the first where none
    does), a reason where it is `owed`, a score where a person decides (`decided`).
    """
    first = next((at for at, row in enumerate(form.indicators) if says_something(row)), 0)
    asked = [field for field in grid.fields() if _asked(form, field, first, owed, decided)]
    return Progress(sum(bool(field.text) for field in asked), len(asked))


def _asked(form: Form, field: Field, first: int, owed: Collection[str], decided: Collection[str]) -> bool:
    if field.pointer in owed or field.pointer in decided:
        return True
    names = tokens(field.pointer)
    if field.computed or names[-1] in _OPTIONAL - {"unit"} or (len(names) > 1 and names[-1] == "unit"):
        return False
    row = row_of(field.pointer)
    if row is None:
        return _REASON not in names[-1]
    block, index = row
    if block == "funding":
        return form.funding[index].source == "total"
    return index == first or says_something(form.indicators[index])
