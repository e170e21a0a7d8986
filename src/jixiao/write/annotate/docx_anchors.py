"""Where the comments of a Word document stand: around the text of a cell, or around a figure within a paragraph.

A run that holds more than the figure is cut in two at its edges. Word ignores comments in text boxes, and a content
control may hold a single run: there the comment stands around the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from jixiao.model.place import Place
from jixiao.read.formats import docx_names as w
from jixiao.read.formats.docx_map import DocumentMap, Run
from jixiao.write.markup import Markup

_CHARACTER = re.compile(r"\r\n|&[^;]*;|.", re.DOTALL)
_END, _START = 0, 1  # at one cut the comment that ends goes first


class Anchors:
    """The marks put into a document."""

    def __init__(self, document: Markup) -> None:
        body = document.root.find(w.BODY)
        assert body is not None  # the document has been read
        self._document = document
        self._map = DocumentMap(body, document.data)
        self._cuts: dict[Element, list[tuple[int, int, str]]] = {}
        self._prefix, self._declared = prefix_of(document)

    def comment(self, place: Place | None, number: int) -> None:
        """Anchor a comment at a place; where the document begins if the place is none of it."""
        paragraphs, start, end = self._text_at(place)
        runs = [run for run in self._map.runs(paragraphs) if run.start < end and run.end > start]
        if not runs:
            self._at_point(paragraphs[0], number)
            return
        self._open(runs[0], start - runs[0].start, self._mark("commentRangeStart", number))
        self._close(runs[-1], end - runs[-1].start, self._mark("commentRangeEnd", number) + self._reference(number))

    def spliced(self) -> bytes:
        """Give the XML of the document with the marks."""
        for run, cuts in self._cuts.items():
            _Cut(self._document, run).at(sorted(cuts, key=lambda cut: cut[:2]))
        self._cuts = {}
        return self._document.spliced()

    def _text_at(self, place: Place | None) -> tuple[list[Element], int, int]:
        """Give paragraphs and the part of their joined text that is meant, from 0; at least one paragraph."""
        everything = 0, 1 << 30
        if place and (cell := self._map.cells.get((place.table or 0, place.row or 0, place.column or 0))) is not None:
            return self._map.lines(cell) or [next(cell.iter(w.PARAGRAPH), self._first())], *everything
        if place and place.paragraph and (found := self._map.paragraphs(place.paragraph)):
            return found, *((place.start - 1, place.end) if place.start and place.end else everything)
        return [self._first()], *everything

    def _first(self) -> Element:
        return next(self._document.root.iter(w.PARAGRAPH))

    def _at_point(self, paragraph: Element, number: int) -> None:
        """Anchor a comment in a paragraph without text."""
        marks = self._mark("commentRangeStart", number) + self._mark("commentRangeEnd", number)
        whole = self._whole(paragraph)
        if whole is paragraph:
            self._document.append(paragraph, marks + self._reference(number))
        else:
            self._document.after(whole, marks + self._reference(number))

    def _open(self, run: Run, offset: int, mark: str) -> None:
        if offset > 0 and self._can_cut(run):
            self._cuts.setdefault(run.element, []).append((offset, _START, mark))
        else:
            self._document.before(self._whole(run.element), mark)

    def _close(self, run: Run, offset: int, mark: str) -> None:
        if offset < run.end - run.start and self._can_cut(run):
            self._cuts.setdefault(run.element, []).append((offset, _END, mark))
        else:
            self._document.after(self._whole(run.element), mark)

    def _can_cut(self, run: Run) -> bool:
        cut = _Cut(self._document, run.element)
        return self._whole(run.element) is run.element and len(cut.characters) == run.end - run.start

    def _whole(self, element: Element) -> Element:
        """Give the element that the marks stand around: the element itself, or what must not have them inside."""
        whole, inline = element, element.tag != w.PARAGRAPH
        for above in self._above(element):
            if above.tag == w.PARAGRAPH:
                inline = False
            elif above.tag == w.RUN:  # one in a run: in a text box, or above a character (拼音)
                whole, inline = above, True
            elif above.tag == w.CONTENT_CONTROL and inline:
                whole = above
        return whole

    def _above(self, element: Element) -> Iterator[Element]:
        parents = self._document.parents
        while (above := parents.get(element)) is not None:
            yield above
            element = above

    def _mark(self, name: str, number: int) -> str:
        return f'<{self._prefix}:{name}{self._declared} {self._prefix}:id="{number}"/>'

    def _reference(self, number: int) -> str:
        return f"<{self._prefix}:r{self._declared}>{self._mark('commentReference', number)}</{self._prefix}:r>"


class _Cut:
    """A run that holds nothing but a text, to be cut; `characters` are the text's as written, none for other runs."""

    def __init__(self, document: Markup, run: Element) -> None:
        self._document = document
        self._run = run
        content = [child for child in run if child.tag != w.RUN_PROPERTIES]
        self._text = content[0] if len(content) == 1 and content[0].tag == w.TEXT else None
        self.characters = [] if self._text is None else self._written(self._text)

    def at(self, cuts: list[tuple[int, int, str]]) -> None:
        """Cut in front of characters and put marks between; `cuts` are in order."""
        assert self._text is not None  # only such runs are cut
        begin, _ = self._document.inner(self._text)
        marks: dict[int, str] = {}
        for offset, _, mark in cuts:
            marks[offset] = marks.get(offset, "") + mark
        if any(self.characters[offset - 1].isspace() for offset in marks):
            self._document.set_attribute(self._text, "xml:space", "preserve")
        for offset, mark in marks.items():
            at = begin + len("".join(self.characters[:offset]).encode())
            self._document.replace(at, at, self._between(self._text, mark))

    def _written(self, text: Element) -> list[str]:
        begin, end = self._document.inner(text)
        written = self._document.data[begin:end].decode()
        return [] if "<" in written else _CHARACTER.findall(written)

    def _between(self, text: Element, mark: str) -> str:
        """End the run, put the mark, and begin the run again with the same properties."""
        document, run = self._document, self._run
        properties = run.find(w.RUN_PROPERTIES)
        same = b"" if properties is None else document.whole(properties)
        again = (document.tag(run) + same).decode()
        name = document.name(text)
        return f'</{name}></{document.name(run)}>{mark}{again}<{name} xml:space="preserve">'


def prefix_of(document: Markup) -> tuple[str, str]:
    """Give the prefix of WordprocessingML and what declares it where the root does not."""
    spaces = f"{w.NAMESPACE}|{w.STRICT_NAMESPACE}"
    found = re.search(rf"xmlns:([\w.-]+)=[\"'](?:{spaces})[\"']", document.tag(document.root).decode())
    return (found[1], "") if found else ("w", f' xmlns:w="{w.NAMESPACE}"')
