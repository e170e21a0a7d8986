"""The seam between the parts of a table on two pages: which cells go on from one page to the next."""

from __future__ import annotations

from collections.abc import Callable

from jixiao.read.formats.pdf_halves import Halves, Pair, is_cut, label_count, label_reads_on, padding
from jixiao.read.formats.pdf_table import PageCell

Span = tuple[int, int]  # first and last column edge of a cell


class Seam:
    """The cells above and below a page end.

    `rests` are the ids of those above that are themselves the rest of a cell further up; `unused` is how much of the
    page is left, in points. `pairs` are the cells that face each other: of the lowest row above, of the top row below.
    """

    __slots__ = ("_cells", "_lowest", "_rests", "_span", "_top", "is_cut", "pairs")

    def __init__(
        self,
        above: list[PageCell],
        below: list[PageCell],
        rests: set[int],
        span: Callable[[PageCell], Span],
        unused: float,
    ) -> None:
        self._cells = above + below
        self._rests = rests
        self._lowest = _lowest(below)
        self._span = span
        lowest = _lowest(above)
        ends = {span(cell): cell for cell in above if id(cell) in lowest}
        first = min(cell.row for cell in below)
        self._top = [cell for cell in below if cell.row == first]
        self.pairs: list[Pair] = [(ends[span(cell)], cell) for cell in self._top if span(cell) in ends]
        faces = len(self.pairs) == len(ends) == len(self._top)
        self.is_cut = faces and is_cut(Halves(self.pairs, self._columns(), padding(self._cells), unused))

    def going_on(self) -> set[int]:
        """Give the ids of the cells below that are the rest of those above."""
        if self.is_cut:
            return {id(below) for _, below in self.pairs}
        rests: set[int] = set()
        for above, below in self.pairs:
            is_under_new = any(cell.text and id(cell) not in rests for cell in self._left_of(below))
            if self._is_carried(above, below) and not (below.text and is_under_new):
                rests.add(id(below))
        return rests

    def _columns(self) -> list[list[PageCell]]:
        """For each pair the other cells of its column."""
        at_seam = {id(cell) for pair in self.pairs for cell in pair}
        columns: dict[Span, list[PageCell]] = {}
        for cell in self._cells:
            if id(cell) not in at_seam:
                columns.setdefault(self._span(cell), []).append(cell)
        return [columns.get(self._span(below), []) for _, below in self.pairs]

    def _is_carried(self, above: PageCell, below: PageCell) -> bool:
        """Whether a cell that spans rows goes on below the page end though the row there is whole."""
        is_label = below in self._top[: label_count(len(self._top))]
        spans_rows = above.rows + below.rows > 2
        if above.text and below.text:
            others = [cell for cell in self._cells if cell is not above and self._span(cell) == self._span(below)]
            return (is_label or spans_rows) and label_reads_on(above, below, padding(self._cells), others)
        if below.text:  # a label centred in its rows, printed in those after the page end only
            return is_label and id(above) not in self._rests and not self._is_habit(above)
        if spans_rows:
            return below.rows > 1 or is_label or self._is_left_of_text(below)
        return self._is_left_of_text(below) and not self._is_habit(below)

    def _is_habit(self, label: PageCell) -> bool:
        """Whether the table leaves labels blank, for the same as above, instead of merging cells."""
        passed_over = self._rests | self._lowest | {id(label)}
        blank = [cell for cell in self._cells if not cell.text and id(cell) not in passed_over]
        span = self._span(label)
        return len(self.pairs) != len(self._top) or any(self._span(cell) == span for cell in blank)

    def _left_of(self, cell: PageCell) -> list[PageCell]:
        return [other for other in self._top if other.column < cell.column]

    def _is_left_of_text(self, cell: PageCell) -> bool:
        """Whether all text of a cell's row is to the right of it, and there is some."""
        texts = [other for other in self._top if other.text]
        return bool(texts) and all(other.area[0] >= cell.area[2] for other in texts)


def _lowest(cells: list[PageCell]) -> set[int]:
    """The ids of the cells that reach the end of a page."""
    end = max(cell.row + cell.rows for cell in cells)
    return {id(cell) for cell in cells if cell.row + cell.rows == end}
