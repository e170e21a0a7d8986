"""The characters of a PDF page as runs: stretches of text on one line without a gap, each with its box.

PDFium gives the characters in drawing order and marks gaps by a blank and new lines by a line end. So only the first
and the last character of a stretch need a box, unless the stretch looks odd: printed twice, upright, jumping.
"""

from __future__ import annotations

import re
from math import pi
from unicodedata import normalize

from jixiao.model.place import Box
from jixiao.read.formats.pdf_native import Page
from jixiao.read.formats.pdf_view import View

Run = tuple[float, float, float, float, str, int]  # x0, y0, x1, y1, text, number of the first character

# What is between blanks and unprinted signs.
_STRETCH = re.compile("[^\\s\\x00-\\x1f\\x7f-\\x9f\\u200b-\\u200f\\u2060\\ufeff\\xad]+")
_HYPHEN = re.compile("[\x02\ufffe]")  # what PDFium makes of a hyphen at the end of a line, and of an unknown sign
_RADICAL = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]+")
# 部首补充: radicals that some programs write for whole characters and that Unicode itself does not fold.
_RADICALS = str.maketrans(
    "⺁⺄⺈⺌⺍⺕⺗⺝⺠⺪⺬⺮⺶⺻⺼⻁⻄⻅⻆⻉⻋⻌⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰",
    "厂乙刀小小彐心月民疋示竹羊聿肉虎西见角贝车辶長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙",
)
_WIDE = "\u2e80"  # from here on characters are as wide as they are high
_FLAT = 0.75  # a box flatter than that is no box of a Chinese character
_ABOVE_BASE = 0.88  # so much of a Chinese character is above the line it stands on
# How wide a stretch is for each character and each point of height: other stretches are printed twice, or jump.
_USUAL_LATIN = 0.25, 0.85
_USUAL_CHINESE = 0.53, 1.5
_SAMPLES = 9
_ODDLY_TALL = 1.5  # times the usual height: a stamp or a watermark, perhaps askew
_ASKEW = 0.2  # radians


def read_runs(page: Page, view: View, count: int) -> list[Run]:
    """Give the runs of a page's first `count` characters in drawing order."""
    text = _legible(page, page.text(count))
    spans = [found.span() for found in _STRETCH.finditer(text)]
    boxes = iter(view.boxes(page.char_boxes(_ends(spans))))
    runs: list[Run] = []
    for start, end in spans:
        word = text[start:end]
        first = next(boxes)
        if word[0] >= _WIDE and first[3] - first[1] < _FLAT * (first[2] - first[0]):
            first = _raised(page, view, start, first)
        if end - start == 1:
            runs.append((*first, word, start))
            continue
        left, top, _, bottom = first
        _, last_top, right, last_bottom = next(boxes)
        least, most = _USUAL_LATIN if word.isascii() else _USUAL_CHINESE
        width = (end - start) * (bottom - top)
        if least * width < right - left < most * width and top < (last_top + last_bottom) / 2 < bottom:
            runs.append((left, min(top, last_top), right, max(bottom, last_bottom), word, start))
        else:
            runs += _odd_runs(page, view, word, start)
    return runs


def without_askew(page: Page, view: View, runs: list[Run], usual: float) -> list[Run]:
    """Leave out what is set askew (watermarks, stamps); `usual` is the usual height of the text."""
    tall = _ODDLY_TALL * usual
    if all(run[3] - run[1] <= tall for run in runs):
        return runs
    return [run for run in runs if run[3] - run[1] <= tall or not _is_askew(_angle(page, view, run[5]))]


def _ends(spans: list[tuple[int, int]]) -> list[int]:
    """The first and the last character of each stretch, but once where it has only one."""
    ends: list[int] = []
    for start, end in spans:
        ends.append(start)
        if end - start > 1:
            ends.append(end - 1)
    return ends


