"""Annotate: the findings about a file as notes in a copy of it, each at the figure that is most probably wrong."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module

from jixiao.model.result import CheckResult
from jixiao.read.source import Kind, Source
from jixiao.write.annotate.failure import NoNotes
from jixiao.write.annotate.notes import notes_of

# The endings of the names of files that take notes; a copy keeps the one that its original has.
ENDINGS: dict[Kind, tuple[str, ...]] = {
    "docx": (".docx", ".docm", ".dotx", ".dotm"),
    "xlsx": (".xlsx", ".xlsm", ".xltx", ".xltm"),
    "pdf": (".pdf",),
}


def annotate(source: Source, result: CheckResult, made: datetime) -> bytes:
    """Give a copy of a checked file with a note for each finding; without findings it is the file as it is.

    `made` is the time that the notes bear. Raises `NoNotes` for kinds of files that take none.
    """
    if source.kind not in ENDINGS:
        raise NoNotes(source.name, source.kind)
    notes = notes_of(result)
    if not notes:
        return source.data
    module = import_module(f"jixiao.write.annotate.{source.kind}")
    copy: bytes = module.annotate(source, notes, made)
    return copy
