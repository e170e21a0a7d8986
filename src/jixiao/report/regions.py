"""Which part of a file each form stands on, so that a report can draw the form as it was read."""

from __future__ import annotations

from itertools import takewhile
from typing import NamedTuple

from jixiao.model.form import Form
from jixiao.read.layout import Block, Grid, Layout, Paragraph

TRAILING = 6  # paragraphs drawn after a form's last table: its notes and signatures stand there

NEXT_FORM = ("附件", "附表")  # what stands above the next form


class GridPart(NamedTuple):
    """Rows of a grid, counted from 0, both ends included."""

    grid: Grid
    first: int
    last: int


Part = GridPart | Paragraph
Rows = dict[int, tuple[int, int]]  # form → its first and last row in one grid


def regions(forms: list[Form], layout: Layout | None) -> list[list[Part]]:
    """Give for every form what to draw, in reading order; an empty list where the form stands on no grid."""
    if layout is None:
        return [[] for _ in forms]
    owners = _owners(forms)
    return [_region(index, layout, owners) for index in range(len(forms))]


class _Owners(NamedTuple):
    tables: dict[int, Rows]  # table number → rows of each form
    paragraphs: dict[int, int]  # paragraph number → form


def _owners(forms: list[Form]) -> _Owners:
    owners = _Owners({}, {})
    for index, form in enumerate(forms):
        for _, value in form.values():
            place = value.place
            if place is None:
                continue
            if place.table and place.row:
                _take_row(owners.tables.setdefault(place.table, {}), index, place.row - 1)
            elif place.paragraph:
                owners.paragraphs.setdefault(place.paragraph, index)
    return owners


def _take_row(rows: Rows, form: int, row: int) -> None:
    first, last = rows.get(form, (row, row))
    rows[form] = min(first, row), max(last, row)


def _region(form: int, layout: Layout, owners: _Owners) -> list[Part]:
    """Give the blocks from the first to the last that hold a value of the form, and the notes after them."""
    drawn = [_part(form, block, owners) for block in layout.blocks]
    own = [index for index, part in enumerate(drawn) if part is not None]
    if not any(isinstance(part, GridPart) for part in drawn):
        return []
    inside = [part or _free_paragraph(layout.blocks[index], owners) for index, part in enumerate(drawn[: own[-1] + 1])]
    body = [part for part in inside[own[0] :] if part is not None]
    return [*body, *_trailing(layout.blocks[own[-1] + 1 :], owners)]


def _free_paragraph(block: Block, owners: _Owners) -> Paragraph | None:
    """Give a paragraph that holds no value of any form, else None."""
    return block if isinstance(block, Paragraph) and block.number not in owners.paragraphs else None


def _trailing(blocks: list[Block], owners: _Owners) -> list[Paragraph]:
    notes = takewhile(lambda block: _free_paragraph(block, owners) is not None, blocks[:TRAILING])
    paragraphs = [note for note in notes if isinstance(note, Paragraph)]
    return list(takewhile(lambda note: not note.text.lstrip().startswith(NEXT_FORM), paragraphs))


def _part(form: int, block: Block, owners: _Owners) -> Part | None:
    if isinstance(block, Paragraph):
        return block if owners.paragraphs.get(block.number) == form else None
    rows = owners.tables.get(block.table, {})
    return _grid_part(form, block, rows) if form in rows else None


def _grid_part(form: int, grid: Grid, rows: Rows) -> GridPart:
    """Give the form's rows: down to the next form of the grid, up to the one before; all where it has no neighbour."""
    first, last = rows[form]
    before = [end for other, (start, end) in rows.items() if other != form and start < first]
    after = [start for other, (start, _) in rows.items() if other != form and start > first]
    bottom = max(cell.row + cell.rows for cell in grid.cells) - 1
    return GridPart(grid, first if before else 0, max(last, min(after) - 1) if after else bottom)
