"""Further rows of a Word table: copies of a row with its formats, the cells that go on from above merged with them."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from jixiao.read.formats import docx_names as w
from jixiao.read.formats.docx_map import DocumentMap
from jixiao.read.formats.docx_table import Placed
from jixiao.write.annotate.docx_anchors import prefix_of
from jixiao.write.fill.docx_cells import Change, Texts
from jixiao.write.fill.edits import NewRow
from jixiao.write.markup import Markup

# What a document may hold once only: ids of paragraphs, bookmarks, content controls
_ONCE = re.compile(
    r"\s\w+:(?:paraId|textId)=\"[^\"]*\"|<\w+:bookmark(?:Start|End)\b[^>]*/>|"
    r"<\w+:id w:val=\"[^\"]*\"/>|<\w+:comment(?:RangeStart|RangeEnd|Reference)\b[^>]*/>"
)
# In the order of the schema these stand before the mark of a vertical merge.
_BEFORE_MERGE = frozenset(f"{{{w.NAMESPACE}}}{name}" for name in ("cnfStyle", "tcW", "gridSpan", "hMerge"))
_RESTART, _CONTINUE = "restart", "continue"


def without_unique(xml: str) -> str:
    """Give a copy's XML without what a document may hold once only."""
    return _ONCE.sub("", xml)


class Rows:
    """Makes the changes that put further rows into one table."""

    def __init__(self, document: Markup, places: DocumentMap, table: int) -> None:
        self._document = document
        self._texts = Texts(document, places)
        self._rows = places.rows(table)
        self._prefix = prefix_of(document)[0]
        self._donor = self._texts.donor(places.table(table))

    def added(self, new: list[NewRow]) -> list[Change]:
        """Give the changes for the rows that follow one row of the table, in their order."""
        element, placed = self._rows[new[0].after]
        end = self._document.span(element)[1]
        merged = new[0].extended
        begun = [change for cell in self._begun(new[0].after, merged) for change in self._merge(cell, _RESTART)]
        copies = [
            self._copy(element, placed, row, following) for row, following in zip(new, [*new[1:], None], strict=True)
        ]
        return [*begun, Change(end, end, "".join(copies))]

    def _begun(self, row: int, columns: frozenset[int]) -> list[Placed]:
        """The cells of a row that stand for themselves so far and go on below."""
        return [each for each in self._rows[row][1] if each[1] in columns and each[2].vertical is None]

    def _copy(self, element: Element, placed: list[Placed], row: NewRow, following: NewRow | None) -> str:
        changes: list[Change] = []
        for cell in placed:
            column = cell[1]
            goes_on = column in row.extended
            begins = following is not None and column in following.extended
            mark = _CONTINUE if goes_on else _RESTART if begins else None
            changes += self._merge(cell, mark)
            text = "" if goes_on else row.texts.get(column, "")
            changes += self._texts.in_cell(cell[0], text, self._donor)
        start, end = self._document.span(element)
        return without_unique(applied(self._document.data, changes, start, end))

    def _merge(self, cell: Placed, mark: str | None) -> list[Change]:
        """Give a cell the mark of a vertical merge, or take it away."""
        element, _, shape = cell
        if shape.vertical == mark:
            return []
        xml = "" if mark is None else f'<{self._prefix}:vMerge {self._prefix}:val="{mark}"/>'
        properties = element.find(w.CELL_PROPERTIES)
        if properties is None:
            at = self._document.inner(element)[0]
            return [Change(at, at, f"<{self._prefix}:tcPr>{xml}</{self._prefix}:tcPr>")]
        old = properties.find(w.VERTICAL_MERGE)
        if old is not None:
            return [Change(*self._document.span(old), xml)]
        if self._document.tag(properties).endswith(b"/>"):
            name = self._document.name(properties)
            tag = self._document.tag(properties).decode()[:-2]
            return [Change(*self._document.span(properties), f"{tag}>{xml}</{name}>")]
        before = [child for child in properties if child.tag in _BEFORE_MERGE]
        at = self._document.span(before[-1])[1] if before else self._document.inner(properties)[0]
        return [Change(at, at, xml)]


def applied(data: bytes, changes: list[Change], start: int, end: int) -> str:
    """Give a stretch of a document's bytes with changes made in it."""
    parts: list[bytes] = []
    done = start
    for change in sorted(changes, key=lambda each: each[:2]):
        parts += [data[done : change.start], change.xml.encode()]
        done = change.end
    return b"".join([*parts, data[done:end]]).decode()
