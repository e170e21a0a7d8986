"""Forms of a layout: one pass over its blocks, row by row, each row read by what its labels say.

A form begins at a title or at the label of its project; what stands in a form and is not understood is listed.
"""

from __future__ import annotations

from jixiao.model.form import Form, FormKind, Total
from jixiao.model.result import Unread
from jixiao.model.value import Value
from jixiao.read.layout import Cell, Grid, Layout, Paragraph
from jixiao.read.recognise.finish import accepted, finish
from jixiao.read.recognise.funding import FundingBlock, source_header
from jixiao.read.recognise.goal import read_goal
from jixiao.read.recognise.head import labels_in_line, put, read_labels, read_paragraph
from jixiao.read.recognise.headers import funding_header, indicator_header
from jixiao.read.recognise.indicators import IndicatorBlock
from jixiao.read.recognise.table import Item, Table
from jixiao.read.recognise.title import form_kind, year_in
from jixiao.read.recognise.words import Words, clean, printed, words

_AMOUNTS = frozenset(("initial", "budget", "executed", "rate"))


def recognise(layout: Layout) -> tuple[list[Form], list[Unread]]:
    """Give the forms that a layout holds, in order, and what was seen and not understood."""
    reader = _Reader()
    for block in layout.blocks:
        if isinstance(block, Grid):
            reader.grid(block)
        else:
            reader.paragraph(block)
    reader.close()
    return reader.forms, reader.unread


class _Draft:
    """A form while its rows are read, with the tables that it has taken and the block that is open."""

    __slots__ = ("announced", "form", "funding", "indicators", "lines", "tables", "width")

    def __init__(self, kind: FormKind | None) -> None:
        self.form = Form(kind or "project_self_evaluation")
        self.announced = kind is not None
        self.funding: FundingBlock | None = None
        self.indicators: IndicatorBlock | None = None
        self.tables: list[Table] = []
        self.lines: list[Paragraph] = []
        self.width = 0

    def has_content(self) -> bool:
        return bool(self.form.funding or self.form.indicators or self.form.parts & {"goal", "indicators"})

    def begin_table(self, table: Table) -> None:
        """Go on in another table; the open indicator block goes on where the columns are as many."""
        self.tables.append(table)
        self.funding = FundingBlock(self.form, table)
        if self.indicators is not None and table.width == self.width:
            self.indicators.table = table
        else:
            self.indicators = None
        self.width = table.width


