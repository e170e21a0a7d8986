"""The fields of a form by their JSON Pointer (RFC 6901), as in `Form.to_dict()`: what they say, and setting them."""

from __future__ import annotations

import re
from typing import Any

from jixiao.model.failure import Failure
from jixiao.model.form import Execution, Form, FundingLine, Goal, Indicator, Project, Signatures, Total
from jixiao.model.pointer import tokens
from jixiao.model.typed_text import normalised
from jixiao.model.value import Value

ROW_NAMES = {"funding": "资金来源", "indicators": "指标"}
_SINGLE = frozenset({"title", "department", "unit", "money_unit", "conclusion", "problems", "improvements"})
_PARTS: dict[str, tuple[str, ...]] = {
    "project": Project.__slots__,
    "goal": Goal.__slots__,
    "execution": Execution.__slots__,
    "total": Total.__slots__,
    "signatures": Signatures.__slots__,
}
_CELLS = {"funding": frozenset(FundingLine.__slots__) - {"source"}, "indicators": frozenset(Indicator.__slots__)}
_YEAR = re.compile(r"((?:19|20)[0-9]{2})年?度?")
_INDEX = re.compile("0|[1-9][0-9]{0,8}")  # RFC 6901: no zero in front
_TEXT_LENGTH = 2


class NoSuchField(Failure):
    """A pointer that leads to no field of a form."""

    def __init__(self, pointer: str) -> None:
        self.pointer = pointer
        super().__init__(f"表中没有“{pointer}”这个栏目，栏目的写法如 /project/name、/indicators/0/target。")


class NoSuchRow(Failure):
    """A row that a form does not have; `index` counts from 0, people count from 1."""

    def __init__(self, block: str, index: int, rows: int) -> None:
        self.block, self.index = block, index
        name = ROW_NAMES[block]
        super().__init__(f"表中没有第{index + 1}行{name}，{name}共有{rows}行。")


class NotAYear(Failure):
    """A year that is typed and is none."""

    def __init__(self, text: str) -> None:
        super().__init__(f"年度“{text}”不是年份，应为四位数的年份，如2024。")


def get_value(form: Form, pointer: str) -> str:
    """Give what a field says, empty where it is blank; raises NoSuchField or NoSuchRow."""
    names = tokens(pointer)
    if names == ["year"]:
        return str(form.year) if form.year else form.year_printed.text or ""
    if names[:1] == ["texts"] and len(names) == _TEXT_LENGTH:
        text = form.texts.get(names[1])
        return text.text or "" if text is not None else ""
    holder, name = _holder(form, pointer, names)
    return getattr(holder, name).text or ""


def set_value(form: Form, pointer: str, text: str) -> None:
    """Let a field say what was typed, normalised; nothing typed makes it blank.

    A passage of its own (/texts/…) is there as soon as it is set. Raises NoSuchField, NoSuchRow, and NotAYear.
    """
    names = tokens(pointer)
    text = normalised(pointer, text)
    if names == ["year"]:
        _set_year(form, text)
    elif names[:1] == ["texts"] and len(names) == _TEXT_LENGTH:
        _set_text(form, names[1], text)
    else:
        holder, name = _holder(form, pointer, names)
        setattr(holder, name, Value(text or None))
        _keep_total(form, holder)


def row_of(pointer: str) -> tuple[str, int] | None:
    """Give the block (funding, indicators) and the index of the row that a pointer leads to or into, else None."""
    names = tokens(pointer)
    if len(names) < _TEXT_LENGTH or names[0] not in ROW_NAMES or not _INDEX.fullmatch(names[1]):
        return None
    return names[0], int(names[1])


def rows_of(form: Form, block: str) -> list[Any]:
    """Give the rows of a block: funding or indicators."""
    return form.funding if block == "funding" else form.indicators


def _holder(form: Form, pointer: str, names: list[str]) -> tuple[Any, str]:
    """The part of the form that holds a field, and the field's name in it."""
    match names:
        case [name] if name in _SINGLE:
            return form, name
        case [part, name] if name in _PARTS.get(part, ()):
            return getattr(form, part), name
        case [block, index, name] if name in _CELLS.get(block, ()) and _INDEX.fullmatch(index):
            return _row(form, block, int(index)), name
    raise NoSuchField(pointer)


def _row(form: Form, block: str, index: int) -> Any:
    rows = rows_of(form, block)
    if index >= len(rows):
        raise NoSuchRow(block, index, len(rows))
    return rows[index]


def _set_year(form: Form, text: str) -> None:
    found = _YEAR.fullmatch(text)
    if text and found is None:
        raise NotAYear(text)
    form.year = int(found[1]) if found else None
    form.year_printed = Value(found[1] if found else None)


def _set_text(form: Form, label: str, text: str) -> None:
    if text:
        form.texts[label] = Value(text)
    else:
        form.texts.pop(label, None)


def _keep_total(form: Form, holder: object) -> None:
    """The first of the total rows is the total itself: a form that had none has one now."""
    if holder is form.total and all(total is not holder for total in form.totals):
        form.totals.insert(0, form.total)