def _raised(page: Page, view: View, index: int, box: Box) -> Box:
    """The box of a Chinese character whose font tells its height wrongly: as high as it is wide."""
    x, y = page.char_origin(index)
    base = view.boxes([x, y, x, y])[0][1]
    width = box[2] - box[0]
    return box[0], base - _ABOVE_BASE * width, box[2], base + (1 - _ABOVE_BASE) * width


def reading_turn(page: Page, count: int) -> int:
    """Give the quarter turns clockwise that bring most of the page's text upright."""
    step = max(1, count // _SAMPLES)
    samples = range(step // 2, count, step)
    turns = [_turn_of(page, index) for index in samples]
    if len(set(turns)) > 1:  # blanks that are not printed but told from gaps are never turned
        text = page.text(count)
        turns = [turn for index, turn in zip(samples, turns, strict=True) if not text[index].isspace()] or turns
    return max(set(turns), key=turns.count) if turns else page.turn


def _turn_of(page: Page, index: int) -> int:
    return round(-page.char_angle(index) / (pi / 2)) % 4


def usual_height(runs: list[Run]) -> float:
    """Give the height that most of the text has; 0 where there is none."""
    heights = sorted([run[3] - run[1] for run in runs])
    return heights[len(heights) // 2] if heights else 0.0


def char_runs(page: Page, view: View, text: str, start: int) -> list[Run]:
    """Give every character of a run as a run of its own."""
    boxes = view.boxes(page.char_boxes(list(range(start, start + len(text)))))
    runs: list[Run] = []
    for index, (box, char) in enumerate(zip(boxes, text, strict=True), start):
        flat = char >= _WIDE and box[3] - box[1] < _FLAT * (box[2] - box[0])
        runs.append((*(_raised(page, view, index, box) if flat else box), char, index))
    return runs


def joined(runs: list[Run]) -> Run:
    """Give one run for runs that follow each other."""
    x0, y0, x1, y1, texts, starts = zip(*runs, strict=True)
    return min(x0), min(y0), max(x1), max(y1), "".join(texts), starts[0]


def _legible(page: Page, text: str) -> str:
    """Radicals become the characters they stand for, and hyphens that PDFium took for hyphenation come back."""
    if "\ufffe" in text or "\x02" in text:
        text = _HYPHEN.sub(lambda found: "-" if page.is_hyphen(found.start()) else "\ufffd", text)
    if _RADICAL.search(text):
        return _RADICAL.sub(lambda found: _same_length(found[0].translate(_RADICALS)), text)
    return text


def _same_length(radicals: str) -> str:
    return "".join(folded if len(folded := normalize("NFKC", char)) == 1 else char for char in radicals)


def _odd_runs(page: Page, view: View, word: str, start: int) -> list[Run]:
    chars = char_runs(page, view, word, start)
    angle = _angle(page, view, start)
    if _is_askew(angle):
        return []
    if round(angle / (pi / 2)) % 4:
        return [joined(chars)]
    return _split(chars)


def _split(chars: list[Run]) -> list[Run]:
    """Cut where the line changes or the next character does not follow; a character printed twice is taken once."""
    stretches: list[list[Run]] = []
    for char in chars:
        if stretches and any(_same_place(char, other) for other in stretches[-1]):
            continue
        if stretches and _follows(stretches[-1][-1], char):
            stretches[-1].append(char)
        else:
            stretches.append([char])
    return [joined(stretch) for stretch in stretches]


def _follows(char: Run, other: Run) -> bool:
    height = char[3] - char[1]
    return abs(char[3] - other[3]) < 0.4 * height and -0.4 * height < other[0] - char[2] < 0.7 * height


def _same_place(char: Run, other: Run) -> bool:
    near = 0.25 * (char[3] - char[1])
    return char[4] == other[4] and abs(char[0] - other[0]) < near and abs(char[3] - other[3]) < near


def _angle(page: Page, view: View, index: int) -> float:
    return page.char_angle(index) + view.turn * pi / 2


def _is_askew(angle: float) -> bool:
    return abs(angle - round(angle / (pi / 2)) * (pi / 2)) > _ASKEW
