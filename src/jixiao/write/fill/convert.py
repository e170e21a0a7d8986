"""Old blanks (doc, wps, xls, et) made into the kind of file that can be filled in, through LibreOffice."""

from __future__ import annotations

from pathlib import PurePath

from jixiao.read.formats.office_convert import convert, program
from jixiao.read.gate import open_source
from jixiao.read.source import Kind, Source
from jixiao.write.fill.failure import NeedsConversion, NotConverted, NotInPlace

KINDS: dict[Kind, str] = {"docx": ".docx", "xlsx": ".xlsx", "html": ".html"}
_OTHER: dict[Kind, str] = {"doc": "docx", "wps": "docx", "rtf": "docx", "xls": "xlsx", "et": "xlsx"}
_NAMED_SO = (".xls", ".doc")
_MACROS = {".docm": "docx", ".dotx": "docx", ".xlsm": "xlsx", ".xltx": "xlsx", ".htm": "html"}


def writable(blank: Source) -> Source:
    """Give a blank as a file that can be filled in: itself, or converted where it is of an old kind.

    Raises `NotInPlace` for kinds without such a file, `NeedsConversion` where LibreOffice is missing.
    """
    if blank.kind in KINDS:
        return blank
    other = _OTHER.get(blank.kind)
    if other is None:
        raise NotInPlace(blank.name, blank.kind)
    if program() is None:
        raise NeedsConversion(blank.name, blank.kind, other)
    data = convert(blank.data, blank.kind, other)
    if data is None:
        raise NotConverted(blank.name, blank.kind, other)
    return open_source(data, blank.name)


def endings(blank: Source) -> list[str]:
    """Give how the name of the filled-in file may end, the usual one first."""
    own = PurePath(blank.name).suffix.lower()
    named = [own] if blank.kind == "html" and own in _NAMED_SO else []  # pages that call themselves .xls
    return [KINDS[blank.kind], *named, *(ending for ending, kind in _MACROS.items() if kind == blank.kind)]
