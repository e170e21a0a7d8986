"""The header above the columns of a table without lines: which texts are one cell, and which columns it stands above.

The lowest text above a column is its own header; what stands higher is a group, centred over the columns it is for.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable

from jixiao.read.formats.pdf_chars import Run
from jixiao.read.formats.pdf_ledger_rows import cell_of, column_at
from jixiao.read.formats.pdf_pitch import goes_on
from jixiao.read.formats.pdf_rules import Rule
from jixiao.read.formats.pdf_table import PageCell

_LEVEL = 0.3  # of the text height: texts whose middles differ less are in one line
_SAME_LINE = 0.15  # of the text height: middles that are not further apart are those of one line
_STOREY = 0.15  # of the text height: the white between storeys, at least
_LEFT_OUT = 0.5  # of the text height: what a column costs that is in none of the groups of a storey
_BARE = 1.0  # of the text height: what a column costs that has no header, though one stands beside it
_SLACK = 0.5  # of the text height: how far a text may reach beyond its columns
Columns = tuple[int, int]  # the first and the last one


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

    `pitch` is more than the lines of a cell are apart, from middle to middle.
    """
    blocks: list[Block] = []
    for line in lines:
        above = list(blocks)
        for run in line:
            home = next((block for block in above if _goes_on(block, run, line, across, height, pitch)), None)
            if home:
                home.add(run)
            else:
                blocks.append(Block(run))
    return blocks


def _goes_on(block: Block, run: Run, line: list[Run], across: list[Rule], height: float, pitch: float) -> bool:
    if not goes_on(block.runs[-1], run, pitch, height):
        return False
    if sum(1 for other in line if other[0] < block.right and other[2] > block.left) > 1:
        return False
    x = (run[0] + run[2]) / 2
    return not any(block.middle < y < run[3] and start < x < end for y, start, end in across)


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


def place(blocks: list[Block], xs: list[float], height: float) -> None:
    """Tell every block the columns it stands above; `xs` are the column edges."""
    heads: list[Block | None] = [None] * (len(xs) - 1)
    groups: list[Block] = []
    single = lowest(blocks, height)
    for block in sorted(blocks, key=lambda block: -block.middle):
        column = column_at(block.centre, xs)
        if heads[column] is None and block in single:
            heads[column] = block
            block.first = block.last = column
        else:
            groups.append(block)
    _widen(heads, xs, height)
    for storey in _storeys(groups, height):
        _place_groups(storey, heads, xs, height)
        for block in storey:
            heads[block.first : block.last + 1] = [block] * (block.last + 1 - block.first)


def _widen(heads: list[Block | None], xs: list[float], height: float) -> None:
    """A header centred over several columns without headers of their own, as over codes in three cells."""
    for block in [block for block in heads if block]:
        first, last = block.first, block.last
        while first and heads[first - 1] is None:
            first -= 1
        while last + 1 < len(heads) and heads[last + 1] is None:
            last += 1
        off = {
            (a, b): abs(xs[a] + xs[b + 1] - 2 * block.centre) / 2 + _BARE * height * (last - b + a - first)
            for a in range(first, block.first + 1)
            for b in range(block.last, last + 1)
        }
        block.first, block.last = min(off, key=lambda span: off[span])
        heads[block.first : block.last + 1] = [block] * (block.last + 1 - block.first)


def _storeys(groups: list[Block], height: float) -> list[list[Block]]:
    """Groups by the line they stand in, from below; those in a line left to right."""
    storeys: list[list[Block]] = []
    for block in groups:
        if storeys and storeys[-1][0].middle - block.middle < 2 * _LEVEL * height:
            storeys[-1].append(block)
        else:
            storeys.append([block])
    return [sorted(storey, key=_by_left) for storey in storeys]


def _place_groups(storey: list[Block], heads: list[Block | None], xs: list[float], height: float) -> None:
    """Deal the columns below a storey out to its groups, so that each is centred over its columns."""
    count = len(heads)
    under = [_columns_under(block, heads, xs, height) for block in storey]
    left_out = [_LEFT_OUT * height * any(columns[at] for columns in under) for at in range(count)]
    cheapest: dict[int, tuple[float, list[Columns]]] = {0: (0.0, [])}  # by the column that comes next
    for block, columns in zip(storey, under, strict=True):
        following: dict[int, tuple[float, list[Columns]]] = {}
        for begin, (cost, spans) in cheapest.items():
            for first, last in _spans(block, begin, columns, xs, height):
                off = abs(xs[first] + xs[last + 1] - 2 * block.centre) / 2
                total = cost + off + sum(left_out[begin:first])
                if last + 1 not in following or total < following[last + 1][0]:
                    following[last + 1] = total, [*spans, (first, last)]
        cheapest = following
    ends = {cost + sum(left_out[end:]): spans for end, (cost, spans) in cheapest.items()}
    for block, (first, last) in zip(storey, ends[min(ends)] if ends else map(_alone(xs), storey), strict=True):
        block.first, block.last = first, last


def _columns_under(block: Block, heads: list[Block | None], xs: list[float], height: float) -> list[bool]:
    """For each column whether a group may stand above it: where its header is as low as that below the middle."""
    child = heads[column_at(block.centre, xs)]
    return [head is None or child is None or _is_as_low(head, child, height) for head in heads]


def _is_as_low(head: Block, child: Block, height: float) -> bool:
    near = _LEVEL * height
    return any(
        one > other - near
        for one, other in ((head.top, child.top), (head.middle, child.middle), (head.bottom, child.bottom))
    )


def _alone(xs: list[float]) -> Callable[[Block], Columns]:
    """Where groups do not fit above the columns together: each above those that it lies over."""
    return lambda block: (column_at(block.left, xs), column_at(block.right, xs))


def _spans(block: Block, begin: int, columns: list[bool], xs: list[float], height: float) -> list[Columns]:
    """The stretches of columns from `begin` on that a group may stand above."""
    found = []
    slack = _SLACK * height
    for first in range(begin, len(columns)):
        if xs[first] > block.left + slack:
            break
        for last in range(first, len(columns)):
            if not columns[last]:
                break
            if xs[last + 1] >= block.right - slack:
                found.append((first, last))
    return found


def levels(blocks: list[Block], height: float) -> list[float]:
    """Give the heights that the lines of a header stand at, top to bottom."""
    found: list[float] = []
    for middle in sorted((run[1] + run[3]) / 2 for block in blocks for run in block.runs):
        if not found or middle - found[-1] > _SAME_LINE * height:
            found.append(middle)
    return found


def head_cells(blocks: list[Block], xs: list[float], ys: list[float], count: int) -> list[PageCell]:
    """Give the cells of a header of `count` rows, the blank ones too; `ys` are the edges of its rows."""
    taken: set[tuple[int, int]] = set()
    cells = []
    for block in blocks:
        first, last = (bisect(ys, (run[1] + run[3]) / 2) - 1 for run in (block.runs[0], block.runs[-1]))
        cells.append(cell_of(xs, ys, (first, last), (block.first, block.last)))
        taken |= {(row, column) for row in range(first, last + 1) for column in range(block.first, block.last + 1)}
    slots = [(row, column) for row in range(count) for column in range(len(xs) - 1)]
    return cells + [
        cell_of(xs, ys, (row, row), (column, column)) for row, column in slots if (row, column) not in taken
    ]
