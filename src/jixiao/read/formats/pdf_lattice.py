"""Lattice: tables from ruling lines. Lines that cross make a table, missing inner lines make merged cells."""

from __future__ import annotations

from bisect import bisect
from itertools import pairwise

from jixiao.model.place import Box
from jixiao.read.formats.pdf_chars import Run
from jixiao.read.formats.pdf_rules import Rule
from jixiao.read.formats.pdf_table import PageCell, PageTable

_SAME = 2.4  # points: lines so near are one line, printed double or slightly off
_SPREAD = 4.5  # how far apart such lines may be in all
_GAP = 3.0  # a break so short in a line is none; also how far a line may stop short of the one it meets
_SHORTEST = 5.0  # shorter lines are dots and ticks
_OPEN = 5.0  # lines that reach so far beyond the outermost line across them: the border was not drawn
_SHORT = 0.75  # a line that stops so much short of another meets it all the same
_LOOSE_SHARE = 0.3  # of the lines across: where so few of them meet no line down, they are none of the table
_MOST_LINES = 4_000
_BACKGROUND = 0.5  # of the page: a larger filled area is its background


def find_tables(across: list[Rule], down: list[Rule], runs: list[Run]) -> list[PageTable]:
    """Give the tables that lines across and down make, top to bottom, their cells without text yet.

    `runs` is the text of the page: what underlines it is no line of a table.
    """
    across, down = merged(across), merged(down)
    if not across or not down or len(across) + len(down) > _MOST_LINES:
        return []
    across = _without_underlines(across, down, runs)
    tables = [table_of(*group) for group in _groups(across, down)]
    return sorted((table for table in tables if table), key=lambda table: (table.ys[0], table.xs[0]))


def find_shaded_tables(fills: list[Box], page_area: float) -> list[PageTable]:
    """Give the tables that filled areas make where no lines are drawn: the cells are coloured fields."""
    fields = [box for box in fills if (box[2] - box[0]) * (box[3] - box[1]) < _BACKGROUND * page_area]
    if not fields or len(fields) > _MOST_LINES:
        return []
    across = merged([(y, x0, x1) for x0, y0, x1, y1 in fields for y in (y0, y1)])
    down = merged([(x, y0, y1) for x0, y0, x1, y1 in fields for x in (x0, x1)])
    tables = [table_of(*group) for group in _groups(across, down)]
    return [table for table in tables if table and len(table.xs) > 2 and len(table.ys) > 2]


def merged(rules: list[Rule]) -> list[Rule]:
    """Give lines made of pieces, printed double or slightly off as one each, by position."""
    found: list[Rule] = []
    band: list[Rule] = []
    for rule in sorted(rules):
        if band and (rule[0] - band[-1][0] > _SAME or rule[0] - band[0][0] > _SPREAD):
            found += _one_band(band)
            band = []
        band.append(rule)
    return found + _one_band(band)


def _one_band(band: list[Rule]) -> list[Rule]:
    if len(band) < 2:
        return [rule for rule in band if rule[2] - rule[1] >= _SHORTEST]
    position = sum(rule[0] for rule in band) / len(band)
    found = []
    start, end = 0.0, -1e9
    for first, last in sorted([rule[1:] for rule in band]):
        if first <= end + _GAP:
            end = max(end, last)
            continue
        found.append((position, start, end))
        start, end = first, last
    found.append((position, start, end))
    return [rule for rule in found if rule[2] - rule[1] >= _SHORTEST]


def _without_underlines(across: list[Rule], down: list[Rule], runs: list[Run]) -> list[Rule]:
    """Leave out lines that end where some text ends and neither end at lines down nor meet any between."""
    xs = [x for x, _, _ in down]
    loose = [rule for rule in across if not _begins_at(xs, rule[1]) and not _ends_at(xs, rule[2])]
    are_few = len(loose) <= _LOOSE_SHARE * len(across)
    underlines = {rule for rule in loose if _underlines(rule, runs, are_few) and not _meets_any(rule, down)}
    return [rule for rule in across if rule not in underlines] if underlines else across


def _meets_any(rule: Rule, down: list[Rule]) -> bool:
    y, x0, x1 = rule
    return any(x0 + _GAP < x < x1 - _GAP and y0 - _GAP <= y <= y1 + _GAP for x, y0, y1 in down)


def _begins_at(xs: list[float], start: float) -> bool:
    place = bisect(xs, start - _SHORT)
    return place < len(xs) and xs[place] <= start + _GAP


def _ends_at(xs: list[float], end: float) -> bool:
    place = bisect(xs, end - _GAP)
    return place < len(xs) and xs[place] <= end + _SHORT


def _underlines(rule: Rule, runs: list[Run], may_be_longer: bool) -> bool:
    """Whether text stands on a line, or a line through it, from end to end unless the line `may_be_longer`."""
    y, x0, x1 = rule
    above = [run for run in runs if run[1] < y < run[3] + _SAME and x0 - _GAP < run[0] and run[2] < x1 + _GAP]
    if not above:
        return False
    return may_be_longer or (min(run[0] for run in above) < x0 + _GAP and max(run[2] for run in above) > x1 - _GAP)


