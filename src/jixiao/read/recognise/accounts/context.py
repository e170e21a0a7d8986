"""What the text speaks of at a place: its section, and the subject that 占, 增长 and 支出决算为 refer to."""

from __future__ import annotations

import re

from jixiao.knowledge.sections import SectionKind
from jixiao.knowledge.taxonomy import Concept, normal, taxonomy
from jixiao.read.recognise.accounts.numbering import numbered
from jixiao.read.recognise.accounts.projects import Project, project_in
from jixiao.read.recognise.accounts.subjects import Path, Speaking, Subject, function_item, named

_HEADING_END = re.compile(r"(?:具体|总体)?(?:情况)?的?(?:说明|分析)?[。.:：]*$")
_RUN_IN = re.compile(r"[^,。；：0-9]{2,28}(?:说明|情况)。")
_HEAD_END = re.compile("[,；：:。]")
_NOTHING: Path = (None, None, None)


class Context:
    """The state of a reader between two figures."""

    __slots__ = ("_title", "heading", "open", "path", "project", "section", "subject", "title", "whole", "year")

    def __init__(self, year: int | None, section: SectionKind | None = None) -> None:
        self.year = year  # the year reported
        self.section = section
        self.path: Path = _NOTHING
        self.subject: Subject | None = None
        self.heading = ""  # the words before the text of a passage that are its heading
        self._title: Subject | None = None
        self.title: Subject | None = None  # the part of the section's matter that its heading names
        self.project: Project | None = None  # whose self-evaluation the section on performance tells of
        self.whole: Concept | None = None  # what the text of the section speaks of at large
        self.open: list[Subject | None] = []  # the subjects outside of the brackets that are open

    def enter(self, section: SectionKind | None, heading: str = "") -> None:
        """Begin a section: what the one before spoke of is forgotten. `heading` may name a part of its matter."""
        self.section = section
        self._title = self.title = _part_named(heading, section)
        self.path = _NOTHING
        self.subject = None
        self.whole = None
        self.project = None
        self.tells_of(heading, heading, ended=True)

    def begin(self, text: str) -> None:
        """Begin a passage, which may begin with a heading of its own, or stand behind one."""
        for head in (self.heading, _HEAD_END.split(text, maxsplit=1)[0]):
            self.tells_of(head, head, ended=True)
        lead = _RUN_IN.match(text)
        self.title = (_part_named(lead.group(), self.section) if lead else None) or self._title

    def tells_of(self, clause: str, printed: str, *, ended: bool) -> int:
        """Keep in mind the project that a clause about performance begins with; give where its name ends, else 0."""
        clause = clause.rstrip("：:。")
        found = project_in(clause, printed, ended=ended) if clause and self.family == "performance" else None
        self.project = found or self.project
        return found.end if found else 0

    def speak_of(self, subject: Subject) -> None:
        """Go on to a subject; one that is no item and no count is what items after it are parts of."""
        self.subject = subject
        if subject.concept is not None and subject.concept.is_money and subject.item is None:
            self.whole = subject.concept

    @property
    def concept(self) -> Concept | None:
        """The concept spoken of."""
        return self.subject.concept if self.subject else None

    def reads(self, what: str) -> bool:
        """Tell whether the section's figures are read so; text outside of sections is read for concepts."""
        return self.section.reads == what if self.section else what == "concepts"

    def speaking(self) -> Speaking:
        """Give the families and the side spoken of: the section's own family first."""
        concept = self.concept
        own = self.section.family if self.section else None
        budget = concept.budget if concept and own == "fiscal" else None
        around = (concept.family if concept else None, self.whole.family if self.whole else None)
        families = tuple(dict.fromkeys(filter(None, (budget, own, *around, "all"))))
        return Speaking(families, concept.side if concept else None, self.section.concept if self.section else None)

    def item(self, path: Path) -> Subject:
        """Give the subject of a 类/款/项 path, of which the text repeats only the lower parts."""
        first = next(index for index, name in enumerate(path) if name)
        whole = [*self.path[:first], *path[first:]]
        self.path = (whole[0], whole[1], whole[2])
        return function_item(self.path, self.family or "general")

    @property
    def lists_items(self) -> bool:
        """Whether the section may list items (项) of the functional classification, and none of the economic one."""
        return self.section is not None and self.section.items is None

    @property
    def family(self) -> str | None:
        """The family of the section, or else of what is spoken of at large."""
        if self.section is not None and self.section.family is not None:
            return self.section.family
        return self.whole.family if self.whole else None

    def of_section(self) -> Subject | None:
        """Give what the section is about, or the part of it that its heading names."""
        if self.title is not None:
            return self.title
        concept = taxonomy().concepts[self.section.concept] if self.section and self.section.concept else None
        return Subject(concept, None, concept.label) if concept else None

    def brackets(self, text: str) -> None:
        """Keep in mind what was spoken of outside of brackets: it is spoken of again behind them."""
        for character in text if "(" in text or ")" in text else "":
            if character == "(":
                self.open.append(self.subject)
            elif character == ")" and self.open:
                self.subject = self.open.pop() or self.subject


def _part_named(heading: str, section: SectionKind | None) -> Subject | None:
    """2.公务用车购置费用支出情况说明: the part of what a section is about that a heading in it names."""
    if not heading or section is None or section.concept is None or section.family is None:
        return None
    words = _HEADING_END.sub("", normal(heading[numbered(heading)[1] :]))
    found = named(words, "万元", Speaking((section.family,), None, section.concept))
    is_part = found is not None and found.concept is not None and found.concept.id.startswith(f"{section.concept}.")
    return found if is_part and found is not None and found.item is None else None
