"""The taxonomy of the final accounts (部门决算): concepts, the words that mean them, their units (taxonomy.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

Side = Literal["income", "expenditure"]
Date = Literal["flow", "opening", "closing"]

QUOTES = dict.fromkeys(map(ord, "“”\"‘’'《》「」『』*<>〈〉"))
_REMARK = re.compile(r"\([^()]*\)")
_BUDGET = re.compile(r"(一般公共|政府性基金|国有资本经营)预算")
_PART = re.compile(r"\[([^\[\]]*)\]|\(([^()]*)\)")
_ALL_FUNDS = frozenset({"totals", "income", "expenditure"})


@dataclass(slots=True, frozen=True, eq=False)
class Concept:
    """What a figure can be about. `unit` is how it is given in the books, `units` are all that it may be printed in."""

    id: str
    label: str
    unit: str
    units: frozenset[str]
    parent: str | None
    share_of: str | None
    year: Date
    items: bool
    pair: tuple[str, ...]
    budget: str | None
    rest_of: str | None
    behind: str | None
    after: re.Pattern[str] | None
    family: str
    side: Side | None

    @property
    def is_money(self) -> bool:
        """Whether the concept is an amount of money."""
        return self.unit == "万元"


@dataclass(slots=True, frozen=True, eq=False)
class Meaning:
    """One meaning of a word: its concept, and whether the word means it only among figures of the same family.

    A bare word means it only where no other words stand before it.
    """

    concept: Concept
    short: bool
    bare: bool
    item: bool  # the word is itself the item


class Taxonomy:
    """All concepts by id, and what each word (in its normal form) may mean, in the order of the file."""

    def __init__(self, data: dict[str, list[dict[str, Any]]]) -> None:
        self.concepts: dict[str, Concept] = {}
        self.meanings: dict[str, list[Meaning]] = {}
        self.children: dict[str, list[Concept]] = {}
        self.told_after: list[Concept] = []
        self.of_pair: dict[str, Concept] = {}  # by each of its two parts, the concept that stands for both
        for entry in data["concept"]:
            self._add(entry)
        self.starts: dict[str, tuple[int, ...]] = _lengths_by_start(self.meanings)

    def _add(self, entry: dict[str, Any]) -> None:
        concept = _concept(entry)
        self.concepts[concept.id] = concept
        if concept.parent:
            self.children.setdefault(concept.parent, []).append(concept)
        if concept.after:
            self.told_after.append(concept)
        self.of_pair.update(dict.fromkeys(concept.pair, concept))
        for key in ("labels", "short", "names", "short_names"):
            for template in entry.get(key, ()):
                bare, item = not template.startswith("…"), key.endswith("names")
                meaning = Meaning(concept, key.startswith("short"), bare, item)
                for word in expansions(template.lstrip("…")):
                    self._means(normal(word), meaning)

    def _means(self, word: str, meaning: Meaning) -> None:
        known = self.meanings.setdefault(word, [])
        if not any(other.concept is meaning.concept for other in known):
            known.append(meaning)

    def last_word(self, text: str) -> tuple[int, int] | None:
        """Give where the last word stands in a text of normal form: the longest words from the left are taken."""
        found = None
        position, last = 0, len(text) - 1
        while position < last:
            end = next(self.ends(text, position), 0)
            if end:
                found = (position, end)
            position = end or position + 1
        return found

    def ends(self, text: str, start: int) -> Iterator[int]:
        """Give where the words end that begin at a place of a text, the longest first."""
        for length in self.starts.get(text[start : start + 2], ()):
            end = start + length
            if end <= len(text) and text[start:end] in self.meanings:
                yield end

    def in_unit(self, concept: Concept, unit: str) -> Concept | None:
        """Give the concept that another unit makes of one: its child in the unit, else the nearest relative in it."""
        nearest: Concept | None = concept
        while nearest is not None:
            if nearest is not concept and unit in nearest.units:
                return nearest
            for child in self.children.get(nearest.id, ()):
                if unit in child.units:
                    return child
            nearest = self.concepts.get(nearest.parent or "")
        return None

    def means(self, words: str, concept: Concept) -> bool:
        """Say whether words of normal form may mean a concept."""
        return any(meaning.concept is concept for meaning in self.meanings.get(words, ()))

    def whole_count(self, concept: Concept) -> Concept | None:
        """Give what counts the like of a count's parent, one level up: 公务接待批次 of 外事接待批次."""
        parent = self.concepts.get(concept.parent or "")
        above = self.concepts.get(parent.parent or "") if parent else None
        return self.in_unit(above, concept.unit) if above else None

    def counted_like(self, concept: Concept) -> frozenset[str]:
        """Give the counts in the same unit of a count's parent and of its parent's siblings."""
        parent = self.concepts.get(concept.parent or "")
        siblings = self.children.get(parent.parent or "", ()) if parent else ()
        below = (child for sibling in siblings for child in self.children.get(sibling.id, ()))
        return frozenset(child.id for child in below if child.unit == concept.unit)


@lru_cache(maxsize=1)
def taxonomy() -> Taxonomy:
    """Give the taxonomy that comes with the program."""
    source = files("jixiao.knowledge").joinpath("taxonomy.toml").read_text(encoding="utf-8")
    return Taxonomy(tomllib.loads(source))


def normal(text: str) -> str:
    """Give words in their normal form: no quotation marks, no remarks in brackets, no 决算, short names of budgets.

    The text must be plain (half-width brackets) and without white space.
    """
    text = text.translate(QUOTES)
    if "(" in text:
        text = _REMARK.sub("", text)
    text = text.replace("决算", "")
    return _BUDGET.sub(r"\1", text) if "预算" in text else text


def expansions(template: str) -> list[str]:
    """Give all words that a template of the file stands for: [] is optional, (a|b) is a choice."""
    found = _PART.search(template)
    if found is None:
        return [template]
    choices = found[2].split("|") if found[1] is None else ["", *found[1].split("|")]
    rests = expansions(template[found.end() :])
    return [template[: found.start()] + choice + rest for choice in choices for rest in rests]


def family(identifier: str) -> str:
    """Give the family of a concept's id: all for all funds together, else the id's first part."""
    first = identifier.partition(".")[0]
    return "all" if first in _ALL_FUNDS else first


def _side(identifier: str) -> Side | None:
    parts = identifier.split(".")
    if parts[0] == "income" or "income" in parts or "opening" in parts:
        return "income"
    return None if parts[-1] in ("all", "total") and len(parts) == 2 and parts[0] != "expenditure" else "expenditure"


def _concept(entry: dict[str, Any]) -> Concept:
    unit = entry.get("unit", "万元")
    units = {unit, *entry.get("also", ())}
    if unit == "万元":
        units |= {"元", "千元", "亿元", "百元", "万", "亿", ""}
    after = entry.get("after")
    return Concept(
        entry["id"],
        entry["label"],
        unit,
        frozenset(map(_plain_brackets, units)),
        entry.get("parent"),
        entry.get("share_of"),
        entry.get("year", "flow"),
        entry.get("items", False),
        tuple(entry.get("pair", ())),
        entry.get("budget"),
        entry.get("rest_of"),
        entry.get("behind"),
        re.compile(after) if after else None,
        family(entry["id"]),
        _side(entry["id"]),
    )


def _plain_brackets(unit: str) -> str:
    return unit.replace("（", "(").replace("）", ")")


def _lengths_by_start(words: dict[str, list[Meaning]]) -> dict[str, tuple[int, ...]]:
    """Give, for each first two characters of a word, the lengths of the words that begin so, longest first."""
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[:2], set()).add(len(word))
    return {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()}
