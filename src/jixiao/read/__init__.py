"""Read: bytes become a Layout, and a Layout becomes documents of model/, each value with its place."""

from __future__ import annotations

import re
from importlib import import_module
from itertools import takewhile
from pathlib import Path
from typing import Any

from jixiao.model.accounts import FinalAccounts
from jixiao.model.result import ReadResult, SourceInfo, Unread
from jixiao.read.archive import archive_of
from jixiao.read.failure import FormatNotRead
from jixiao.read.gate import open_source
from jixiao.read.layout import Block, Cell, Grid, Layout
from jixiao.read.recognise.forms import Recognised, recognise_forms
from jixiao.read.source import Source

_ACCOUNTS = re.compile(r"决算|(?:收支|收入|支出)(?:预算)?总表|预算公开")
_MARK = b"jixiao_workbook"  # knowledge/workbook.MARK, which is not loaded for every workbook
_TITLE_ROWS = 4  # titles of tables stand in the first rows of a sheet

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
    return read_source(open_source(file, name))


def read_source(source: Source) -> ReadResult:
    """Give what an opened file says; raises Unreadable with one clear sentence."""
    if source.kind == "xlsx" and (documents := _of_workbook(source)) is not None:
        return documents
    layout = read_layout(source)
    found = recognise_forms(layout)
    accounts: list[FinalAccounts] = []
    used: list[Block] = []
    if _speaks_of_accounts(layout):
        from jixiao.read.recognise.accounts import accounts_and_tables  # slow to import, and few files need it

        accounts, used = accounts_and_tables(layout, found.taken)
        if accounts:
            accounts[0].written = layout.written
    if not found.forms and not accounts:
        layout, found = _read_lines(layout, found)
    info: dict[str, Any] = source.to_dict(layout.pages)
    unread = _still_unread(found.unread, used) if accounts else found.unread
    return ReadResult(SourceInfo(**info), [*found.forms, *accounts], unread, layout.remarks, layout)


def _of_workbook(source: Source) -> ReadResult | None:
    """Give what the workbook of `jixiao init` says, by its own plan; None for any other workbook."""
    archive = archive_of(source)
    part = archive.main_part("xl/workbook.xml")
    if part not in archive or _MARK not in archive.read(part):  # nearly all: they need not load the reader of workbooks
        return None
    from jixiao.read.data.workbook import documents_of, is_workbook

    if not is_workbook(source):
        return None
    remarks: list[str] = []
    documents = documents_of(source, remarks)
    return ReadResult(SourceInfo(**source.to_dict(None)), documents, [], remarks, read_layout(source))


def _speaks_of_accounts(layout: Layout) -> bool:
    """Tell whether a line, or a cell near the top of a table, names final accounts (决算) or a table of a budget."""
    if any(_ACCOUNTS.search(line.text) for line in layout.paragraphs()):
        return True
    return any(_ACCOUNTS.search(cell.text) for grid in layout.grids() for cell in takewhile(_at_top, grid.cells))


def _at_top(cell: Cell) -> bool:
    return cell.row < _TITLE_ROWS


def _still_unread(unread: list[Unread], used: list[Block]) -> list[Unread]:
    """Take out what final accounts hold: their lines, which stand in the sections, and the tables that were used."""
    tables = {block.table for block in used if isinstance(block, Grid)}
    return [entry for entry in unread if entry.place.table is not None and entry.place.table not in tables]


def _read_lines(layout: Layout, found: Recognised) -> tuple[Layout, Recognised]:
    """A file without a form in its tables may hold one in printed lines that have lost their table."""
    from jixiao.read.recognise.flow import with_grids  # rare, and slow to import

    rebuilt = with_grids(layout)
    return (layout, found) if rebuilt is layout else (rebuilt, recognise_forms(rebuilt))
