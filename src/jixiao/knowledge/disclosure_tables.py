"""How the tables of the disclosure (决算公开表) are laid out: sets of tables as data files in disclosure/.

What their figures mean is the business of tables.toml; here is what stands where: titles, storeys of headers, fixed
lines, sums and notes. tables_sichuan.toml explains the parts of such a file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from jixiao.knowledge.subjects import subject_name, subjects
from jixiao.knowledge.tables import table_words
from jixiao.model.failure import Failure

TABLE_SETS = ("sichuan", "national")
CLASSES = "classes"  # stands in a line's sum for all lines of classes (类)
_NUMERALS = "一二三四五六七八九"

Rows = Literal["lines", "subjects", "economic", "row"]


class NoSuchTables(Failure):
    """A set of tables that there is not."""

    def __init__(self, name: str) -> None:
        super().__init__(f"没有名为“{name}”的公开表格式，可用的有：{'、'.join(TABLE_SETS)}，或一个 .toml 文件。")


class BadTableFile(Failure):
    """A file of tables that cannot be used, and why."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}：{reason}，请对照手册 data.md 中公开表格式文件的写法修改。")


@dataclass(slots=True, frozen=True)
class Column:
    """A column of figures: its id, the storeys of its header from the top down, and the columns that it adds up.

    `of` are columns that another place prints instead of this one; together they are it.
    """

    id: str
    header: tuple[str, ...]
    sum: tuple[str, ...] = ()
    of: tuple[str, ...] = ()


@dataclass(slots=True, frozen=True)
class Line:
    """A fixed line: its label, its concept or its subject's code, and the keys of the lines that it adds up.

    A line without a label is blank.
    """

    label: str = ""
    concept: str | None = None
    code: str | None = None
    sum: tuple[str, ...] = ()
    indent: int = 0

    @property
    def key(self) -> str:
        """What other lines of the block call it: its code or its concept."""
        return self.code or self.concept or ""


@dataclass(slots=True, frozen=True)
class Foot:
    """A sum below the blocks of a side: its label and its concept."""

    label: str
    concept: str
    side: str


@dataclass(slots=True, frozen=True)
class Block:
    """A block of a table; blocks stand side by side. `side` is that of tables.toml, None for a table of one block."""

    rows: Rows
    columns: tuple[Column, ...]
    side: str | None = None
    title: str = ""
    lines: tuple[Line, ...] = ()
    ends: tuple[Line, ...] = ()
    classes: tuple[str, ...] = ()
    economic: tuple[str, ...] = ()
    economic_columns: tuple[str, ...] = ()

    def lines_in(self, year: int | None) -> list[Line]:
        """Give the fixed lines above the foot of the block, with the names that subjects have in a year."""
        if self.rows == "economic":
            return [*economic_lines(self.economic, year)]
        return [*self.lines, *_class_lines(self.classes, year)]

    def ends_in(self, year: int | None) -> list[Line]:
        """Give the lines at the foot of the block; a sum of all classes names those of the year."""
        classes = tuple(line.key for line in _class_lines(self.classes, year))
        return [_with_classes(line, classes) for line in self.ends]

    def columns_in(self, year: int | None) -> list[Column]:
        """Give the columns of figures, those by economic classification with the names of a year."""
        return [*self.columns, *_economic_columns(self.economic_columns, year)]


@dataclass(slots=True, frozen=True)
class TableLayout:
    """A table of a set: the id of its kind, what is printed around it, and its blocks."""

    kind: str
    title: str
    number: str
    blocks: tuple[Block, ...]
    codes: int
    serial: bool
    lanes: bool
    foot: tuple[Foot, ...]
    notes: tuple[str, ...]
    empty: str


@dataclass(slots=True, frozen=True)
class TableSet:
    """The tables that a place publishes, in their order; `left` and `right` stand above each of them."""

    id: str
    name: str
    places: int
    left: str
    right: str
    code: str  # header of the functional codes
    layouts: tuple[TableLayout, ...]

    def layout(self, kind: str) -> TableLayout | None:
        """Give the table of a kind (id of tables.toml), None where the set has none."""
        return next((layout for layout in self.layouts if layout.kind == kind), None)


