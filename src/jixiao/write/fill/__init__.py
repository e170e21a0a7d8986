"""Fill: data written into a blank form of any layout that the reader understands, the form's look untouched."""

from __future__ import annotations

from importlib import import_module
from itertools import zip_longest
from typing import NamedTuple
from xml.parsers.expat import ExpatError

from jixiao.model.form import Form
from jixiao.read import read_layout
from jixiao.read.gate import open_source
from jixiao.read.layout import Layout
from jixiao.read.recognise.draft import Draft
from jixiao.read.recognise.forms import recognise_forms
from jixiao.read.source import Source
from jixiao.write.fill.edits import Edits, Missing
from jixiao.write.fill.failure import NotABlank, NotFilled
from jixiao.write.fill.plan import plan
from jixiao.write.fill.readback import differences, moved_levels


class Told(NamedTuple):
    """What is to be said of one form: the values that found no place in it, and what people should know."""

    project: str
    missing: list[Missing]
    notes: list[str]


class Filled(NamedTuple):
    """A blank form filled in: the file, and what is to be said of each form of the data."""

    data: bytes
    told: list[Told]


def fill(blank: Source, data: list[Form]) -> Filled:
    """Give a blank form filled in with data; for further forms the last form of the file is copied in the same file.

    `blank` is of a kind that can be written into (see `convert.writable`). Raises `NotABlank` where it has no form.
    """
    drafts = _drafts(blank)
    plans = [plan(drafts[min(number, len(drafts) - 1)], form) for number, form in enumerate(data)]
    edits = Edits()
    for each in plans[: len(drafts)]:
        edits.add(each)
    filled = _written(blank, edits, plans[len(drafts) :], drafts)
    return Filled(filled, _told(blank, data, plans, filled))


def _written(blank: Source, edits: Edits, further: list[Edits], drafts: list[Draft]) -> bytes:
    module = import_module(f"jixiao.write.fill.{blank.kind}")
    try:
        filled: bytes = module.fill(blank, edits, further, drafts)
    except ExpatError as error:
        raise NotFilled(blank.name, "文件内的 XML 不合规范") from error
    return filled


def _told(blank: Source, data: list[Form], plans: list[Edits], filled: bytes) -> list[Told]:
    """Read what was written and compare it with the data."""
    forms = recognise_forms(read_layout(open_source(filled, blank.name))).forms
    told = []
    for form, each, own in zip_longest(data, plans, forms[: len(data)]):
        read = own or Form(form.kind)
        lost = differences(form, read, each.missing)
        told.append(Told(form.project.name.text or "", each.missing + lost, each.notes + moved_levels(form, read)))
    return told


def _drafts(blank: Source) -> list[Draft]:
    drafts = recognise_forms(_layout(blank), blank=True).drafts
    if not drafts:
        raise NotABlank(blank.name)
    return drafts


def _layout(blank: Source) -> Layout:
    if blank.kind == "xlsx":
        from jixiao.read.formats.xlsx import read_blank_layout

        return read_blank_layout(blank)
    return read_layout(blank)