def _groups(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Give the lines that hang together by crossing or touching, group by group."""
    x, y0, y1 = max(down, key=_length)
    if all(y0 - _GAP <= y <= y1 + _GAP and x0 - _GAP <= x <= x1 + _GAP for y, x0, x1 in across):
        return [(across, down)]  # the usual page: one table, one of its borders met by all lines
    group = list(range(len(across) + len(down)))
    heights = [rule[0] for rule in across]
    for number, (x, y0, y1) in enumerate(down, len(across)):
        for other in range(bisect(heights, y0 - _GAP), bisect(heights, y1 + _GAP)):
            if across[other][1] - _GAP <= x <= across[other][2] + _GAP:
                _unite(group, number, other)
    found: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for number, rule in enumerate(across + down):
        side = 0 if number < len(across) else 1
        found.setdefault(_root(group, number), ([], []))[side].append(rule)
    return list(found.values())


def _length(rule: Rule) -> float:
    return rule[2] - rule[1]


def _root(group: list[int], number: int) -> int:
    while group[number] != number:
        group[number] = number = group[group[number]]
    return number


def _unite(group: list[int], one: int, other: int) -> None:
    group[_root(group, one)] = _root(group, other)


def table_of(across: list[Rule], down: list[Rule]) -> PageTable | None:
    """Give the table that lines across and down make; None where they make but one cell."""
    xs = _edges(down, across)
    ys = _edges(across, down)
    if len(xs) < 2 or len(ys) < 2 or len(xs) + len(ys) < 5:  # a single cell is a frame
        return None
    return PageTable(xs, ys, _cells(xs, ys, _walls(down, xs, ys), _floors(across, xs, ys)))


def _edges(rules: list[Rule], crossing: list[Rule]) -> list[float]:
    """Give the positions of lines; where two lines or more across them reach further, a border was left out."""
    edges = sorted({rule[0] for rule in rules})
    if not edges or len(crossing) < 2:
        return edges
    starts, ends = sorted([rule[1] for rule in crossing]), sorted([rule[2] for rule in crossing])
    if starts[1] < edges[0] - _OPEN:
        edges.insert(0, starts[0])
    if ends[-2] > edges[-1] + _OPEN:
        edges.append(ends[-1])
    return edges


def _middles(edges: list[float]) -> list[float]:
    return [(edge + following) / 2 for edge, following in pairwise(edges)]


def _walls(down: list[Rule], xs: list[float], ys: list[float]) -> list[int]:
    """Give for each row which column edges have a line there, as the bits of a number."""
    walls = [0] * (len(ys) - 1)
    middles = _middles(ys)
    bits = {x: 1 << place for place, x in enumerate(xs)}
    for x, y0, y1 in down:
        bit = bits[x]
        for row in range(bisect(middles, y0), bisect(middles, y1)):
            walls[row] |= bit
    return walls


def _floors(across: list[Rule], xs: list[float], ys: list[float]) -> list[int]:
    """Give for each row edge which columns have a line there, as the bits of a number."""
    floors = [0] * len(ys)
    middles = _middles(xs)
    places = {y: place for place, y in enumerate(ys)}
    for y, x0, x1 in across:
        first, last = bisect(middles, x0), bisect(middles, x1)
        floors[places[y]] |= (1 << last) - (1 << first)
    return floors


def _cells(xs: list[float], ys: list[float], walls: list[int], floors: list[int]) -> list[PageCell]:
    """Give the cells: from each free slot to the right until a wall, then down until a floor."""
    cells = []
    taken = [0] * len(walls)  # columns of a row that belong to a cell from above
    width = len(xs) - 1
    for row, top in enumerate(ys[:-1]):
        column = 0
        stops = walls[row] | taken[row] | 1 << width
        while column < width:
            ahead = stops >> column + 1
            end = column + (ahead & -ahead).bit_length()
            if not taken[row] >> column & 1:
                below = _bottom_of_cell(row, column, end, walls, floors)
                span = (1 << end) - (1 << column)
                for covered in range(row + 1, below):
                    taken[covered] |= span
                cells.append(PageCell(row, column, below - row, end - column, (xs[column], top, xs[end], ys[below])))
            column = end
    return cells


def _bottom_of_cell(row: int, column: int, end: int, walls: list[int], floors: list[int]) -> int:
    """Go down while there is no floor, no wall inside and the walls on both sides go on."""
    below = row + 1
    span = (1 << end) - (1 << column)
    if floors[below] & span:
        return below
    inside = span & ~(1 << column)
    sides = walls[row] & (1 << column | 1 << end)
    last = len(walls)
    while below < last and not floors[below] & span and not walls[below] & inside and walls[below] & sides == sides:
        below += 1
    return below
