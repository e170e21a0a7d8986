"""Runs of text become printed lines: what stands at one height, left to right."""

from __future__ import annotations

from itertools import pairwise
from operator import itemgetter

from jixiao.read.formats.pdf_chars import Run, joined

Line = tuple[float, float, float, float, str]  # x0, y0, x1, y1, text

_by_place = itemgetter(0)
_APART = 0.33  # of the text height: the blank around Latin characters is narrower
_BLANK = 0.28  # of the height: a wider gap is a blank, a narrower one the space between Chinese and Latin characters


def lines_of(runs: list[Run]) -> list[Line]:
    """Give the lines of some runs, top to bottom; runs of a line may come in any order and may be printed twice."""
    if len(runs) < 2:
        return [run[:5] for run in runs]
    return _lines_in_order(runs) or [_line(row) for row in rows_of(runs)]


def _lines_in_order(runs: list[Run]) -> list[Line]:
    """The lines where runs come left to right and top to bottom, as they usually do; none where they do not."""
    lines: list[Line] = []
    left, top, right, bottom, text, _ = runs[0]
    for x0, y0, x1, y1, more, _ in runs[1:]:
        if y0 >= bottom - 0.2 * (y1 - y0):
            lines.append((left, top, right, bottom, text))
            left, top, right, bottom, text = x0, y0, x1, y1, more
        elif x0 >= right - 0.1 * (y1 - y0) and y0 < (top + bottom) / 2 < y1:
            text = f"{text} {more}" if x0 - right > _BLANK * (bottom - top) else text + more
            right, top, bottom = x1, min(top, y0), max(bottom, y1)
        else:
            return []
    lines.append((left, top, right, bottom, text))
    return lines


def stretches(runs: list[Run]) -> list[Run]:
    """Give runs, those put together that follow each other with no more than the blank around Latin characters."""
    found: list[Run] = []
    for run in runs:
        if found and _follows(found[-1], run):
            found[-1] = joined([found[-1], run])
        else:
            found.append(run)
    return found


def _follows(run: Run, following: Run) -> bool:
    height = min(run[3] - run[1], following[3] - following[1])
    level = min(run[3], following[3]) - max(run[1], following[1]) > 0.6 * height
    return level and -0.2 * height < following[0] - run[2] < _APART * height


def rows_of(runs: list[Run]) -> list[list[Run]]:
    """Give the runs of each line, lines top to bottom, runs left to right."""
    rows: list[list[Run]] = []
    top = bottom = 0.0  # of the tallest run of the row
    for run in sorted(runs, key=_middle):
        if rows and min(bottom, run[3]) - max(top, run[1]) > 0.5 * min(bottom - top, run[3] - run[1]):
            rows[-1].append(run)
            if run[3] - run[1] > bottom - top:
                top, bottom = run[1], run[3]
        else:
            rows.append([run])
            top, bottom = run[1], run[3]
    for row in rows:
        row.sort(key=_by_place)
    return rows


def _middle(run: Run) -> float:
    return run[1] + run[3]


def _line(row: list[Run]) -> Line:
    if len(row) == 1:
        return row[0][:5]
    row = _once(row)
    texts = [row[0][4]]
    for run, following in pairwise(row):
        if following[0] - run[2] > _BLANK * (run[3] - run[1]):
            texts.append(" ")
        texts.append(following[4])
    x0s, y0s, x1s, y1s, _, _ = zip(*row, strict=True)
    return min(x0s), min(y0s), max(x1s), max(y1s), "".join(texts)


def _once(row: list[Run]) -> list[Run]:
    """Leave out runs printed again at the same place, which is how some programs print bold."""
    kept = [row[0]]
    for run in row[1:]:
        near = 0.3 * (run[3] - run[1])
        if not any(run[4] == other[4] and abs(run[0] - other[0]) < near for other in kept):
            kept.append(run)
    return kept