class _Reader:
    """Goes over the blocks of a file and collects its forms."""

    def __init__(self) -> None:
        self.forms: list[Form] = []
        self.unread: list[Unread] = []
        self.draft: _Draft | None = None
        self.tables: list[Table] = []  # tables that a form was read from
        self.pending: list[Paragraph] = []  # lines since the last table: the tail of one form, the head of the next

    def paragraph(self, paragraph: Paragraph) -> None:
        self.pending.append(paragraph)

    def grid(self, grid: Grid) -> None:
        table = Table(grid)
        if _is_frame(table):
            self.pending += _lines(table)
            return
        self._place_pending()
        if self.draft is None and not _begins_form(table):
            self._not_understood(table)
            return
        if self.draft is not None and self.draft.has_content() and not _continues_form(table):
            self.close_draft()
            if not _begins_form(table):
                self._not_understood(table)
                return
        self._rows(table)

    def close(self) -> None:
        self._place_pending()
        self.close_draft()
        for table in self.tables:
            self._leftovers(table)

    def _place_pending(self) -> None:
        """Lines up to the last title belong to the form before, those from it on to the next."""
        titles = [i for i, line in enumerate(self.pending) if form_kind(clean(line.text))]
        start = titles[-1] if titles else (len(self.pending) if self._has_form() else 0)
        for line in self.pending[:start]:
            self._line_of_form(line)
        if titles:
            self.close_draft()
            self._open(self.pending[start])
        if titles or not self._has_form():
            self._head_lines(self.pending[start + bool(titles) :])
        self.pending = []

    def _has_form(self) -> bool:
        return self.draft is not None and self.draft.has_content()

    def _open(self, title: Paragraph) -> None:
        text = clean(title.text)
        self.draft = _Draft(form_kind(text))
        self.draft.form.title = Value(text, (_Places(), title))
        self.draft.form.year = year_in(text)

    def _head_lines(self, lines: list[Paragraph]) -> None:
        for line in lines[-8:]:
            if self.draft is None and _project_line(line):
                self.draft = _Draft(None)
            if self.draft is not None:
                self._line_of_form(line)
        for line in lines[:-8] if self.draft is None else []:
            self._not_read(line)
        if self.draft is None:
            for line in lines[-8:]:
                self._not_read(line)

    def _line_of_form(self, line: Paragraph) -> None:
        if self.draft is None:
            self._not_read(line)
        elif not read_paragraph(self.draft.form, line):
            self.draft.lines.append(line)

    def _not_read(self, line: Paragraph) -> None:
        self.unread.append(Unread(line.place(), clean(line.text)))

    def _rows(self, table: Table) -> None:
        if self.draft is None:
            self.draft = _Draft(None)
        self.draft.begin_table(table)
        self.tables.append(table)
        row = 0
        while row < len(table.rows):
            row += self._row(table, row)

    def _row(self, table: Table, row: int) -> int:
        """Read one row, or the rows of a header or a goal; gives how many."""
        items = table.items(row)
        labels = [label for _, label in items if label]
        if not labels:
            return 1
        self._begin_another(table, items, labels)
        assert self.draft is not None
        _read_money_unit(self.draft.form, table, items)
        return _read_block_row(self.draft, table, row, items)

    def _begin_another(self, table: Table, items: list[Item], labels: list[Words]) -> None:
        """A title row, or a project's label where the form has blocks already, begins the next form of the sheet."""
        assert self.draft is not None
        kind = form_kind(labels[0].text) if len(labels) == 1 and not labels[0].keys else None
        again = self.draft.has_content() and any(_names_project(label) for label in labels)
        if kind is None and not again:
            return
        if self.draft.has_content():
            self.close_draft()
            self.draft = _Draft(kind)
            self.draft.begin_table(table)
        if kind is not None:
            cell = next(cell for cell, label in items if label)
            self.draft.announced, self.draft.form.kind = True, kind
            self.draft.form.title = table.value(cell)
            self.draft.form.year = year_in(labels[0].text) or self.draft.form.year

    def _not_understood(self, table: Table) -> None:
        for cell in table.unused()[:1]:
            self.unread.append(Unread(table.grid.place(cell), " | ".join(clean(c.text) for c in table.unused())))

    def close_draft(self) -> None:
        draft, self.draft = self.draft, None
        if draft is None:
            return
        if not accepted(draft.form, draft.announced):
            for table in draft.tables:
                table.used.clear()
            for line in draft.lines:
                self._not_read(line)
            return
        finish(draft.form, draft.announced, draft.lines)
        self.forms.append(draft.form)

    def _leftovers(self, table: Table) -> None:
        if not table.used:
            self._not_understood(table)
            return
        for cell in table.unused():
            label = words(cell.text)
            if label is not None and not label.keys:
                self.unread.append(Unread(table.grid.place(cell), label.text))


def _read_money_unit(form: Form, table: Table, items: list[Item]) -> None:
    if form.money_unit:
        return
    for cell, label in items:
        if label and label.money_unit and (label.keys or label.text.startswith(("单位", "金额单位"))):
            form.money_unit = table.value(cell, label.money_unit)


def _read_block_row(draft: _Draft, table: Table, row: int, items: list[Item]) -> int:
    """Read a row by the first block that knows it; gives the number of rows taken."""
    header = indicator_header(table, row)
    if header is not None:
        old = draft.indicators
        draft.indicators = IndicatorBlock(draft.form, table, header)
        if old is not None and old.header.cells.keys() == header.cells.keys():
            draft.indicators.level1, draft.indicators.level2 = old.level1, old.level2
        return header.rows
    taken = _read_funding(draft, table, row, items) or _read_goal_row(draft, table, row, items)
    if taken:
        return taken
    if _is_tail(items) and read_labels(draft.form, table, items):
        return 1
    if _is_block_row(table, row):
        draft.indicators = None
        table.mark(table.begin[row][0])
        return 1
    if draft.indicators is not None and draft.indicators.read_row(row):
        return 1
    if not read_labels(draft.form, table, items):
        _read_loose(draft.form, table, items)
    return 1


def _read_funding(draft: _Draft, table: Table, row: int, items: list[Item]) -> int:
    block = draft.funding
    assert block is not None
    if draft.indicators is not None and draft.indicators.is_total_row(items):
        return 0
    header = funding_header(table, row)
    if header is not None:
        draft.indicators = None
        block.start(header)
        return header.rows
    sources = source_header(table, row)
    if sources is not None:
        draft.indicators = None
        block.start_sources(sources)
        return 1
    if _measures(items) >= 2 and not (draft.indicators is not None and draft.form.funding):
        draft.indicators = None
        return int(block.read_measure_pairs(items))
    if not _may_be_funding(draft, items):
        return 0
    draft.indicators = None
    return int(block.read_row(row))


def _may_be_funding(draft: _Draft, items: list[Item]) -> bool:
    """A row of the funding block is named by a source; below a header of indicators only where it says nothing else."""
    block = draft.funding
    assert block is not None
    named = any(label and "source" in label.keys for _, label in items)
    if draft.indicators is not None:
        levels = any(label and label.keys.keys() & {"level1", "level2"} for _, label in items)
        first = next((label for _, label in items if label and "block" not in label.keys), None)
        return named and not levels and first is not None and "source" in first.keys
    return named or block.source_header is not None or (block.header is not None and not draft.form.funding)


