"""Is a row cut by a page end? Then the last row of a page and the first row of the next are halves of one row.

What geometry and content tell, each sign by itself:

- a text cut in two fills its cell down to the page end, its last line is full, and the next word would not have fitted;
- the second half lacks what every other row of the table has, such as weight and score, or the first half does;
- labels (一级指标, 二级指标) are not printed again in the second half.

Two complete rows are never halves of each other, and a row without any text is no half.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from jixiao.read.formats.pdf_lines import Line
from jixiao.read.formats.pdf_table import PageCell

_ENOUGH = 1.5
_READS_ON = 1.0
_LACKS = 1.0  # for each value that other rows have and this half has not
_MOST_LACKS = 3.0
_NO_LABEL = 0.5
_OPEN_END = 0.5
_USUAL_SHARE = 0.75  # of the other rows have a value in this column
_FEWEST_ROWS = 3  # other rows, before anything is called usual
_PAD_QUANTILE = 20
_ROOM_LINES = 2.2  # word processors move up to two lines together to the next page
_SLACK = 0.3  # of a line's height

_NUMBER = re.compile(r"[-+−]?\d[\d,.，]*[%％]?")
_LATIN = re.compile(r"[!-~]+")
# What no line end may divide: opening marks, a word or a character, what hangs on it by a slash, closing marks.
_UNIT = re.compile(r"[（《「『【“‘(\[]*(?:[!-~]+|.)(?:[/／].)*[，。、；：！？）》」』】”’％,.;:!?)\]}%]*")
_OPENING = "（("
_CLOSED = "）)】]》”"
_SENTENCE_END = "。；！？;!?"
_ITEM = re.compile(r"^[（(]?(\d{1,2})[)）.、．]", re.MULTILINE)


class Halves(NamedTuple):
    """The two rows at a page end: cells that face each other, and how the table's other rows are filled.

    `usual` tells for each pair whether the other rows have a value there; `pad` is the table's blank beside text.
    """

    pairs: list[tuple[PageCell, PageCell]]
    usual: list[bool]
    pad: float


def is_cut(halves: Halves) -> bool:
    """Whether the two rows are one row cut in two."""
    pairs, pad = halves.pairs, halves.pad
    if not any(second.text for _, second in pairs) or not any(first.text for first, _ in pairs):
        return False
    if any(not reads_on(first, second, pad) for first, second in pairs if first.text and second.text):
        return False
    return _score(halves) >= _ENOUGH


def _score(halves: Halves) -> float:
    first_lacks, second_lacks = _lacks(halves)
    if not first_lacks and not second_lacks and sum(halves.usual) >= 2:
        return 0.0  # two complete rows
    score = min(_LACKS * (first_lacks + second_lacks), _MOST_LACKS)
    parted = [(first, second) for first, second in halves.pairs if first.text and second.text]
    score += _READS_ON * len(parted)
    score += _OPEN_END * any(first.text[-1] not in _SENTENCE_END for first, _ in parted)
    label, repeated = halves.pairs[0]
    return score + _NO_LABEL * (len(halves.pairs) > 1 and bool(label.text) and not repeated.text)


def _lacks(halves: Halves) -> tuple[int, int]:
    """How many of the usual values either half lacks while the other has them."""
    usual = [pair for pair, is_usual in zip(halves.pairs, halves.usual, strict=True) if is_usual]
    first = sum(1 for one, other in usual if other.text and not one.text)
    second = sum(1 for one, other in usual if one.text and not other.text)
    return first, second


def reads_on(first: PageCell, second: PageCell, pad: float) -> bool:
    """Whether the text of a cell goes on in the cell below the page end, as far as one can see."""
    if _NUMBER.fullmatch(first.text) and _NUMBER.fullmatch(second.text) and len(first.text) < 7:
        return False
    if _room_below(first) > _ROOM_LINES * _pitch(first):
        return False
    return _is_full(first, second.lines[0], pad) or _counts_on(first.text, second.text)


def label_reads_on(first: PageCell, second: PageCell, pad: float) -> bool:
    """Whether a label goes on in the cell below the page end, though the row there is whole.

    Labels below each other are alike (产出指标, 效益指标), the rest of a label is shorter than its beginning.
    """
    if first.text[-1] in _CLOSED or first.text[-2:] == second.text[-2:]:
        return False
    is_rest = len(second.text) < len(first.text) or second.text[0] in _OPENING
    return is_rest and reads_on(first, second, pad)


def _room_below(cell: PageCell) -> float:
    return cell.box[3] - cell.lines[-1][3]


def _pitch(cell: PageCell) -> float:
    lines = cell.lines
    height = lines[-1][3] - lines[-1][1]
    return max(height, lines[-1][3] - lines[-2][3]) if len(lines) > 1 else 1.2 * height


def _is_full(cell: PageCell, following: Line, pad: float) -> bool:
    """Whether the beginning of the following line would not have fitted into the cell's last line."""
    last = cell.lines[-1]
    height = last[3] - last[1]
    room = cell.box[2] - cell.box[0] - 2 * pad - (last[2] - last[0])
    return room < height * (_first_unit(last[4], following[4]) + _SLACK)


def _first_unit(before: str, after: str) -> float:
    """How wide, in characters, the piece at the beginning of a line is that no line end may divide."""
    if _LATIN.match(before[-1]) and _LATIN.match(after):
        return 0.6  # a word too long for its cell was divided
    unit = _UNIT.match(after)
    return sum(0.55 if char < "\x7f" else 1.0 for char in unit[0]) if unit else 1.0


def _counts_on(before: str, after: str) -> bool:
    """Whether a list goes on: 1. and 2. before the page end, 3. after it."""
    items, following = _ITEM.findall(before), _ITEM.match(after)
    return bool(items) and following is not None and int(following[1]) == int(items[-1]) + 1


def is_usual(cells: list[PageCell]) -> bool:
    """Whether the cells of a column, one for each row, usually have text."""
    filled = sum(1 for cell in cells if cell.text)
    return len(cells) >= _FEWEST_ROWS and filled >= _USUAL_SHARE * len(cells)


def padding(cells: Iterable[PageCell]) -> float:
    """Give the blank that a table leaves beside text: nearly the least that is seen between text and cell edge."""
    sides = ((line[0] - cell.box[0], cell.box[2] - line[2]) for cell in cells for line in cell.lines)
    gaps = sorted(gap for pair in sides for gap in pair if gap >= 0)
    return gaps[len(gaps) // _PAD_QUANTILE] if gaps else 0.0
