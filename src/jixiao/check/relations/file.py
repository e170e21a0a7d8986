"""A file of relations (knowledge/relations/*.toml, or a bureau's own): TOML text, checked key by key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NoReturn, cast, get_args

from jixiao.check.relations.mistakes import Misread, RelationMistake, UnreadableRelations, similar
from jixiao.check.relations.names import resolver, table_kinds
from jixiao.check.relations.parser import operand_of, parse
from jixiao.check.relations.places import Places, Position
from jixiao.check.relations.relation import Each, Relation
from jixiao.check.relations.shape import check_shape
from jixiao.check.relations.syntax import Formula
from jixiao.model.result import Severity

KEYS: dict[str, tuple[str, tuple[type, ...], str]] = {
    "id": ("编号", (str,), "文字"),
    "sentence": ("说明", (str,), "文字"),
    "basis": ("依据", (str,), "文字"),
    "severity": ("级别", (str,), "文字"),
    "formula": ("公式", (str, list), "文字或一列文字"),
    "table": ("表", (str, list), "文字或一列文字"),
    "each": ("逐", (str,), "文字"),
    "without": ("除外", (str, list), "文字或一列文字"),
    "since": ("起始年度", (int,), "年份"),
    "until": ("截止年度", (int,), "年份"),
    "good": ("成立的例子", (str,), "文字"),
    "bad": ("不成立的例子", (str,), "文字"),
}
_REQUIRED = ("id", "sentence", "basis", "formula")
_SEVERITIES = get_args(Severity)
_EACH = get_args(Each)


@cache
def shipped_relations() -> tuple[Relation, ...]:
    """Give the relations that come with the program, in the order of the files' names."""
    return _shipped("relations")


@cache
def across_relations() -> tuple[Relation, ...]:
    """Give the relations between several documents that come with the program."""
    return _shipped("relations", "across")


def _shipped(*folders: str) -> tuple[Relation, ...]:
    folder = files("jixiao.knowledge").joinpath(*folders)
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    return tuple(each for name in names for each in parse_relations(folder.joinpath(name).read_text("utf-8"), name))


def load_relations(path: Path) -> tuple[Relation, ...]:
    """Give the relations of a file. Raises RelationMistake with line and column, or UnreadableRelations."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise UnreadableRelations(path.name, "文件打不开") from error
    except UnicodeDecodeError as error:
        raise UnreadableRelations(path.name, "文件不是 UTF-8 编码的文本") from error
    return parse_relations(text, path.name)


def with_shipped(own: Sequence[Relation]) -> tuple[Relation, ...]:
    """Give the relations of one document, those of the program and the user's own; these replace those of their id."""
    found = {relation.id: relation for relation in (*shipped_relations(), *own)}.values()
    return tuple(relation for relation in found if not relation.is_across)


def with_across(own: Sequence[Relation]) -> tuple[Relation, ...]:
    """Give the relations between several documents, likewise."""
    found = {relation.id: relation for relation in (*across_relations(), *own)}.values()
    return tuple(relation for relation in found if relation.is_across)


def parse_relations(text: str, file: str) -> tuple[Relation, ...]:
    """Give the relations of a TOML text; `file` is what messages call it."""
    source = _Source(text, file)
    relations = tuple(source.relation(index, entry) for index, entry in enumerate(source.entries()))
    seen: set[str] = set()
    for index, relation in enumerate(relations):
        if relation.id in seen:
            source.fail(source.places.key(index, "id"), f"编号 {relation.id} 用了两次")
        seen.add(relation.id)
    return relations


class _Source:
    """One text and the places of what stands in it."""

    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file
        self.places = Places(text)

    def fail(self, position: Position, reason: str) -> NoReturn:
        raise RelationMistake(self.file, position.line, position.column, reason)

    def entries(self) -> list[dict[str, Any]]:
        try:
            table = tomllib.loads(self.text)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            self.fail(self._decoding(error), "写得不合 TOML 规则")
        entries = table.pop("relation", [])
        if table or not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            self.fail(Position(1, 1), "文件里只应有 [[relation]] 的各条关系")
        return entries

    def _decoding(self, error: Exception) -> Position:
        found = re.search(r"line (\d+), column (\d+)", str(error))
        last = self.text.count("\n") + 1
        return Position(int(found[1]), int(found[2])) if found else Position(last, 1)

    def relation(self, index: int, entry: dict[str, Any]) -> Relation:
        self._check_keys(index, entry)
        tables = tuple(self._strings(index, "table", entry.get("table", [])))
        self._check_tables(index, tables, entry.get("each"))
        printed = tuple(self._strings(index, "formula", entry["formula"]))
        formulas = tuple(self._formula(index, formula, tables, entry.get("each")) for formula in printed)
        return Relation(
            id=entry["id"],
            sentence=entry["sentence"],
            basis=entry["basis"],
            severity=cast(Severity, self._choice(index, entry, "severity", _SEVERITIES, "error")),
            formulas=formulas,
            printed=printed,
            tables=tables,
            each=cast("Each | None", self._choice(index, entry, "each", _EACH, "row" if tables else None)),
            without=tuple(
                self._concept(index, name) for name in self._strings(index, "without", entry.get("without", []))
            ),
            since=entry.get("since"),
            until=entry.get("until"),
            good=entry.get("good", ""),
            bad=entry.get("bad", ""),
        )

    def _check_keys(self, index: int, entry: dict[str, Any]) -> None:
        for key, value in entry.items():
            if key not in KEYS:
                self.fail(self.places.key(index, key), f"不认识的键 {key}{similar(key, list(KEYS))}")
            label, kinds, called = KEYS[key]
            if not isinstance(value, kinds) or isinstance(value, bool):
                self.fail(self.places.key(index, key), f"{key}（{label}）应为{called}")
        for key in _REQUIRED:
            if not entry.get(key):
                self.fail(self.places.header(index), f"这条关系缺少 {key}（{KEYS[key][0]}）")

    def _strings(self, index: int, key: str, value: str | list[Any]) -> list[str]:
        values = [value] if isinstance(value, str) else value
        if not all(isinstance(each, str) for each in values):
            self.fail(self.places.key(index, key), f"{key}（{KEYS[key][0]}）应为文字或一列文字")
        return values

    def _choice(
        self, index: int, entry: dict[str, Any], key: str, known: Iterable[str], default: str | None
    ) -> str | None:
        value = entry.get(key, default)
        if value is not None and value not in known:
            self.fail(self.places.key(index, key), f"{key} 只能是 {'、'.join(known)}，不能是“{value}”")
        return cast("str | None", value)

    def _check_tables(self, index: int, tables: tuple[str, ...], each: str | None) -> None:
        for table in tables:
            if table != "*" and table not in table_kinds():
                place = self.places.inside(index, "table", table, 0)
                self.fail(place, f"没有“{table}”这种表{similar(table, list(table_kinds()))}")
        if each and not tables:
            self.fail(self.places.key(index, "each"), "写了 each，还要用 table 写明是哪种表")

    def _concept(self, index: int, name: str) -> str:
        try:
            return operand_of(name, resolver((), "row")).concept
        except Misread as mistake:
            self.fail(self.places.inside(index, "without", name, mistake.offset), mistake.reason)

    def _formula(self, index: int, formula: str, tables: tuple[str, ...], each: str | None) -> Formula:
        try:
            parsed = parse(formula, resolver(tables, each or "row"))
            check_shape(parsed, (each or "row") if tables else None)
            return parsed
        except Misread as mistake:
            self.fail(self.places.inside(index, "formula", formula, mistake.offset), mistake.reason)
