"""Tables without lines, or with lines across only: columns from the white between them, rows from alignment."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable
from itertools import pairwise

from jixiao.read.formats.pdf_bands import Band, Bands
from jixiao.read.formats.pdf_chars import Run, usual_height
from jixiao.read.formats.pdf_lattice import table_of
from jixiao.read.formats.pdf_ledger import find_ledgers
from jixiao.read.formats.pdf_lines import rows_of, stretches
from jixiao.read.formats.pdf_rivers import River, find_rivers
from jixiao.read.formats.pdf_rows import Piece
from jixiao.read.formats.pdf_rules import Rule
from jixiao.read.formats.pdf_table import PageTable, Strip
from jixiao.read.formats.pdf_wrap import first_unit

_TITLE = re.compile(
    r"[^。，；：:0-9]{2,40}(?:决算|预算|情况|信息|明细|总|自评|目标|监控|支出|收入)表(?:[（(][^（）()]{1,12}[）)])?"
)
_CELL_LINES = 6
_MOST_LINES = 300
_FEWEST_LINES = 3  # with text on both sides of a river, before anything is called a table
_PAD = 2.0  # points around the text
_NEXT_LINE = 0.8  # of the text height: the next line of a cell is nearer than that
_SAME_EDGE = 12.0  # points: a line that ends so near to an edge ends there
_BODY_HITS = 2
_NEAR = 5  # lines: so far above and below its hits a river still bounds the texts beside it
_END = 1e6
_OWN_GAP = 1.5  # of the text height: so wide a gap parts two cells, though only one row has it


def find_borderless(runs: list[Run], across: list[Rule], ends: Iterable[float] = ()) -> list[PageTable]:
    """Give the tables that stand in some runs of text, top to bottom; `across` are the lines drawn across the page.

    No table reaches over the `ends`, where ruled tables stand between the lines, nor over the title of another one.
    """
    if not runs:
        return []
    height = usual_height(runs)
    lines = rows_of(stretches(runs))
    if len(lines) > _MOST_LINES:
        return []
    return [table for part in _parts(lines, sorted(ends)) for table in _tables(part, across, height)]


def _parts(lines: list[list[Run]], ends: list[float]) -> list[list[list[Run]]]:
    """Cut the lines of a page where a ruled table stands and above the titles of tables."""
    parts: list[list[list[Run]]] = [[]]
    for line in lines:
        if parts[-1] and (_is_title(line) or bisect(ends, line[0][1]) > bisect(ends, parts[-1][-1][0][1])):
            parts.append([])
        parts[-1].append(line)
    return parts


def _is_title(line: list[Run]) -> bool:
    return len(line) == 1 and _TITLE.fullmatch("".join(line[0][4].split())) is not None


def _tables(lines: list[list[Run]], across: list[Rule], height: float) -> list[PageTable]:
    found = find_ledgers(lines, across, height)
    lines = [line for line in lines if not any(_is_in(line, table) for table in found)]
    for start, end, rivers in _regions(find_rivers(lines, height), lines, height):
        first, last = _widened(lines, start, end, rivers, height)
        region = _Region(lines[first : last + 1], rivers, first, height)
        table = _table(region, across)
        if table:
            table.is_ruled, table.strips = False, region.strips
            found.append(table)
    return found


def _is_in(line: list[Run], table: PageTable) -> bool:
    return table.ys[0] < (line[0][1] + line[0][3]) / 2 < table.ys[-1]


def _regions(rivers: list[River], lines: list[list[Run]], height: float) -> list[tuple[int, int, list[River]]]:
    """Rivers beside each other, or nearly so, make a region: its first and last line and its rivers."""
    regions: list[tuple[int, int, list[River]]] = []
    for river in sorted(rivers, key=lambda river: river.first):
        if regions and _goes_on(lines[regions[-1][1] : river.first + 1], height):
            first, last, part = regions[-1]
            regions[-1] = first, max(last, river.last), [*part, river]
        else:
            regions.append((river.first, river.last, [river]))
    return [region for region in regions if max(len(river.hits) for river in region[2]) >= _FEWEST_LINES]


def _goes_on(lines: list[list[Run]], height: float) -> bool:
    """Whether a table may go on from the first of some lines to the last: cells of some lines' height in between."""
    return len(lines) <= _CELL_LINES and all(_is_next(line, following, height) for line, following in pairwise(lines))


def _widened(lines: list[list[Run]], first: int, last: int, rivers: list[River], height: float) -> tuple[int, int]:
    """Take in the lines above and below that belong to a cell of the first or the last row."""
    while first and _is_inside(lines[first - 1], rivers) and _is_next(lines[first - 1], lines[first], height):
        first -= 1
    while last + 1 < len(lines) and _is_inside(lines[last + 1], rivers):
        if not _is_next(lines[last], lines[last + 1], height):
            break
        last += 1
    return first, last


def _is_inside(line: list[Run], rivers: list[River]) -> bool:
    """Whether a line stands in one column, and not in the first, where text after a table begins."""
    left, right = line[0][0], line[-1][2]
    is_first = all(river.right > left + _PAD for river in rivers)
    return not is_first and not any(left < (river.left + river.right) / 2 < right for river in rivers)


def _is_next(line: list[Run], following: list[Run], height: float) -> bool:
    return min(run[1] for run in following) - max(run[3] for run in line) < _NEXT_LINE * height


