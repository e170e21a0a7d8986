"""The disclosure tables (决算公开表, 预算公开表) of a layout, whatever set they belong to: one pass over its blocks.

A table is known by its title and its columns together; what is not known as one is left for others. A grid without
title and header goes on with the table before it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from jixiao.knowledge.tables import TableKind, kind_of_title, line_words, table_kind, table_words
from jixiao.model.accounts import AccountsTable
from jixiao.model.value import Value
from jixiao.read.layout import Block as LayoutBlock
from jixiao.read.layout import Cell, Grid, Layout, Paragraph
from jixiao.read.recognise.accounts.table_columns import Shape, Slot, shape_by_columns, shape_of
from jixiao.read.recognise.accounts.table_draft import Draft
from jixiao.read.recognise.accounts.table_geometry import slots_for
from jixiao.read.recognise.accounts.table_head import Head, entries, is_number, read_head, shown
from jixiao.read.recognise.accounts.table_rows import RowReader, is_head_again
from jixiao.read.recognise.accounts.table_titles import (
    Heading,
    heading_of_lines,
    heading_of_rows,
    heading_of_sheet,
    is_note,
    notes_of_lines,
    unit_in_header,
)
from jixiao.read.recognise.values import in_paragraph
from jixiao.read.recognise.words import clean


class TablesFound(NamedTuple):
    """The tables of a layout, and the blocks (grids, titles, unit lines, notes) that they were read from."""

    tables: list[AccountsTable]
    used: list[LayoutBlock]


def read_tables(layout: Layout, taken: Collection[int] | None = None) -> list[AccountsTable]:
    """Give the disclosure tables of a layout in order; `taken` are the `id()` of blocks that forms were read from."""
    return find_tables(layout, taken).tables


def find_tables(layout: Layout, taken: Collection[int] | None = None) -> TablesFound:
    """Give the disclosure tables of a layout with the blocks that they were read from."""
    reader = _Reader()
    for block in layout.blocks:
        if isinstance(block, Paragraph):
            reader.lines.append(block)
        elif taken and id(block) in taken:
            reader.close()
        else:
            reader.grid(block)
    reader.close()
    drafts = [draft for draft in reader.drafts if draft.is_believable()]
    return TablesFound([draft.table() for draft in drafts], [block for draft in drafts for block in draft.blocks])


class _Section(NamedTuple):
    """Rows `start` to before `end` of a grid: one table, or a part of one."""

    grid: Grid
    rows: list[list[Cell]]
    start: int
    end: int


class _Reader:
    """Goes over the blocks of a file and collects its tables; the last one stays open for what goes on with it."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.lines: list[Paragraph] = []  # since the last grid
        self._open: Draft | None = None

    def grid(self, grid: Grid) -> None:
        """Read the tables that a grid holds."""
        above = heading_of_lines(self.lines)
        first = len(self.lines) if above.first is None else above.first
        own = self.lines[first:]
        self._notes(self.lines[:first] if above.kind else self.lines)
        self.lines = []
        rows = _rows(grid)
        read = False
        for number, (start, end) in enumerate(_sections(rows)):
            section = _Section(grid, rows, start, end)
            read = self._section(section, above if number == 0 else Heading()) or read
        if not read or self._open is None:
            self._open = None
        else:
            self._open.blocks += [*own, grid] if above.kind else [grid]

    def close(self) -> None:
        """End the open table."""
        self._notes(self.lines)
        self.lines, self._open = [], None

    def _notes(self, lines: list[Paragraph]) -> None:
        if self._open is None or not lines:
            return
        notes = notes_of_lines(lines)
        self._open.notes += [in_paragraph(clean(line.text), line) for line in notes]
        self._open.blocks += notes

    def _section(self, section: _Section, above: Heading) -> bool:
        """Read one table or a part of one; gives whether it was understood."""
        head = read_head(section.rows, section.start, section.end)
        if head is not None:
            heading = _heading(section, head, above)
            begun = self._open if self._open is not None and self._open.is_head_only and not heading.kind else None
            shape = self._shape(head, begun.heading if begun else heading) or self._same_lines(section, head, heading)
            if shape is not None:
                self._read_table(section, head, self._leave(begun) if begun else heading, shape)
                return True
            above = heading
        return above.kind is None and self._open is not None and self._go_on(section, self._open)

    def _leave(self, begun: Draft) -> Heading:
        """Give the heading of a table of which the page before has nothing but the first storeys of its header."""
        self.drafts.remove(begun)
        self._open = None
        return begun.heading

    def _shape(self, head: Head, heading: Heading) -> Shape | None:
        """Give how the columns lie: for the kind that the title says, else for the open table, else for any kind."""
        draft = self._open
        last = draft.shape.last_class if draft is not None else None
        kind: TableKind | None = heading.kind
        if kind is None and draft is not None:
            shape = shape_of(draft.shape.kind, head, last)
            if shape is not None and shape.is_like(draft.shape):
                return shape.with_columns_of(draft.shape)
        while kind is not None:
            shape = shape_of(kind, head, last if draft is not None and draft.shape.kind is kind else None)
            if shape is not None:
                return shape
            kind = table_kind(kind.instead) if kind.instead else None
        return shape_by_columns(head, table_words().kinds) if heading.kind is None else None

    def _same_lines(self, section: _Section, head: Head, heading: Heading) -> Shape | None:
        """Give the columns of a table without a title below another: 相关统计数, whose lines are lines of its kind."""
        kind = self._open.shape.kind if self._open is not None and heading.kind is None else None
        known = kind.words.get("all") if kind else None
        if kind is None or not known:
            return None
        texts = [entry.text for row in section.rows[head.body : section.end] for entry in entries(row)]
        labels = [line_words(text) for text in texts if not is_number(text)]
        return shape_of(kind, head) if labels and all(label in known for label in labels) else None

    def _read_table(self, section: _Section, head: Head, heading: Heading, shape: Shape) -> None:
        unit = heading.unit or next((unit for text in head.texts if (unit := unit_in_header(text))), None)
        draft = Draft(shape, heading, unit, section.grid)
        notes = _read_rows(section, head.body, draft, shape.slots)
        before = self._open
        if before is not None and before.shape.kind is shape.kind and before.goes_on_beside(shape, draft.found):
            before.add_beside(draft)
        elif before is not None and before.shape.kind is shape.kind and before.goes_on_below(shape, draft.found):
            before.add_below(draft.found)
            before.notes += notes
        else:
            draft.notes = notes
            draft.is_head_only = head.body == section.end
            self.drafts.append(draft)
            self._open = draft

    def _go_on(self, section: _Section, draft: Draft) -> bool:
        """Read a grid without title and header as more rows of the open table, where its cells are in its columns."""
        slots = slots_for(draft.shape, draft.grid, section.grid)
        if slots is None or not _fits(section, slots):
            return False
        draft.notes += _read_rows(section, section.start, draft, slots)
        return True


