"""Web pages filled in place: texts in their cells and lines, further rows, copies of a form behind it."""

from __future__ import annotations

import re
from html import escape, unescape
from itertools import groupby

from jixiao.read.encoding import encoding_of
from jixiao.read.formats.html_map import Located, PageMap, Span
from jixiao.read.layout import Cell
from jixiao.read.recognise.draft import Draft
from jixiao.read.source import Source
from jixiao.write.fill.edits import Edits, NewRow, Stretch
from jixiao.write.fill.html_cells import Change, applied, in_cell
from jixiao.write.fill.html_rows import copied_row, with_span
from jixiao.write.fill.origin import first_parts

_BLOCK = re.compile(r"<(?:p|div|h[1-6]|center|section)\b[^>]*>", re.IGNORECASE)
_PAGE = '<div style="page-break-before:always"></div>'
_UNIT = re.compile(r"&[#\w]+;|.", re.DOTALL)


def fill(source: Source, edits: Edits, further: list[Edits], drafts: list[Draft]) -> bytes:
    """Give the page filled in; `further` fill copies of its last form, which stand behind it."""
    mark, encoding = encoding_of(source.data)
    page = source.data[len(mark) :].decode(encoding, "replace")
    places = PageMap(page)
    start, end = _segment(page, places, drafts[-1])
    copies = [_PAGE + applied(page, _within(_changes(page, places, each), start, end), start, end) for each in further]
    changes = [*_changes(page, places, edits), *([Change(end, end, "".join(copies))] if copies else [])]
    filled = applied(page, changes, 0, len(page))
    return mark + filled.encode(encoding, "xmlcharrefreplace")


def _changes(page: str, places: PageMap, edits: Edits) -> list[Change]:
    changes: list[Change] = []
    for each in edits.cells.values():
        place = places.cells.get((each.grid.table, each.cell.row, each.cell.column))
        if place is not None:
            changes += in_cell(page, place, each.text)
    for stretches in edits.stretches_by_part():
        changes += _in_texts(page, _texts(places, stretches[0]), stretches)
    spans: dict[int, tuple[Span, int]] = {}
    for (table, row), rows in groupby(edits.rows, key=lambda each: (each.grid.table, each.after)):
        changes += _rows(page, places, table, row, list(rows), spans)
    return changes + [Change(*tag, with_span(page[tag.start : tag.end], rows)) for tag, rows in spans.values()]


def _rows(
    page: str, places: PageMap, table: int, row: int, rows: list[NewRow], spans: dict[int, tuple[Span, int]]
) -> list[Change]:
    """Give the change that puts rows in; cells that go on in them get a wider rowspan, collected in `spans`."""
    for cell in _covering(rows[0], row):
        goes_on = 0
        for new in rows:
            if cell.column not in new.extended:
                break
            goes_on += 1
        if goes_on:
            tag = places.cells[table, cell.row, cell.column].tag
            before = spans.get(tag.start, (tag, cell.rows))[1]
            spans[tag.start] = tag, before + goes_on
    end = places.rows[table, row].whole.end
    copies = [copied_row(page, places, table, row, rows, number) for number in range(len(rows))]
    return [Change(end, end, "".join(copies))]


def _covering(new: NewRow, row: int) -> list[Cell]:
    return [cell for cell in new.grid.cells if cell.row <= row < cell.row + cell.rows]


def _texts(places: PageMap, stretch: Stretch) -> list[Located]:
    part = stretch.part
    if isinstance(part, Cell):
        assert stretch.grid is not None  # a cell is of a grid
        place = places.cells.get((stretch.grid.table, part.row, part.column))
        return place.texts if place is not None else []
    return places.lines.get(part.number, [])


def _in_texts(page: str, texts: list[Located], stretches: list[Stretch]) -> list[Change]:
    """Stretches of a text as it is shown, found in the page by the characters around them that are no blanks."""
    units = [
        (found.start(), found.end(), unescape(found[0])) for text in texts for found in _UNIT.finditer(page, *text.span)
    ]
    return [change for each in stretches if (change := _in_units(units, each)) is not None]


def _in_units(units: list[tuple[int, int, str]], stretch: Stretch) -> Change | None:
    before = _solid(stretch.part.text[: stretch.start])
    inside = _solid(stretch.part.text[stretch.start : stretch.end])
    blanks = 0 if inside else stretch.end - stretch.start
    solid = [index for index, unit in enumerate(units) if _solid(unit[2])]
    if len(solid) < before + inside or not units:
        return None
    if inside:
        return Change(units[solid[before]][0], units[solid[before + inside - 1]][1], escape(stretch.text, quote=False))
    first = solid[before - 1] + 1 if before else 0
    last = first
    while last < len(units) and last - first < blanks and not _solid(units[last][2]):
        last += 1
    if stretch.start == len(stretch.part.text):
        last = len(units)  # blanks at the end of a line, which the reader leaves out
    start = units[first][0] if last > first else units[first - 1][1] if first else units[0][0]
    return Change(start, units[last - 1][1] if last > first else start, escape(stretch.text, quote=False))


def _solid(text: str) -> int:
    return sum(not sign.isspace() for sign in text)


def _segment(page: str, places: PageMap, draft: Draft) -> tuple[int, int]:
    """Give where a form begins, its title included, and ends."""
    tables = [places.tables[table.grid.table] for table in draft.tables if table.grid.table in places.tables]
    start, end = min(each.start for each in tables), max(each.end for each in tables)
    for paragraph, _ in first_parts(draft):
        texts = places.lines.get(paragraph or 0, [])
        if texts and texts[0].span.start < start:
            blocks = [found.start() for found in _BLOCK.finditer(page, 0, texts[0].span.start)]
            start = blocks[-1] if blocks else texts[0].span.start
    return start, end


def _within(changes: list[Change], start: int, end: int) -> list[Change]:
    return [change for change in changes if start <= change.start and change.end <= end]
