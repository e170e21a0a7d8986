"""The disclosure as a Paper (部门决算公开): cover, contents and the sections of the wording in their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jixiao.knowledge.disclosure_tables import TableSet
from jixiao.model.unit_year import UnitYear
from jixiao.write.disclosure.annexes import FormBlocks, annexes
from jixiao.write.disclosure.composer import Composer
from jixiao.write.disclosure.figures import Figures
from jixiao.write.disclosure.gaps import Gap
from jixiao.write.disclosure.language import Template
from jixiao.write.disclosure.pictures import chart
from jixiao.write.disclosure.terms import terms
from jixiao.write.disclosure.wording import SectionWords, Wording
from jixiao.write.paper import Block, Contents, Heading, PageBreak, Paper, Paragraph, Run
from jixiao.write.tables import disclosure_tables


@dataclass(slots=True)
class Disclosure:
    """A disclosure: the paper, and what it lacks to be published."""

    paper: Paper
    gaps: list[Gap]


def write_disclosure(
    year: UnitYear, wording: Wording, tables: TableSet, form_blocks: FormBlocks | None = None
) -> Disclosure:
    """Give the disclosure of a unit's year; what is lacking stands as 【待填：…】 and is listed in `gaps`.

    `form_blocks` draws the forms of the annex; without it they are left out.
    """
    return _Making(year, wording, tables, form_blocks).disclosure()


class _Making:
    """One disclosure on its way."""

    def __init__(self, year: UnitYear, wording: Wording, tables: TableSet, form_blocks: FormBlocks | None) -> None:
        self.year, self.wording, self.tables, self.form_blocks = year, wording, tables, form_blocks
        self.composer = Composer(Figures(year, wording), wording)
        self.said: list[str] = []

    def disclosure(self) -> Disclosure:
        blocks = [*self._cover(), *self._contents()]
        for section in self.wording.sections:
            blocks += self._section(section)
        title = f"{self.year.unit.name}{self.year.year}年度{'部门' if self.year.unit.whole else '单位'}决算公开"
        return Disclosure(Paper(title, blocks, author=self.year.unit.name), list(self.composer.gaps.values()))

    def _cover(self) -> Iterator[Block]:
        yield from (Paragraph(self.composer.runs(line), "cover") for line in self.wording.cover)
        if self.wording.published:
            yield Paragraph(self.composer.runs(self.wording.published), "centered")

    def _contents(self) -> Iterator[Block]:
        yield PageBreak()
        yield Contents(title=self.wording.contents)

    def _section(self, section: SectionWords) -> Iterator[Block]:
        block = self._block(section)
        if section.block and not block:
            return
        yield Heading(section.level, self.composer.text(section.heading), section.new_page)
        yield from block
        for template in section.text:
            yield from self._paragraphs(template)
        for name in section.charts:
            drawn = chart(self.composer, name)
            if drawn is not None:
                yield drawn

    def _block(self, section: SectionWords) -> Sequence[Block]:
        if section.block == "terms":
            return [Paragraph([line]) for line in terms(self.composer, "".join(self.said))]
        if section.block == "annexes":
            return list(annexes(self.composer, section.reports, self.form_blocks))
        if section.block == "tables":
            return [*disclosure_tables(self.year, self.tables)]
        return []

    def _paragraphs(self, template: Template) -> Iterator[Paragraph]:
        """Give the paragraphs of a template: one for each line, none for an empty one."""
        for runs in _lines(self.composer.runs(template)):
            paragraph = Paragraph(runs)
            if paragraph.text.strip():
                self.said.append(paragraph.text)
                yield paragraph


def _lines(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Give runs line by line."""
    line: list[Run] = []
    for run in runs:
        first, *rest = run.split("\n") if type(run) is str else [run]
        line.append(first)
        for part in rest:
            yield line
            line = [part]
    yield line