def _rows(grid: Grid) -> list[list[Cell]]:
    """Give the cells that begin in each row, as `Grid.rows` does, for grids whose cells are in order."""
    rows: list[list[Cell]] = []
    for cell in grid.cells:
        while len(rows) <= cell.row:
            rows.append([])
        rows[cell.row].append(cell)
    return rows


def _sections(rows: list[list[Cell]]) -> list[tuple[int, int]]:
    """Cut a grid where a title stands in a row by itself: a worksheet may hold several tables."""
    starts = [0]
    for number, cells in enumerate(rows):
        if number and cells and _is_title_row(cells):
            starts.append(number)
    return list(zip(starts, [*starts[1:], len(rows)], strict=True))


def _is_title_row(cells: list[Cell]) -> bool:
    text = cells[0].text
    if "表" not in text or len(text) > table_words().longest_title:
        return False
    return kind_of_title(clean(text)) is not None and sum(bool(cell.text.strip()) for cell in cells) <= 2


def _heading(section: _Section, head: Head, above: Heading) -> Heading:
    """Give the heading of a table: the title in the grid, else the lines before it, else the sheet's name."""
    heading = heading_of_rows(section.rows, section.start, head.first, section.grid)
    unit = heading.unit or above.unit
    if heading.kind is None:
        heading = above if above.kind is not None else heading_of_sheet(section.grid)
    heading.unit = heading.unit or unit
    return heading


def _read_rows(section: _Section, first: int, draft: Draft, slots: list[Slot | None]) -> list[Value]:
    """Read the rows of a section into a draft; gives the notes below them."""
    reader = RowReader(draft.shape, section.grid, slots, draft.codes)
    notes: list[Value] = []
    head = draft.shape.head
    for number in range(first, section.end):
        cells = section.rows[number]
        filled = next((text for cell in cells if (text := shown(cell.text)) is not None), None)
        if filled is None:
            continue
        if (notes or is_note(filled)) and (note := _note(cells, section.grid)) is not None:
            notes.append(note)
        elif not is_head_again(filled, cells, head) or number == head.body == first:
            found = reader.read(cells, below_head=number == head.body == first)
            if number in section.grid.breaks or number == section.start:
                found = draft.without_rests(found)
            draft.add_below_head(found) if len(draft.found) == 1 else draft.found.extend(found)
    return notes


def _note(cells: list[Cell], grid: Grid) -> Value | None:
    """Give the text of a row that has but one filled cell, its first one."""
    text = shown(cells[0].text)
    if text is None or any(cell.text and shown(cell.text) for cell in cells[1:]):
        return None
    return Value(text, (grid, cells[0]))


def _fits(section: _Section, slots: list[Slot | None]) -> bool:
    """Tell whether the rows of a grid are such as the columns of a table have: names in front, figures behind."""
    good = bad = 0
    for cells in section.rows[section.start : section.end]:
        for entry in entries(cells):
            slot = slots[entry.cell.column] if entry.cell.column < len(slots) else None
            if slot is not None and _belongs(slot.role, is_number(entry.text)):
                good += 1
            else:
                bad += 1
    return good > 4 * bad


def _belongs(role: str, figure: bool) -> bool:
    return figure if role == "value" else True if role in ("code", "line") else not figure
