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
from jixiao.read.recognise.accounts.numbering import numbered
from jixiao.read.recognise.accounts.subjects import (
    RATIO_UNITS,
    VEHICLE_UNITS,
    Speaking,
    Subject,
    function_item,
    function_named,
    in_unit,
    is_filler,
    kind_named,
    named,
    path_in,
    printed,
)

_SEGMENTS = re.compile(r"[,；;：:。！？]")
_YEAR = re.compile(r"^([12][0-9]{3})年度?")
_REMARK = re.compile(r"\([^()]*\)")
_JOINT = re.compile(r"(?:[、和及(]|以及|并|与(?![上去同年前0-9]))*")
_ONLY_JOINT = frozenset({",", "、", "和", "及", "与", "，"})
_REASON = re.compile(r"原因|由于")
_ASIDE = re.compile(r"用于(?!以下|下列|如下|的?[:：])|主要是(?!用于)")
_DENIED = re.compile(r"[无未没不]|原因|用于")
_RATIOS: frozenset[Measure] = frozenset({"share", "growth", "completion", "difference_rate"})
_CHANGES: frozenset[Measure] = frozenset({"change", "growth", "difference", "difference_rate"})
_WORDS_OF: dict[Measure, str] = {
    "prior": "上年数",
    "share": "占比",
    "initial_budget": "年初预算",
    "budget": "预算",
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
        start += numbered(passage.text[start:])[1]
        figures = figures_in(passage.text, start)
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
        self.aside = 0  # 2 in a reason, 1 in what money was used for or behind a semicolon of a reason
        self.year: int | None = None
        self.pair: list[Subject] = []  # what a row of figures speaks of: 收入和支出分别为

    def read(self) -> None:
        index = 0
        while index < len(self.figures):
            figure = self.figures[index]
            if figure.limit:
                self._limit(figure)
                index += 1
                continue
            row = self._row(index)
            index += len(row)
            following = self.figures[index].start if index < len(self.figures) else len(self.text)
            self._read_row(row, self.text[row[-1].unit_end : following])
            self.position = row[-1].unit_end

    def _row(self, index: int) -> list[Figure]:
        """Give a figure and those joined to it without a word: 1267.86、2570.97万元."""
        row = [self.figures[index]]
        for figure in self.figures[index + 1 :]:
            between = self.text[row[-1].unit_end : figure.start]
            if between not in _ONLY_JOINT or row[-1].unit not in ("", figure.unit) or figure.limit:
                break
            row.append(figure)
        return row

    def _limit(self, figure: Figure) -> None:
        """单价100万元（含）以上设备: the limit is part of the name of what is counted."""
        concept = taxonomy().concepts["assets.equipment.threshold"] if self._reads("concepts") else None
        self._add(figure, Subject(concept, None, "单价"), Clause("", "amount"))

    def _read_row(self, row: list[Figure], tail: str) -> None:
        figure = row[0]._replace(unit=row[-1].unit)
        segments = self._segments(figure)
        said = clause(segments[-1], figure.unit)
        self.year = said.years[-1] if said.years else self.year
        self.basis = said.basis or self.basis
        subjects = self._subjects(row, figure, said, segments, tail)
        for one, subject in zip(row, subjects, strict=True):
            self._add(one._replace(unit=figure.unit), subject, said)

    def _segments(self, figure: Figure) -> list[str]:
        """Give the clauses between the last figure and this one; what their stops end is ended."""
        lead = self.text[self.position : figure.start]
        remark = _REMARK.match(lead)
        lead = lead[remark.end() :] if remark else lead
        segments = _SEGMENTS.split(lead)
        segments[-1] = segments[-1][_JOINT.match(segments[-1]).end() :]  # type: ignore[union-attr]
        if "。" in lead:
            self.aside, self.basis, self.year, self.pair = 0, None, None, []
        elif "；" in lead or ";" in lead:
            self.aside, self.basis = self.aside // 2, None
        sentence = lead.rpartition("。")[2]
        self.aside = 2 if _REASON.search(sentence) else max(self.aside, 1) if _ASIDE.search(sentence) else self.aside
        for segment in segments[:-1]:
            self._remember(segment)
        return segments

    def _remember(self, segment: str) -> None:
        """Keep in mind what a clause without a figure compares with, or else which year it speaks of."""
        basis = comparison(segment)
        years = None if basis else _YEAR.search(segment)
        self.basis = basis or self.basis
        self.year = int(years[1]) if years else self.year

    def _reads(self, what: str) -> bool:
        return self.reader.section is None or self.reader.section.reads == what

    def _subjects(
        self, row: list[Figure], figure: Figure, said: Clause, segments: list[str], tail: str
    ) -> list[Subject]:
        """Give the subject of each figure of a row; the figures of a row whose subjects are not clear are not known."""
        first = self._subject(figure, said, segments, tail) or Subject(None, None, segments[-1][-40:])
        if len(row) == 1:
            return [first]
        several = self._several(first, said.words, figure.unit)
        if len(several) != len(row) and len(self.pair) == len(row) and is_filler(said.words):
            several = self.pair
        if len(several) != len(row):
            return [Subject(None, None, first.label)] * len(row)
        self.pair = several
        return several

    def _several(self, first: Subject, words: str, unit: str) -> list[Subject]:
        """Give what the words name one by one (收入总计、支出总计), or the two parts of 收支总计."""
        if first.concept is not None and first.concept.pair:
            parts = [taxonomy().concepts[name] for name in first.concept.pair]
            return [Subject(part, None, part.label) for part in parts]
        found = [named(part, unit, self._speaking()) for part in re.split(r"[、和及与]", words)]
        return [subject for subject in found if subject is not None]

    def _subject(self, figure: Figure, said: Clause, segments: list[str], tail: str) -> Subject | None:
        if self.aside == 2 or not self._reads("concepts"):
            return self._listed(figure, said)
        found = self._named(figure, segments, said, tail)
        if self.aside:
            if found is None or said.measure in _CHANGES or self.aside == 1 and "；" not in self._gap(figure):
                return None
            self.aside = 0
        if found is not None:
            self.reader.subject = found
            return found
        if not is_filler(said.words):
            return None
        found = self._earlier(figure, segments[:-1]) or self.reader.subject or self._of_section()
        return self._as_unit(found, figure.unit)

    def _gap(self, figure: Figure) -> str:
        return self.text[self.position : figure.start]

    def _listed(self, figure: Figure, said: Clause) -> Subject | None:
        """In sections that are only listed, figures of the section's own family are known: 人员编制 in 概况."""
        section = self.reader.section
        if self.aside or section is None or section.reads != "listed" or section.family is None:
            return None
        found = named(said.words, figure.unit, Speaking((section.family,), None))
        return found if found and found.concept and found.concept.family == section.family else None

    def _named(self, figure: Figure, segments: list[str], said: Clause, tail: str) -> Subject | None:
        """Give what the words right before the figure name, or those behind it."""
        found = self._told_after(figure, tail)
        if found is not None:
            return found
        path = path_in(segments[-1])
        if path is not None:
            return self.reader.item(path)
        found = named(said.words, figure.unit, self._speaking())
        if found is not None:
            return found._replace(label=self._printed(figure, segments[-1], found.label))
        return self._bare(said.words) or self._item(figure, segments, said.words)

    def _printed(self, figure: Figure, words: str, label: str) -> str:
        return printed(self.passage.printed[figure.start - len(words) : figure.start], words, label)

    def _told_after(self, figure: Figure, tail: str) -> Subject | None:
        """对7个项目开展了绩效自评: what is counted is told behind the figure."""
        if figure.unit not in ("个", "项"):
            return None
        for concept in taxonomy().told_after:
            if concept.after and concept.after.search(tail):
                return Subject(concept, None, concept.label)
        return None

    def _bare(self, words: str) -> Subject | None:
        """收入 and 支出 alone are the section's own where nothing of that side is spoken of yet."""
        section, current = self.reader.section, self._concept()
        for word, identifier in section.words.items() if section else ():
            before, found, after = words.partition(word)
            concept = taxonomy().concepts[identifier]
            if found and is_filler(before) and is_filler(after) and (current is None or current.side != concept.side):
                return Subject(concept, None, word)
        return None

    def _concept(self) -> Concept | None:
        return self.reader.subject.concept if self.reader.subject else None

    def _speaking(self) -> Speaking:
        section, current = self.reader.section, self._concept()
        families = (section.family if section else None, current.family if current else None, "all")
        return Speaking(tuple(dict.fromkeys(filter(None, families))), current.side if current else None)

    def _item(self, figure: Figure, segments: list[str], words: str) -> Subject | None:
        """Give an item of what the text speaks of: a function in 支出结构, a kind of vehicle among vehicles."""
        if is_filler(words):
            return None
        section = self.reader.section
        if figure.unit in VEHICLE_UNITS:
            current = self._concept() or getattr(self._earlier(figure, segments[:-1]), "concept", None)
            counted = in_unit(current, figure.unit) if current else None
            return kind_named(words, counted) if counted and counted.items else None
        if section is None or not figure.unit.endswith("元"):
            return None
        found = function_named(words, section.family or "")
        if found is None and section.items and section.family in self._speaking().families:
            return kind_named(words, taxonomy().concepts[section.items])
        return found

    def _earlier(self, figure: Figure, segments: list[str]) -> Subject | None:
        """Give what the sentence named before its last comma: …（项）：支出决算为."""
        for segment in reversed(segments):
            path = path_in(segment)
            found = self.reader.item(path) if path is not None else None
            if found is None and segment and not _DENIED.search(segment):
                found = named(normal(segment), figure.unit, self._speaking())
            if found is not None:
                self.reader.subject = found
                return found
        return None

    def _of_section(self) -> Subject | None:
        section = self.reader.section
        concept = taxonomy().concepts[section.concept] if section and section.concept else None
        return Subject(concept, None, concept.label) if concept else None

    def _as_unit(self, subject: Subject | None, unit: str) -> Subject | None:
        if subject is None or subject.concept is None:
            return subject
        concept = in_unit(subject.concept, unit)
        return subject._replace(concept=concept) if concept else None

    def _add(self, figure: Figure, subject: Subject, said: Clause) -> None:
        measure = self._measure(figure, subject, said)
        concept = subject.concept
        if concept is not None and not self._meant(figure, concept, said, measure):
            concept = None
        section = self.reader.section
        self.reader.statements.append(
            Statement(
                subject.label + (said.verb or _WORDS_OF.get(measure, "") if subject.concept else ""),
                self.passage.value(figure.start, figure.end),
                figure.unit or None,
                concept.id if concept else None,
                measure,
                subject.item,
                self._year(measure),
                said.direction,
                section.id if section else None,
            )
        )

    def _meant(self, figure: Figure, concept: Concept, said: Clause, measure: Measure) -> bool:
        """A percentage without a word for what it is says nothing of the subject, nor does a change of percentages."""
        if figure.unit == "个百分点":
            return False
        if measure in _CHANGES and said.base_year and self.reader.year and said.base_year < self.reader.year - 1:
            return False
        return figure.unit not in RATIO_UNITS or measure in _RATIOS or figure.unit in concept.units

    def _measure(self, figure: Figure, subject: Subject, said: Clause) -> Measure:
        measure = said.measure
        if measure in ("change", "growth") and self.basis == "budget":
            return "difference" if measure == "change" else "difference_rate"
        if measure != "amount" or subject.concept is None:
            return measure
        if figure.unit in RATIO_UNITS and not said.words:
            return "share"
        return "amount" if subject.concept.is_money or subject.concept.unit == "分" else "count"

    def _year(self, measure: Measure) -> int | None:
        year = self.reader.year
        if measure == "prior":
            return self.year if self.year and self.year != year else year - 1 if year else None
        return year if measure in _CHANGES or measure in _RATIOS else self.year or year
