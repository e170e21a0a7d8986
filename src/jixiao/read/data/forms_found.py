"""The forms (绩效表) of a stranger's file as plain texts: what a child process hands back, for a preview."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from jixiao.model.form import Form
from jixiao.model.place import Place
from jixiao.model.result import Unread
from jixiao.read.data.forms_file import NoForms, forms_of_data
from jixiao.read.data.typed import is_typed, typed_data
from jixiao.read.gate import open_source

_MOST = 200  # passages not understood that are told, and characters of each
_KEPT = ("where", "parsed")


@dataclass
class FormsFound:
    """The forms of a file as the contract's documents, where each stands, what was not understood, remarks."""

    forms: list[dict[str, Any]] = field(default_factory=list)
    where: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """Give all of it as JSON takes it."""
        return {"forms": self.forms, "where": self.where, "unread": self.unread, "remarks": self.remarks}


def read_forms(data: bytes, name: str) -> FormsFound:
    """Give the forms of a file of any format, of typed data and of the workbook too; raises Unreadable, NoForms."""
    source, remarks = open_source(data, name), list[str]()
    if is_typed(source):
        forms, unread = forms_of_data(typed_data(source), name, remarks), list[Unread]()
    else:
        from jixiao.read import read_source  # formats are loaded when they are met

        result = read_source(source)
        forms, unread, remarks = result.forms, result.unread, list(result.remarks)
    if not forms:
        raise NoForms(name)
    return FormsFound([_data(form) for form in forms], [_place(form) for form in forms], _told(unread), remarks)


def _data(form: Form) -> dict[str, Any]:
    return {key: value for key, value in form.to_dict().items() if key not in _KEPT}


def _place(form: Form) -> str:
    """Where a form stands: the sheet or table that most of its values are in, and the page of the first."""
    places = [value.place for _, value in form.values() if value and value.place]
    if not places:
        return ""
    [(sheet, table), _] = Counter((place.sheet, place.table) for place in places).most_common(1)[0]
    page = min((place.page for place in places if place.page), default=None)
    return Place(page=page, sheet=sheet, table=None if sheet else table).sentence()


def _told(unread: list[Unread]) -> list[str]:
    return [f"{each.place.sentence()}：{each.text[:_MOST]}" for each in unread[:_MOST]]
