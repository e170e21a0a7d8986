"""Sentences become statements: a walk over the figures of a passage that keeps in mind what the text speaks of.

Every figure is kept. What it is about is told by the words before it (clauses, subjects), by the sentence so far (占 and
增长 speak of the figure before them), and by the section that it stands in. Where none tells, the concept is None.
"""

from __future__ import annotations

import re

from jixiao.knowledge.sections import SectionKind
from jixiao.knowledge.taxonomy import Concept, normal, taxonomy
from jixiao.model.accounts import Measure, Statement
from jixiao.read.recognise.accounts.clauses import Basis, Clause, clause, comparison
from jixiao.read.recognise.accounts.figures import Figure, figures_in
from jixiao.read.recognise.accounts.lines import Passage
from jixiao.read.recognise.accounts.subjects import (
    Speaking,
    Subject,
    function_item,
    function_named,
    is_filler,
    kind_named,
    named,
    path_in,
)

_SEGMENTS = re.compile(r"[,；;：:。！？]")
_REMARK = re.compile(r"^\([^()]*\)")
_JOINT = re.compile(r"^(?:[、和及与]|以及|并)+")
_REASON = re.compile(r"原因|主要是(?!用于)|由于")
_USAGE = re.compile(r"用于(?!以下|下列|如下|的?[:：])")
_DENIED = re.compile(r"[无未没不]|原因|用于")
_PERCENT = frozenset({"%", "‰", "个百分点"})
_RATIOS: frozenset[Measure] = frozenset({"share", "growth", "completion", "difference_rate"})
_CHANGES: frozenset[Measure] = frozenset({"change", "growth", "difference", "difference_rate"})
_WORDS_OF: dict[Measure, str] = {
    "prior": "上年数",
    "change": "增减额",
    "growth": "增减率",
    "share": "占比",
    "initial_budget": "年初预算",
    "budget": "预算",
    "difference": "与预算的差额",
    "difference_rate": "与预算的差率",
    "completion": "完成预算",
}


class Reader:
    """Reads the passages of one document, section by section."""

    def __init__(self, year: int | None) -> None:
        self.year = year
        self.statements: list[Statement] = []
        self.section: SectionKind | None = None
        self.path: list[str | None] = [None, None, None]
        self.subject: Subject | None = None
        self.told = False  # the last passage named a subject and gave no figure of it

    def enter(self, section: SectionKind | None) -> None:
        """Begin a section: what the one before spoke of is forgotten."""
        self.section = section
        self.path = [None, None, None]
        self.subject = None
        self.told = False

    def read(self, passage: Passage, start: int = 0) -> None:
        """Read the figures of a passage from a place on."""
        figures = [figure for figure in figures_in(passage.text) if figure.start >= start]
        if not self.told:
            self.subject = None
        self.told = False
        if figures:
            _PassageReader(self, passage, figures, start).read()
        else:
            self._name_only(passage.text[start:])

    def _name_only(self, text: str) -> None:
        """A passage without a figure may name the 类, 款 and 项 of the figures to come."""
        path = path_in(text)
        if path is not None:
            self.subject = self.item(path)
            self.told = True

    def item(self, path: list[str | None]) -> Subject:
        """Give the subject of a 类/款/项 path, of which the text repeats only the lower parts."""
        first = next(index for index, name in enumerate(path) if name)
        self.path = [*self.path[:first], *path[first:]]
        family = self.section.family if self.section else None
        return function_item(self.path, family or "general")