def _measures(items: list[Item]) -> int:
    return len(
        {
            label.keys["measure"]
            for cell, label in items
            if label and label.get("measure") in _AMOUNTS and not ("block" in label.keys and cell.rows > 1)
        }
    )


def _read_goal_row(draft: _Draft, table: Table, row: int, items: list[Item]) -> int:
    if draft.indicators is not None and (draft.form.goal.expected or not _only_goal_labels(items)):
        return 0
    taken = read_goal(draft.form, table, row)
    if taken:
        draft.indicators = None
    return taken


def _only_goal_labels(items: list[Item]) -> bool:
    """Below a header of indicators a goal begins only in a row of goal labels and running text."""
    for _, label in items:
        if label and ((label.is_number and not label.keys) or label.keys.keys() & {"level1", "level2", "row"}):
            return False
    return True


def _is_block_row(table: Table, row: int) -> bool:
    """A row that holds nothing but the name of a block (项目资金（万元）) begins that block."""
    labels = [label for cell in table.begin[row] if (label := words(cell.text))]
    return len(labels) == 1 and "block" in labels[0].keys and table.rows[row] == table.begin[row]


def _is_tail(items: list[Item]) -> bool:
    first = next((label for _, label in items if label), None)
    if first is None:
        return False
    return "tail" in first.keys or (first.inline is not None and first.inline[0] == "tail")


def _read_loose(form: Form, table: Table, items: list[Item]) -> None:
    """What no block took: the year, the money unit, a total that stands in the head, a block label."""
    for index, (cell, label) in enumerate(items):
        if label is None:
            continue
        if label.get("row") == "total" and index + 1 < len(items) and (after := items[index + 1][1]) and after.is_number:
            table.mark(cell)
            form.totals.append(Total(score=table.value(items[index + 1][0])))
            form.parts.add("total")
        elif "block" in label.keys:
            table.mark(cell)
        elif len(label.text) > 20 and not label.is_label():
            _read_running_text(form, table, cell)
        elif form.year is None and len(label.text) < 20 and (year := year_in(label.text)):
            form.year, form.year_printed = year, table.value(cell)


def _read_running_text(form: Form, table: Table, cell: Cell) -> None:
    """A line in a wide cell: labels with their values (填报人：… 联系电话：…), else a note."""
    found = list(labels_in_line(cell.text))
    for context, key, raw, label in found:
        put(form, context, key, table.value(cell, printed(raw)), label)
    if not found and "indicators" in form.parts:
        form.notes.append(table.value(cell))


def _is_frame(table: Table) -> bool:
    """A table of one or two filled cells with lines of text is a frame around something, such as another table."""
    filled = [cell for cell in table.grid.cells if cell.text.strip()]
    return 0 < len(filled) <= 2 and len(table.grid.cells) <= 4 and any("\n" in cell.text for cell in filled)


def _lines(table: Table) -> list[Paragraph]:
    """Give the lines of a frame's cells as paragraphs; they have no number of their own."""
    return [
        Paragraph(line, 0, page=cell.page, box=cell.box, line=cell.line, sheet=table.grid.sheet)
        for cell in table.grid.cells
        for line in cell.text.split("\n")
        if line.strip()
    ]


def _begins_form(table: Table) -> bool:
    """A grid may begin a form when it names a project, has a title row or a header of indicators."""
    for row in range(min(len(table.rows), 14)):
        labels = [label for _, label in table.items(row) if label]
        if any(_names_project(label) for label in labels):
            return True
        if len(labels) == 1 and not labels[0].keys and form_kind(labels[0].text):
            return True
        if indicator_header(table, row) is not None:
            return True
    return False


def _continues_form(table: Table) -> bool:
    """A grid belongs to the form before it when one of its rows is of a form and it does not begin another."""
    for row in range(len(table.rows)):
        for _, label in table.items(row):
            if label and (label.keys.keys() & {"tail", "level1", "level2", "row", "goal"}):
                return True
    return False


def _names_project(label: Words) -> bool:
    if label.keys.get("head") == "project_name":
        return True
    return label.inline is not None and label.inline[:2] == ("head", "project_name")


def _project_line(line: Paragraph) -> bool:
    plain = clean(line.text)
    return plain.startswith(("项目名称", "项目支出名称", "专项名称")) and len(plain) < 80


class _Places:
    """Places a value in its paragraph."""

    def place(self, paragraph: Paragraph, /) -> object:
        """Give the paragraph's place."""
        return paragraph.place()
