"""Looking up (查数): the figures that an operand of a formula means in one case, the nearest of several places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from jixiao.check.relations.book import Book
from jixiao.check.relations.facts import Fact, Key, Site
from jixiao.check.relations.items import Path, code_path, is_code
from jixiao.check.relations.syntax import Operand
from jixiao.knowledge.taxonomy import taxonomy
from jixiao.model.accounts import Measure

_SLIPS = 2  # subjects that a list may have forgotten; one that lacks more was not meant to have all


class Case(NamedTuple):
    """One case of a formula: the place it is looked at, a figure there, and what * and [*] stand for."""

    site: Site
    near: int
    concept: str = ""
    item: Path = ()


class Lacks(Exception):
    """Raised where a figure that a formula cannot do without is not stated."""

    def __init__(self, operand: Operand) -> None:
        super().__init__(operand)
        self.operand = operand


class Lookup:
    """Finds the figures of operands in one case."""

    def __init__(self, book: Book, case: Case) -> None:
        self.book = book
        self.case = case

    def figure(self, operand: Operand) -> Fact:
        """Give the one figure that an operand means. Raises Lacks."""
        key = self._key(operand)
        stated = [fact for fact in self.book.by_key.get(key, ()) if not fact.unsigned] if key else []
        if not stated:
            raise Lacks(operand)
        return min(stated, key=self._distance)

    def listed(self, operand: Operand) -> list[Fact]:
        """Give the items that sum(…) or parts(…) adds up at the place of the case, each stated once. Raises Lacks."""
        facts = [fact for fact in self.book.by_site[self.case.site] if is_item_of(fact, operand)]
        if operand.kind == "parts":
            facts = [fact for fact in facts if is_below(_path(fact), self.case.item)]
        paths = {_path(fact) for fact in facts}
        topmost = [fact for fact in facts if not any(is_below(_path(fact), path) for path in paths)]
        if not topmost or self._names_the_main_ones(operand, paths):
            raise Lacks(operand)
        return list({(_path(fact), fact.number): fact for fact in topmost}.values())

    def _names_the_main_ones(self, operand: Operand, paths: set[Path]) -> bool:
        """主要项级科目为…: a text that leaves out several 项 of the tables lists none completely."""
        if self.case.site.table is not None:
            return False
        below = self.case.item[:1] if operand.kind == "parts" else ()
        rows = [row for row in self.book.rows_of(operand.concept) if row[: len(below)] == below]
        left_out = [row for row in rows if row not in paths and paths.isdisjoint((row[:1], row[:2]))]
        known = {path[0] for path in paths}
        whole = {row[0] for row in left_out if row[0] not in known}  # 类 of which nothing is named
        return sum(row[0] in known for row in left_out) + len(whole) > _SLIPS

    def _distance(self, fact: Fact) -> tuple[bool, bool, bool, int]:
        site = self.case.site
        other_medium = (fact.site.table is None) != (site.table is None)
        return fact.blank, fact.site != site, other_medium, abs(fact.index - self.case.near)

    def _key(self, operand: Operand) -> Key | None:
        concept = self.case.concept if "*" in operand.concept else operand.concept
        if operand.kind == "whole":
            above = taxonomy().concepts[concept].share_of
            return Key(above) if above else None
        if operand.kind == "parent":
            return self._parent(concept)
        if operand.kind == "grandparent":
            return self._grandparent(concept)
        return Key(concept, measure_of(operand), self._item(operand), operand.of)

    def _parent(self, concept: str) -> Key | None:
        if len(self.case.item) > 1:
            return Key(concept, "amount", self.case.item[:-1])
        above = taxonomy().concepts[concept].parent
        return Key(above) if above else None

    def _grandparent(self, concept: str) -> Key | None:
        parent = taxonomy().concepts[concept].parent if not self.case.item else None
        above = taxonomy().concepts[parent].parent if parent else None
        return Key(above) if above else None

    def _item(self, operand: Operand) -> Path:
        if operand.item is None:
            return self.case.item if "*" in operand.concept else ()
        return self.case.item if operand.item == "*" else named_item(self.book, operand.item)


def stated(book: Book, operand: Operand) -> list[Fact]:
    """Give all places that state the figure of an operand without *."""
    if operand.kind != "figure":
        return []
    item = named_item(book, operand.item) if operand.item else ()
    key = Key(operand.concept, measure_of(operand), item, operand.of)
    return [fact for fact in book.by_key.get(key, ()) if not fact.unsigned]


def matching(book: Book, operand: Operand) -> Iterator[Fact]:
    """Give all figures that an operand with * may stand for."""
    for key, facts in book.by_key.items():
        if key.measure == measure_of(operand) and is_concept(key, operand):
            yield from (fact for fact in facts if not fact.unsigned and not fact.blank)


def is_concept(key: Key, operand: Operand) -> bool:
    """Say whether a figure is one that an operand with * stands for."""
    if key.of != operand.of:
        return False
    if operand.concept == "*":
        return True
    if operand.concept.endswith(".*"):
        return key.concept.startswith(operand.concept[:-1])
    return key.concept == operand.concept and bool(key.item) == (operand.item == "*")


def is_item_of(fact: Fact, operand: Operand) -> bool:
    """Say whether a figure is an item of the concept that an operand lists."""
    key = fact.key
    if key is None or not key.item or key.of != operand.of:
        return False
    return key.concept == operand.concept and key.measure == measure_of(operand)


def above(fact: Fact) -> Iterator[Path]:
    """Give the paths of the items above one, the topmost first."""
    path = _path(fact)
    return (path[:length] for length in range(1, len(path)))


def is_below(path: Path, other: Path) -> bool:
    """Say whether an item stands below another."""
    return len(path) > len(other) and path[: len(other)] == other


def measure_of(operand: Operand) -> Measure:
    """Give the measure of an operand; counts are kept as amounts."""
    return "amount" if operand.measure == "count" else operand.measure


def named_item(book: Book, item: str) -> Path:
    """Give the path of an item named in a formula by code or by name."""
    if is_code(item):
        return code_path(item)
    return book.items.path_of_names(item.split("/"))


def _path(fact: Fact) -> Path:
    return fact.key.item if fact.key else ()
