"""The parts of a table on successive pages folded into one grid: one set of columns, cut rows and labels whole."""

from __future__ import annotations

from bisect import bisect

from jixiao.read.formats.pdf_halves import Halves, is_cut, is_usual, label_reads_on, padding
from jixiao.read.formats.pdf_join import Part
from jixiao.read.formats.pdf_page import PageContent
from jixiao.read.formats.pdf_table import PageCell
from jixiao.read.layout import Cell, Grid

_EDGE = 3.0  # points: how far a column edge may shift from page to page
_LABEL_COLUMNS = 2  # at the left of a row
Span = tuple[int, int]  # first and last column edge of a cell
Pair = tuple[PageCell, PageCell]  # a cell at the end of a page and the one below it on the next


def fold(parts: list[Part], number: int) -> Grid:
    """Give the grid of a table; `number` is its place among the tables of the file, from 1."""
    if len(parts) == 1:
        return Grid(_cells(parts[0]), number)
    folding = _Folding(_edges(parts))
    for part in parts:
        folding.add(part)
    cells = sorted(folding.cells, key=lambda cell: (cell.row, cell.column))
    return Grid(cells, number, breaks=tuple(folding.breaks))


def _edges(parts: list[Part]) -> list[float]:
    """The column edges of all parts together, edges that differ by little being one."""
    edges: list[float] = []
    for x in sorted(x for part in parts for x in part.table.xs):
        if not edges or x - edges[-1] > _EDGE:
            edges.append(x)
    return edges


def _cells(part: Part) -> list[Cell]:
    cells = part.table.cells
    return [_new(cell, cell.row, (cell.column, cell.column + cell.columns), part.page) for cell in cells]


def _new(cell: PageCell, row: int, span: Span, page: PageContent) -> Cell:
    first, last = span
    box = page.view.on_display(cell.box)
    return Cell(cell.text, row, first, cell.rows, last - first, page=page.number, box=box)


class _Folding:
    """The grid so far, and the cells at its lower end by span, each as on the last page and as in the grid."""

    def __init__(self, edges: list[float]) -> None:
        self.cells: list[Cell] = []
        self.breaks: list[int] = []
        self._edges = edges
        self._rows = 0
        self._last: Part | None = None
        self._ends: dict[Span, tuple[PageCell, Cell]] = {}

    def add(self, part: Part) -> None:
        """Add the part on the next page."""
        pairs = self._pairs(part)
        cut = len(pairs) == len(self._ends) == len(_top_row(part)) and is_cut(self._halves(pairs, part))
        going_on = {id(below) for above, below in pairs if cut or self._is_carried(above, below, part)}
        start = self._rows - cut - part.skipped
        ends: dict[Span, tuple[PageCell, Cell]] = {}
        for cell in part.table.cells:
            if cell.row < part.skipped:
                continue
            span = self._span(cell)
            if id(cell) in going_on:
                whole = self._continued(cell, span, cut, part)
            else:
                whole = self._begun(cell, start, span, part)
            if cell.row + cell.rows == len(part.table.ys) - 1:
                ends[span] = cell, whole
        self._close(part, ends, cut, start)

    def _close(self, part: Part, ends: dict[Span, tuple[PageCell, Cell]], cut: bool, start: int) -> None:
        first_row = self._rows
        self._rows = start + len(part.table.ys) - 1
        if self._last and first_row < self._rows:
            self.breaks.append(first_row)
        self._last, self._ends = part, ends

    def _span(self, cell: PageCell) -> Span:
        return bisect(self._edges, cell.box[0] + _EDGE) - 1, bisect(self._edges, cell.box[2] + _EDGE) - 1

    def _pairs(self, part: Part) -> list[Pair]:
        found = [(self._ends.get(self._span(cell)), cell) for cell in _top_row(part)]
        return [(above[0], below) for above, below in found if above]

    def _halves(self, pairs: list[Pair], part: Part) -> Halves:
        parts = [self._last, part] if self._last else [part]
        at_break = {id(cell) for pair in pairs for cell in pair}
        others = [cell for each in parts for cell in each.table.cells if id(cell) not in at_break]
        columns: dict[Span, list[PageCell]] = {}
        for cell in others:
            if cell.rows == 1:
                columns.setdefault(self._span(cell), []).append(cell)
        usual = [is_usual(columns.get(self._span(below), [])) for _, below in pairs]
        return Halves(pairs, usual, padding(others))

    def _is_carried(self, above: PageCell, below: PageCell, part: Part) -> bool:
        """Whether a cell that spans rows goes on below the page end though the row there is whole."""
        if above.text and below.text:
            may_span = above.rows + below.rows > 2 or below in _top_row(part)[:_LABEL_COLUMNS]
            return may_span and label_reads_on(above, below, self._padding(part))
        if below.text:
            return False
        return below.rows > 1 or _is_label(below, part)

    def _padding(self, part: Part) -> float:
        parts = [self._last, part] if self._last else [part]
        return padding(cell for each in parts for cell in each.table.cells)

    def _begun(self, cell: PageCell, start: int, span: Span, part: Part) -> Cell:
        whole = _new(cell, start + cell.row, span, part.page)
        self.cells.append(whole)
        return whole

    def _continued(self, cell: PageCell, span: Span, cut: bool, part: Part) -> Cell:
        """The second half of a cell: its text after that of the first; its place is where its text begins."""
        whole = self._ends[span][1]
        whole.rows += cell.rows - cut
        if cell.text and not whole.text:
            whole.text, whole.page, whole.box = cell.text, part.page.number, part.page.view.on_display(cell.box)
        elif cell.text:
            whole.text = f"{whole.text}\n{cell.text}"
        return whole


def _top_row(part: Part) -> list[PageCell]:
    return [cell for cell in part.table.cells if cell.row == part.skipped]


def _is_label(cell: PageCell, part: Part) -> bool:
    """Whether all text of a cell's row is to the right of it, and there is some."""
    texts = [other for other in _top_row(part) if other.text]
    return bool(texts) and all(other.box[0] >= cell.box[2] for other in texts)
