"""A form filled in cell by cell in a layout: made ready for it, then set by what is typed into its cells."""

from __future__ import annotations

from jixiao.knowledge.form_layout import Band, FormLayout
from jixiao.knowledge.form_layout_book import sheet_of
from jixiao.model.form import Form, Indicator
from jixiao.model.form_pointers import get_value, row_of, set_value
from jixiao.model.form_rows import copied
from jixiao.model.quantity import Quantity, parse_target
from jixiao.model.typed_text import normalised
from jixiao.model.value import Value
from jixiao.write.forms.bands import merges
from jixiao.write.forms.fields import Target, target_of
from jixiao.write.forms.rows import arranged


def prepared(form: Form, layout: FormLayout) -> Form:
    """Give the form completed to a layout: every row that the sheet prints stands in its data, in that order.

    Targets are glued or taken apart as the layout's columns want, where that leaves their meaning. Do this once, keep
    the result, and the pointers of its `typing_grid` stay good. Raises NoSuchForm where the layout has no such form.
    """
    sheet = sheet_of(layout, form.kind)
    new = copied(arranged(form, sheet, keep_blank=True))
    band = sheet.band("indicators")
    for indicator in new.indicators if band else ():
        _keep_target(indicator, band)  # type: ignore[arg-type]
    return new


def fill_cell(form: Form, layout: FormLayout, pointer: str, text: str) -> None:
    """Let a field of a typing grid say what was typed in its cell; what it says already changes nothing.

    A level (一级指标) that spans several rows is set in all of them, a target with its sign and unit as its columns
    want. Raises NoSuchField, NoSuchRow, NotAYear.
    """
    band = sheet_of(layout, form.kind).band("indicators")
    row = row_of(pointer)
    name = pointer.rpartition("/")[2]
    if band is None or row is None or row[0] != "indicators" or name not in (*Target._fields, *band.merge):
        set_value(form, pointer, text)
    elif name in band.merge:
        _fill_level(form, band, pointer, text)
    else:
        _fill_target(form, band, pointer, text)


def _fill_level(form: Form, band: Band, pointer: str, text: str) -> None:
    """Set a level in all rows that its cell spans."""
    get_value(form, pointer)  # raises where there is no such row
    _, block, index, name = pointer.split("/")
    rows = merges(form.indicators, band)[int(index)].get(name, 1) or 1
    for at in range(int(index), int(index) + rows):
        set_value(form, f"/{block}/{at}/{name}", text)


def _fill_target(form: Form, band: Band, pointer: str, text: str) -> None:
    """Set a part of a target as it is seen: in a cell of its own, or with sign and unit in one."""
    get_value(form, pointer)
    name = pointer.rpartition("/")[2]
    indicator = form.indicators[int(pointer.split("/")[2])]
    seen = target_of(indicator, band)
    if normalised(pointer, text) == getattr(seen, name):
        return
    _set_target(indicator, seen)
    set_value(form, pointer, text)
    _keep_target(indicator, band)


def _keep_target(indicator: Indicator, band: Band) -> None:
    """Keep a target as the columns of the layout show it, where that means the same: ＝95 in one cell would not."""
    seen = target_of(indicator, band)
    if _meaning(seen) == _meaning(Target(*[getattr(indicator, name).text or "" for name in Target._fields])):
        _set_target(indicator, seen)


def _set_target(indicator: Indicator, target: Target) -> None:
    for name, text in target._asdict().items():
        if (getattr(indicator, name).text or "") != text:
            setattr(indicator, name, Value(text or None))


def _meaning(target: Target) -> Quantity:
    return parse_target(*target)._replace(text="", span=None)
