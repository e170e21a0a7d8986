"""An evaluation as its page draws it: dimensions with items, points and reasons; the texts of the report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from jixiao.knowledge.evaluation import Measure, Section
from jixiao.model.pointer import token
from jixiao.score.conclusion import DimensionTotal, choices
from jixiao.score.evaluation import NOT_APPLICABLE, Scored
from jixiao.score.rounding import half_up, plain
from jixiao.workbench.cycle.evaluation_sheets import Sheet
from jixiao.write.evaluation.figures import label_of, shown


class Choice(NamedTuple):
    """What may be given for an item: the words, and the points that they stand for."""

    text: str
    points: str


class ItemFigure(NamedTuple):
    """A figure that an item is reckoned from; `typed` where no form gives it."""

    name: str
    pointer: str
    text: str
    typed: bool


class Item(NamedTuple):
    """An item: its number on the page, where its points are given, what is given, what it scored and why."""

    number: int
    pointer: str
    name: str
    points: str
    rule: str
    given: str
    choices: tuple[Choice, ...]
    figures: tuple[ItemFigure, ...]
    value: str
    explanation: str


class Group(NamedTuple):
    """A dimension with its items and what they add up to."""

    number: int
    total: DimensionTotal
    value: str
    points: str
    items: tuple[Item, ...]


class Passage(NamedTuple):
    """A text of the report: where it is given, its heading, what to write, what is written, what stands in for it."""

    number: int
    pointer: str
    name: str
    heading: str
    note: str
    optional: bool
    text: str
    fallback: str


class EvaluationPage:
    """An evaluation for its page; `drawn` names the figures that forms give, which nobody types."""

    def __init__(self, sheet: Sheet, drawn: set[str], fallbacks: dict[str, str]) -> None:
        self.sheet, self.drawn, self.fallbacks = sheet, drawn, fallbacks
        self.evaluation = sheet.evaluation
        self.conclusion = sheet.conclusion

    @property
    def total(self) -> str:
        """Give the total, empty while items are open."""
        return _plain(self.conclusion.total)

    @property
    def groups(self) -> list[Group]:
        """Give the dimensions in their order."""
        scored = iter(enumerate(self.evaluation.scored, 1))
        return [
            Group(at, total, _plain(total.value), plain(total.points), self._items(at - 1, scored))
            for at, total in enumerate(self.conclusion.dimensions, 1)
        ]

    @property
    def passages(self) -> list[Passage]:
        """Give the texts of the report in their order."""
        return [self._passage(number, section) for number, section in enumerate(self.sheet.system.passages, 1)]

    @property
    def seen(self) -> str:
        """Give what stands in the fields as the page shows them, for the save to tell what was changed."""
        return json.dumps(self.sheet.values(), ensure_ascii=False)

    def _items(self, dimension: int, scored: Any) -> tuple[Item, ...]:
        count = len(self.sheet.system.dimensions[dimension].measures)
        return tuple(self._item(*next(scored)) for _ in range(count))

    def _item(self, number: int, scored: Scored) -> Item:
        measure = scored.measure
        return Item(
            number,
            f"/judged/{token(measure.name)}",
            measure.name,
            plain(measure.points),
            measure.rule,
            self.sheet.judged.get(measure.name, ""),
            self._choices(scored),
            tuple(self._figures(measure)),
            _plain(scored.value) if scored.applies else NOT_APPLICABLE,
            self._why(scored),
        )

    def _choices(self, scored: Scored) -> tuple[Choice, ...]:
        levels = choices(scored.measure, self.sheet.system)
        return (*(Choice(level, f"{plain(points)}分") for level, points in levels), Choice(NOT_APPLICABLE, "不计分"))

    def _why(self, scored: Scored) -> str:
        """Why an item scored what it did; of an open one what it lacks."""
        if scored.applies and scored.value is None:
            lacking = "、".join(label_of(name) for name in scored.lacking if name != scored.measure.name)
            return f"缺少{lacking}，补上或直接评分" if lacking else "还没有评分"
        return "" if scored.explanation == scored.measure.rule else scored.explanation

    def _figures(self, measure: Measure) -> Iterator[ItemFigure]:
        """The figures of an item; a share that a form gives is told by the explanation alone."""
        for name in dict.fromkeys((*measure.over, *measure.under)):
            if measure.method != "figure" or name not in self.drawn:
                yield self._figure(name)

    def _figure(self, name: str) -> ItemFigure:
        text = self.sheet.figures.get(name, "")
        drawn = name in self.drawn
        told = shown(name, Decimal(text)) if drawn and text else text
        return ItemFigure(label_of(name), f"/figures/{token(name)}", told, not drawn)

    def _passage(self, number: int, section: Section) -> Passage:
        name = section.passage
        return Passage(
            number,
            f"/texts/{token(name)}",
            name,
            self._heading(section),
            section.note,
            section.optional,
            self.sheet.texts.get(name, ""),
            self.fallbacks.get(name, ""),
        )

    def _heading(self, section: Section) -> str:
        """The heading of a section after that of the part it belongs to: 二、评价实施（四）评价方法."""
        sections = self.sheet.system.sections
        above = [each for each in sections[: sections.index(section)] if each.level < section.level]
        part = above[-1].heading.rstrip("。") if above else ""
        return f"{part}{section.heading.rstrip('。')}"


def _plain(value: Decimal | None) -> str:
    return "" if value is None else plain(half_up(value, 2))
