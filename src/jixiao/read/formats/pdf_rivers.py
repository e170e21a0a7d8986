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

    def __init__(self, left: float, right: float, first: int, last: int) -> None:
        self.left = left
        self.right = right
        self.first = first
        self.last = last
        self.hits: list[int] = []


def find_rivers(lines: list[list[Run]], height: float) -> list[River]:
    """Give the rivers of some printed lines, each a list of runs left to right; `height` is that of the text."""
    if sum(1 for line in lines if _has_wide_gap(line, height)) < _FEWEST_HITS:
        return []
    narrowest = _NARROWEST * height
    flowing: list[River] = []
    dried: list[River] = []
    for number, line in enumerate(lines):
        gaps = _gaps(line, narrowest)
        going_on = [_narrowed(river, gap, number) for river in flowing for gap in gaps if _meet(river, gap, narrowest)]
        dried += [river for river in flowing if not any(_meet(river, gap, narrowest) for gap in gaps)]
        new = [gap for gap in gaps[1:-1] if not any(_meet(river, gap, narrowest) for river in flowing)]
        flowing = going_on + [River(*gap, number, number) for gap in new]
        if len(flowing) > _MOST_RIVERS:
            return []  # no table has so many columns
    return _deep(dried + flowing, lines)


def _has_wide_gap(line: list[Run], height: float) -> bool:
    return any(following[0] - run[2] > _WIDE * height for run, following in pairwise(line))


def _gaps(line: list[Run], narrowest: float) -> list[Gap]:
    """The gaps in a line, those before and after its text included."""
    inner = [(run[2], after[0]) for run, after in pairwise(line) if after[0] - run[2] >= narrowest]
    return [(-_END, line[0][0]), *inner, (max(run[2] for run in line), _END)]


def _meet(river: River, gap: Gap, narrowest: float) -> bool:
    return min(river.right, gap[1]) - max(river.left, gap[0]) >= narrowest


def _narrowed(river: River, gap: Gap, number: int) -> River:
    return River(max(river.left, gap[0]), min(river.right, gap[1]), river.first, number)


def _deep(rivers: list[River], lines: list[list[Run]]) -> list[River]:
    """Rivers with text on both sides of several lines, without what is above and below those."""
    sides = [_beside(lines, number) for number in range(len(lines))]
    deep = []
    for river in rivers:
        while river.first and _is_open(lines[river.first - 1], river):
            river.first -= 1
        river.hits = [at for at in range(river.first, river.last + 1) if _is_hit(sides[at], river)]
        if len(river.hits) >= _FEWEST_HITS:
            river.first, river.last = river.hits[0], river.hits[-1]
            deep.append(river)
    return deep


def _is_open(line: list[Run], river: River) -> bool:
    return not any(run[0] < river.right and run[2] > river.left for run in line)


def _beside(lines: list[list[Run]], number: int) -> list[Run]:
    """The runs of a line and of those that overlap it in height: texts of one row, centred on their cells."""
    top, bottom = min(run[1] for run in lines[number]), max(run[3] for run in lines[number])
    deep = 0.15 * (bottom - top)
    near = lines[max(0, number - 1) : number + 2]
    return [run for line in near for run in line if run[1] < bottom - deep and run[3] > top + deep]


def _is_hit(beside: list[Run], river: River) -> bool:
    return any(run[2] <= river.left for run in beside) and any(run[0] >= river.right for run in beside)
