"""Forms of a layout: one pass over its blocks, in which titles and labels tell where a form begins and ends.

A form begins at a title or at the label of its project; what was seen and is not understood is listed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from jixiao.knowledge.tables import kind_of_title
from jixiao.model.form import Form
from jixiao.model.result import Unread
from jixiao.read.layout import Grid, Layout, Paragraph
from jixiao.read.recognise.borders import (
    begins_form,
    continues_form,
    frame_lines,
    holds_form,
    names_project,
    names_project_in_line,
    row_title,
)
from jixiao.read.recognise.draft import Draft
from jixiao.read.recognise.finish import accepted, accepted_blank, finish
from jixiao.read.recognise.head import read_paragraph
from jixiao.read.recognise.project_list import begin_project, listed_project
from jixiao.read.recognise.rows import read_row
from jixiao.read.recognise.table import Item, Table
from jixiao.read.recognise.title import form_kind, joined_title, year_in
from jixiao.read.recognise.values import in_paragraph
from jixiao.read.recognise.words import Words, clean, words

_TITLE_NEAR = 4  # lines before a table that its title, number and unit of money are
_NEAR = 8  # lines before or after a table that may belong to its form


class Recognised(NamedTuple):
    """The forms of a layout, what was seen and not understood, and the tables that the forms were read from.

    `drafts` are the readings that the forms came from, one each: those who fill a form in see its rows there.
    """

    forms: list[Form]
    unread: list[Unread]
    taken: list[Grid]
    drafts: list[Draft]


def recognise(layout: Layout) -> tuple[list[Form], list[Unread]]:
    """Give the forms that a layout holds, in order, and what was seen and not understood."""
    found = recognise_forms(layout)
    return found.forms, found.unread


def recognise_forms(layout: Layout, *, blank: bool = False) -> Recognised:
    """Give the forms of a layout, what was not understood, and the tables that belong to forms.

    `blank`: the labels of a form make one, whether or not anything is filled in.
    """
    reader = _Reader(accepted_blank if blank else accepted)
    for block in layout.blocks:
        if isinstance(block, Grid):
            reader.grid(block)
        else:
            reader.paragraph(block)
    reader.end()
    return Recognised(reader.forms, reader.unread, [table.grid for table in reader.tables if table.used], reader.drafts)


class _Reader:
    """Goes over the blocks of a file and collects its forms."""

    def __init__(self, accepted: Callable[[Form, bool], bool]) -> None:
        self.forms: list[Form] = []
        self.drafts: list[Draft] = []
        self._accepted = accepted
        self.unread: list[Unread] = []
        self.draft: Draft | None = None
        self.heading = ""  # the text of the row above, where it is the only one: a title may begin with it
        self.tables: list[Table] = []  # tables that a form was read from
        self.pending: list[Paragraph] = []  # lines since the last table: the tail of one form, the head of the next

    def paragraph(self, paragraph: Paragraph) -> None:
        self.pending.append(paragraph)

    def grid(self, grid: Grid) -> None:
        table = Table(grid)
        lines = frame_lines(table)
        if lines:
            self.pending += lines
            return
        is_of_accounts = _ends_with_title_of_accounts(self.pending)
        self._place_pending()
        goes_on = self._goes_on(table)
        if goes_on or (begins_form(table) and not is_of_accounts) or (self.draft is not None and holds_form(table)):
            self._read_table(table)
        else:
            self._not_understood(table)

    def _goes_on(self, table: Table) -> bool:
        """Tell whether a grid goes on with the form that was read last; else that form ends before it."""
        if self.draft is None or not self.draft.has_content():
            return False
        if continues_form(self.draft, table):
            return True
        self._close_draft()
        return False

    def end(self) -> None:
        """Close the last form and list what no form has taken."""
        self._place_pending()
        self._close_draft()
        for table in self.tables:
            self._leftovers(table)

    def _place_pending(self) -> None:
        """Lines from the last title on belong to the form that follows, those before it to the one that went before."""
        lines, self.pending = self.pending, []
        title = _last_title(lines)
        before = lines if title is None else lines[:title]
        if self.draft is not None and self.draft.has_content():
            self._tail_lines(before)
            before = []
        if title is not None:
            self._close_draft()
            self._open(lines[title], clean(lines[title - 1].text) if title else "")
            self._head_lines(before, lines[title + 1 :])
        else:
            self._head_lines(before[:-_NEAR], before[-_NEAR:])

    def _open(self, title: Paragraph, above: str) -> None:
        text = joined_title(above, clean(title.text))
        self.draft = Draft(form_kind(text))
        self.draft.form.title = in_paragraph(text, title)
        self.draft.form.year = year_in(text)

    def _tail_lines(self, lines: list[Paragraph]) -> None:
        for line in lines[:_NEAR]:
            self._line_of_form(line)
        for line in lines[_NEAR:]:
            self._not_read(line)

    def _head_lines(self, far: list[Paragraph], near: list[Paragraph]) -> None:
        for line in far:
            self._not_read(line)
        for line in near:
            if self.draft is None and names_project_in_line(line):
                self.draft = Draft(None)
            self._line_of_form(line)

    def _line_of_form(self, line: Paragraph) -> None:
        if self.draft is None:
            self._not_read(line)
        elif not read_paragraph(self.draft.form, line):
            self.draft.lines.append(line)

    def _read_table(self, table: Table) -> None:
        if self.draft is None:
            self.draft = Draft(None)
        self.draft.begin_table(table)
        self.tables.append(table)
        row = 0
        while row < len(table.rows):
            row += self._read_row(table, row) if table.begin[row] else 1

    def _read_row(self, table: Table, row: int) -> int:
        """Read one row, or the rows of a header or a goal; gives how many."""
        items = table.items(row)
        labels = [label for _, label in items if label]
        if not labels:
            if self.draft is not None and self.draft.indicators is not None:
                self.draft.indicators.pass_blank(row)
            return 1
        draft = self._draft_of_row(table, items, labels)
        project = listed_project(draft, items)
        if project is not None:
            if draft.form.project.name:
                self._close_draft()
            draft = self.draft = begin_project(draft, table, items, project)
        return read_row(draft, table, row, items)

    def _draft_of_row(self, table: Table, items: list[Item], labels: list[Words]) -> Draft:
        """A title row, or a project's label where the form has blocks already, begins the next form of the sheet."""
        draft = self.draft
        assert draft is not None
        kind = row_title(labels, below=draft.has_content())
        if (kind is not None or names_project(labels)) and draft.has_content():
            self._close_draft()
            draft = self.draft = draft.next(kind)
            draft.begin_table(table)
        if kind is not None:
            cell = next(cell for cell, label in items if label)
            title = joined_title(self.heading, labels[0].text)
            draft.announced, draft.form.kind = True, form_kind(title) or kind
            draft.form.title = table.value(cell, title)
            draft.form.year = year_in(title) or draft.form.year
        self.heading = labels[0].text if len(labels) == 1 else ""
        return draft

    def _close_draft(self) -> None:
        draft, self.draft = self.draft, None
        if draft is None:
            return
        draft.settle()
        if self._accepted(draft.form, draft.announced):
            finish(draft.form, draft.announced, draft.lines)
            self.forms.append(draft.form)
            self.drafts.append(draft)
            return
        for table in draft.tables:
            table.used.clear()
        for line in draft.lines:
            self._not_read(line)

    def _not_read(self, line: Paragraph) -> None:
        if text := clean(line.text):
            self.unread.append(Unread(line.place(), text))

    def _not_understood(self, table: Table) -> None:
        cells = table.unused()
        if cells:
            self.unread.append(Unread(table.grid.place(cells[0]), " | ".join(clean(cell.text) for cell in cells)))

    def _leftovers(self, table: Table) -> None:
        """A table of which nothing was used is listed whole, of others the cells that were not."""
        if not table.used:
            self._not_understood(table)
            return
        for cell in table.unused():
            label = words(cell.text)
            if label is not None and not label.keys:
                self.unread.append(Unread(table.grid.place(cell), label.text))


def _ends_with_title_of_accounts(lines: list[Paragraph]) -> bool:
    """Tell whether the lines above a table are those above one of the accounts: 项目收入支出决算表 lists projects."""
    return any(kind_of_title(clean(line.text)) is not None for line in lines[-_TITLE_NEAR:])


def _last_title(lines: list[Paragraph]) -> int | None:
    """Give the last line near the end that is a title; one far above, as in a contents list, is none of this form."""
    near = range(len(lines) - 1, max(-1, len(lines) - 1 - _NEAR), -1)
    return next((index for index in near if form_kind(clean(lines[index].text))), None)
