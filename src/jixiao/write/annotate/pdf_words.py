"""Where words stand within a printed line of a PDF page."""

from __future__ import annotations

from jixiao.model.place import Box
from jixiao.read.formats.pdf_native import Page
from jixiao.read.formats.pdf_view import View

_Sign = tuple[Box, str]


def box_of_words(page: Page, view: View, line: Box, words: str, before: int) -> Box | None:
    """Give the box of words in a line that has `before` signs in front of them, blanks not counted.

    Both boxes are on the page as it is shown. Of words that go on in the next line it is the part in this one. None
    where the characters of the page do not spell the words there.
    """
    (upright,) = view.boxes([*view.from_display(line)])
    signs = _signs_in(page, view, upright)[before : before + len(words)]
    if not signs or not words.startswith("".join(sign for _, sign in signs)):
        return None
    x0s, y0s, x1s, y1s = zip(*(box for box, _ in signs), strict=True)
    return view.on_display((min(x0s), min(y0s), max(x1s), max(y1s)))


def _signs_in(page: Page, view: View, line: Box) -> list[_Sign]:
    """Give the printed characters of a line from left to right."""
    text = page.text(page.char_count())
    printed = [index for index, sign in enumerate(text) if not sign.isspace()]
    boxes = view.boxes(page.char_boxes(printed))
    signs = [(box, text[index]) for index, box in zip(printed, boxes, strict=True) if _is_within(box, line)]
    return _once(sorted(signs, key=lambda sign: sign[0][0]))


def _is_within(box: Box, line: Box) -> bool:
    left, top, right, bottom = line
    return left - 1 <= (box[0] + box[2]) / 2 <= right + 1 and top < (box[1] + box[3]) / 2 < bottom


def _once(signs: list[_Sign]) -> list[_Sign]:
    """Leave out signs printed again at the same place, which is how some programs print bold."""
    kept: list[_Sign] = []
    for box, sign in signs:
        near = 0.25 * (box[3] - box[1])
        if not any(other == sign and abs(box[0] - there[0]) < near for there, other in kept[-2:]):
            kept.append((box, sign))
    return kept
