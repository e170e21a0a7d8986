"""The marks of final accounts: which findings point at which words of the text and at which cells of the tables."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from jixiao.model.accounts import FinalAccounts
from jixiao.model.result import Finding, FindingFigure
from jixiao.model.value import Value
from jixiao.report.marks import Link, Mark
from jixiao.report.words import own_figures


class Hit(NamedTuple):
    """Words of a text that findings point at: where they begin and end, the anchor, the marks."""

    start: int
    end: int
    anchor: str
    marks: list[Mark]


class AccountsMarks:
    """The marks of one document; `findings` are numbered from `first`, `anchor` begins every anchor."""

    place = "文中"

    def __init__(self, document: FinalAccounts, findings: list[Finding], first: int, anchor: str) -> None:
        self.anchor = anchor
        self.numbered = list(enumerate(findings, first))
        self._texts = _Texts(document)
        self._hits: dict[int, dict[tuple[int, int], Hit]] = defaultdict(dict)
        self._cells: dict[int, list[Mark]] = {}
        self._links: dict[int, list[Link]] = defaultdict(list)
        self._cell_numbers = {id(value): number for number, (_, value) in enumerate(document.values())}
        for number, finding in self.numbered:
            for figure in own_figures(finding):
                self._add(number, finding, figure)

    def of_text(self, value: Value) -> list[Hit]:
        """Give the words of a heading or paragraph that findings point at, those within others left out."""
        hits = sorted(self._hits[id(value)].values(), key=lambda hit: (hit.start, -hit.end))
        found: list[Hit] = []
        for hit in hits:
            if found and hit.start < found[-1].end:
                found[-1].marks.extend(hit.marks)
            else:
                found.append(hit)
        return found

    def of_cell(self, value: Value) -> list[Mark]:
        """Give the marks of a cell of a table, or of another value that is no running text."""
        return self._cells.get(id(value), [])

    def cell_anchor(self, value: Value) -> str:
        """Give the anchor of a cell."""
        return f"{self.anchor}v{self._cell_numbers[id(value)]}"

    def links(self, number: int) -> list[Link]:
        """Give the links from a finding to the words and cells that it points at."""
        return self._links.get(number, [])

    def _add(self, number: int, finding: Finding, figure: FindingFigure) -> None:
        mark = Mark(number, finding.severity, figure.expected)
        found = self._texts.place(figure.value)
        if found is not None:
            text, start, end = found
            outer = self._outer(text, start, end)
            hit = outer or Hit(start, end, f"{self.anchor}w{self._texts.number(text)}c{start}", [])
            self._hits[id(text)][hit.start, hit.end] = hit
            hit.marks.append(mark)
            self._links[number].append(Link(hit.anchor, figure.label))
        elif id(figure.value) in self._cell_numbers:
            self._cells.setdefault(id(figure.value), []).append(mark)
            self._links[number].append(Link(self.cell_anchor(figure.value), figure.label))

    def _outer(self, text: Value, start: int, end: int) -> Hit | None:
        """Give the words already marked that some words lie in."""
        hits = self._hits[id(text)].values()
        return next((hit for hit in hits if hit.start <= start and end <= hit.end), None)


class _Texts:
    """The headings and paragraphs of a document, to find which one some words were cut from."""

    def __init__(self, document: FinalAccounts) -> None:
        values = [value for section in document.sections for value in (section.heading, *section.paragraphs)]
        self._numbers = {id(value): number for number, value in enumerate(values)}
        self._by_text: dict[int, list[tuple[int, int, Value]]] = defaultdict(list)
        for value in values:
            if value.stretch is not None:
                holder, start, end = value.stretch
                self._by_text[id(holder)].append((start, end, value))

    def place(self, value: Value) -> tuple[Value, int, int] | None:
        """Give the heading or paragraph that a value was cut from, and where it begins and ends in it."""
        if value.stretch is None:
            return None
        holder, first, last = value.stretch
        for start, end, text in self._by_text.get(id(holder), ()):
            if start <= first < end:
                return text, first - start, min(last, end) - start
        return None

    def number(self, text: Value) -> int:
        """Give the number of a heading or paragraph in its document."""
        return self._numbers[id(text)]
