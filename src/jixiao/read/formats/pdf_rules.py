"""The ruling lines of a PDF page, however they were drawn: strokes, thin rectangles, frames, hair-thin pictures."""

from __future__ import annotations

from itertools import islice

from jixiao.model.place import Box
from jixiao.read.formats import pdf_native as native
from jixiao.read.formats.pdf_native import FORM, IMAGE, PATH, Handle, Matrix
from jixiao.read.formats.pdf_view import View

Rule = tuple[float, float, float]  # a line: its y and from x to x, or its x and from y to y

_THIN = 3.6  # points: what is thinner is a line, a stroke being counted twice as thick as it is
_MOST_OBJECTS = 20_000  # more paths than that are a map or a drawing
_MOST_SEGMENTS = 2_000
_DEEPEST = 6  # form objects within form objects
_STRAIGHT = 0.8  # points off the straight
_UNCHANGED = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Drawing:
    """What is drawn on a page besides its text: lines across, lines down, filled areas and pictures.

    Upright coordinates; `crowded` tells that there was too much to look at all of it.
    """

    __slots__ = ("across", "crowded", "down", "fills", "pictures")

    def __init__(self) -> None:
        self.across: list[Rule] = []
        self.down: list[Rule] = []
        self.fills: list[Box] = []
        self.pictures: list[Box] = []
        self.crowded = False


def read_drawing(objects: list[tuple[int, Handle]], view: View) -> Drawing:
    """Give the lines, filled areas and pictures among the objects of a page."""
    drawing = Drawing()
    _take(objects, view, drawing, _UNCHANGED, 0)
    return drawing


def _take(objects: list[tuple[int, Handle]], view: View, drawing: Drawing, matrix: Matrix, depth: int) -> None:
    shapes = [(kind, thing) for kind, thing in objects if kind in (PATH, IMAGE)]
    drawing.crowded |= len(shapes) > _MOST_OBJECTS
    del shapes[_MOST_OBJECTS:]
    values = native.bounds_of([thing for _, thing in shapes])
    if matrix != _UNCHANGED:
        values = _moved(values, matrix)
    for (kind, thing), box in zip(shapes, view.boxes(values), strict=True):
        if not _take_thin(box, drawing):
            if kind == IMAGE:
                drawing.pictures.append(box)
            else:
                _take_path(thing, box, view, drawing, matrix)
    for kind, thing in objects:
        if kind == FORM and depth < _DEEPEST:
            _take(native.parts_of(thing), view, drawing, _product(native.matrix_of(thing), matrix), depth + 1)


def _take_thin(box: Box, drawing: Drawing) -> bool:
    """Take a line; a dot can be part of a dotted line either way."""
    x0, y0, x1, y1 = box
    flat, slim = y1 - y0 <= _THIN, x1 - x0 <= _THIN
    if flat:
        drawing.across.append(((y0 + y1) / 2, x0, x1))
    if slim:
        drawing.down.append(((x0 + x1) / 2, y0, y1))
    return flat or slim


def _take_path(path: Handle, box: Box, view: View, drawing: Drawing, outer: Matrix) -> None:
    """A path that is no line by itself: the edges of a frame, many lines in one path, or a filled area."""
    filled, stroked = native.paint_of(path)
    if not stroked and native.segment_count(path) <= 5:
        if filled and not native.is_pictured(path):
            drawing.fills.append(box)
        return
    figures = _figures(path, _product(native.matrix_of(path), outer), view)
    for figure in figures:
        if stroked:
            _take_edges(figure, drawing)
        elif not _take_thin(_around(figure), drawing):
            drawing.fills.append(_around(figure))


def _take_edges(figure: list[Box], drawing: Drawing) -> None:
    for x0, y0, x1, y1 in figure:
        if abs(y1 - y0) <= _STRAIGHT < abs(x1 - x0):
            drawing.across.append(((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) <= _STRAIGHT < abs(y1 - y0):
            drawing.down.append(((x0 + x1) / 2, min(y0, y1), max(y0, y1)))


def _figures(path: Handle, matrix: Matrix, view: View) -> list[list[Box]]:
    """The figures of a path, each a list of edges from (x0, y0) to (x1, y1); bends stand for themselves as chords."""
    figures: list[list[Box]] = []
    segments = native.segments_of(path, _MOST_SEGMENTS)
    points = _upright_points([(x, y) for _, x, y, _ in segments], matrix, view)
    start = here = (0.0, 0.0)
    for (kind, _, _, closes), point in zip(segments, points, strict=True):
        if kind == native.MOVE_TO or not figures:
            figures.append([])
            start = point
        else:
            figures[-1].append((*here, *point))
        here = point
        if closes:
            figures[-1].append((*here, *start))
            here = start
    return [figure for figure in figures if figure]


def _upright_points(points: list[tuple[float, float]], matrix: Matrix, view: View) -> list[tuple[float, float]]:
    a, b, c, d, e, f = matrix
    moved = [(a * x + c * y + e, b * x + d * y + f) for x, y in points]
    return [(x, y) for x, y, _, _ in view.boxes([value for x, y in moved for value in (x, y, x, y)])]


def _around(figure: list[Box]) -> Box:
    x0s, y0s, x1s, y1s = zip(*figure, strict=True)
    return min(x0s + x1s), min(y0s + y1s), max(x0s + x1s), max(y0s + y1s)


def _moved(values: list[float], matrix: Matrix) -> list[float]:
    a, b, c, d, e, f = matrix
    moved: list[float] = []
    numbers = iter(values)
    while quad := tuple(islice(numbers, 4)):
        left, top, right, bottom = quad
        xs = [a * x + c * y + e for x in (left, right) for y in (top, bottom)]
        ys = [b * x + d * y + f for x in (left, right) for y in (top, bottom)]
        moved += (min(xs), max(ys), max(xs), min(ys))
    return moved


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
