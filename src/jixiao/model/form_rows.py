"""Rows of a form added, taken out and moved: indicators (指标) and funding lines (资金来源)."""

from __future__ import annotations

from copy import copy
from typing import Any

from jixiao.model.form import Form, FundingLine, FundingSource, Indicator
from jixiao.model.form_pointers import NoSuchRow, rows_of
from jixiao.model.typed_text import normalised
from jixiao.model.value import Value

_LEVELS = ("level1", "level2")
_NAMING = frozenset({*_LEVELS, "source", "label"})
_PARTS = ("project", "goal", "execution", "signatures")


def add_indicator(form: Form, after: int | None = None) -> int:
    """Add a blank indicator below a row, in the same levels, at the end by default; gives its index."""
    index = _below(form, "indicators", after)
    above = form.indicators[index - 1] if index else Indicator()
    form.indicators.insert(index, Indicator(above.level1, above.level2))
    return index


def add_funding_line(form: Form, source: FundingSource, label: str = "", after: int | None = None) -> int:
    """Add a funding line of a source below a row, at the end by default; `label` is its name. Gives its index."""
    index = _below(form, "funding", after)
    form.funding.insert(index, FundingLine(source, Value(normalised("/funding/0/label", label) or None)))
    return index


def remove_row(form: Form, block: str, index: int) -> None:
    """Take out a row of a block (funding, indicators); raises NoSuchRow."""
    del rows_of(form, block)[_known(form, block, index)]


def move_row(form: Form, block: str, index: int, to: int) -> None:
    """Move a row of a block so that it stands at the index `to`; raises NoSuchRow for either."""
    rows = rows_of(form, block)
    _known(form, block, to)
    rows.insert(to, rows.pop(_known(form, block, index)))


def says_something(row: FundingLine | Indicator) -> bool:
    """Tell whether a row says more than what it stands for: its levels, or its source."""
    return any(getattr(row, name) for name in row.__slots__ if name not in _NAMING)


def without_blank_rows(form: Form) -> Form:
    """Give the form without rows that say nothing, to be scored and checked: paper prints them, data needs none."""
    form = copied(form)
    form.funding = [line for line in form.funding if says_something(line)]
    form.indicators = [row for row in form.indicators if says_something(row)]
    return form


def copied(form: Form) -> Form:
    """Give a form of its own that says the same: its rows and parts may be set without changing the other's."""
    new = copy(form)
    for name in _PARTS:
        setattr(new, name, copy(getattr(form, name)))
    new.funding, new.indicators = _copies(form.funding), _copies(form.indicators)
    totals = {id(total): copy(total) for total in (form.total, *form.totals)}
    new.total, new.totals = totals[id(form.total)], [totals[id(total)] for total in form.totals]
    new.notes, new.texts, new.parts = list(form.notes), dict(form.texts), set(form.parts)
    return new


def _copies(rows: list[Any]) -> list[Any]:
    return [type(row)(*[getattr(row, name) for name in row.__slots__]) for row in rows]


def _below(form: Form, block: str, after: int | None) -> int:
    return len(rows_of(form, block)) if after is None else _known(form, block, after) + 1


def _known(form: Form, block: str, index: int) -> int:
    rows = rows_of(form, block)
    if not 0 <= index < len(rows):
        raise NoSuchRow(block, index, len(rows))
    return index
