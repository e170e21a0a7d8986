"""Bands: the rows of a table without lines down, each from its top to its bottom, and the lines between them."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from jixiao.read.formats.pdf_labels import Extent, blocks_of, label_spans
from jixiao.read.formats.pdf_lattice import merged
from jixiao.read.formats.pdf_rows import Piece, is_number, number_columns, row_starts
from jixiao.read.formats.pdf_rules import Rule

_PAD = 2.0  # points above and below the text
_LONG = 0.4  # of the table's width: shorter lines underline a word
_LABEL_SHARE = 0.75  # of the rows have text of their own in a column that has no merged labels
_LEVEL = 0.25  # of the text height: texts in one row are so exactly beside each other
_ROWS_PER_STRIP = 1.6  # at most, where lines are drawn between all rows
_UPRIGHT_LINES = 4  # of one character: a label written downwards (绩/效/指/标) before the others
_INSIDE = 10.0  # points from the sides of the table
_FEWEST_DRAWN = 3


class Band(NamedTuple):
    """A row: its height, its pieces of text, left to right, and whether a number is among them."""

    top: float
    bottom: float
    pieces: list[Piece]
    has_number: bool


class Bands:
    """The rows of a table and the lines across that part them: drawn ones, or where there are none the white."""

    def __init__(self, pieces: list[Piece], xs: list[float], height: float, across: list[Rule]) -> None:
        self._pieces = pieces
        self._xs = xs
        self._height = height
        self._labels = _label_columns(pieces, height)
        self._drawn = _drawn(across, pieces, xs)
        head = _head_line(pieces)
        values = [piece for piece in pieces if piece.column not in self._labels or piece.line < head]
        groups = _groups(values, height, list(self._drawn))
        self._is_ruled = len(self._drawn) >= _FEWEST_DRAWN and len(groups) <= _ROWS_PER_STRIP * (len(self._drawn) + 1)
        inner = list(self._drawn) if self._is_ruled else _between(groups, list(self._drawn))
        ys = [min(piece.top for piece in pieces) - _PAD, *inner, max(piece.bottom for piece in pieces) + _PAD]
        self.rows = [_band(pieces, top, bottom) for top, bottom in pairwise(ys)]

    def floors(self) -> list[Rule]:
        """Give the lines across, broken where a label stands for the rows above and below."""
        left, right = self._xs[0], self._xs[-1]
        ends = [(self.rows[0].top, left, right), (self.rows[-1].bottom, left, right)]
        if self._is_ruled:
            return ends + [rule for rules in self._drawn.values() for rule in rules]
        crossed = self._crossed()
        inner = [
            (row.bottom, *span)
            for number, row in enumerate(self.rows[:-1])
            for column, span in enumerate(pairwise(self._xs))
            if (column, number) not in crossed
        ]
        return ends + merged(inner)

    def edges_of(self, row: int) -> set[float]:
        """Give where a line drawn above or below a row ends inside of the table: a cell beside it spans rows."""
        if not self._is_ruled:
            return set()
        band = self.rows[row]
        rules = [rule for y in (band.top, band.bottom) for rule in self._drawn.get(y, [])]
        inner = self._xs[0] + _INSIDE, self._xs[-1] - _INSIDE
        return {x for _, *ends in rules for x in ends if inner[0] < x < inner[1]}

    def _crossed(self) -> set[tuple[int, int]]:
        """The column and the upper row of each place where a label stands for that row and the next."""
        crossed: set[tuple[int, int]] = set()
        for column in self._labels:
            for start, end in _stretches([row.has_number for row in self.rows]):
                crossed |= {(column, row) for row in self._spanned(column, start, end)}
        return crossed

    def _spanned(self, column: int, start: int, end: int) -> set[int]:
        """The rows from `start` to before `end` whose label in a column goes on in the next row."""
        rows = self.rows[start:end]
        pieces = [piece for row in rows for piece in row.pieces if piece.column == column]
        extents = [_extent(row) for row in rows]
        labels = blocks_of(pieces, extents, self._height)
        spans = label_spans(labels, extents, self._height) if labels else []
        return {start + row for first, last in spans for row in range(first, last)}


def _stretches(flags: list[bool]) -> list[tuple[int, int]]:
    """Where flags are set one after the other: the first and the one after the last."""
    edges = [place for place, (flag, after) in enumerate(pairwise([False, *flags, False])) if flag != after]
    return list(zip(edges[0::2], edges[1::2], strict=True))


def _label_columns(pieces: list[Piece], height: float) -> set[int]:
    """The columns at the left whose texts stand beside clearly fewer rows than have numbers: they span several rows."""
    numbers = number_columns(pieces)
    rows = [Extent(piece.top, piece.bottom) for piece in pieces if piece.column == min(numbers, default=-1)]
    first = [piece.text for piece in pieces if piece.column == 0]
    columns = 3 if sum(1 for text in first if len(text) == 1) >= _UPRIGHT_LINES else 2
    return {column for column in range(columns) if 0 < _beside(column, pieces, rows, height) < _LABEL_SHARE * len(rows)}


def _head_line(pieces: list[Piece]) -> int:
    """The first line with the most texts: the head of the columns. Above it labels stand for one row each."""
    counts = Counter(piece.line for piece in pieces)
    return min(counts, key=lambda line: (-counts[line], line))


def _beside(column: int, pieces: list[Piece], rows: list[Extent], height: float) -> int:
    """How many rows have a text of a column beside them, of one line or centred."""
    labels = [piece for piece in pieces if piece.column == column]
    extents = [Extent(piece.top, piece.bottom) for piece in labels] + blocks_of(labels, [], height)
    return sum(1 for row in rows if any(abs(label.middle - row.middle) < _LEVEL * height for label in extents))


def _drawn(across: list[Rule], pieces: list[Piece], xs: list[float]) -> dict[float, list[Rule]]:
    """The lines drawn across most of the table, by height."""
    top, bottom = min(piece.top for piece in pieces), max(piece.bottom for piece in pieces)
    found: dict[float, list[Rule]] = {}
    for y, x0, x1 in merged(across):
        if top < y < bottom and x0 < xs[-1] and x1 > xs[0]:
            found.setdefault(y, []).append((y, max(x0, xs[0]), min(x1, xs[-1])))
    return {y: rules for y, rules in found.items() if _length(rules) > _LONG * (xs[-1] - xs[0])}


def _length(rules: list[Rule]) -> float:
    return sum(end - start for _, start, end in rules)


def _groups(values: list[Piece], height: float, drawn: list[float]) -> list[Extent]:
    """The rows as their text alone tells them; no row reaches over a drawn line."""
    lines: list[list[Piece]] = [[] for _ in range(max(piece.line for piece in values) + 1)]
    for piece in values:
        lines[piece.line].append(piece)
    lines = [line for line in lines if line]
    forced = {
        place
        for place in range(1, len(lines))
        if any(_middle(lines[place - 1]) < y < _middle(lines[place]) for y in drawn)
    }
    ends = [*row_starts(lines, height, forced), len(lines)]
    groups = [[piece for line in lines[start:end] for piece in line] for start, end in pairwise(ends)]
    return [Extent(min(piece.top for piece in group), max(piece.bottom for piece in group)) for group in groups]


def _middle(line: list[Piece]) -> float:
    return (line[0].top + line[0].bottom) / 2


def _between(groups: list[Extent], drawn: list[float]) -> list[float]:
    """The heights of the lines between rows: drawn, or in the middle of the white."""
    return [_boundary(group, following, drawn) for group, following in pairwise(groups)]


def _boundary(group: Extent, following: Extent, drawn: list[float]) -> float:
    ys = [y for y in drawn if group.middle < y < following.middle]
    return ys[0] if ys else (group.bottom + following.top) / 2


def _band(pieces: list[Piece], top: float, bottom: float) -> Band:
    inside = [piece for piece in pieces if top < (piece.top + piece.bottom) / 2 <= bottom]
    numbers = number_columns(pieces)
    has_number = any(is_number(piece) and piece.column in numbers for piece in inside)
    return Band(top, bottom, sorted(inside, key=lambda piece: piece.left), has_number)


def _extent(row: Band) -> Extent:
    if not row.pieces:
        return Extent(row.top, row.bottom)
    return Extent(min(piece.top for piece in row.pieces), max(piece.bottom for piece in row.pieces))
