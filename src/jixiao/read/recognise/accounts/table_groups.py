"""Groups of a header (表头的分组) over other columns than they are for: no lines told the reader of the page which.

What the columns below are called tells: a text that is the first line of one column's header is no group, and groups
over columns that are called the same one after the other, as 预算数 and 决算数 are, have equal shares of them.
"""

from __future__ import annotations

from copy import copy
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from jixiao.knowledge.tables import header_word

if TYPE_CHECKING:
    from jixiao.read.recognise.accounts.table_head import Entry

Plan = list[list["Entry | None"]]  # by storey and column, from the top and the left
_Span = tuple[int, int]  # the first column and the one after the last


def regroup(plan: Plan) -> None:
    """Put the groups of a header over the columns that they are for."""
    for number, storey in enumerate(plan[:-1]):
        below = plan[number + 1 :]
        for first, end in _spans(storey):
            group = storey[first]
            own = _first_line_of(group, below, first, end) if group is not None and end - first > 1 else None
            if group is not None and own is not None:
                storey[first:end] = [_alone(group, own) if column == own else None for column in range(first, end)]
            elif group is not None and end - first > 1:
                _widen_last_line(group, below, first, end)
        _share_out(storey, below)


def _spans(storey: list[Entry | None]) -> list[_Span]:
    """Give from where to where each entry of a storey reaches."""
    found: list[_Span] = []
    column = 0
    for entry, columns in groupby(storey, key=id):
        end = column + len(list(columns))
        if entry != id(None):
            found.append((column, end))
        column = end
    return found


def _widen_last_line(group: Entry, below: Plan, first: int, end: int) -> None:
    """公务用车购置及运 / 行维护费: the last line of a group's text is over the columns of the lines above it."""
    text = group.text
    for number, storey in enumerate(below[:-1]):
        over = storey[first:end]
        found = {id(entry): entry for entry in over if entry is not None}
        if len(found) != 1 or header_word(text) is not None:
            return
        (entry,) = found.values()
        own = [column for column in range(first, end) if storey[column] is entry]
        text += entry.text
        if len(own) == end - first:
            continue
        if header_word(text) is not None and all(any(line[column] for line in below[number + 1 :]) for column in own):
            storey[first:end] = [_over(entry, first, end)] * (end - first)
        return


def _over(entry: Entry, first: int, end: int) -> Entry:
    cell = copy(entry.cell)
    cell.column, cell.columns = first, end - first
    return entry._replace(cell=cell)


def _alone(group: Entry, column: int) -> Entry:
    """Give a group as the text of one column."""
    cell = copy(group.cell)
    cell.column, cell.columns = column, 1
    return group._replace(cell=cell)


def _first_line_of(group: Entry, below: Plan, first: int, end: int) -> int | None:
    """Give the column whose header a text over several columns begins, None where it is a group of them."""
    names = {column: _texts(below, column) for column in range(first, end)}
    if not all(names.values()):
        return None
    going_on = [column for column, texts in names.items() if header_word(texts[0]) is None]
    if len(going_on) != 1 or header_word(group.text + "".join(names[going_on[0]])) is None:
        return None
    return going_on[0]


def _texts(below: Plan, column: int) -> list[str]:
    """Give what stands below a group in a column; the numbers of columns are no words."""
    entries = (storey[column] for storey in below)
    return [entry.text for entry in entries if entry is not None and entry.word != "lane"]


def _share_out(storey: list[Entry | None], below: Plan) -> None:
    """Give groups side by side equal shares of columns that are called the same in each share."""
    groups = [(first, end) for first, end in _spans(storey) if _texts(below, first)]
    if len(groups) < 2 or any(one[1] != other[0] for one, other in pairwise(groups)):
        return
    first, end = groups[0][0], groups[-1][1]
    share, rest = divmod(end - first, len(groups))
    names = [_texts(below, column) for column in range(first, end)]
    if rest or share < 2 or names != names[:share] * len(groups):
        return
    entries = [storey[begin] for begin, _ in groups]
    storey[first:end] = [entry for entry in entries for _ in range(share)]
