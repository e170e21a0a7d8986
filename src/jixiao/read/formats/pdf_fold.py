"""The parts of a table on successive pages folded into one grid: one set of columns, cut rows and labels whole."""

from __future__ import annotations

from jixiao.read.formats.pdf_join import Part
from jixiao.read.formats.pdf_page import PageContent
from jixiao.read.formats.pdf_seam import Seam, Span
from jixiao.read.formats.pdf_table import PageCell, Strip, meet
from jixiao.read.layout import Cell, Grid

_FOOT = 0.93  # of the page's height: what is lower down is in the margin


def fold(parts: list[Part], number: int) -> Grid:
    """Give the grid of a table; `number` is its place among the tables of the file, from 1."""
    if len(parts) == 1:
        return Grid(_cells(parts[0]), number)
    folding = _Folding(_columns(parts), max(_lowest(part) for part in parts))
    for part in parts:
        folding.add(part)
    cells = sorted(folding.cells, key=lambda cell: (cell.row, cell.column))
    return Grid(cells, number, breaks=tuple(folding.breaks))


def _cells(part: Part) -> list[Cell]:
    """The cells of a table on one page as they are, with page and place."""
    page = part.page
    for cell in part.table.cells:
        if cell.page is None:
            cell.page = page.number
            cell.box = page.view.on_display(cell.area)
    return list(part.table.cells)


def _new(cell: PageCell, row: int, span: Span, page: PageContent) -> Cell:
    first, last = span
    number, box = cell.page or page.number, cell.box or page.view.on_display(cell.area)
    return Cell(cell.text, row, first, cell.rows, last - first, page=number, box=box)


def _columns(parts: list[Part]) -> dict[float, int]:
    """Number the column edges of all parts together; edges that can be the same are one."""
    strips: list[tuple[Strip, set[float]]] = []
    for part in parts:
        for x in part.table.xs:
            _take_in(x, part.table.strip(x), strips)
    strips.sort(key=lambda edge: edge[0])
    return {x: number for number, (_, xs) in enumerate(strips) for x in xs}


def _take_in(x: float, strip: Strip, strips: list[tuple[Strip, set[float]]]) -> None:
    places = [place for place, (other, _) in enumerate(strips) if meet(strip, other)]
    if not places:
        strips.append((strip, {x}))
        return
    place = max(places, key=lambda place: _overlap(strip, strips[place][0]))
    other, xs = strips[place]
    strips[place] = (max(strip[0], other[0]), min(strip[1], other[1])), xs | {x}


def _overlap(one: Strip, other: Strip) -> float:
    return min(one[1], other[1]) - max(one[0], other[0])


def _lowest(part: Part) -> float:
    """How far down a page is used."""
    foot = _FOOT * part.page.view.height
    return max([part.table.ys[-1], *(line[3] for line in part.page.lines if line[3] < foot)])


class _Folding:
    """The grid so far; `lowest` is how far down the fullest of the pages is used."""

    def __init__(self, columns: dict[float, int], lowest: float) -> None:
        self.cells: list[Cell] = []
        self.breaks: list[int] = []
        self._columns = columns
        self._lowest = lowest
        self._rows = 0
        self._above: list[PageCell] = []
        self._continued: set[int] = set()  # ids of cells on the last page that are rests of cells above
        self._wholes: dict[int, Cell] = {}  # the cells in the grid by id of those on the last page

    def add(self, part: Part) -> None:
        """Add the part on the next page."""
        below = [cell for cell in part.table.cells if cell.row >= part.skipped]
        if self._above:
            rests, cut = self._rests(below)
            self.breaks.append(self._rows)
        else:
            rests, cut = {}, False
        start = self._rows - cut - part.skipped
        self._wholes = {id(cell): self._whole(cell, rests.get(id(cell)), start, cut, part) for cell in below}
        self._above = below
        self._rows = start + len(part.table.ys) - 1
        self.breaks = [row for row in self.breaks if row < self._rows]

    def _rests(self, below: list[PageCell]) -> tuple[dict[int, Cell], bool]:
        """The cells of the grid that go on, by id of their rest below, and whether the row is cut."""
        unused = self._lowest - max(cell.area[3] for cell in self._above)
        seam = Seam(self._above, below, self._continued, self._span, unused)
        going_on = seam.going_on()
        self._continued = going_on
        rests = {id(rest): self._wholes[id(above)] for above, rest in seam.pairs if id(rest) in going_on}
        return rests, seam.is_cut

    def _span(self, cell: PageCell) -> Span:
        return self._columns[cell.area[0]], self._columns[cell.area[2]]

    def _whole(self, cell: PageCell, begun: Cell | None, start: int, cut: bool, part: Part) -> Cell:
        """The cell of the grid: a new one, or the one above with its rest."""
        if begun is None:
            begun = _new(cell, start + cell.row, self._span(cell), part.page)
            self.cells.append(begun)
            return begun
        begun.rows += cell.rows - cut
        if cell.text and not begun.text:  # its place is where its text is
            begun.text, begun.page, begun.box = cell.text, part.page.number, part.page.view.on_display(cell.area)
        elif cell.text:
            begun.text = f"{begun.text}\n{cell.text}"
        return begun
