"""The rows of a table of figures whose column edges are known: where they part, and the cells in them."""

from __future__ import annotations

import re
from bisect import bisect
from itertools import pairwise

from jixiao.read.formats.pdf_chars import Run
from jixiao.read.formats.pdf_pitch import goes_on, is_figure, line_pitch
from jixiao.read.formats.pdf_rows import Piece, row_starts
from jixiao.read.formats.pdf_rules import Rule
from jixiao.read.formats.pdf_table import PageCell, PageTable, Strip
from jixiao.read.formats.pdf_wrap import first_unit

_NAMED = re.compile(r"[一二三四五六七八九十]{1,3}、|本年(?:收入|支出)合计$|总计$")
PAD = 2.0  # points around the text
_INSET = 0.3  # of the text height: so far may a text reach into the next column
_LONG = 0.4  # of the table's width: shorter lines underline a word
_END = 1e6


class Body:
    """Lines of text, the column edges `xs` and the lines drawn across; `height` is that of the text.

    `pitch` is more than the lines of a cell are apart.
    """

    def __init__(
        self, lines: list[list[Run]], xs: list[float], across: list[Rule], height: float, pitch: float
    ) -> None:
        self._pitch = pitch
        self.lines = lines
        self.xs = xs
        self._across = across
        self._height = height

    def columns_of(self, run: Run) -> tuple[int, int]:
        """Give the first and the last column that a text stands in."""
        inset = min(_INSET * self._height, (run[2] - run[0]) / 2)
        return column_at(run[0] + inset, self.xs), column_at(run[2] - inset, self.xs)

    def row_edges(self) -> list[float]:
        """Give the heights between the rows, and above and below them: drawn, or where nothing is in the white."""
        lines = [[self._piece(number, run) for run in line] for number, line in enumerate(self.lines)]
        drawn = self._drawn()
        forced = {
            at for at in range(1, len(lines)) if any(_middle(lines[at - 1]) < y < _middle(lines[at]) for y in drawn)
        }
        forced |= self._named()
        ends = [*row_starts(lines, self._height, forced, self._tied() - forced), len(lines)]
        groups = [[piece for line in lines[start:end] for piece in line] for start, end in pairwise(ends)]
        edges = [min(piece.top for piece in groups[0]) - PAD]
        for group, following in pairwise(groups):
            bottom, top = max(piece.bottom for piece in group), min(piece.top for piece in following)
            edges.append(next((y for y in drawn if _middle(group) < y < _middle(following)), (bottom + top) / 2))
        return [*edges, max(piece.bottom for piece in groups[-1]) + PAD]

    def cells(self, ys: list[float], first: int) -> list[PageCell]:
        """Give the cells of the rows from the row `first` on; `ys` are the edges of all rows."""
        spans: list[set[tuple[int, int]]] = [set() for _ in ys[1:]]
        for run in (run for line in self.lines for run in line):
            row = min(max(bisect(ys, (run[1] + run[3]) / 2) - 1, 0), len(spans) - 1)
            spans[row].add(self.columns_of(run))
        cells = []
        for row in range(first, len(spans)):
            crossed = {edge for begin, end in spans[row] for edge in range(begin + 1, end + 1)}
            edges = [column for column in range(len(self.xs)) if column not in crossed]
            cells += [cell_of(self.xs, ys, (row, row), (begin, end - 1)) for begin, end in pairwise(edges)]
        return cells

    def _named(self) -> set[int]:
        """The numbers of the lines that begin a row by its name, 二十三、其他支出, below another one in its column."""
        begun = [
            {column_at((run[0] + run[2]) / 2, self.xs) for run in line if not is_figure(run[4])} for line in self.lines
        ]
        found: set[int] = set()
        for number, line in enumerate(self.lines[1:], 1):
            names = [run for run in line if not is_figure(run[4])]
            named = [run for run in names if _NAMED.match(run[4])]
            below = any(column_at((run[0] + run[2]) / 2, self.xs) in begun[number - 1] for run in named)
            if named and below and len(named) == len(names):
                found.add(number)
        return found

    def _tied(self) -> set[int]:
        """The numbers of the lines that a label goes on in, told from how near they are."""
        words = [[run for run in line if not is_figure(run[4])] for line in self.lines]
        tied: set[int] = set()
        for number, above in enumerate(words):
            for end in range(number + 1, min(number + 3, len(words))):
                if any(goes_on(run, other, self._pitch, self._height) for run in above for other in words[end]):
                    tied |= set(range(number + 1, end + 1))
        return tied

    def _drawn(self) -> list[float]:
        lengths: dict[float, float] = {}
        for y, start, end in self._across:
            lengths[y] = lengths.get(y, 0.0) + max(0.0, min(end, self.xs[-1]) - max(start, self.xs[0]))
        return [y for y, length in lengths.items() if length > _LONG * (self.xs[-1] - self.xs[0])]

    def _piece(self, number: int, run: Run) -> Piece:
        column = column_at((run[0] + run[2]) / 2, self.xs)
        middle = (run[1] + run[3]) / 2
        top, bottom = middle - self._height / 2, middle + self._height / 2
        room = self.xs[column + 1] - self.xs[column] - (run[2] - run[0]) - 2 * PAD
        unit = self._height * first_unit("", run[4])
        return Piece(number, column, run[0], top, run[2], bottom, run[4], room, unit)


def _middle(line: list[Piece]) -> float:
    return sum(piece.top + piece.bottom for piece in line) / (2 * len(line))


def column_at(x: float, xs: list[float]) -> int:
    """Give the column at a place; the first or the last for places beyond."""
    return min(max(bisect(xs, x) - 1, 0), len(xs) - 2)


def cell_of(xs: list[float], ys: list[float], rows: tuple[int, int], columns: tuple[int, int]) -> PageCell:
    """Give a cell from its first to its last row and column."""
    (row, last_row), (column, last_column) = rows, columns
    area = (xs[column], ys[row], xs[last_column + 1], ys[last_row + 1])
    return PageCell(row, column, last_row - row + 1, last_column - column + 1, area)


def table_by_figures(xs: list[float], ys: list[float], cells: list[PageCell], strips: list[Strip]) -> PageTable:
    """Give the table of some cells; `strips` are the white strips that its inner column edges are in."""
    table = PageTable(xs, ys, sorted(cells, key=lambda cell: (cell.row, cell.column)))
    table.is_ruled = False
    table.head_rows = 0
    table.strips = dict(zip(xs[1:-1], strips, strict=True))
    table.strips |= {xs[0]: (-_END, xs[0] + PAD), xs[-1]: (xs[-1] - PAD, _END)}
    return table


def rows_below(lines: list[list[Run]], table: PageTable, height: float) -> PageTable:
    """Give lines as rows of a table that ends above them: a table of its own with the same columns, with its text."""
    body = Body(lines, table.xs, [], height, line_pitch(lines, height))
    ys = body.row_edges()
    rest = table_by_figures(table.xs, ys, body.cells(ys, 0), [table.strip(x) for x in table.xs[1:-1]])
    for run in (run for line in lines for run in line):
        row, column = rest.row_at((run[1] + run[3]) / 2), body.columns_of(run)[0]
        cell = rest.owners()[row * (len(table.xs) - 1) + column]
        if cell:
            cell.runs.append(run)
    rest.settle()
    return rest
