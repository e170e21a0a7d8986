"""Texts put into the cells and lines of a Word document, in the look that the place has: its paragraph, its font.

Changes are given as pieces of the document's bytes, so that they serve the document itself and copies of its rows.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple
from xml.etree.ElementTree import Element

from jixiao.read.formats import docx_names as w
from jixiao.read.formats.docx_map import DocumentMap
from jixiao.write.annotate.docx_anchors import prefix_of
from jixiao.write.fill.edits import Stretch
from jixiao.write.markup import Markup, escaped

_PLACEHOLDER = f"{{{w.NAMESPACE}}}showingPlcHdr"
_STYLE = re.compile(r"<\w+:rStyle [^>]*/>")
_BOLD = re.compile(r"<\w+:b(?:Cs)?(?: [^>]*)?/>")
_OF_A_MARK = re.compile(r"<(\w+):(?:ins|del|moveFrom|moveTo|rPrChange)\b(?:[^>]*/>|.*?</\1:\w+>)", re.DOTALL)
_PLAIN = frozenset((w.RUN_PROPERTIES, w.TEXT, *w.PLAIN_PIECES))


class Change(NamedTuple):
    """A stretch of the document's bytes and what stands there instead."""

    start: int
    end: int
    xml: str


class Texts:
    """Makes the changes that put texts into a document."""

    def __init__(self, document: Markup, places: DocumentMap) -> None:
        self._document = document
        self._places = places
        self._prefix, declared = prefix_of(document)
        self._open = f"<{self._prefix}:r{declared}>"

    def in_cell(self, cell: Element, text: str, donor: str = "") -> list[Change]:
        """Give the changes that make a text the only one of a cell; `donor` are properties where the cell has none."""
        lines = self._places.lines(cell)
        if not lines:
            return []
        filled = [line for line in lines if self._runs(line)]
        first, *others = filled or lines[:1]
        gone = [Change(*self._document.span(line), "") for line in others]
        return [*self._in_paragraph(first, text, donor), *self._revealed(cell), *gone]

    def in_lines(self, stretches: list[Stretch]) -> list[Change]:
        """Give the changes for stretches of one line, or of the lines of one cell."""
        part = stretches[0].part
        changed: dict[Element, tuple[str, list[Stretch]]] = {}
        for run, start in self._traced(stretches[0]):
            end = start + run.end - run.start
            own = [_within(each, start, end) for each in stretches if _touches(each, start, end)]
            if own:
                changed[run.element] = part.text[start:end], own
        return [change for run, (text, own) in changed.items() for change in self._rewritten(run, _applied(text, own))]

    def donor(self, table: Element) -> str:
        """Give the properties that most runs of a table have, not bold: for cells that have none of their own."""
        found: Counter[str] = Counter()
        for run in table.iter(w.RUN):
            properties = run.find(w.RUN_PROPERTIES)
            if properties is not None and "".join(run.itertext()).strip():
                found[_BOLD.sub("", self._document.whole(properties).decode())] += 1
        return found.most_common(1)[0][0] if found else ""

    def _traced(self, stretch: Stretch) -> list[tuple[_Run, int]]:
        """Give the runs of the text that a stretch is of, and where they begin in it."""
        groups = self._groups(stretch)
        found: list[tuple[_Run, int]] = []
        length = 0
        for paragraphs in groups:
            runs = self._places.runs(paragraphs)
            found += [(_Run(*run), run.start + length) for run in runs]
            length += max((run.end for run in runs), default=0) + 1  # a line break between the lines of a cell
        return found

    def _groups(self, stretch: Stretch) -> list[list[Element]]:
        if stretch.grid is None:
            number = getattr(stretch.part, "number", 0)
            return [found] if (found := self._places.paragraphs(number)) else []
        cell = self._places.cells.get((stretch.grid.table, stretch.part.row + 1, stretch.part.column + 1))  # type: ignore[union-attr]
        return [[line] for line in self._places.lines(cell)] if cell is not None else []

    def _in_paragraph(self, paragraph: Element, text: str, donor: str) -> list[Change]:
        runs = self._runs(paragraph) or self._blank_runs(paragraph)
        if runs:
            first, *others = runs
            changes = self._rewritten(first, text, styled=False)
            return changes + [Change(*self._document.span(run), "") for run in others]
        run = self._open + (self._of_mark(paragraph) or donor) + self._content(text) + f"</{self._prefix}:r>"
        return [self._appended(paragraph, run)] if text else []

    def _runs(self, paragraph: Element) -> list[Element]:
        """The runs that show a text."""
        return [run.element for run in self._places.runs([paragraph]) if run.end > run.start]

    def _blank_runs(self, paragraph: Element) -> list[Element]:
        runs = [run.element for run in self._places.runs([paragraph])]
        return [run for run in runs if all(piece.tag in _PLAIN for piece in run)][:1]

    def _rewritten(self, run: Element, text: str, *, styled: bool = True) -> list[Change]:
        """A run with another text and the same properties; a run that shows more than text keeps what it shows."""
        properties = run.find(w.RUN_PROPERTIES)
        same = "" if properties is None else self._document.whole(properties).decode()
        same = same if styled else _STYLE.sub("", same)
        tag = self._document.tag(run).decode().replace("/>", ">")
        xml = tag + same + self._content(text) + f"</{self._document.name(run)}>" if text else ""
        return [Change(*self._document.span(run), xml)]

    def _appended(self, paragraph: Element, xml: str) -> Change:
        tag = self._document.tag(paragraph).decode()
        start, end = self._document.span(paragraph)
        if tag.endswith("/>"):
            return Change(start, end, f"{tag[:-2]}>{xml}</{self._document.name(paragraph)}>")
        inner = self._document.inner(paragraph)[1]
        return Change(inner, inner, xml)

    def _of_mark(self, paragraph: Element) -> str:
        mark = paragraph.find(f"{w.PARAGRAPH_PROPERTIES}/{w.RUN_PROPERTIES}")
        return "" if mark is None else _OF_A_MARK.sub("", self._document.whole(mark).decode())

    def _content(self, text: str) -> str:
        p = self._prefix
        pieces = [
            f"<{p}:tab/>" if part == "\t" else f"<{p}:br/>" if part == "\n" else
            f'<{p}:t xml:space="preserve">{escaped(part)}</{p}:t>'
            for part in re.split("([\t\n])", text) if part
        ]  # fmt: skip
        return "".join(pieces)

    def _revealed(self, cell: Element) -> list[Change]:
        """A content control no longer shows its instruction (请输入…)."""
        return [Change(*self._document.span(mark), "") for mark in cell.iter(_PLACEHOLDER)]


class _Run(NamedTuple):
    element: Element
    start: int
    end: int


def _touches(stretch: Stretch, start: int, end: int) -> bool:
    """A stretch without length goes to the run behind it, at the end of the text to the last one."""
    if stretch.start == stretch.end:
        return start <= stretch.start < end or (stretch.start == end and end == len(stretch.part.text) and end > start)
    return stretch.start < end and stretch.end > start


def _within(stretch: Stretch, start: int, end: int) -> Stretch:
    """The part of a stretch that lies in a run; what is put in goes to the first of several."""
    text = stretch.text if stretch.start >= start else ""
    return stretch._replace(start=max(stretch.start, start) - start, end=min(stretch.end, end) - start, text=text)


def _applied(text: str, stretches: list[Stretch]) -> str:
    for each in sorted(stretches, key=lambda stretch: stretch.start, reverse=True):
        text = text[: each.start] + each.text + text[each.end :]
    return text
