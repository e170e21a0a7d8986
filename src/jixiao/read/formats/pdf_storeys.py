"""The header above the columns of a table without lines: which texts are one cell, and which are of one column."""

from __future__ import annotations

from bisect import bisect

from jixiao.read.formats.pdf_chars import Run
from jixiao.read.formats.pdf_ledger_rows import cell_of
from jixiao.read.formats.pdf_pitch import goes_on, middle, pitch_of_header
from jixiao.read.formats.pdf_rules import Rule
from jixiao.read.formats.pdf_table import PageCell

_LEVEL = 0.3  # of the text height: texts whose middles differ less are in one line
_SAME_LINE = 0.15  # of the text height: middles that are not further apart are those of one line
_STOREY = 0.15  # of the text height: the white between storeys, at least


class Block:
    """The text of a header cell: its lines, and the columns `first` to `last` it stands above."""

    __slots__ = ("bottom", "first", "last", "left", "right", "runs", "top")

    def __init__(self, run: Run) -> None:
        self.left, self.top, self.right, self.bottom = run[:4]
        self.runs = [run]
        self.first = self.last = -1

    @property
    def centre(self) -> float:
        """Where the text's middle is from left to right."""
        return (self.left + self.right) / 2

    @property
    def middle(self) -> float:
        """Where the text's middle is from top to bottom."""
        return (self.top + self.bottom) / 2

    def add(self, run: Run) -> None:
        """Take in the next line."""
        self.runs.append(run)
        self.left, self.right = min(self.left, run[0]), max(self.right, run[2])
        self.bottom = run[3]


def header_blocks(lines: list[list[Run]], across: list[Rule], height: float, pitch: float) -> list[Block]:
    """Give the texts of a header; lines of a cell are put together, where no line is drawn between them.

    `pitch` is more than the lines of a cell are apart, from middle to middle; 0 where the rows do not tell.
    """
    runs = sorted((run for line in lines for run in line), key=middle)
    pitch = pitch or pitch_of_header(runs, height)
    blocks: list[Block] = []
    for run in runs:
        beside = [other for other in runs if abs(middle(other) - middle(run)) < _LEVEL * height]
        near = [block for block in blocks if goes_on(block.runs[-1], run, pitch, height)]
        home = next((block for block in near if not _is_parted(block, run, beside, across)), None)
        if home:
            home.add(run)
        else:
            blocks.append(Block(run))
    return blocks


def _is_parted(block: Block, run: Run, beside: list[Run], across: list[Rule]) -> bool:
    """Whether a line is drawn between a text and the one above it, or several stand below that."""
    if sum(1 for other in beside if other[0] < block.right and other[2] > block.left) > 1:
        return True
    x = (run[0] + run[2]) / 2
    return any(block.middle < y < run[3] and start < x < end for y, start, end in across)


def lowest(blocks: list[Block], height: float) -> list[Block]:
    """Give the blocks that are the headers of single columns, left to right: nothing stands below them.

    What is above both its neighbours is a group or a line above the table, though it stands over white.
    """
    free = sorted((block for block in blocks if not any(_is_below(other, block) for other in blocks)), key=_by_left)
    while free:
        beside = zip(free, [None, *free[:-1]], [*free[1:], None], strict=True)
        above = [block for block, *others in beside if _is_above(block, others, height)]
        if not above or len(above) == len(free):
            return free
        free = [block for block in free if block not in above]
    return free


def _is_above(block: Block, others: list[Block | None], height: float) -> bool:
    return all(other is None or other.top > block.bottom + _STOREY * height for other in others)


def _by_left(block: Block) -> float:
    return block.left


def _is_below(block: Block, other: Block) -> bool:
    return block.top > other.middle and block.left < other.right and block.right > other.left


def levels(blocks: list[Block], height: float) -> list[float]:
    """Give the heights that the lines of a header stand at, top to bottom."""
    found: list[float] = []
    for y in sorted(middle(run) for block in blocks for run in block.runs):
        if not found or y - found[-1] > _SAME_LINE * height:
            found.append(y)
    return found


def head_cells(blocks: list[Block], xs: list[float], ys: list[float], count: int) -> list[PageCell]:
    """Give the cells of a header of `count` rows, the blank ones too; `ys` are the edges of its rows.

    What stands beside a block above the same column is in its cell.
    """
    taken: set[tuple[int, int]] = set()
    cells = []
    for block in blocks:
        first, last = (bisect(ys, middle(run)) - 1 for run in (block.runs[0], block.runs[-1]))
        own = {(row, column) for row in range(first, last + 1) for column in range(block.first, block.last + 1)}
        if taken.isdisjoint(own):
            cells.append(cell_of(xs, ys, (first, last), (block.first, block.last)))
            taken |= own
    slots = [(row, column) for row in range(count) for column in range(len(xs) - 1)]
    return cells + [
        cell_of(xs, ys, (row, row), (column, column)) for row, column in slots if (row, column) not in taken
    ]
