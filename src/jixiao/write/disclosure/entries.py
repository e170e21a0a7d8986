"""The entries of a list (列表): figures that are named one by one, items of a concept, or the projects with a form."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from jixiao.knowledge.taxonomy import taxonomy
from jixiao.write.disclosure.figures import Figures, Topic, path_of
from jixiao.write.disclosure.source import ZERO
from jixiao.write.disclosure.wording import ListWords

_LEVELS = {"类": 1, "款": 2, "项": 3}


class Entry(NamedTuple):
    """An entry: its name and, unless it is a project, its figure."""

    name: str
    topic: Topic | None = None


def entries(figures: Figures, words: ListWords) -> list[Entry]:
    """Give the entries of a list that are not 0 (all of them where it lists zeros); unknown ones are among them."""
    if words.each == "forms":
        return _projects(figures)
    if words.each is not None:
        return _items(figures, words, words.each)
    named = _named(figures, words)
    return named if words.zeros else [entry for entry in named if entry.topic and figures.amount(entry.topic) != 0]


def left_out(figures: Figures, words: ListWords) -> list[str]:
    """Give the names of the figures of a list that are 0."""
    return [entry.name for entry in _named(figures, words) if entry.topic and figures.amount(entry.topic) == 0]


def short_of(figures: Figures, words: ListWords) -> tuple[str, Decimal] | None:
    """Give the concept and the whole that the items of a list fall short of or exceed, None where they add up."""
    concept = next((slot.concept for slot in words.of if slot.item), None)
    if concept is None:
        return None
    topics = [entry.topic for entry in _named(figures, words) if entry.topic and entry.topic.item]
    whole = figures.amount(Topic(concept))
    known = sum((figures.amount(topic) or ZERO for topic in topics), ZERO)
    return (concept, whole) if whole is not None and known != whole else None


def _named(figures: Figures, words: ListWords) -> list[Entry]:
    """Give the figures that a list names; items that are not known are left to `short_of`, others of the kind added."""
    topics = [Topic(slot.concept, path_of(slot.item) if slot.item else ()) for slot in words.of if slot.concept]
    known = [topic for topic in topics if not topic.item or figures.amount(topic) is not None]
    more = {topic.concept for topic in topics if topic.item}
    others = [Topic(concept, path) for concept in sorted(more) for path in figures.now.items(concept)]
    return [Entry(_name(topic), topic) for topic in (*known, *(each for each in others if each not in topics))]


def _name(topic: Topic) -> str:
    return topic.item[-1] if topic.item else taxonomy().concepts[topic.concept].label


def _items(figures: Figures, words: ListWords, concept: str) -> list[Entry]:
    depth = _LEVELS.get(words.level or "项", 3)
    paths = [path for path in figures.now.items(concept) if len(path) == depth and _is_within(path, words.within)]
    return [Entry(figures.names(path)[-1], Topic(concept, path)) for path in paths]


def _is_within(path: tuple[str, ...], within: tuple[str, ...]) -> bool:
    return not within or any(part in within for part in path)


def _projects(figures: Figures) -> list[Entry]:
    kind = "project_self_evaluation"
    names = [form.project.name.text for form in figures.year.forms if form.kind == kind]
    return [Entry(name) for name in dict.fromkeys(names) if name]
