"""The tables of the disclosure (决算公开表): what their titles, columns and lines mean (tables.toml)."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jixiao.knowledge.taxonomy import expansions

_MARKS = dict.fromkeys(map(ord, "“”\"‘’'「」『』﹁﹂*"))
_REMARK = re.compile(r"\([^()]*\)")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年度?")
_PERCENT = re.compile(r"[(（][%％][)）]$")  # 增减（%）
_QUOTED = re.compile(r"(?P<number>[^《》]{0,6})《(?P<title>[^《》]+)》$")
_BESIDE = re.compile(r"[(（]?(?:公开|附)[0-9]{1,2}表[)）]?|(?:金额|编制|填报)?单位[:：]|(?:编制|填报)?部门[:：]")
_NOT_IN_TITLES = ("。", ";", ",", "...")
_AMONG = re.compile(r"^其中[:：]?")
_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十0-9]{1,3}\)|[0-9]{1,2}[.、](?![0-9])|其中:?)+"
)
MEASURES = ("initial_budget", "budget", "prior", "change", "growth", "share", "completion", "amount")
_MAIN = ("amount", "total")
_CLASS = re.compile(r"支出(?:\([^()]*\))?$|预备费$")


@dataclass(slots=True, frozen=True, eq=False)
class TableKind:
    """A kind of table; see tables.toml for its parts."""

    id: str
    name: str
    title: tuple[tuple[str, ...], ...]
    without: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...]
    signature: tuple[str, ...]
    instead: str | None
    sides: tuple[str, ...]
    two_sided: bool
    measured: bool
    economic: bool
    rows: str | None
    total: str | None
    rename: dict[str, str]
    columns: dict[str, str]
    words: dict[str, dict[str, str]]
    under: dict[str, dict[str, str]]
    cells: dict[str, dict[str, str]]

    def has_title(self, title: str) -> bool:
        """Tell whether a plain title is one of this kind."""
        return all(any(word in title for word in choices) for choices in self.title) and not any(
            word in title for word in self.without
        )

    def is_served_by(self, columns: set[str]) -> bool:
        """Tell whether columns (by id, without their measure) are those that this kind cannot be without."""
        return all(any(word in columns for word in choices) for choices in self.needs)

    def line(self, label: str, side: str | None) -> str | None:
        """Give the concept that a label (see `line_words`) means on a side of this table, None where it means none."""
        for known in (self.words.get(side or "all"), self.words.get("all")):
            if known and (found := known.get(label)):
                return found
        return self.total if label in ("合计", "总计") and not self.two_sided else None

    def figure(self, line: str | None, column: str) -> tuple[str, str] | None:
        """Give concept and measure of the figure that a row (by its concept) has in a column, None where unknown."""
        measure, name = split_measure(column)
        if self.columns and line in (None, self.total) and name in self.columns:
            return self.columns[name], measure
        if line is None:
            return None
        concept = self.cells.get(line, {}).get(name) or (line if name in _MAIN else None)
        return (concept, measure) if concept else None


class TableWords:
    """All of tables.toml: kinds in their order, words of headers by their normal form, and what marks titles."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.kinds = tuple(_kind(entry) for entry in data["kind"])
        self.headers = _by_word(data["headers"])
        self.sides: list[dict[str, Any]] = data["side"]
        self.longest_title: int = data["titles"]["longest"]
        self.title_ends = tuple(data["titles"]["ends"])
        self.no_title = tuple(data["titles"]["never"])
        self.scopes = tuple(data["titles"]["scopes"])
        self.note_begins = tuple(data["notes"]["begins"])
        self.note_says = tuple(data["notes"]["empty"])


@lru_cache(maxsize=1)
def table_words() -> TableWords:
    """Give the words of tables that come with the program."""
    source = files("jixiao.knowledge").joinpath("tables.toml").read_text(encoding="utf-8")
    return TableWords(tomllib.loads(source))


def table_kind(identifier: str) -> TableKind:
    """Give a kind by its id; raises KeyError for an id that is none."""
    return _kinds_by_id()[identifier]


@lru_cache(maxsize=1)
def _kinds_by_id() -> dict[str, TableKind]:
    return {kind.id: kind for kind in table_words().kinds}


