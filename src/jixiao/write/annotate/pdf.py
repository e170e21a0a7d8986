"""PDF: each finding as a highlight (高亮) with a note on the figure. Pages stay as they are; only notes are added.

PDFium writes the notes: it read the file, so pages and places mean the same, also in files that it had to repair.
"""

from __future__ import annotations

from datetime import datetime

from jixiao.model.place import Box
from jixiao.read.formats import pdf_native as native
from jixiao.read.formats.pdf_chars import reading_turn
from jixiao.read.formats.pdf_view import View
from jixiao.read.source import Source
from jixiao.write.annotate.failure import NotMarkedUp
from jixiao.write.annotate.notes import AUTHOR, Note
from jixiao.write.annotate.pdf_marks import Mark, add, saved
from jixiao.write.annotate.pdf_words import box_of_words

_MARGIN = 4.0  # points from the corner of the page to a note without a place
_ICON = 20.0  # points: how large the sign of such a note is


def annotate(source: Source, notes: list[Note], made: datetime) -> bytes:
    """Give the document with the notes; a note without a place stands in the corner of a page."""
    with native.LOCK, native.open_document(source.data) as document:
        pages = native.page_count(document)
        for number, own in _by_page(notes, pages).items():
            with native.open_page(document, number - 1, flat=False) as page:
                if page:
                    _Notes(page, made).put(own)
        copy = saved(document)
    if copy is None:
        raise NotMarkedUp(source.name, "文件结构有问题")
    return copy


def _by_page(notes: list[Note], pages: int) -> dict[int, list[Note]]:
    found: dict[int, list[Note]] = {}
    for note in notes:
        page = note.place.page if note.place and note.place.page else 1
        found.setdefault(min(page, pages), []).append(note)
    return found


class _Notes:
    """Puts notes on one page."""

    def __init__(self, page: native.Page, made: datetime) -> None:
        self._page = page
        self._view = View(page.edges, reading_turn(page, page.char_count()), page.turn)
        self._date = made.strftime("D:%Y%m%d%H%M%S")
        self._icons = 0

    def put(self, notes: list[Note]) -> None:
        """Put notes on the page in their order."""
        for note in notes:
            box = self._box(note)
            quad = self._view.from_display(box or self._corner())
            mark = Mark(quad, note.severity, AUTHOR, note.text, self._date, highlight=box is not None)
            add(self._page.handle, mark)

    def _box(self, note: Note) -> Box | None:
        """Give the box of the figure: within a line only its own part."""
        line = note.place.bbox if note.place else None
        if line is None or note.printed_before is None or note.stated is None:
            return line
        return box_of_words(self._page, self._view, line, note.stated, note.printed_before) or line

    def _corner(self) -> Box:
        """Give the place of the next note in the corner of the page, one below the other."""
        top = _MARGIN + self._icons * _ICON
        self._icons += 1
        return _MARGIN, top, _MARGIN + _ICON, top + _ICON