class _PassageReader:
    """Reads the figures of one passage."""

    def __init__(self, reader: Reader, passage: Passage, figures: list[Figure], start: int) -> None:
        self.reader = reader
        self.passage = passage
        self.text = passage.text
        self.figures = figures
        self.position = start
        self.basis: Basis | None = None
        self.aside = False  # in a reason, or in what money was used for
        self.year: int | None = None
        self.after: Concept | None = None
        self.last: Statement | None = None

    def read(self) -> None:
        for index, figure in enumerate(self.figures):
            following = self.figures[index + 1].start if index + 1 < len(self.figures) else len(self.text)
            if figure.limit:
                self._limit(figure)
                continue
            self._figure(figure, self.text[figure.unit_end : following])
            self.position = figure.unit_end

    def _limit(self, figure: Figure) -> None:
        """单价100万元（含）以上设备: the limit is part of the name of what is counted."""
        concept = taxonomy().concepts["assets.equipment.threshold"] if self._concepts_allowed() else None
        self._add(figure, Subject(concept, None, "单价"), Clause("", "amount"))

    def _figure(self, figure: Figure, tail: str) -> None:
        lead = _REMARK.sub("", self.text[self.position : figure.start])
        segments = _SEGMENTS.split(_JOINT.sub("", lead))
        self._punctuation(lead, segments)
        words = _JOINT.sub("", segments[-1])
        said = clause(words, figure.unit in _PERCENT)
        if said.years:
            self.year = said.years[-1]
        self.basis = said.basis or self.basis
        if self.aside or not self._concepts_allowed():
            self._add(figure, Subject(None, None, _label(words)), said)
            return
        subject = self._subject(figure, said, segments, tail)
        self._add(figure, subject or Subject(None, None, _label(words)), said)

    def _punctuation(self, lead: str, segments: list[str]) -> None:
        """A full stop ends reasons, comparisons and years; a semicolon ends what money was used for."""
        if "。" in lead:
            self.aside, self.basis, self.year = False, None, None
        elif "；" in lead or ";" in lead:
            self.aside, self.basis = False, None
        sentence = lead.rpartition("。")[2]
        self.aside = self.aside or _REASON.search(sentence) is not None or _USAGE.search(sentence) is not None
        for segment in segments[:-1]:
            self.basis = comparison(segment) or self.basis

    def _concepts_allowed(self) -> bool:
        return self.reader.section is None or self.reader.section.reads == "concepts"

    def _subject(self, figure: Figure, said: Clause, segments: list[str], tail: str) -> Subject | None:
        found = self._told_after(figure, tail) or self._named(segments, said, figure.unit)
        if found is not None:
            self.reader.subject = found
            return found
        if not is_filler(said.words):
            return None
        found = self._earlier(segments[:-1], figure.unit) or self.reader.subject or self._of_section()
        return self._in_unit(found, figure.unit, said)

    def _told_after(self, figure: Figure, tail: str) -> Subject | None:
        if figure.unit not in ("个", "项"):
            return None
        for concept in taxonomy().told_after:
            if concept.after and concept.after.search(tail):
                return Subject(concept, None, concept.label)
        return None

    def _named(self, segments: list[str], said: Clause, unit: str) -> Subject | None:
        """Give what the words right before the figure name."""
        path = path_in(segments[-1])
        if path is not None:
            return self.reader.item(path)
        words = said.words
        section = self.reader.section
        bare = section.words.get(_bare(words)) if section else None
        if bare is not None and self._bare_speaks(bare):
            return Subject(taxonomy().concepts[bare], None, _bare(words))
        found = named(words, unit, self._speaking())
        return found or self._item(words, unit)

    def _bare_speaks(self, bare: str) -> bool:
        """收入 and 支出 alone name the section's own only where nothing of that side is spoken of yet."""
        subject = self.reader.subject
        return subject is None or subject.concept is None or subject.concept.side not in (None, taxonomy().concepts[bare].side)

    def _speaking(self) -> Speaking:
        section = self.reader.section
        current = self.reader.subject.concept if self.reader.subject else None
        families = [section.family if section else None, current.family if current else None, "all"]
        side = current.side if current else None
        return Speaking(tuple(dict.fromkeys(name for name in families if name)), side)

    def _item(self, words: str, unit: str) -> Subject | None:
        """Give an item of what the text speaks of: a function in 支出结构, a kind of vehicle among vehicles."""
        if is_filler(words):
            return None
        current = self.reader.subject.concept if self.reader.subject else None
        if current is not None and unit in ("辆", "台", "部"):
            counted = taxonomy().in_unit(current, unit) if unit not in current.units else current
            if counted is not None and counted.items:
                return kind_named(words, counted)
        section = self.reader.section
        return function_named(words, section.family or "") if section and unit.endswith("元") else None

    def _earlier(self, segments: list[str], unit: str) -> Subject | None:
        """Give what the sentence named before its last comma: …（项）：支出决算为."""
        for segment in reversed(segments):
            path = path_in(segment)
            if path is not None:
                self.reader.subject = self.reader.item(path)
                return self.reader.subject
            if _DENIED.search(segment):
                continue
            found = named(normal(segment), unit, self._speaking())
            if found is not None:
                self.reader.subject = found
                return found
        return None

    def _of_section(self) -> Subject | None:
        section = self.reader.section
        concept = taxonomy().concepts[section.concept] if section and section.concept else None
        return Subject(concept, None, concept.label) if concept else None

    def _in_unit(self, subject: Subject | None, unit: str, said: Clause) -> Subject | None:
        """Give the subject as the figure's unit has it: 国内公务接待 in 人次 are its persons."""
        if subject is None or subject.concept is None or unit in _PERCENT or unit in subject.concept.units:
            return subject
        concept = taxonomy().in_unit(subject.concept, unit)
        return subject._replace(concept=concept) if concept else None

    def _add(self, figure: Figure, subject: Subject, said: Clause) -> None:
        measure = self._measure(figure, subject, said)
        year = self.reader.year if measure in _RATIOS | _CHANGES else self.year or self.reader.year
        if measure == "prior" and self.year in (None, self.reader.year):
            year = self.reader.year - 1 if self.reader.year else None
        label = subject.label + _WORDS_OF.get(measure, "")
        section = self.reader.section
        self.reader.statements.append(
            Statement(
                label,
                self.passage.value(figure.start, figure.end),
                figure.unit or None,
                subject.concept.id if subject.concept and self._meant(figure, subject.concept, measure) else None,
                measure,
                subject.item,
                year,
                said.direction,
                section.id if section else None,
            )
        )

    def _meant(self, figure: Figure, concept: Concept, measure: Measure) -> bool:
        """A percentage without a word for what it is says nothing of the subject."""
        return figure.unit not in _PERCENT or measure in _RATIOS or figure.unit in concept.units

    def _measure(self, figure: Figure, subject: Subject, said: Clause) -> Measure:
        measure = said.measure
        if measure in ("change", "growth") and self.basis == "budget":
            measure = "difference" if measure == "change" else "difference_rate"
        if measure == "amount" and figure.unit in _PERCENT and not said.words and subject.concept is not None:
            measure = "share"
        if measure == "amount" and subject.concept is not None and not subject.concept.is_money:
            measure = "count" if subject.concept.unit != "分" else "amount"
        return measure


def _bare(words: str) -> str:
    """Give the one word that is left without fillers around it: 2023年度本单位支出为 is 支出."""
    for word in ("收入", "支出"):
        before, found, after = words.partition(word)
        if found and is_filler(before) and is_filler(after):
            return word
    return ""


def _label(words: str) -> str:
    return words[-40:]
