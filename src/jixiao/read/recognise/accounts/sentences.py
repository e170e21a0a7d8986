"""Sentences become statements: a walk over the figures of a passage that keeps in mind what the text speaks of.

Every figure is kept. What it is about is told by the words before it (clauses, naming), by the sentence so far (占 and
增长 speak of the figure before them), and by its section. Where none tells, the concept is None.
"""

from __future__ import annotations

import re
from itertools import accumulate

from jixiao.knowledge.sections import SectionKind
from jixiao.knowledge.taxonomy import Concept, taxonomy
from jixiao.model.accounts import Measure, Statement
from jixiao.read.recognise.accounts.asides import counts_reasons, is_reason, is_use, not_held
from jixiao.read.recognise.accounts.clauses import Basis, Clause, clause, comparison
from jixiao.read.recognise.accounts.context import Context
from jixiao.read.recognise.accounts.figures import Figure, figures_in, is_residue, joined, printed_unit, words_behind
from jixiao.read.recognise.accounts.lines import Passage
from jixiao.read.recognise.accounts.measures import (
    AGAINST_BUDGET,
    BUDGETS,
    CHANGES,
    OF_MONEY,
    POINTS,
    RATIOS,
    WORDS_OF,
    measure_of,
)
from jixiao.read.recognise.accounts.naming import (
    LONGEST_CLAUSE,
    PARTS,
    SPENT,
    Words,
    listed,
    several,
    spoken_of,
    together,
    told,
    use_of,
)
from jixiao.read.recognise.accounts.numbering import numbered
from jixiao.read.recognise.accounts.projects import of_project, scored
from jixiao.read.recognise.accounts.settle import Open, lift, settle, tell_differences, tell_parts, tell_prior
from jixiao.read.recognise.accounts.subjects import RATIO_UNITS, Subject, in_unit, is_filler, path_in

_SEGMENTS = re.compile(r"[,；;：:。！？]")
_REMARK = re.compile(r"\([^()]*\)")
_JOINT = re.compile(r"(?:[、和及()]|以及|并|与(?![上去同年前预全调期0-9]))*")
_YEAR = re.compile(r"([12][0-9]{3})年度?(?!末|底)")
_YEARS = 2  # a year so far from the one reported is still one that figures are given for
_PARTS_FOLLOW = "其中"
_PART = re.compile(rf"{_PARTS_FOLLOW}(?![:：,])")
_LONGEST_LABEL = 40  # characters of the words before a figure that is not known
_EACH = re.compile("(?:均|都)(?:为|是)?$")
_LIST = re.compile("其中|包括")
_STOPS = re.compile(r"([。；;])")
_NOT, _PERHAPS, _USED, _REASONS = range(4)  # asides: none, behind the semicolon of a reason, in a use, in a reason
_GAP = "差额"  # the word for a change without a direction


class Reader:
    """Reads the passages of one document, section by section."""

    def __init__(self, year: int | None) -> None:
        self.context = Context(year)
        self.statements: list[Statement] = []
        self.open: list[Open] = []  # changes that may be a part's or the whole's
        self._named_only = False  # the last passage named a subject and gave no figure of it

    def end(self) -> list[Statement]:
        """Give the statements in reading order, last year's figures told from this year's."""
        tell_prior(self.statements, self.context.year)
        settle(self.open, self.statements)
        lift(self.statements)
        tell_parts(self.statements)
        tell_differences(self.statements)
        return self.statements

    def enter(self, section: SectionKind | None, heading: str = "") -> None:
        """Begin a section."""
        self.context.enter(section, heading)
        self._named_only = False

    def read(self, passage: Passage, start: int = 0) -> None:
        """Read the figures of a passage from a place on."""
        self.context.heading = passage.text[:start]
        start += numbered(passage.text[start:])[1]
        self.context.begin(passage.text[start:])
        if not self._named_only:
            self.context.subject = None
        self.context.open.clear()
        figures = figures_in(passage.text, start)
        if is_residue(passage.text[start:], figures):
            return
        path = None if figures else path_in(passage.text[start:], passage.printed[start:])
        self._named_only = path is not None
        if path is not None:
            self.context.subject = self.context.item(path)
        elif figures:
            _Walk(self, passage, figures, start).read()


