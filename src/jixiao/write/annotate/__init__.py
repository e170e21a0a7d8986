"""Annotate: the findings about a file as notes in a copy of it, each at the figure that is most probably wrong."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module
from pathlib import PurePath
from xml.parsers.expat import ExpatError

from jixiao.model.result import CheckResult
from jixiao.read.source import Kind, Source
from jixiao.write.annotate.failure import NoNotes, NotMarkedUp
from jixiao.write.annotate.notes import notes_of

# The endings of the names of files that take notes, the usual one first.
_ENDINGS: dict[Kind, tuple[str, ...]] = {
    "docx": (".docx", ".docm", ".dotx", ".dotm"),
    "xlsx": (".xlsx", ".xlsm", ".xltx", ".xltm"),
    "pdf": (".pdf",),
}


def ending(source: Source) -> str:
    """Give how the name of a copy must end (.docx): as its original's does, if that tells its kind.

    Raises `NoNotes` for kinds of files that take no notes.
    """
    if source.kind not in _ENDINGS:
        raise NoNotes(source.name, source.kind)
    own = PurePath(source.name).suffix.lower()
    return own if own in _ENDINGS[source.kind] else _ENDINGS[source.kind][0]


def annotate(source: Source, result: CheckResult, made: datetime) -> bytes:
    """Give a copy of a checked file with a note for each finding; without findings it is the file as it is.

    `made` is the time that the notes bear. Raises `NoNotes` for kinds of files that take none, `NotMarkedUp` for files
    that readers are more patient with than writers can be.
    """
    if source.kind not in _ENDINGS:
        raise NoNotes(source.name, source.kind)
    notes = notes_of(result)
    if not notes:
        return source.data
    module = import_module(f"jixiao.write.annotate.{source.kind}")
    try:
        copy: bytes = module.annotate(source, notes, made)
    except ExpatError as error:
        raise NotMarkedUp(source.name, "文件内的 XML 不合规范") from error
    return copy