@lru_cache(maxsize=512)
def kind_of_title(title: str, *, sheet: bool = False) -> TableKind | None:
    """Give the kind that a line is the title of, None where it is no title.

    The name of a worksheet may do without 表 at its end.
    """
    known = table_words()
    words = _QUOTED.sub(r"\g<number>\g<title>", plain(title_part(title)))
    if not 2 < len(words) <= known.longest_title or any(word in words for word in known.no_title):
        return None
    if not (sheet or _ended(words).endswith(known.title_ends)) or any(mark in words for mark in _NOT_IN_TITLES):
        return None
    return next((kind for kind in known.kinds if kind.has_title(words)), None)


def title_part(line: str) -> str:
    """Give the part of a line that may be a title: without 公开01表, 部门：…, 单位：万元 on the same line."""
    if not _BESIDE.search(line):
        return line
    parts = [part for part in _BESIDE.split(line) if "表" in part]
    return parts[0] if parts else line


def _ended(title: str) -> str:
    """A title without what may follow it: remarks and numbers."""
    return re.sub(r"[:0-9\-]+$", "", _REMARK.sub("", title))


def is_cut_title(line: str) -> bool:
    """Tell whether a line may be the first half of a title: it has words of one and does not end as one does."""
    words, known = plain(line), table_words()
    if not 3 < len(words) <= 40 or kind_of_title(line) is not None or any(mark in words for mark in "。;,:、"):
        return False
    return any(scope in words for scope in known.scopes) and not any(word in words for word in known.no_title)


@lru_cache(maxsize=4096)
def header_word(text: str) -> str | None:
    """Give what a text means as the header of a column: a key of [headers] in tables.toml, None where nothing."""
    if not text or (text.isascii() and text != "%"):
        return None
    known, words = table_words().headers, header_words(text)
    if not words and header_year(text):
        return "amount"  # 2022年 | 2023年
    return known.get(f"{words}%" if _PERCENT.search(text) else words) or known.get(words)


@lru_cache(maxsize=1024)
def side_word(header: str) -> str | None:
    """Give the side of a table (income, expenditure …) that the header of a block names, None where it names none."""
    words = plain(header)
    for entry in table_words().sides:
        if any(word in words for word in entry.get("has", ())) or words.startswith(tuple(entry.get("begins", ()))):
            return str(entry["side"]) or None
    return None


def header_words(text: str) -> str:
    """Give a column's header in its normal form: no year, no 其中, no remarks in brackets."""
    words = _AMONG.sub("", _YEAR.sub("", plain(text)))
    return (_REMARK.sub("", words) or words).strip(":*※")


@lru_cache(maxsize=4096)
def line_words(text: str) -> str:
    """Give a line's label in its normal form: no numbering, no remarks in brackets."""
    words = _NUMBERING.sub("", plain(text))
    return (_REMARK.sub("", words) or words).strip(":")


def header_year(text: str) -> int | None:
    """Give the year that a header names, None where it names none."""
    found = _YEAR.search(plain(text))
    return int(found[0][:4]) if found else None


@lru_cache(maxsize=1024)
def is_class_name(label: str) -> bool:
    """Tell whether a label is the name of a 类 of the functional classification: they all end in 支出."""
    return _CLASS.search(label) is not None


def split_measure(column: str) -> tuple[str, str]:
    """Give the measure of a column and the rest of its id: ("budget", "total") of budget.total."""
    for measure in MEASURES:
        if column == measure:
            return measure, "amount"
        if column.startswith(measure + "."):
            return measure, column[len(measure) + 1 :]
    return "amount", column


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Give a text without white space and quotation marks, all signs in half width."""
    return unicodedata.normalize("NFKC", "".join(text.split())).translate(_MARKS)


def _kind(entry: dict[str, Any]) -> TableKind:
    return TableKind(
        entry["id"],
        entry["name"],
        _choices(entry["title"]),
        tuple(entry.get("without", ())),
        _choices(entry["needs"]),
        tuple(entry.get("signature", ())),
        entry.get("instead"),
        tuple(entry.get("sides", ())),
        entry.get("two_sided", False),
        entry.get("measured", False),
        entry.get("economic", False),
        entry.get("rows"),
        entry.get("total"),
        entry.get("rename", {}),
        entry.get("columns", {}),
        {side: _by_word(words) for side, words in entry.get("words", {}).items()},
        entry.get("under", {}),
        entry.get("cells", {}),
    )


def _choices(words: list[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(word.split("|")) for word in words)


def _by_word(meanings: dict[str, list[str]]) -> dict[str, str]:
    """Give each word that templates stand for with what it means; where several mean it, the first does."""
    found: dict[str, str] = {}
    for meaning, templates in meanings.items():
        for template in templates:
            for word in expansions(template):
                found.setdefault(word, meaning)
    return found