def table_set(name: str = "sichuan") -> TableSet:
    """Give a set of tables by its name, or from a file of one's own (.toml).

    Raises NoSuchTables for a name that is none, BadTableFile for a file that cannot be used.
    """
    if name in TABLE_SETS:
        return _shipped(name)
    if not name.endswith(".toml"):
        raise NoSuchTables(name)
    try:
        return _table_set(Path(name).stem, tomllib.loads(Path(name).read_text(encoding="utf-8-sig")))
    except (OSError, UnicodeDecodeError) as error:
        raise BadTableFile(name, "读不出这个文件") from error
    except tomllib.TOMLDecodeError as error:
        raise BadTableFile(name, "内容不符合 TOML 的写法") from error
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise BadTableFile(name, f"缺少或写错了 {error}") from error


@lru_cache(maxsize=len(TABLE_SETS))
def _shipped(name: str) -> TableSet:
    source = files("jixiao.knowledge").joinpath("disclosure", f"tables_{name}.toml").read_text(encoding="utf-8")
    return _table_set(name, tomllib.loads(source))


def _table_set(identifier: str, data: dict[str, Any]) -> TableSet:
    classes = tuple(data.get("classes", ()))
    layouts = tuple(_layout(entry, classes) for entry in data["table"])
    return TableSet(identifier, data["name"], data.get("places", 2), data["left"], data["right"], data["code"], layouts)


def _layout(entry: dict[str, Any], classes: tuple[str, ...]) -> TableLayout:
    if entry["kind"] not in {kind.id for kind in table_words().kinds}:
        raise ValueError(entry["kind"])
    return TableLayout(
        entry["kind"],
        entry["title"],
        entry.get("number", ""),
        tuple(_block(block, classes) for block in entry["block"]),
        entry.get("codes", 1),
        entry.get("serial", False),
        entry.get("lanes", False),
        tuple(Foot(**foot) for foot in entry.get("foot", ())),
        tuple(entry.get("notes", ())),
        entry.get("empty", ""),
    )


def _block(entry: dict[str, Any], classes: tuple[str, ...]) -> Block:
    return Block(
        entry.get("rows", "lines"),
        tuple(_column(column) for column in entry["columns"]),
        entry.get("side"),
        entry.get("title", ""),
        tuple(_line(line) for line in entry.get("lines", ())),
        tuple(_line(line) for line in entry.get("ends", ())),
        classes if entry.get("classes") else (),
        tuple(entry.get("economic", ())),
        tuple(entry.get("economic_columns", ())),
    )


def _column(entry: dict[str, Any]) -> Column:
    header = tuple(entry["header"].split("/"))
    return Column(entry["id"], header, tuple(entry.get("sum", ())), tuple(entry.get("of", ())))


def _line(entry: dict[str, Any]) -> Line:
    known = {"label", "concept", "code", "indent"}
    return Line(**{key: value for key, value in entry.items() if key in known}, sum=tuple(entry.get("sum", ())))


def _with_classes(line: Line, classes: tuple[str, ...]) -> Line:
    if line.sum != (CLASSES,):
        return line
    return Line(line.label, line.concept, line.code, classes, line.indent)


def _class_lines(codes: tuple[str, ...], year: int | None) -> Iterator[Line]:
    """Give the numbered 类 that there were in a year."""
    named = [(code, name) for code in codes if (name := subject_name(code, year))]
    for number, (code, name) in enumerate(named, 1):
        yield Line(f"{chinese_number(number)}、{name}", code=code)


def economic_lines(classes: tuple[str, ...], year: int | None) -> Iterator[Line]:
    """Give the 类 of the economic classification that are named, each followed by its 款, with the names of a year."""
    for code in classes:
        below = [other for other in subjects("economic") if other.startswith(code) and len(other) == 5]
        named = [(other, name) for other in sorted(below) if (name := subject_name(other, year))]
        yield Line(subject_name(code, year) or code, code=code, sum=tuple(other for other, _ in named))
        yield from (Line(name, code=other, indent=1) for other, name in named)


def _economic_columns(classes: tuple[str, ...], year: int | None) -> Iterator[Column]:
    above = ""
    for line in economic_lines(classes, year):
        above = above if line.indent else line.label
        yield Column(line.key, (above, line.label if line.indent else "小计"), line.sum)


def chinese_number(number: int) -> str:
    """Give a number from 1 to 99 in Chinese numerals: 二十四."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _NUMERALS[tens - 1]) + "十" if tens else ""
    return head + (_NUMERALS[ones - 1] if ones else "")
