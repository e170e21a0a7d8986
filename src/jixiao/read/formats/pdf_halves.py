"""Is a row cut by a page end? Then the last row of a page and the first row of the next are halves of one row.

What geometry and content tell, each sign by itself:

- a text cut in two fills its cell down to the page end, its last line is full, and the next word would not have fitted;
- the second half lacks what every other row of the table has, such as weight and score, or the first half does;
- labels (一级指标, 二级指标) are not printed again in the second half, or only their rest is;
- the page was used down to its end.

Two complete rows are never halves of each other, and a row without any text but its labels is no half.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from jixiao.read.formats.pdf_table import PageCell
from jixiao.read.formats.pdf_wrap import is_full, pitch

Pair = tuple[PageCell, PageCell]  # a cell at the end of a page and the one below it on the next

_ENOUGH = 1.5
_READS_ON = 1.0  # for each cell whose text goes on
_LACKS_USUAL = 1.0  # for each value that other rows have and one half has not
_MOST_LACKS = 3.0
_LACKS = 0.5  # for values that other rows may have
_NO_LABEL = 0.5
_OPEN_END = 0.5
_ROOM_LEFT = 1.0  # below a text that goes on
_PAGE_LEFT = 2.0  # below the row

_USUAL_SHARE = 0.75  # of the other rows have a value in this column
_NUMBER_SHARE = 0.6  # of the values are numbers
_FEWEST_ROWS = 3  # other rows, before anything is called usual
_MANY = 3  # texts that go on in one row: that is no chance any more
_MOST = 5
_ROOM_LINES = 2.2  # word processors move up to two lines together to the next page
_PAD_QUANTILE = 60

_NUMBER = re.compile(r"[-+−]?\d[\d,.，]*[%％分]?")
_DIGIT = re.compile(r"\d")
_SENTENCE_END = "。；！？;!?"
_OPENING = "（("
_CLOSED = "）)】]》”"
_LISTED = re.compile(r"[（(][\d一二三四五六七八九十]{1,3}[)）]")
_ITEM = re.compile(r"^[（(]?(\d{1,2})[)）.、．]", re.MULTILINE)


class Halves(NamedTuple):
    """The two rows at a page end, as far as their cells face each other.

    `columns` has for each pair the other cells of its column; `pad` is the table's blank beside text;
    `unused` how much of the page is left below the first row, in points, as far as other pages tell.
    """

    pairs: list[Pair]
    columns: list[list[PageCell]]
    pad: float
    unused: float


def is_cut(halves: Halves) -> bool:
    """Whether the two rows are one row cut in two."""
    labels, values = _labels_and_values(halves.pairs)
    parted, parted_labels = _both_filled(values), _both_filled(labels)
    if not (parted_labels or _has_text(values)):
        return False
    if _is_head(halves) and len(parted) + len(parted_labels) < _MOST:
        return False
    stuck = [(first, second) for first, second in parted if not reads_on(first, second, halves.pad)]
    if stuck and not _is_line_break(stuck, len(parted) + len(parted_labels)):
        return False
    is_sure = len(parted) + len(parted_labels) >= _MANY or _lacks_many(halves)
    for first, second in parted_labels:
        others = halves.columns[halves.pairs.index((first, second))]
        if not label_reads_on(first, second, halves.pad, others, is_sure):
            return False
    if parted and not _lacking(halves) and sum(map(_is_usual, halves.columns)) >= 2 and not is_sure:
        return False  # two complete rows
    return _score(halves, parted + parted_labels) >= _ENOUGH


def _both_filled(pairs: list[Pair]) -> list[Pair]:
    return [(first, second) for first, second in pairs if first.text and second.text]


def _labels_and_values(pairs: list[Pair]) -> tuple[list[Pair], list[Pair]]:
    """The labels at the left and the values beside them."""
    count = label_count(len(pairs))
    return pairs[:count], pairs[count:]


def label_count(cells: int) -> int:
    """Give how many cells at the left of a row can be labels."""
    return 0 if cells < 2 else 1 if cells < 4 else 2


def _has_text(values: list[Pair]) -> bool:
    return any(first.text for first, _ in values) and any(second.text for _, second in values)


def _is_head(halves: Halves) -> bool:
    """Whether the first row is the head of the columns (words where numbers stand) and the second begins the body."""
    words = sum(
        1
        for (first, _), column in zip(halves.pairs, halves.columns, strict=True)
        if first.text and not _DIGIT.search(first.text) and _has_numbers(column)
    )
    return words >= 2 and bool(halves.pairs[0][1].text)


def _has_numbers(column: list[PageCell]) -> bool:
    texts = [cell.text for cell in column if cell.text and cell.rows == 1]
    numbers = sum(1 for text in texts if _NUMBER.fullmatch(text))
    return len(texts) >= _FEWEST_ROWS and numbers >= _NUMBER_SHARE * len(texts)


def _score(halves: Halves, parted: list[Pair]) -> float:
    lacking = _lacking(halves)
    usual = [_is_usual(column) for column in halves.columns]
    score = _READS_ON * len(parted)
    score += min(_MOST_LACKS, _LACKS_USUAL * sum(1 for place in lacking if usual[place]))
    score += _LACKS * any(not usual[place] for place in lacking)
    score += _OPEN_END * any(first.text[-1] not in _SENTENCE_END for first, _ in parted)
    score -= _ROOM_LEFT * any(_has_room(first) for first, _ in parted)
    score -= _PAGE_LEFT * any(halves.unused > _ROOM_LINES * pitch(first) for first, _ in halves.pairs if first.lines)
    label, repeated = halves.pairs[0]
    return score + _NO_LABEL * (len(halves.pairs) > 1 and bool(label.text) and not repeated.text)


def _is_line_break(stuck: list[Pair], count: int) -> bool:
    """Whether the one text that does not go on by itself has a line break of its author's (二级↵指标)."""
    first, second = stuck[0]
    has_digit = _DIGIT.search(first.text) or _DIGIT.search(second.text)
    return len(stuck) == 1 and count >= _MANY and not has_digit and first.text[-2:] != second.text[-2:]


