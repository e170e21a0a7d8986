"""Word documents filled in place: cells, lines and further rows; further copies of a form behind a page break.

Only word/document.xml changes, and of it only what is filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from xml.etree.ElementTree import Element

from jixiao.read.archive import archive_of
from jixiao.read.formats import docx_names as w
from jixiao.read.formats.docx_map import DocumentMap
from jixiao.read.recognise.draft import Draft
from jixiao.read.source import Source
from jixiao.write.annotate.docx_anchors import prefix_of
from jixiao.write.fill.docx_cells import Change, Texts
from jixiao.write.fill.docx_heights import heights
from jixiao.write.fill.docx_rows import Rows, applied, without_unique
from jixiao.write.fill.edits import Edits
from jixiao.write.fill.origin import first_parts, last_parts
from jixiao.write.markup import Markup
from jixiao.write.package import Package

_SECTION = f"{{{w.NAMESPACE}}}sectPr"
_BEFORE_BREAK = frozenset(f"{{{w.NAMESPACE}}}{name}" for name in ("pStyle", "keepNext", "keepLines"))
_FEW_BEFORE, _FEW_BEHIND = 3, 12  # paragraphs around a form that belong to it
_DRAWING = re.compile(r"(<\w+:docPr\b[^>]*? id=\")\d+")


def fill(source: Source, edits: Edits, further: list[Edits], drafts: list[Draft]) -> bytes:
    """Give the document filled in; `further` fill copies of its last form, which stand behind it on new pages."""
    package = Package(archive_of(source), source.data)
    member = package.archive.main_part("word/document.xml")
    document = Markup(package.read(member), {w.STRICT_NAMESPACE: w.NAMESPACE})
    filling = _Filling(document)
    copies = [filling.copy(each, drafts) for each in further]
    filling.fill(edits, "".join(copies), drafts)
    package.put(member, document.spliced())
    return package.packed()


class _Filling:
    def __init__(self, document: Markup) -> None:
        body = document.root.find(w.BODY)
        assert body is not None  # the document has been read
        self._document = document
        self._body = body
        self._places = DocumentMap(body, document.data)
        self._texts = Texts(document, self._places)
        self._copies = 0

    def fill(self, edits: Edits, behind: str, drafts: list[Draft]) -> None:
        """Make the changes in the document itself and put the copies behind the form."""
        for change in self._changes(edits):
            self._document.replace(*change)
        if behind:
            end = self._segment(drafts)[1]
            self._document.replace(end, end, behind)

    def copy(self, edits: Edits, drafts: list[Draft]) -> str:
        """Give the XML of a further copy of the last form, filled in."""
        start, end, first = self._segment(drafts)
        changes = [change for change in self._changes(edits) if start <= change.start and change.end <= end]
        own_break = first.tag == w.PARAGRAPH
        if own_break:
            changes.append(self._break_before(first))
        self._copies += 1
        xml = without_unique(applied(self._document.data, changes, start, end))
        p = prefix_of(self._document)[0]
        page = "" if own_break else f'<{p}:p><{p}:r><{p}:br {p}:type="page"/></{p}:r></{p}:p>'
        return page + _DRAWING.sub(rf"\g<1>{1000 * self._copies}", xml)

    def _changes(self, edits: Edits) -> Iterator[Change]:
        donors: dict[int, str] = {}
        for each in edits.cells.values():
            table = each.grid.table
            if table not in donors:
                donors[table] = self._texts.donor(self._places.table(table))
            cell = self._places.cells[table, each.cell.row + 1, each.cell.column + 1]
            yield from self._texts.in_cell(cell, each.text, donors[table])
        for stretches in edits.stretches_by_part():
            yield from self._texts.in_lines(stretches)
        for (table, _), rows in groupby(edits.rows, key=lambda row: (row.grid.table, row.after)):
            yield from Rows(self._document, self._places, table).added(list(rows))
        yield from heights(self._document, self._places, edits)

    def _segment(self, drafts: list[Draft]) -> tuple[int, int, Element]:
        """Give where the last form begins and ends in the body, and its first element.

        A form alone takes the few lines before and behind it too, but not a whole notice that it is annexed to.
        """
        children = [child for child in self._body if child.tag != _SECTION]
        first = min(self._child(part, children) for part in first_parts(drafts[-1]))
        last = max(self._child(part, children) for part in last_parts(drafts[-1]))
        first = 0 if len(drafts) == 1 and first <= _FEW_BEFORE else first
        last = len(children) - 1 if len(children) - last <= _FEW_BEHIND else last
        return self._document.span(children[first])[0], self._document.span(children[last])[1], children[first]

    def _child(self, part: tuple[int | None, int | None], children: list[Element]) -> int:
        paragraph, table = part
        elements = self._places.paragraphs(paragraph) if paragraph else [self._places.table(table)] if table else []
        parents = self._document.parents
        element = elements[0] if elements else None
        while element is not None and parents.get(element) is not self._body:
            element = parents.get(element)
        return children.index(element) if element in children else len(children) - 1

    def _break_before(self, paragraph: Element) -> Change:
        p = prefix_of(self._document)[0]
        mark = f"<{p}:pageBreakBefore/>"
        properties = paragraph.find(w.PARAGRAPH_PROPERTIES)
        if properties is None or self._document.tag(properties).endswith(b"/>"):
            return self._new_properties(paragraph, properties, f"<{p}:pPr>{mark}</{p}:pPr>")
        before = [child for child in properties if child.tag in _BEFORE_BREAK]
        at = self._document.span(before[-1])[1] if before else self._document.inner(properties)[0]
        return Change(at, at, mark)

    def _new_properties(self, paragraph: Element, properties: Element | None, xml: str) -> Change:
        if properties is not None:
            return Change(*self._document.span(properties), xml)
        tag = self._document.tag(paragraph).decode()
        start, end = self._document.span(paragraph)
        if tag.endswith("/>"):
            return Change(start, end, f"{tag[:-2]}>{xml}</{self._document.name(paragraph)}>")
        at = self._document.inner(paragraph)[0]
        return Change(at, at, xml)
