"""Read: bytes become a Layout, and a Layout becomes documents of model/, each value with its place."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from jixiao.model.form import Form
from jixiao.model.result import ReadResult, SourceInfo, Unread
from jixiao.read.failure import FormatNotRead
from jixiao.read.gate import open_source
from jixiao.read.layout import Layout
from jixiao.read.recognise.forms import recognise
from jixiao.read.source import Source

# The module of each format is imported when a file of that format is met.
_MODULES = {
    "docx": "docx",
    "xlsx": "xlsx",
    "xls": "xls",
    "et": "office",
    "csv": "csv",
    "pdf": "pdf",
    "html": "html",
    "txt": "text",
    "doc": "office",
    "wps": "office",
    "rtf": "office",
}


def read_layout(source: Source) -> Layout:
    """Give the layout of an opened file; raises Unreadable where the format's reader cannot read it."""
    if source.kind not in _MODULES:
        raise FormatNotRead(source.name, source.kind)
    module = import_module(f"jixiao.read.formats.{_MODULES[source.kind]}")
    layout: Layout = module.read_layout(source)
    return layout


def read_file(file: str | Path | bytes, name: str | None = None) -> ReadResult:
    """Give what a file says: a path, or bytes with a name; raises Unreadable with one clear sentence."""
    source = open_source(file, name)
    layout = read_layout(source)
    documents, unread = recognise(layout)
    if not documents:
        layout, documents, unread = _read_lines(layout, unread)
    shown: dict[str, Any] = source.to_dict(layout.pages)
    return ReadResult(SourceInfo(**shown), documents, unread, layout.remarks, layout)


def _read_lines(layout: Layout, unread: list[Unread]) -> tuple[Layout, list[Form], list[Unread]]:
    """A file without a form in its tables may hold one in printed lines that have lost their table."""
    from jixiao.read.recognise.flow import with_grids  # rare, and slow to import

    rebuilt = with_grids(layout)
    return (layout, [], unread) if rebuilt is layout else (rebuilt, *recognise(rebuilt))
