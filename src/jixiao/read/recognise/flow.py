"""Forms in printed lines: text that was taken out of a PDF and has lost its table, line by line in reading order.

Where the words of a header of indicators follow each other in the lines, the grid is built again in the shape that the
form has on a sheet: rows of labels and values, funding, goal, and the indicators in the columns that the header names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from jixiao.read.layout import Block, Cell, Grid, Layout, Paragraph
from jixiao.read.recognise.flow_ends import is_outside, is_project_label, is_title, line_at
from jixiao.read.recognise.flow_head import Row, head_rows, tail_rows
from jixiao.read.recognise.flow_marks import Cells, header_at, size_of
from jixiao.read.recognise.flow_pieces import Piece, label_at, pieces_of, text_of
from jixiao.read.recognise.flow_rows import rows_from
from jixiao.read.recognise.words import words

_FEWEST_LINES = 8
_BLOCK_LABEL_PARTS = 8
_FUNDING_CELLS = 3


def with_grids(layout: Layout) -> Layout:
    """Give a layout in which the forms in printed lines are grids; the same object where there is none."""
    before = sum(1 for _ in layout.grids())
    tables = before
    blocks: list[Block] = []
    for run in _runs(layout.blocks):
        found = blocks_from_lines(run, tables) if _may_hold_form(run) else run
        tables += sum(isinstance(block, Grid) for block in found) if found is not run else 0
        blocks += found
    return layout if tables == before else Layout(blocks, pages=layout.pages, remarks=layout.remarks)


def blocks_from_lines(paragraphs: Sequence[Block], tables: int = 0) -> list[Block]:
    """Give printed lines with each form among them as a grid, numbered from `tables` + 1; other lines as they are.

    Page numbers and headers that were printed again inside of a form are left out.
    """
    lines = [block for block in paragraphs if isinstance(block, Paragraph)]
    pieces = pieces_of(lines)
    numbers = {id(line): number for number, line in enumerate(lines)}
    blocks: list[Block] = []
    done = 0  # lines that are in blocks already
    for number, (begin, end, cells) in enumerate(_forms(pieces), tables + 1):
        blocks += lines[done : numbers[id(pieces[begin].paragraph)]]
        blocks.append(Grid(cells, number))
        done = numbers[id(pieces[end - 1].paragraph)] + 1
    return [*blocks, *lines[done:]]


def _forms(pieces: Sequence[Piece]) -> Iterator[tuple[int, int, list[Cell]]]:
    """Give where each form begins and ends, and its cells."""
    done = 0
    for at, header in _headers(pieces):
        rows, end = rows_from(pieces, at + size_of(header), list(header)) if at >= done else ([], done)
        if not any("name" in row for row in rows):
            continue
        begin = _begin(pieces, done, at)
        yield from _broken_off(pieces, done, begin)
        above = _above_block_label(pieces, begin, at)
        tail, done = tail_rows(pieces, end)
        grid = _Builder(header, pieces[above:at])
        grid.beside(head_rows(pieces[begin:above]))
        grid.indicators(rows)
        grid.beside(tail)
        yield begin, done, grid.cells
    yield from _broken_off(pieces, done, len(pieces))


def _broken_off(pieces: Sequence[Piece], done: int, begin: int) -> Iterator[tuple[int, int, list[Cell]]]:
    """Give the forms that end before their indicators: a project and its funding."""
    starts = [here for here in range(done, begin) if pieces[here].starts and is_project_label(pieces, here)]
    for first, limit in pairwise([*starts, begin]):
        lines = (here for here in range(first + 1, limit) if pieces[here].starts)
        end = next((here for here in lines if is_outside(pieces, here)), limit)
        rows = head_rows(pieces[first:end])
        if sum(len(row) >= _FUNDING_CELLS for row in rows) >= 2:
            grid = _Builder({}, [])
            grid.beside(rows)
            yield first, end, grid.cells


def _runs(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Give the grids one by one and the paragraphs between them together."""
    for is_grid, run in groupby(blocks, lambda block: isinstance(block, Grid)):
        if is_grid:
            yield from ([grid] for grid in run)
        else:
            yield list(run)


def _may_hold_form(run: Sequence[Block]) -> bool:
    """A form has more lines than this, and short ones about its indicators (指标)."""
    if len(run) < _FEWEST_LINES:
        return False
    return sum("指标" in block.text for block in run if isinstance(block, Paragraph) and len(block.text) < 60) >= 3


def _headers(pieces: Sequence[Piece]) -> Iterator[tuple[int, Cells]]:
    for at, piece in enumerate(pieces):
        if piece.starts and (header := header_at(pieces, at)):
            yield at, header


def _begin(pieces: Sequence[Piece], done: int, at: int) -> int:
    """Where a form begins: at the last label of a project, else at the first label below the last title."""
    starts = [here for here in range(done, at) if pieces[here].starts]
    named = [here for here in starts if is_project_label(pieces, here)]
    if named:
        return named[-1]
    titles = [here for here in starts if is_title(line_at(pieces, here))]
    below = [here for here in starts if not titles or here > titles[-1]]
    return next((here for here in below if label_at(pieces, here, "head", "measure", "goal")), at)


def _above_block_label(pieces: Sequence[Piece], begin: int, at: int) -> int:
    """Where the label of the indicator block in front of its header begins: 绩效指标（90分）, maybe a sign a line."""
    for above in range(max(begin, at - _BLOCK_LABEL_PARTS), at):
        label = words("".join(piece.text for piece in pieces[above:at]))
        if pieces[above].starts and label and label.get("block") == "indicators":
            return above
    return at


class _Builder:
    """Puts rows under each other into the columns of a sheet; the block's label stands left of its rows."""

    def __init__(self, header: Cells, block_label: Sequence[Piece]) -> None:
        self.cells: list[Cell] = []
        self._header = header
        self._block_label = block_label
        self._first = 1 if block_label else 0
        self._columns = {key: self._first + number for number, key in enumerate(header)}
        self._width = self._first + len(header)
        self._row = 0

    def beside(self, rows: Sequence[Row]) -> None:
        """Put rows above or below the indicators: cells side by side, the last as wide as what is left."""
        self._width = max([self._width, *map(len, rows)])
        for row in rows:
            for column, pieces in enumerate(row):
                last = column == len(row) - 1
                self._put(pieces, column, self._width - column if last else 1)
            self._row += 1

    def indicators(self, rows: Sequence[Cells]) -> None:
        """Put the header and the rows below it."""
        if self._block_label:
            self._put(self._block_label, 0, 1, rows=1 + len(rows))
        for row in [self._header, *rows]:
            label = row.get("label")
            begin = self._first
            if label is not None:
                begin = min([self._columns[key] for key in row if key in self._columns] or [self._width])
                self._put(label, self._first, begin - self._first)
            for key, column in self._columns.items():
                if column >= begin:
                    self._put(row.get(key, ()), column, 1)
            self._row += 1
            if "reason" in row and "reason" not in self._columns:  # what stands between rows and is no part of them
                self._put(row["reason"], self._first, self._width - self._first)
                self._row += 1

    def _put(self, pieces: Sequence[Piece], column: int, columns: int, rows: int = 1) -> None:
        at = pieces[0].paragraph if pieces else None
        self.cells.append(
            Cell(
                text_of(pieces),
                self._row,
                column,
                rows,
                columns,
                page=at.page if at else None,
                box=at.box if at else None,
                line=at.line if at else None,
                paragraph=at.number if at else None,
            )
        )
