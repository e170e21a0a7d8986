"""Sheets that the 一体化 platform exports: known by their names, with their codes as a check (export_sheets.toml)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from jixiao.knowledge.tables import plain

_CODED = re.compile(r"\s*(\d\.\d{1,2})(?!\d)\s*(\S.*)")
_OWNER = re.compile(r"\((?:单位|部门)\)|^(?:单位|部门)")


class ExportSheet(NamedTuple):
    """A sheet: its name, its codes, the text that it holds, whether it holds a table that is published."""

    name: str
    codes: tuple[str, ...]
    text: str | None
    table: bool


class Coded(NamedTuple):
    """The name of a sheet taken apart: its code, and what it is, None where its name is unknown."""

    code: str
    sheet: ExportSheet | None


def coded_sheet(name: str) -> Coded | None:
    """Give what a sheet of an export is by its name (2.15单位收支总表), None for a name without a code."""
    found = _CODED.match(name)
    return Coded(found[1], _by_name().get(_words(found[2]))) if found else None


def _words(name: str) -> str:
    return _OWNER.sub("", plain(name))


@cache
def _by_name() -> dict[str, ExportSheet]:
    source = files("jixiao.knowledge").joinpath("export_sheets.toml").read_text(encoding="utf-8")
    found: dict[str, ExportSheet] = {}
    for entry in tomllib.loads(source)["sheet"]:
        sheet = ExportSheet(entry["name"], tuple(entry["codes"]), entry.get("text"), entry.get("table", False))
        found.update(dict.fromkeys(map(_words, (entry["name"], *entry.get("also", ()))), sheet))
    return found
