"""Lattice: tables from ruling lines. Lines that cross make a table, missing inner lines make merged cells."""

from __future__ import annotations

from bisect import bisect
from itertools import pairwise

from jixiao.read.formats.pdf_rules import Drawing, Rule
from jixiao.read.formats.pdf_table import PageCell, PageTable

_SAME = 2.4  # points: lines so near are one line, printed double or slightly off
_SPREAD = 4.5  # how far apart such lines may be in all
_GAP = 3.0  # a break so short in a line is none; also how far a line may stop short of the one it meets
_SHORTEST = 5.0  # shorter lines are dots and ticks
_OPEN = 5.0  # lines that reach so far beyond the outermost line across them: the border was not drawn
_MOST_LINES = 4_000


def find_tables(drawing: Drawing) -> list[PageTable]:
    """Give the tables drawn on a page, top to bottom, their cells without text yet."""
    across, down = merged(drawing.across), merged(drawing.down)
    if not across or not down or len(across) + len(down) > _MOST_LINES:
        return []
    tables = [_table(*group) for group in _groups(across, down)]
    return sorted((table for table in tables if table), key=lambda table: (table.ys[0], table.xs[0]))


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
    if not band:
        return []
    position = band[0][0] if len(band) == 1 else sum(rule[0] for rule in band) / len(band)
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


def _groups(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Give the lines that hang together by crossing or touching, group by group."""
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


def _root(group: list[int], number: int) -> int:
    while group[number] != number:
        group[number] = number = group[group[number]]
    return number


def _unite(group: list[int], one: int, other: int) -> None:
    group[_root(group, one)] = _root(group, other)


def _table(across: list[Rule], down: list[Rule]) -> PageTable | None:
    xs = _edges(down, across)
    ys = _edges(across, down)
    if len(xs) < 2 or len(ys) < 2 or len(xs) + len(ys) < 5:  # a single cell is a frame
        return None
    return PageTable(xs, ys, _cells(xs, ys, _walls(down, xs, ys), _floors(across, xs, ys)))


def _edges(rules: list[Rule], crossing: list[Rule]) -> list[float]:
    """Give the positions of lines; where two lines or more across them reach further, a border was left out."""
    edges = sorted({rule[0] for rule in rules})
    starts, ends = sorted(rule[1] for rule in crossing), sorted(rule[2] for rule in crossing)
    if not edges or len(crossing) < 2:
        return edges
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
    for row in range(len(walls)):
        column = 0
        while column < width:
            if taken[row] >> column & 1:
                column += 1
                continue
            end = _end_of_cell(column, walls[row] | taken[row] | 1 << width)
            below = _bottom_of_cell(row, column, end, walls, floors)
            for covered in range(row, below):
                taken[covered] |= (1 << end) - (1 << column)
            box = xs[column], ys[row], xs[end], ys[below]
            cells.append(PageCell(row, column, below - row, end - column, box))
            column = end
    return cells


def _end_of_cell(column: int, stops: int) -> int:
    ahead = stops >> column + 1
    return column + (ahead & -ahead).bit_length()


def _bottom_of_cell(row: int, column: int, end: int, walls: list[int], floors: list[int]) -> int:
    """Go down while there is no floor, no wall inside and the walls on both sides go on."""
    span = (1 << end) - (1 << column)
    inside = span & ~(1 << column)
    last = len(walls)
    sides = walls[row] & (1 << column | 1 << end)
    below = row + 1
    while below < last and not floors[below] & span and not walls[below] & inside and walls[below] & sides == sides:
        below += 1
    return below
