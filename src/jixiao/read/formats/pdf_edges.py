"""The column edges of a table without lines down: as few places as part all texts that stand beside each other.

Where two texts are in one row, an edge is in the gap between them. A blank cell widens the gap, a header centred over
figures at the right shifts it; the fewest places that all gaps have in common are the edges of the columns.
"""

from __future__ import annotations

from bisect import bisect
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from jixiao.read.formats.pdf_table import Strip

_LEAST = 0.12  # of the text height: so wide are the white strips that gaps must have in common
# What a text counts for that lies over an edge: a figure never does, a header does where its columns have no others.
FIGURE, LABEL, HEADER = 3.0, 1.0, 0.5
_PAD = 1.0  # points: no text is nearer to an edge
_MARGIN = 4.0  # points: the white that a table usually leaves beside its texts
_ALIGNED = 1.5  # points
_MOST = 0.7  # of the texts of a column
_ROOM = 200.0  # points: so far beyond its texts may a table reach
# What texts aligned, the ends of the texts and the mere middle of a strip weigh against the middle of a header.
_SURE, _LIKELY, _DOUBT = 4.0, 0.1, 0.02
_FILLED = 0.5  # the same for texts as wide as each other, as the lines of wrapped labels are
_UNSURE = 0.1  # what a header weighs that is as wide as the texts below it: in the middle, or at a side
_ROUNDS = 40


class Span(NamedTuple):
    """A text of a row, from left to right; `weight` is FIGURE, LABEL or HEADER."""

    left: float
    right: float
    weight: float


class Gap(NamedTuple):
    """The white between two texts of a row."""

    left: float
    right: float


def column_strips(rows: list[list[Span]], height: float) -> list[Strip]:
    """Give the white strips between the columns of some rows, left to right; `height` is that of the text."""
    least = _LEAST * height
    gaps = sorted((gap for row in rows for gap in _gaps(row) if gap.right - gap.left > least), key=_by_right)
    points = _fewest_points(gaps, least)
    texts = [span for row in rows for span in row]
    strips: list[Strip] = []
    for point in points:
        parted = [gap for gap in gaps if gap.left < point - least and gap.right >= point]
        alone = [gap for gap in parted if bisect(points, gap.right) - bisect(points, gap.left + least) == 1]
        bounds = alone or parted
        strip, crossing = _clearest(max(gap.left for gap in bounds), min(gap.right for gap in bounds), texts)
        if crossing < len(parted):
            strips.append(strip)
    return strips


def _fewest_points(gaps: list[Gap], least: float) -> list[float]:
    """Give so few places that each gap has one of them; the gaps come by their right ends."""
    points: list[float] = []
    for gap in gaps:
        if not points or gap.left >= points[-1] - least:
            points.append(gap.right)
    return points


def _by_right(gap: Gap) -> float:
    return gap.right


def _gaps(row: list[Span]) -> list[Gap]:
    spans = sorted(row)
    gaps, right = [], spans[0].right if spans else 0.0
    for span in spans[1:]:
        if span.left > right:
            gaps.append(Gap(right, span.left))
        right = max(right, span.right)
    return gaps


def _clearest(left: float, right: float, texts: list[Span]) -> tuple[Strip, float]:
    """The part of a strip that the fewest texts lie over, the widest of those, and how many do."""
    over = [span for span in texts if span.left < right and span.right > left]
    places = sorted({left, right, *(x for span in over for x in (span.left, span.right) if left < x < right)})
    best: tuple[float, float, Strip] | None = None
    for start, end in pairwise(places):
        middle = (start + end) / 2
        weight = sum(span.weight for span in over if span.left < middle < span.right)
        if best is None or (weight, start - end) < best[:2]:
            best = weight, start - end, (start, end)
    return (best[2], best[0]) if best else ((left, right), 0.0)


class Column(NamedTuple):
    """What stands in a column: the texts of the body, and its header, if it has one."""

    texts: list[Span]
    head: Span | None


def settled(strips: list[Strip], columns: list[Column], left: float, right: float) -> list[float]:
    """Give where the edges would be drawn, were they: in their strips, near to where texts are aligned.

    A header stands in the middle between the edges of its column, which tells one by the other. `left` and `right` are
    where the texts of the table begin and end; the outer edges are given as well.
    """
    bounds = [(left - _ROOM, left), *strips, (right, right + _ROOM)]
    edges = [left - _MARGIN, *((start + end) / 2 for start, end in strips), right + _MARGIN]
    pulls = [[(_DOUBT, edge)] for edge in edges]
    pulls[0], pulls[-1] = [(_LIKELY, edges[0])], [(_LIKELY, edges[-1])]
    for number, column in enumerate(columns):
        for side, told in enumerate(_aligned(column.texts)):
            if told is not None:
                pulls[number + side].append((told.weight, told.x))
    centres = [_centre(column) for column in columns]
    for _ in range(_ROUNDS):
        for number, (start, end) in enumerate(bounds):
            found = [*pulls[number], *_mirrored(number, edges, centres)]
            place = sum(weight * x for weight, x in found) / sum(weight for weight, _ in found)
            near = min(_PAD, (end - start) / 2)
            edges[number] = min(max(place, start + near), end - near)
    return edges


def _mirrored(number: int, edges: list[float], centres: list[_Told]) -> list[tuple[float, float]]:
    """Where an edge is, told by the other edges of the columns beside it and the middles of these."""
    found = []
    for column, other in ((number - 1, number - 1), (number, number + 1)):
        if 0 <= column < len(centres) and centres[column].weight:
            found.append((centres[column].weight, 2 * centres[column].x - edges[other]))
    return found


class _Told(NamedTuple):
    """Where an edge or the middle of a column is, and how far that is to be trusted."""

    x: float
    weight: float


def _centre(column: Column) -> _Told:
    """The middle of a column, as its header tells it, or texts that stand in the middle."""
    texts, head = column
    if head is not None:
        at_left = sum(abs(text.left - head.left) < _ALIGNED for text in texts) >= _MOST * len(texts)
        at_right = sum(abs(text.right - head.right) < _ALIGNED for text in texts) >= _MOST * len(texts)
        weight = 1.0 if not texts or not (at_left or at_right) else _UNSURE if at_left and at_right else 0.0
        return _Told((head.left + head.right) / 2, weight)
    middles = [(text.left + text.right) / 2 for text in texts]
    are_centred = len(middles) > 2 and _is_straight(middles)
    return _Told(median(middles), 1.0) if are_centred else _Told(0.0, 0.0)


def _aligned(texts: list[Span]) -> tuple[_Told | None, _Told | None]:
    """Where the left and the right edge of a column are, told by texts aligned at one; at both, they fill it."""
    if not texts:
        return None, None
    lefts, rights = [text.left for text in texts], [text.right for text in texts]
    at_left, at_right = _is_straight(lefts), _is_straight(rights)
    left, right = min(lefts) - _MARGIN, max(rights) + _MARGIN
    if at_left and at_right:
        are_labels = sum(text.weight == LABEL for text in texts) > len(texts) / 2
        return (_Told(left, _FILLED), _Told(right, _FILLED)) if are_labels else (None, None)
    return _Told(left, _SURE) if at_left else None, _Told(right, _SURE) if at_right else None


def _is_straight(places: list[float]) -> bool:
    """Whether texts are aligned at some places: most of them at one, as figures are beside a total in the middle."""
    middle = median(places)
    return sum(abs(place - middle) < _ALIGNED for place in places) >= _MOST * len(places)
