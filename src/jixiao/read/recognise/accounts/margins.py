"""Margins (页边): where the lines of running text begin and end on each page; pages on their side have others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from jixiao.model.place import Box

_FEW = 4  # lines that may all be indented, or short: a page with no more has the usual margins


class Margins:
    """Left and right end of the lines by page."""

    def __init__(self, boxes: Iterable[tuple[int | None, Box]]) -> None:
        by_page: dict[int | None, list[Box]] = defaultdict(list)
        for page, box in boxes:
            by_page[page].append(box)
        found = {page: _ends(of_page) for page, of_page in by_page.items()}
        times = Counter({page: len(of_page) for page, of_page in by_page.items()})
        lefts: Counter[float] = Counter()
        for page, (left, _) in found.items():
            lefts[round(left)] += times[page]
        usual = lefts.most_common(1)[0][0] if lefts else 0
        alike = [ends for page, ends in found.items() if round(ends[0]) == usual]
        self._usual = (float(usual), max((right for _, right in alike), default=0.0))
        self._pages = {page: ends for page, ends in found.items() if times[page] > _FEW}

    def of(self, page: int | None) -> tuple[float, float]:
        """Give where lines begin and end on a page."""
        return self._pages.get(page, self._usual)


def _ends(boxes: list[Box]) -> tuple[float, float]:
    return min(box[0] for box in boxes), sorted(box[2] for box in boxes)[len(boxes) * 9 // 10]