class _Walk:
    """Goes over the figures of one passage."""

    def __init__(self, reader: Reader, passage: Passage, figures: list[Figure], start: int) -> None:
        self.context = reader.context
        self.statements = reader.statements
        self.open = reader.open
        self.first = len(reader.statements)  # of the passage
        self.passage = passage
        self.text = passage.text
        self.figures = figures
        self.position = start
        self.basis: Basis | None = None
        self.base_year: int | None = None
        self.aside = _NOT
        self.whole: Subject | None = None  # what was spoken of before 其中
        self.listed = False  # 其中 stands in the sentence
        self.told = False  # the sentence before ended with parts: what follows without a name may be the whole's
        self.part = False  # one of several is spoken of behind 其中: the change that follows may be the whole's
        self.year: int | None = None
        self.budgeted: Measure | None = None  # behind a budget's 其中 its parts are budgets too
        self.reasoned = False  # reasons are told one by one: 二是 goes on with them
        self.later = False  # the text compares a year after the one reported
        self.last: Measure = "amount"
        self.row: list[Subject] = []  # what a row of figures speaks of: 收入和支出分别为

    def read(self) -> None:
        index = 0
        while index < len(self.figures):
            row = joined(self.text, self.figures, index)
            index += len(row)
            if row[0].limit:
                self._limit(row[0])
                continue
            self._read_row(row, words_behind(self.text, row[-1].unit_end, self.figures[index : index + 2]))
            self.position = row[-1].unit_end

    def _limit(self, figure: Figure) -> None:
        """单价100万元（含）以上设备, 结余率大于10%的项目: the limit is part of the name of what is counted."""
        priced = figure.unit.endswith("元") and self.context.reads("concepts")
        concept = taxonomy().concepts["assets.equipment.threshold"] if priced else None
        self._add(figure, Subject(concept, None, "单价" if priced else "界限"), Clause("", "amount"))

    def _read_row(self, row: list[Figure], tail: str) -> None:
        figure = row[0]._replace(unit=row[-1].unit)
        words = self._words(figure, tail)
        said = self._refer(clause(words.clauses[-1], figure.unit), figure.unit)
        said = self._part_of_budget(said, words.clauses[-1], figure.unit)
        self._of_year(said.years[-1] if said.years else None)
        if said.measure in ("change", "growth") and self.year and self.year > (self.context.year or self.year):
            self.later = True
        self.last = said.measure
        found = self._of_project(row, figure.unit, said)
        subjects, said = found or (self._subjects(row, figure.unit, said, words), said)
        for one, subject in zip(row * (len(subjects) // len(row)), subjects, strict=True):
            self._add(one._replace(unit=figure.unit), subject, said)

    def _of_project(self, row: list[Figure], unit: str, said: Clause) -> tuple[list[Subject], Clause] | None:
        """Give what 全年预算数 and 执行数 are of where the text tells of a project's self-evaluation."""
        project = self.context.project if len(row) == 1 else None
        found = of_project(said, unit, project) if project else None
        if found is None:
            return None
        self.aside, self.context.subject = _NOT, None
        return [found[0]], found[1]

    def _words(self, figure: Figure, tail: str) -> Words:
        """Give the clauses between the last figure and this one; what their stops end is ended."""
        lead = self.text[self.position : figure.start]
        self.context.brackets(lead)
        remark = _REMARK.match(lead)
        lead = lead[remark.end() :] if remark else lead
        clauses = _SEGMENTS.split(lead)
        ends = list(accumulate((len(each) + 1 for each in clauses), initial=figure.start - len(lead)))[1:]
        clauses[-1] = _JOINT.sub("", clauses[-1][-LONGEST_CLAUSE:], count=1)
        printed = [self.passage.printed[end - 1 - len(each) : end - 1] for each, end in zip(clauses, ends, strict=True)]
        self._punctuation(lead)
        for each, as_printed in zip(clauses[:-1], printed, strict=False):
            self._remember(each)
            if held := not_held(each):
                self.context.subject = (several(None, held, "万元", self.context) or [Subject(None, None, each)])[-1]
            self.context.tells_of(each, as_printed, ended=True)
        name = self.context.tells_of(clauses[-1], printed[-1], ended=False)
        clauses[-1], printed[-1] = clauses[-1][name:], printed[-1][name:]
        return Words(clauses, printed, tail, "。" not in lead and self.position > 0)

    def _punctuation(self, lead: str) -> None:
        """A full stop ends reasons, comparisons and years; a semicolon ends what money was used for."""
        for piece in _STOPS.split(lead):
            if piece == "。":
                self.aside, self.basis, self.base_year, self.year, self.row = _NOT, None, None, None, []
                self.told, self.part, self.listed, self.budgeted = self.listed, False, False, None
            elif piece in ("；", ";"):
                self.aside = _PERHAPS if self.aside in (_REASONS, _PERHAPS) else _NOT
                self.basis, self.base_year, self.part = None, None, False
            else:
                self._passing(piece)

    def _passing(self, piece: str) -> None:
        """Take note of what is said in passing from here on: a part, a reason, what money was used for."""
        if not self.part and _PARTS_FOLLOW in piece:
            self.part, self.listed, self.whole = _PART.search(piece) is not None, True, self.context.subject
        if self.last in BUDGETS and _LIST.search(piece):
            self.budgeted = self.last
        self.reasoned = self.reasoned or counts_reasons(piece)
        if is_reason(piece, counted=self.reasoned):
            self.aside = _REASONS
        elif is_use(piece, of_whole=self._speaks_of_whole()):
            self.aside = max(self.aside, _USED)

    def _speaks_of_whole(self) -> bool:
        """主要用于：卫生健康支出…: behind the whole's figure the colon begins a list of its parts."""
        return self.context.subject is None or self.context.subject.item is None

    def _remember(self, words: str) -> None:
        """Keep in mind what a clause without a figure compares with, or else which year it speaks of."""
        basis = comparison(words)
        years = _YEAR.search(words)
        if basis is not None:
            self.basis, self.base_year = basis, int(years[1]) if years else None
        elif years and years.start() == 0:
            self._of_year(int(years[1]))

    def _of_year(self, year: int | None) -> None:
        """Keep a year that figures may be of; 2019年成立 is none."""
        if year is not None and abs(year - (self.context.year or year)) <= _YEARS:
            self.year = year

    def _refer(self, said: Clause, unit: str) -> Clause:
        """Complete a clause by those before it: what a change is measured against, 完成预算84万元的73%."""
        if said.basis is not None:
            self.basis, self.base_year = said.basis, said.base_year
        if self.last in BUDGETS and unit in RATIO_UNITS and said.measure == "amount" and said.words in ("", "的"):
            return said._replace(measure="completion", words="")
        if (self.basis == "budget" or (self.last in BUDGETS and said.verb == _GAP)) and said.measure in (
            "change",
            "growth",
        ):
            return said._replace(measure="difference" if said.measure == "change" else "difference_rate")
        return said

    def _part_of_budget(self, said: Clause, words: str, unit: str) -> Clause:
        """预算总计21.8万元，其中：公务接待11.8万元: the parts of a budget are budgets, until what was spent is told."""
        if self.budgeted is None or said.measure != "amount" or not unit.endswith("元"):
            return said
        if SPENT.search(words):
            self.budgeted = None
            return said
        return said._replace(measure=self.budgeted)

    def _subjects(self, row: list[Figure], unit: str, said: Clause, words: Words) -> list[Subject]:
        """Give the subject of each figure of a row; the figures of a row whose subjects are not clear are not known."""
        first = scored(self._subject(unit, said, words), unit, self.context.project)
        unknown = Subject(None, None, words.printed[-1][-_LONGEST_LABEL:])
        if len(row) == 1:
            return self._all_alike(first, unit, said) or [first or unknown]
        found = several(first, said.words, unit, self.context)
        if len(found) != len(row) and is_filler(said.words):
            found = self.row
        self.row = found if len(found) == len(row) else []
        return self.row or [unknown] * len(row)

    def _all_alike(self, first: Subject | None, unit: str, said: Clause) -> list[Subject]:
        """上级补助收入、经营收入和其他收入均为0.00万元: one figure is that of each, where all of them are known."""
        if first is not None or self.aside >= _USED or not self.context.reads("concepts"):
            return []
        if not _EACH.search(said.words):
            return []
        found = several(None, said.words, unit, self.context)
        return found if len(found) == len(PARTS.split(said.words)) > 1 else []

    def _subject(self, unit: str, said: Clause, words: Words) -> Subject | None:
        back = self._ends_aside(unit, said) or self._is_path(words, unit)
        if back or self._lists_parts(words, unit, said) or self._counts_on(words, unit, said):
            self.aside = _NOT
        if self.aside >= _USED:
            return use_of(self.context.subject, words, unit, said)
        if not self.context.reads("concepts"):
            self.context.subject = None if self.aside else listed(words, unit, said, self.context)
            return self.context.subject
        found = told(words, unit, said, self.context)
        before = self.context.subject
        if found is None and is_filler(said.words):
            found = together(spoken_of(words, unit, said, self.context), said, self.context, self._stated())
        else:
            self.told = self.told and found is None
        self.told = self.told and self.context.subject is before
        if self.aside == _PERHAPS:
            if found is None or not self._anew(said, words):
                return None
            self.aside = _NOT
        if found is not None and found.concept is not None:
            self.context.speak_of(found)
        elif found is None and unit not in RATIO_UNITS and not is_filler(said.words):
            self.context.subject = Subject(None, None, words.printed[-1])
        return found

    def _stated(self) -> set[str | None]:
        """Give the concepts that the passage has stated so far."""
        return {each.concept for each in self.statements[self.first :]}

    def _ends_aside(self, unit: str, said: Clause) -> bool:
        """Behind a reason or use the text is back at its subject: 与上年相比减少; 主要用于…，接待30人次."""
        if not is_filler(said.words):
            return False
        if (said.measure in ("change", "growth") and said.basis is not None) or said.measure in AGAINST_BUDGET:
            return True
        counted = bool(unit) and unit not in RATIO_UNITS and not unit.endswith("元")
        concept = self.context.concept
        return self.aside == _USED and counted and concept is not None and in_unit(concept, unit) is not None

    def _lists_parts(self, words: Words, unit: str, said: Clause) -> bool:
        """Behind what money was used for, 其中： names its parts again: …各项支出，其中：人员经费7.20万元."""
        if self.aside != _USED or len(words.clauses) < 2 or words.clauses[-2] != "其中":
            return False
        found = told(words, unit, said, self.context)
        concept, current = (found.concept if found else None), self.context.concept
        if concept is None or current is None:
            return False
        return concept.parent == current.id or (concept.family == current.family and concept.id.endswith(".economic"))

    def _is_path(self, words: Words, unit: str) -> bool:
        """全部用于城乡医疗救助，具体为…（类）…（款）…（项）: the path tells whose the figure is."""
        return self.aside == _USED and unit.endswith("元") and path_in(words.clauses[-1], words.printed[-1]) is not None

    def _counts_on(self, words: Words, unit: str, said: Clause) -> bool:
        """接待对象主要是上级部门，共接待国内来访团组9个: what is counted of an amount goes on behind its use."""
        if not unit or unit in RATIO_UNITS or unit.endswith("元") or len(words.clauses) < 2:
            return False
        if self.aside not in (_USED, _REASONS) or said.measure != "amount":
            return False
        found = told(words, unit, said, self.context)
        concept, current = (found.concept if found and not found.item else None), self.context.concept
        return concept is not None and current is not None and (concept.parent or "").startswith(current.id)

    def _anew(self, said: Clause, words: Words) -> bool:
        """Behind the semicolon of a reason the list goes on with an amount or a comparison, a reason with a change."""
        if said.measure not in CHANGES:
            return bool(said.words)
        return said.basis is not None or any(comparison(each) for each in words.clauses[1:])

    def _add(self, figure: Figure, subject: Subject, said: Clause) -> None:
        measure = measure_of(figure, subject, said)
        concept = subject.concept
        if measure in ("change", "growth") and not is_filler(said.words):
            self.part = self.told = False  # 其中固定资产增加5万元: whose change it is, the clause says
        if concept is not None and not self._meant(figure, concept, measure):
            concept = None
        self.statements.append(
            Statement(
                subject.label + (said.verb or WORDS_OF.get(measure, "") if subject.concept else ""),
                self.passage.value(figure.start, figure.end),
                printed_unit(figure, self.passage.printed),
                concept.id if concept else None,
                measure,
                subject.item,
                self._year_of(measure),
                said.direction,
                self.context.section.id if self.context.section else None,
            )
        )
        if (self.part or self.told) and concept is None:
            self._leave_open(subject)

    def _leave_open(self, subject: Subject) -> None:
        """Keep whose a change behind 其中 may be: in the next sentence it is the whole's where nothing tells."""
        subjects = tuple(each for each in (subject, self.whole) if each is not None and each.concept is not None)
        if self.statements[-1].measure in ("change", "growth") and len(subjects) > 1:
            self.open.append(Open(self.statements[-1], subjects, self.whole if self.told else None))

    def _meant(self, figure: Figure, concept: Concept, measure: Measure) -> bool:
        """A percentage without a word for what it is says nothing of the subject, nor does a change since long ago."""
        if figure.unit == "个百分点" or ((self.part or self.told) and measure in ("change", "growth")):
            return False
        if concept.unit == POINTS and measure in OF_MONEY:
            return False
        year = self.context.year
        apart = self.later or (self.base_year and year and self.base_year < year - 1)
        if measure in ("change", "growth") and apart:
            return False
        return figure.unit not in RATIO_UNITS or measure in RATIOS or figure.unit in concept.units

    def _year_of(self, measure: Measure) -> int | None:
        year = self.context.year
        if measure == "prior":
            return self.year if self.year and self.year != year else year - 1 if year else None
        return year if measure in CHANGES or measure in RATIOS else self.year or year
