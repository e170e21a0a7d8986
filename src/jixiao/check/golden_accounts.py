"""Golden cases of the rules on final accounts: changes in one invented, consistent text (cases/accounts/base.txt).

A case lists what it replaces in the text, so that its point is seen at once; the text is read as a file of lines is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from jixiao.model.accounts import AccountsTable, FinalAccounts, TableRow, Written
from jixiao.model.result import Document
from jixiao.model.value import Value
from jixiao.read.layout import Layout, Paragraph
from jixiao.read.recognise.accounts import recognise_accounts


def changed_accounts(replace: dict[str, str] | None = None) -> list[FinalAccounts]:
    """Give the documents of the consistent text with some of its words replaced: the accounts and their report."""
    text = base_text()
    for old, new in (replace or {}).items():
        if old not in text:
            raise ValueError(f"the base text has no “{old}”")
        text = text.replace(old, new)
    return read_lines(text.splitlines())


def read_lines(lines: Iterable[str]) -> list[FinalAccounts]:
    """Give the documents of printed lines."""
    return recognise_accounts(Layout([Paragraph(line, number) for number, line in enumerate(lines, 1)]))


def cases() -> list[tuple[dict[str, Any], list[Document]]]:
    """Give every case with its documents.

    `replace` changes the text, `table` adds tables, `written` figures that jixiao wrote (tag, text then, text now),
    `without` drops reports.
    """
    names = sorted(file.name for file in _folder().iterdir() if file.name.endswith(".toml"))
    entries = [case for name in names for case in _data(name)["case"]]
    return [(case, documents_of(case)) for case in entries]


def documents_of(case: dict[str, Any]) -> list[Document]:
    """Give the documents of a case; `without` leaves out the reports, the accounts, or the text of the accounts."""
    main, *reports = changed_accounts(case.get("replace"))
    main.tables = [_table(table) for table in case.get("table", [])]
    main.written = [Written(tag, text, Value(now), text == now) for tag, text, now in case.get("written", [])]
    without = case.get("without")
    if without == "accounts":
        return [*reports]
    if without == "text":
        main.sections, main.statements = [], []
    return [main] if without else [main, *reports]


def _table(data: dict[str, Any]) -> AccountsTable:
    rows = [
        TableRow(Value(label), Value(code or None), _cells(values), None, *concept)
        for code, label, values, *concept in data["rows"]
    ]
    columns = {column: column for row in rows for column in row.values}
    return AccountsTable(data["id"], Value(data.get("title")), data.get("unit", "万元"), columns, rows)


def _cells(values: dict[str, str]) -> dict[str, Value]:
    return {column: Value(text) for column, text in values.items()}


@cache
def base_text() -> str:
    """Give the consistent text as it stands in its file."""
    return _folder().joinpath("base.txt").read_text("utf-8")


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(_folder().joinpath(name).read_text("utf-8"))


def _folder() -> Traversable:
    return files("jixiao.check").joinpath("cases", "accounts")
