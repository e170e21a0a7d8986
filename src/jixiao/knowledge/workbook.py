"""The workbook of a unit's year (填报工作簿): its sheets of records, their columns, choices and notes (workbook.toml).

`jixiao init` writes the workbook and the reader of data takes it in by the same description.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from jixiao.knowledge.taxonomy import taxonomy

MARK = "jixiao_workbook"  # a defined name that tells the workbook from others; its value is the edition
TABLES = "jixiao_tables"  # a defined name that holds the id of its set of tables
YEAR = "jixiao_year"  # a defined name: the year whose subjects the heads of the tables have
EDITION = "1"
LOOKUP, LISTS, GUIDE = "科目", "选项", "说明"  # sheets without data
MONEY_ROW = 2  # of a sheet of a table, from 0: the line with the unit of money


class FieldColumn(NamedTuple):
    """A column of a sheet of records; `free` lets people type what is not among the choices."""

    key: str
    header: str
    width: float
    note: str = ""
    choices: str | None = None
    lookup: bool = False
    free: bool = False


class Field(NamedTuple):
    """A line of the sheet 单位."""

    key: str
    label: str
    note: str
    choices: str | None = None
    required: bool = False


class RecordSheet(NamedTuple):
    """A sheet of records: its name, the sentence at its top, its columns; `fields` if each line asks for one thing."""

    id: str
    name: str
    says: str
    columns: tuple[FieldColumn, ...]
    fields: tuple[Field, ...]


class Asked(NamedTuple):
    """A figure that a sheet asks for: its concept, its item where it is one of several, and what to know about it."""

    group: str
    concept: str
    item: str | None
    note: str


class WorkbookWords:
    """All of workbook.toml."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.title: str = data["title"]
        self.guide: list[str] = data["guide"]
        self.choices: dict[str, dict[str, str]] = data["choices"]
        self.sheets = {entry["id"]: _sheet(entry) for entry in data["sheet"]}
        self.facts = [_asked(entry) for entry in data["fact"]]
        self.prior = [_asked(entry) for entry in data["prior"]]

    def meaning(self, choices: str, shown: str) -> str | None:
        """Give what a choice means in the data, None where it is no choice."""
        return self.choices[choices].get(shown)

    def shown(self, choices: str, meaning: str) -> str:
        """Give what people see for a value of the data; a value that is no choice is shown as it is."""
        return next((key for key, value in self.choices[choices].items() if value == meaning), meaning)


@cache
def workbook_words() -> WorkbookWords:
    """Give the description that comes with the program."""
    source = files("jixiao.knowledge").joinpath("workbook.toml").read_text(encoding="utf-8")
    return WorkbookWords(tomllib.loads(source))


@cache
def concepts_by_label() -> dict[str, str]:
    """Give the concepts that figures may be typed for, by the label that people choose; no two have the same."""
    found: dict[str, str] = {}
    for concept in taxonomy().concepts.values():
        label = concept.label if concept.label not in found else f"{concept.label}（{concept.id}）"
        found[label] = concept.id
    return found


@cache
def labels_by_concept() -> dict[str, str]:
    """Give the label that people choose for each concept."""
    return {concept: label for label, concept in concepts_by_label().items()}


def _sheet(entry: dict[str, Any]) -> RecordSheet:
    columns = tuple(FieldColumn(**column) for column in entry["columns"])
    return RecordSheet(entry["id"], entry["name"], entry["says"], columns, tuple(_fields(entry.get("fields", ()))))


def _fields(entries: list[dict[str, Any]]) -> list[Field]:
    return [Field(**entry) for entry in entries]


def _asked(entry: dict[str, Any]) -> Asked:
    return Asked(entry["group"], entry["concept"], entry.get("item"), entry.get("note", ""))
