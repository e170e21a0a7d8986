"""Composing (行文): templates become runs of text and tagged figures; what is lacking is noted by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from jixiao.check.relations.names import PERCENT
from jixiao.knowledge.taxonomy import taxonomy
from jixiao.knowledge.texts import NONE, text_named
from jixiao.model.accounts import Measure
from jixiao.write.disclosure.asking import BUDGETS, figure_gap, kinds_gap, label_of, tag_of
from jixiao.write.disclosure.cases import Compared, compared
from jixiao.write.disclosure.entries import entries, left_out, short_of
from jixiao.write.disclosure.figures import Figures, Topic, path_of
from jixiao.write.disclosure.gaps import MARK, Gap, GapKind
from jixiao.write.disclosure.language import (
    Condition,
    Direction,
    FigureSlot,
    PieceSlot,
    Template,
    Variable,
    Words,
    name_of,
)
from jixiao.write.disclosure.wording import ListWords, Wording
from jixiao.write.paper import Figure, Run

# What a person may put before a reason although the sentence has it already: 主要原因是人员减少.
_LEADING = re.compile(
    r"^(?:主要)?(?:变动|增减|差异)?原因(?:主要)?(?:是因为|是由于|是|为)?[：:]?(?=.)|^(?:主要是|是因为|是由于)(?=.)"
)
_YEAR = re.compile(r"20[0-9]{2}")
_EMPTY = ("", NONE, "无变化", "无变动", "略")
_LEVELS = ("类", "款", "项")


class Scope(NamedTuple):
    """What a template speaks of: the figure, its name, its number in a list, how it compares, what explains it."""

    topic: Topic | None = None
    name: str = ""
    number: int = 0
    compared: Compared | None = None
    reason: Template = ()


class Composer:
    """Composes the text of one unit's year in one set of wording; `gaps` are what it found lacking, by name."""

    def __init__(self, figures: Figures, wording: Wording) -> None:
        self.figures = figures
        self.wording = wording
        self.year = figures.year
        self.gaps: dict[tuple[GapKind, str], Gap] = {}
        self.charts: list[str] = []  # the charts in the order of their numbers
        self._variables = self._make_variables()

    def runs(self, template: Template, scope: Scope | None = None) -> list[Run]:
        """Give the text of a template as runs, neighbouring words joined."""
        joined: list[Run] = []
        for run in self._runs(template, scope or Scope()):
            if type(run) is str and joined and type(joined[-1]) is str:
                joined[-1] += run
            elif run:
                joined.append(run)
        return joined

    def text(self, template: Template, scope: Scope | None = None) -> str:
        """Give the text of a template without tags."""
        return "".join(run if isinstance(run, str) else run.text for run in self.runs(template, scope))

    def lack(self, kind: GapKind, name: str, note: str) -> str:
        """Note that something is lacking and give the mark that stands in its place in a draft."""
        return self.note(Gap(kind, name, note))

    def note(self, gap: Gap) -> str:
        """Note a gap and give the mark that stands in its place in a draft."""
        self.gaps.setdefault((gap.kind, gap.name), gap)
        return MARK.format(gap.name)

    def has_text(self, name: str) -> bool:
        """Say whether a person typed a text, other than that there is none."""
        return (self.year.texts.get(name) or "").strip() not in _EMPTY

    def says_none(self, name: str) -> bool:
        """Say whether a person typed that there is no such text."""
        return (self.year.texts.get(name) or "").strip() == NONE

    # --- nodes

    def _runs(self, template: Template, scope: Scope) -> Iterator[Run]:
        for node in template:
            if isinstance(node, Words):
                yield node.text
            elif isinstance(node, Variable):
                yield from self._variable(node.name, scope)
            elif isinstance(node, FigureSlot):
                yield self._figure(node, scope)
            elif isinstance(node, Direction):
                yield self._direction(node, scope)
            elif isinstance(node, Condition):
                yield from self._runs(node.then if self._is_there(node.of, scope) else node.other, scope)
            else:
                yield from self._piece(node, scope)

    def _variable(self, name: str, scope: Scope) -> Iterator[Run]:
        if name in self._variables:
            yield self._variables[name]()
        elif name == "原因":
            yield self._typed(self.text(scope.reason, scope), scope)
        elif name == "名称":
            yield scope.name
        elif name == "序号":
            yield str(scope.number)
        elif scope.topic is not None:
            yield self._subject(name, scope.topic)

    def _subject(self, name: str, topic: Topic) -> str:
        if name == "编码":
            return topic.item[-1] if topic.item else ""
        names, level = self.figures.names(topic.item), _LEVELS.index(name)
        return names[level] if level < len(names) else ""

    def _figure(self, slot: FigureSlot, scope: Scope) -> Run:
        topic, measure = self.topic(slot, scope), slot.measure
        number = scope.compared.value(measure) if scope.compared and slot.concept is None else None
        if number is None:
            number = self.figures.value(topic, measure)
        if number is None:
            return self._lacking(topic, measure)
        return Figure(self.printed(topic, measure, number), tag_of(topic, measure))

    def printed(self, topic: Topic, measure: Measure, number: Decimal) -> str:
        """Give a figure as it is printed; the direction words tell which way a change goes."""
        numbers = self.wording.numbers
        if measure in PERCENT:
            return numbers.percent(abs(number) if measure in ("growth", "difference_rate") else number)
        if taxonomy().concepts[topic.concept].is_money:
            return numbers.amount(abs(number) if measure in ("change", "difference") else number)
        return numbers.count(number)

    def topic(self, slot: FigureSlot, scope: Scope) -> Topic:
        """Give what a slot speaks of."""
        if slot.concept is None:
            return scope.topic or Topic("totals.all")
        return Topic(slot.concept, path_of(slot.item) if slot.item else ())

    def _direction(self, node: Direction, scope: Scope) -> str:
        return node.down if scope.compared is not None and scope.compared.difference < 0 else node.up

    def _is_there(self, of: FigureSlot | PieceSlot | Words, scope: Scope) -> bool:
        if isinstance(of, Words):
            return (self.year.unit.kind or "").startswith(of.text)
        if isinstance(of, FigureSlot):
            topic = self.topic(of, scope)
            number = self.figures.value(topic, of.measure)
            if number is None and of.measure == "amount" and not topic.item:
                self._lacking(topic, of.measure)
                return True  # so that all that it may need is asked for at once
            return bool(number)
        if of.kind == "文字":
            return self.has_text(self.text(of.name, scope))
        if of.kind == "图":
            return name_of(of) in self.charts
        words = self.wording.lists[name_of(of) or ""]
        return bool(entries(self.figures, words) if of.kind == "列表" else left_out(self.figures, words))

    # --- pieces

    def _piece(self, piece: PieceSlot, scope: Scope) -> Iterator[Run]:
        name = name_of(piece) or ""
        if piece.kind == "列表":
            yield from self._list(self.wording.lists[name])
        elif piece.kind == "列表之外":
            yield _listed(left_out(self.figures, self.wording.lists[name]), self.wording.lists[name].last)
        elif piece.kind == "比较":
            yield from self._compare(name, piece, scope)
        elif piece.kind == "文字":
            yield self._typed(self.text(piece.name, scope), scope)
        else:
            yield self._chart_number(name)

    def _list(self, words: ListWords) -> Iterator[Run]:
        short = short_of(self.figures, words)
        if short is not None:
            yield self.note(kinds_gap(words, *short))
            return
        for number, entry in enumerate(entries(self.figures, words), 1):
            if number > 1:
                yield words.joint
            yield from self._runs(words.item, Scope(entry.topic, entry.name, number))

    def _compare(self, name: str, piece: PieceSlot, scope: Scope) -> Iterator[Run]:
        words = self.wording.compares[name]
        slot = piece.of or words.of
        topic = self.topic(slot, scope) if slot else scope.topic
        if topic is None:
            return
        found = compared(self.figures, topic, words.against)
        if found.case == "unknown" and not (words.against == "prior" and self.has_text("无上年数说明")):
            yield self._lacking(topic, "prior" if words.against == "prior" else self.figures.budget_measure)
            return
        own = Scope(topic, scope.name or label_of(self.figures, topic), scope.number, found, words.reason)
        yield from self._runs(words.words(found.case), own)

    def _typed(self, name: str, scope: Scope) -> str:
        """Give what a person typed under a name, fit to go on in a sentence."""
        known = text_named(name)
        if not self.has_text(name):
            note = known.note if known else self.wording.texts.get(name, "请补充。")
            about = "·".join(self.figures.names(scope.topic.item)) if scope.topic and scope.topic.item else ""
            return self.lack("text", name, f"{about}：{note}" if about else note)
        text = "\n".join(line.strip() for line in self.year.texts[name].splitlines() if line.strip())
        if known is not None and known.kind != "passage":
            text = "".join(text.split("\n")).rstrip("。；;，,")
        return _LEADING.sub("", text, count=1) if known is not None and known.kind == "reason" else text

    def _chart_number(self, name: str) -> str:
        return f"图{self.charts.index(name) + 1}" if name in self.charts else ""

    # --- what is lacking

    def _lacking(self, topic: Topic, measure: Measure) -> str:
        """Note a figure that is not known by what has to be typed for it; the budget of all is the sum of its 项."""
        if topic == Topic("general.expenditure") and measure in BUDGETS and self._items_lack_budgets():
            return MARK.format("预算数")
        return self.note(figure_gap(self.figures, topic, measure))

    def _items_lack_budgets(self) -> bool:
        """Say whether budgets of 项 are asked for already: that of all follows from them."""
        topics = (Topic("general.function", path) for path in self.figures.leaves("general.function"))
        return any(self.figures.completion(topic) is None and self.figures.amount(topic) for topic in topics)

    def _make_variables(self) -> dict[str, Callable[[], str]]:
        unit = self.year.unit
        kind = "部门" if unit.whole else "单位"
        return {
            "年度": lambda: str(self.year.year),
            "上年": lambda: str(self.year.year - 1),
            "年末": lambda: f"{self.year.year}年12月31日",
            "单位": lambda: unit.name or self.lack("unit", "单位名称", "单位的全称，与印章一致。"),
            "部门": lambda: kind,
            "本部门": lambda: f"本{kind}",
            "公开时间": self._published,
        }

    def _published(self) -> str:
        """Give the date of publication, which lies behind the end of the year reported."""
        date = self.year.published or ""
        found = _YEAR.search(date)
        if found and int(found[0]) <= self.year.year:
            return self.lack("unit", "公开时间", f"现为“{date}”，应晚于{self.year.year}年12月31日。")
        return date or self.lack("unit", "公开时间", f"公开的日期，如：{self.year.year + 1}年9月20日。")


def _listed(names: list[str], last: str) -> str:
    return "、".join(names[:-1]) + (last if len(names) > 1 else "") + names[-1] if names else ""
