"""Further rows of a table in a page: copies of a row's source with its attributes, other texts in its cells."""

from __future__ import annotations

import re

from jixiao.read.formats.html_map import CellPlace, PageMap
from jixiao.write.fill.edits import NewRow
from jixiao.write.fill.html_cells import applied, in_cell

_ROW_SPAN = re.compile(r"\s+rowspan\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)
_ID = re.compile(r"\s+id\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)
_NAME = re.compile(r"<[a-zA-Z]+")


def with_span(tag: str, rows: int) -> str:
    """Give the opening tag of a cell that covers so many rows."""
    plain = _ROW_SPAN.sub("", tag)
    if rows <= 1:
        return plain
    found = _NAME.match(plain)
    assert found  # a tag begins so
    return f'{found[0]} rowspan="{rows}"{plain[found.end() :]}'


def copied_row(page: str, places: PageMap, table: int, row: int, rows: list[NewRow], number: int) -> str:
    """Give the source of a new row: that of the row behind which it stands, cells that go on from above left out."""
    new = rows[number]
    place = places.rows[table, row]
    covering = [cell for cell in new.grid.cells if cell.row <= row < cell.row + cell.rows]
    cells = []
    for cell in sorted(covering, key=lambda each: each.column):
        if cell.column not in new.extended:
            spans = _run(rows, number, cell.column)
            own = places.cells[table, cell.row, cell.column]
            cells.append(_copied_cell(page, own, new.texts.get(cell.column, ""), spans))
    first = min((each.tag.start for each in place.cells.values()), default=None)
    opening = page[place.whole.start : first] if first is not None else "<tr>"
    return _ID.sub("", opening) + "".join(cells) + "</tr>"


def _run(rows: list[NewRow], number: int, column: int) -> int:
    """How many rows a new cell covers: its own and those that go on with it."""
    count = 1
    for later in rows[number + 1 :]:
        if column not in later.extended:
            break
        count += 1
    return count


def _copied_cell(page: str, place: CellPlace, text: str, rows: int) -> str:
    tag = _ID.sub("", with_span(page[place.tag.start : place.tag.end], rows))
    content = applied(page, in_cell(page, place, text), *place.content)
    name = page[place.tag.start + 1 : place.tag.start + 3]
    return f"{tag}{content}</{name}>"
