"""Final accounts (部门决算) or an annexed report as the rules see them: figures by concept, sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from jixiao.check.accounts_flat import Flat, flats_of
from jixiao.check.accounts_groups import Group, groups_of
from jixiao.check.accounts_terms import Term, terms_of
from jixiao.check.accounts_text import Paragraph, Sentence, number_of, paragraphs_of, sentences_of
from jixiao.check.accounts_years import Dated, dated, usual_year
from jixiao.check.project_summaries import is_summary
from jixiao.check.relations.numbers import printed
from jixiao.check.subject_names import subject_key
from jixiao.knowledge.accounts_patterns import Found, possible_patterns, traces
from jixiao.model.accounts import FinalAccounts, Measure, Statement
from jixiao.model.result import ReadResult
from jixiao.model.value import Value

_ZERO = Decimal(0)
_FIELDS = ("PAGEREF", "错误!", "错误！", "HYPERLINK", "MERGEFORMAT")  # codes of a text processor


class Trace(NamedTuple):
    """A trace of a template in a paragraph."""

    paragraph: Paragraph
    found: Found

    @property
    def text(self) -> str:
        """What was found, as printed."""
        return self.paragraph.printed[self.found.start : self.found.end]


class AccountsContext:
    """One document, parsed once; `read` is the file with the forms and reports that stand beside it."""

    def __init__(self, document: FinalAccounts, index: int, read: ReadResult) -> None:
        self.document = document
        self.index = index
        self.read = read
        self.unit = document.unit.text
        self.paragraphs = paragraphs_of(document)
        self.by_concept: dict[str, list[Statement]] = defaultdict(list)
        for statement in document.statements:
            if statement.concept is not None:
                self.by_concept[statement.concept].append(statement)

    # --- figures

    def stated(self, concept: str, measure: Measure = "amount") -> list[Statement]:
        """Give where a figure of the whole is stated, in the order of the text; not those of its items."""
        return [each for each in self.by_concept.get(concept, ()) if each.measure == measure and each.item is None]

    @cached_property
    def department_scores(self) -> list[Statement]:
        """Where the score of the department is stated; that of a project in its summary (绩效自评综述) is another."""
        told = {id(each.statement) for paragraph in self.paragraphs if is_summary(paragraph) for each in paragraph.told}
        return [each for each in self.stated("performance.department_score") if id(each) not in told]

    def amount(self, concept: str) -> Decimal | None:
        """Give the amount or the count of a concept where it is stated and all places agree, else None."""
        counts = self.stated(concept) or self.stated(concept, "count")
        numbers = {number_of(statement) for statement in counts}
        return numbers.pop() if len(numbers) == 1 else None

    def words_before(self, statement: Statement) -> Value | None:
        """Give the words of the sentence before a figure, such as 7.卫生健康（类）…（项）：支出决算为."""
        for paragraph in self.paragraphs:
            for told in paragraph.told:
                if told.statement is statement:
                    start = max(paragraph.text.rfind(stop, 0, told.start) for stop in "。；") + 1
                    return paragraph.part(start, told.start)
        return None

    def is_zero(self, concept: str) -> bool:
        """Say whether a figure is stated as 0."""
        return self.amount(concept) == _ZERO

    # --- text

    @cached_property
    def dated(self) -> list[Dated]:
        """The sentences that name the year of their figures."""
        return list(dated(self.sentences))

    @cached_property
    def year(self) -> int | None:
        """The year that the text is about: that of nearly all its sentences, else that of the cover."""
        return usual_year(self.dated) or self.document.year

    @cached_property
    def accounts(self) -> list[Paragraph]:
        """The paragraphs that tell figures of the accounts; terms, duties and annexes do not."""
        return [paragraph for paragraph in self.paragraphs if paragraph.is_account]

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The sentences that tell figures of the accounts."""
        return list(sentences_of(self.accounts))

    @cached_property
    def groups(self) -> list[Group]:
        """The groups of figures that are of one thing, in the paragraphs that tell figures of the accounts."""
        return [group for paragraph in self.accounts for group in groups_of(paragraph)]

    @cached_property
    def flats(self) -> list[Flat]:
        """Where the paragraphs that tell figures of the accounts say that something is level."""
        groups: dict[int, list[Group]] = defaultdict(list)
        for group in self.groups:
            groups[id(group.paragraph)].append(group)
        return [flat for paragraph in self.accounts for flat in flats_of(paragraph, groups[id(paragraph)])]

    @cached_property
    def terms(self) -> list[Term]:
        """The terms that 名词解释 explains."""
        return terms_of(self.document.sections)

    @cached_property
    def table_names(self) -> frozenset[str]:
        """The names of subjects in the tables, as they are compared."""
        rows = (row for table in self.document.tables for row in table.rows)
        return frozenset(subject_key(row.label.text) for row in rows if row.label.text)

    @cached_property
    def traces(self) -> list[Trace]:
        """Traces of templates in all paragraphs."""
        possible = possible_patterns("\n".join(paragraph.printed for paragraph in self.paragraphs))
        return [
            Trace(paragraph, found) for paragraph in self.paragraphs for found in traces(paragraph.printed, possible)
        ]

    @cached_property
    def codes_elsewhere(self) -> list[tuple[str, Value]]:
        """Error values in tables, and codes of fields in lines outside of the sections, with what surrounds them."""
        found = [(text, value) for value in self._cells() if "#" in (text := value.text or "") and _codes(text)]
        if self.index == len(self.read.forms) and self.read.layout is not None:
            inside = {trace.paragraph.part(trace.found.start, trace.found.end).place for trace in self.traces}
            known = {place.paragraph for place in inside if place}
            for line in self.read.layout.paragraphs():
                if line.number not in known and any(mark in line.text for mark in _FIELDS) and _codes(line.text):
                    found.append((line.text.strip()[:40], Value(line.text.strip(), line.place())))
        return found

    def _cells(self) -> Iterator[Value]:
        return (value for table in self.document.tables for row in table.rows for value in row.values.values())

    def paragraphs_in(self, kinds: Collection[str]) -> list[Paragraph]:
        """Give the paragraphs of sections of some kinds, their parts (three_public.detail) among them."""
        return [paragraph for paragraph in self.paragraphs if kin(paragraph.kind) in kinds or paragraph.kind in kinds]

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of section that the document has."""
        return frozenset(section.id for section in self.document.sections if section.id)

    @property
    def figures(self) -> int:
        """How many figures the document has, in text and tables."""
        told = sum(number_of(statement) is not None for statement in self.document.statements)
        return told + sum(printed(value.text) is not None for value in self._cells())


def _codes(text: str) -> bool:
    return any(found.pattern.kind == "spreadsheet" for found in traces(text, possible_patterns(text)))


def kin(section: str | None) -> str:
    """Give the family of a section: three_public of three_public.detail."""
    return (section or "").partition(".")[0]
