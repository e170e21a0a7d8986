"""Which columns each text of a header stands above, where no lines tell it.

The lowest text above a column is its own header; what stands higher is a group, centred over the columns it is for.
"""

from __future__ import annotations

from typing import NamedTuple

from jixiao.read.formats.pdf_ledger_rows import column_at
from jixiao.read.formats.pdf_storeys import Block, lowest

_LEVEL = 0.3  # of the text height: texts whose middles differ less are in one line
_BARE = 1.0  # of the text height: what a column costs that has no header, though one stands beside it
_SLACK = 0.5  # of the text height: how far a text may reach beyond its columns
_EXACT = 1.0  # of the text height: how far groups that share all columns may be off the middle of theirs
_WIDER = 0.1  # of the text height: what each column costs where groups leave some out
_ALONE = 4  # times that: what a group of one column costs
_FULL = 0.5  # of a column's width: texts so wide fill it
_NEVER = 1e6
Columns = tuple[int, int]  # the first and the last one
Dealt = tuple[float, list[Columns]]  # what it costs, and the columns of each group


def place(blocks: list[Block], xs: list[float], height: float) -> None:
    """Tell every block the columns it stands above; `xs` are the column edges."""
    heads: list[Block | None] = [None] * (len(xs) - 1)
    single = lowest(blocks, height)
    groups: list[Block] = []
    for block in sorted(blocks, key=lambda block: -block.middle):
        column = column_at(block.centre, xs)
        if heads[column] is None and block in single:
            heads[column] = block
            block.first = block.last = column
        else:
            groups.append(block)
    _widen(heads, xs, height)
    storeys = _storeys(groups, height)
    walls: list[set[int]] = [set() for _ in storeys]
    for _ in range(2):  # the second time no group reaches over the end of one above it
        over = list(heads)
        for number, storey in enumerate(storeys):
            above = set().union(*walls[number + 1 :])
            walls[number] = _place_groups(_Storey(storey, over, xs, height, above))
            for block in storey:
                over[block.first : block.last + 1] = [block] * (block.last + 1 - block.first)


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
    return [sorted(storey, key=lambda block: block.left) for storey in storeys]


class _Storey(NamedTuple):
    """The groups of a line, the headers below them by column, and the edges (`walls`) that no group reaches over."""

    groups: list[Block]
    heads: list[Block | None]
    xs: list[float]
    height: float
    walls: set[int]


def _place_groups(storey: _Storey) -> set[int]:
    """Tell the groups of a storey their columns; gives the edges between them where they share all columns out."""
    exact = _deal(storey, left_out=_NEVER, wider=0.0)
    if exact and _are_centred(storey, exact[1]):
        spans = exact[1]  # a line above the table may fit by chance, though hardly without a text over one column
        walls = {first for first, _ in spans[1:]} if all(first < last for first, last in spans) else set()
    else:
        dealt = _deal(storey, left_out=0.0, wider=_WIDER * storey.height)
        spans, walls = dealt[1] if dealt else [_nearest(block, storey.xs) for block in storey.groups], set()
    for block, (first, last) in zip(storey.groups, spans, strict=True):
        block.first, block.last = first, last
    return walls


def _are_centred(storey: _Storey, spans: list[Columns]) -> bool:
    """Whether groups stand in the middle of their columns, as far as the edges of these are known."""
    pairs = zip(storey.groups, spans, strict=True)
    return all(_off(block, span, storey.xs) <= _EXACT * storey.height for block, span in pairs)


def _deal(storey: _Storey, left_out: float, wider: float) -> Dealt | None:
    """Deal the columns below a storey out to its groups so that each is as centred as can be.

    `left_out` is what a column costs that could be below a group but is not, `wider` what each other one costs.
    """
    under = [_columns_under(block, storey) for block in storey.groups]
    lost = [left_out * any(columns[at] for columns in under) for at in range(len(storey.heads))]
    cheapest: dict[int, Dealt] = {0: (0.0, [])}  # by the column that comes next
    for block, columns in zip(storey.groups, under, strict=True):
        following: dict[int, Dealt] = {}
        for begin, (cost, spans) in cheapest.items():
            for span in _spans(block, begin, columns, storey):
                total = cost + _off(block, span, storey.xs) + sum(lost[begin : span[0]])
                total += wider * (span[1] + 1 - span[0] + _ALONE * _is_alone(block, span, storey.xs))
                if span[1] + 1 not in following or total < following[span[1] + 1][0]:
                    following[span[1] + 1] = total, [*spans, span]
        cheapest = following
    ends = [(cost + sum(lost[end:]), spans) for end, (cost, spans) in cheapest.items()]
    return min((end for end in ends if end[0] < _NEVER), default=None)


def _is_alone(block: Block, span: Columns, xs: list[float]) -> bool:
    """Whether a group would be that of one column, and is no line of its header: such lines fill the column."""
    width = xs[span[1] + 1] - xs[span[0]]
    return span[0] == span[1] and block.right - block.left < _FULL * width


def _off(block: Block, span: Columns, xs: list[float]) -> float:
    """How far a group is off the middle of some columns."""
    return abs(xs[span[0]] + xs[span[1] + 1] - 2 * block.centre) / 2


def _columns_under(block: Block, storey: _Storey) -> list[bool]:
    """For each column whether a group may stand above it: where its header is as low as that below the middle."""
    child = storey.heads[column_at(block.centre, storey.xs)]
    near = _LEVEL * storey.height
    return [head is None or child is None or _is_as_low(head, child, near) for head in storey.heads]


def _is_as_low(head: Block, child: Block, near: float) -> bool:
    pairs = ((head.top, child.top), (head.middle, child.middle), (head.bottom, child.bottom))
    return any(one > other - near for one, other in pairs)


def _nearest(block: Block, xs: list[float]) -> Columns:
    """The columns that a group lies over, where groups do not fit above the columns together."""
    return column_at(block.left, xs), column_at(block.right, xs)


def _spans(block: Block, begin: int, columns: list[bool], storey: _Storey) -> list[Columns]:
    """The stretches of columns from `begin` on that a group may stand above."""
    found = []
    slack = _SLACK * storey.height
    for first in range(begin, len(columns)):
        if storey.xs[first] > block.left + slack:
            break
        for last in range(first, len(columns)):
            if not columns[last] or (last > first and last in storey.walls):
                break
            if storey.xs[last + 1] >= block.right - slack:
                found.append((first, last))
    return found