class _Region:
    """The lines of a table to be, its rivers numbered from its first line, its column edges and its pieces of text."""

    def __init__(self, lines: list[list[Run]], rivers: list[River], offset: int, height: float) -> None:
        self.lines = lines
        self.height = height
        self.rivers = rivers
        self.offset = offset
        self.left = min(line[0][0] for line in lines) - _PAD
        self.right = max(run[2] for line in lines for run in line) + _PAD
        beds = _beds(rivers)
        self._edges = {id(river): (left + right) / 2 for (left, right), members in beds for river in members}
        self.strips = {(left + right) / 2: (left, right) for (left, right), _ in beds}
        self.xs = [self.left, *sorted(self.strips), self.right]
        self.strips |= {self.left: (-_END, self.left + _PAD), self.right: (self.right - _PAD, _END)}
        self.pieces = [piece for number, line in enumerate(lines) for piece in self._pieces(number, line)]

    def edge_of(self, river: River) -> float:
        """Give the column edge that a river is for."""
        return self._edges[id(river)]

    def _pieces(self, number: int, line: list[Run]) -> list[Piece]:
        cells: dict[int, list[Run]] = {}
        for run in line:
            cells.setdefault(bisect(self.xs, run[0] + _PAD) - 1, []).append(run)
        at = number + self.offset
        beside = [river for river in self.rivers if river.first - _NEAR <= at <= river.last + _NEAR]
        return [self._piece(number, column, runs, beside) for column, runs in cells.items()]

    def _piece(self, number: int, column: int, runs: list[Run], beside: list[River]) -> Piece:
        left, right = runs[0][0], runs[-1][2]
        middle = (min(run[1] for run in runs) + max(run[3] for run in runs)) / 2
        begins = max([self.left + _PAD, *(river.right for river in beside if river.right <= left + _PAD)])
        ends = min([self.right - _PAD, *(river.left for river in beside if river.left >= right - _PAD)])
        text = "".join(run[4] for run in runs)
        top, bottom = middle - self.height / 2, middle + self.height / 2
        room = ends - right + left - begins
        return Piece(number, column, left, top, right, bottom, text, room, self.height * first_unit("", text))


def _beds(rivers: list[River]) -> list[tuple[Strip, list[River]]]:
    """Rivers that flow in line share a bed: the strip that is white along all of them, the longest leading."""
    beds: list[tuple[Strip, list[River]]] = []
    for river in sorted(rivers, key=lambda river: -len(river.hits)):
        for place, ((left, right), members) in enumerate(beds):
            if min(right, river.right) > max(left, river.left):
                beds[place] = (max(left, river.left), min(right, river.right)), [*members, river]
                break
        else:
            beds.append(((river.left, river.right), [river]))
    return beds


def _table(region: _Region, across: list[Rule]) -> PageTable | None:
    """The table of a region: rivers become lines down, the white between rows lines across."""
    bands = Bands(region.pieces, region.xs, region.height, across)
    if len(bands.rows) < 2:
        return None
    return table_of(bands.floors(), _walls(region, bands))


def _walls(region: _Region, bands: Bands) -> list[Rule]:
    xs, rows = region.xs, bands.rows
    top, bottom = rows[0].top, rows[-1].bottom
    walls = [(xs[0], top, bottom), (xs[-1], top, bottom)]
    body = _body_edges(region, rows)
    for number, band in enumerate(rows):
        places = _uncrossed(body if band.has_number else _flowing(region, band), band)
        places |= {x for x in _uncrossed(bands.edges_of(number), band) if not _is_near(x, places)}
        places |= {place for pair in pairwise(band.pieces) if (place := _parting(region, *pair, places))}
        walls += [(place, band.top, band.bottom) for place in places]
    return walls


def _is_near(x: float, places: set[float]) -> bool:
    return any(abs(x - place) < _SAME_EDGE for place in places)


def _body_edges(region: _Region, rows: list[Band]) -> set[float]:
    """The edges that rows with numbers have: there every row has the same columns, blank or not."""
    lines = {piece.line + region.offset for band in rows if band.has_number for piece in band.pieces}
    return {region.edge_of(river) for river in region.rivers if len(lines.intersection(river.hits)) >= _BODY_HITS}


def _flowing(region: _Region, band: Band) -> set[float]:
    """The edges where a river flows along a row."""
    lines = [piece.line + region.offset for piece in band.pieces]
    return {region.edge_of(river) for river in region.rivers if any(river.first <= at <= river.last for at in lines)}


def _uncrossed(places: set[float], band: Band) -> set[float]:
    """The edges that no text of a row lies over."""
    return {x for x in places if not any(piece.left < x - _PAD and x + _PAD < piece.right for piece in band.pieces)}


def _parting(region: _Region, piece: Piece, following: Piece, places: set[float]) -> float | None:
    """Where two texts of a row that no river parts are to be parted: at another row's edge, or in a wide gap."""
    left, right = piece.right, following.left
    if right <= left or any(left - _PAD < x < right + _PAD for x in places):
        return None
    edges = [x for x in region.xs if left - _PAD < x < right + _PAD]
    if edges:
        return edges[-1]
    return (left + right) / 2 if right - left > _OWN_GAP * region.height else None
