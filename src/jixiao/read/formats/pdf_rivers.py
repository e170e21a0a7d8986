"""Rivers: the white strips that run down between the columns of a table without lines."""

from __future__ import annotations

from itertools import pairwise

from jixiao.read.formats.pdf_chars import Run

_NARROWEST = 0.35  # of the text height: wider than the blank between Chinese and Latin characters
_WIDE = 0.9  # of the text height: a gap that no sentence has
_FEWEST_HITS = 2  # lines with text on both sides of a river
_MOST_RIVERS = 200
_END = 1e6
Gap = tuple[float, float]


class River:
    """A strip from `left` to `right` along the lines `first` to `last`; `hits` are those with text on both sides."""

    __slots__ = ("first", "hits", "last", "left", "right")

    def __init__(self, left: float, right: float, first: int, last: int, hits: list[int]) -> None:
        self.left = left
        self.right = right
        self.first = first
        self.last = last
        self.hits = hits


def find_rivers(lines: list[list[Run]], height: float) -> list[River]:
    """Give the rivers of some printed lines, each a list of runs left to right; `height` is that of the text."""
    if sum(1 for line in lines if _has_wide_gap(line, height)) <= _FEWEST_HITS:
        return []
    narrowest = _NARROWEST * height
    flowing: list[River] = []
    dried: list[River] = []
    for number, line in enumerate(lines):
        gaps = _gaps(line, narrowest)
        going_on = [_narrowed(river, gap, number) for river in flowing for gap in gaps if _meet(river, gap, narrowest)]
        dried += [river for river in flowing if not any(_meet(river, gap, narrowest) for gap in gaps)]
        new = [gap for gap in gaps[1:-1] if not any(_meet(river, gap, narrowest) for river in flowing)]
        flowing = going_on + [River(*gap, number, number, [number]) for gap in new]
        if len(flowing) > _MOST_RIVERS:
            return []  # no table has so many columns
    return _deep(dried + flowing)


def _has_wide_gap(line: list[Run], height: float) -> bool:
    return any(following[0] - run[2] > _WIDE * height for run, following in pairwise(line))


def _gaps(line: list[Run], narrowest: float) -> list[Gap]:
    """The gaps in a line, those before and after its text included."""
    inner = [(run[2], after[0]) for run, after in pairwise(line) if after[0] - run[2] >= narrowest]
    return [(-_END, line[0][0]), *inner, (max(run[2] for run in line), _END)]


def _meet(river: River, gap: Gap, narrowest: float) -> bool:
    return min(river.right, gap[1]) - max(river.left, gap[0]) >= narrowest


def _narrowed(river: River, gap: Gap, number: int) -> River:
    between = gap[0] > -_END and gap[1] < _END
    hits = [*river.hits, number] if between else river.hits
    left, right = max(river.left, gap[0]), min(river.right, gap[1])
    return River(left, right, river.first, number, hits)


def _deep(rivers: list[River]) -> list[River]:
    """Rivers with text on both sides of several lines, without what is above and below those."""
    deep = [river for river in rivers if len(river.hits) >= _FEWEST_HITS]
    for river in deep:
        river.first, river.last = river.hits[0], river.hits[-1]
    return deep