def _lacks_many(halves: Halves) -> bool:
    """Whether the second half has hardly any of the values that rows have."""
    paired = zip(halves.pairs, halves.columns, strict=True)
    usual = [pair for pair, column in paired if _is_usual(column)]
    return sum(1 for first, second in usual if first.text and not second.text) >= _MANY


def _lacking(halves: Halves) -> list[int]:
    """The numbers of the pairs of which one half is blank and the other is not."""
    return [place for place, (first, second) in enumerate(halves.pairs) if bool(first.text) != bool(second.text)]


def _is_usual(column: list[PageCell]) -> bool:
    """Whether the other rows usually have text in a column."""
    single = [cell for cell in column if cell.rows == 1]
    filled = sum(1 for cell in single if cell.text)
    return len(single) >= _FEWEST_ROWS and filled >= _USUAL_SHARE * len(single)


def label_reads_on(
    first: PageCell, second: PageCell, pad: float, others: list[PageCell], is_sure: bool = False
) -> bool:
    """Whether a label goes on in the cell below the page end; `others` are the other labels of its column.

    Labels below each other are alike (产出指标, 效益指标): one that ends as others do is complete. The rest of a label
    is shorter than its beginning, unless much else in its row goes on too (`is_sure`).
    """
    end = first.text[-2:]
    if first.text[-1] in _CLOSED or second.text.endswith(end) or _has_room(first):
        return False
    if second.text[0] in _OPENING:
        return reads_on(first, second, pad)
    is_complete = any(other.text.endswith(end) for other in others)
    is_rest = is_sure or len(second.text) < len(first.text)
    return is_rest and not is_complete and reads_on(first, second, pad)


def reads_on(first: PageCell, second: PageCell, pad: float) -> bool:
    """Whether the text of a cell goes on in the cell below the page end, as far as one can see."""
    if first.rows > 1 and _has_room(first):
        return False
    if len(second.text) >= len(first.text) and _NUMBER.fullmatch(first.text) and _NUMBER.fullmatch(second.text):
        return False
    if second.text[0] in _OPENING and not _LISTED.match(second.text):
        return True  # a remark in brackets, such as （100分）
    return is_full(first, second.lines[0][4], pad) or _counts_on(first.text, second.text)


def _has_room(cell: PageCell) -> bool:
    """Whether more lines would have fitted into a cell."""
    return cell.area[3] - cell.lines[-1][3] > _ROOM_LINES * pitch(cell)


def _counts_on(before: str, after: str) -> bool:
    """Whether a list goes on: 1. and 2. before the page end, 3. after it."""
    items, following = _ITEM.findall(before), _ITEM.match(after)
    return bool(items) and following is not None and int(following[1]) == int(items[-1]) + 1


def padding(cells: Iterable[PageCell]) -> float:
    """Give the blank that a table leaves beside text: nearly the least that is seen between text and cell edge."""
    sides = ((line[0] - cell.area[0], cell.area[2] - line[2]) for cell in cells for line in cell.lines)
    gaps = sorted(gap for pair in sides for gap in pair if gap >= 0)
    return gaps[len(gaps) // _PAD_QUANTILE] if gaps else 0.0
