"""On which page each heading will stand, told without laying the paper out: for the contents that are stored.

The format has a fixed line pitch, so that counting lines and rows comes near to what Word and WPS do; the contents'
field corrects the rest when it is updated. Lengths are in twips.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from jixiao.write.docx.chart_drawing import CHART_HEIGHT
from jixiao.write.docx.flow import Placed, Section
from jixiao.write.docx.geometry import Page, page_of
from jixiao.write.docx.measure import lines
from jixiao.write.docx.paragraphs import COVER_DROP, line_count, style_of
from jixiao.write.docx.styles import STYLES, Style, table_pitch
from jixiao.write.docx.table import Sized, above
from jixiao.write.paper import Chart, Contents, Heading, Paragraph


class Lump(NamedTuple):
    """Lines or rows of a block, in order; what `stays` is held together with the first of what comes after it.

    `before` falls away at the top of a page and `after` at its end; `again` is the height of header rows that stand
    again on each new page.
    """

    heights: list[int]
    stays: bool = False
    before: int = 0
    after: int = 0
    again: int = 0

    @property
    def height(self) -> int:
        """The height of all of it."""
        return self.before + sum(self.heights) + self.after


def page_numbers(sections: list[Section], sized: dict[int, Sized]) -> dict[int, int]:
    """Give the page of each numbered block by its number; `sized` are the tables by the id of their piece."""
    entries = [placed.entry for section in sections for placed in section.placed if placed.number]
    counter = _Counter()
    for section in sections:
        page = page_of(section.landscape)
        counter.begin(page.text_height)
        for placed in section.placed:
            counter.put(placed, list(_lumps(placed, page, sized, entries)))
    counter.settle()
    return counter.pages


class _Counter:
    """Fills pages: `held` are the lumps that must stand with what comes next, with the number of their block."""

    def __init__(self) -> None:
        self.pages: dict[int, int] = {}
        self._page = 0
        self._height = 0
        self._left = 0
        self._top = False  # whether the page was begun because the last one was full
        self._held: list[tuple[Lump, int]] = []

    def begin(self, height: int) -> None:
        """Begin a section on a page of its own."""
        self.settle()
        self._height = height
        self._turn()

    def put(self, placed: Placed, lumps: list[Lump]) -> None:
        """Put the lumps of a block behind all before."""
        if placed.new_page:
            self.settle()
            self._turn()
        for at, lump in enumerate(lumps):
            self._held.append((lump, placed.number if not at else 0))
            if not lump.stays:
                self.settle()

    def settle(self) -> None:
        """Place what is held: on the next page as a whole where it does not fit on this one."""
        held, self._held = self._held, []
        if not held:
            return
        last = held[-1][0]
        need = sum(lump.height for lump, _ in held[:-1]) + last.before + sum(last.heights[:1])
        if self._left < need <= self._height:
            self._turn()
            self._top = True
        for lump, number in held:
            self._place(lump, number)

    def _place(self, lump: Lump, number: int) -> None:
        before = 0 if self._top else lump.before
        for height in lump.heights:
            if before + height > self._left:
                self._turn()
                self._left -= lump.again
                before = 0
            if number:
                self.pages.setdefault(number, self._page)
            self._left -= before + height
            before, self._top = 0, False
        self._left -= lump.after

    def _turn(self) -> None:
        if self._left != self._height or not self._page:
            self._page += 1
        self._left = self._height


def _lumps(placed: Placed, page: Page, sized: dict[int, Sized], entries: list[tuple[int, str]]) -> Iterator[Lump]:
    content = placed.content
    if isinstance(content, Heading | Paragraph):
        yield _text(content, page, COVER_DROP if placed.drop else 0)
    elif isinstance(content, Chart):
        yield Lump([CHART_HEIGHT], bool(content.caption), STYLES["Chart"].before)
        if content.caption:
            yield _line(STYLES["Caption"])
    elif isinstance(content, Contents):
        yield _line(STYLES["ContentsTitle"])
        yield Lump([_entry(*entry, page) for entry in entries if entry[0] <= content.levels])
    else:
        yield from _table(sized[id(content)], page)


def _text(block: Heading | Paragraph, page: Page, drop: int) -> Lump:
    style = style_of(block)
    return Lump([style.line] * line_count(block, page), style.keep, style.before + drop, style.after)


def _line(style: Style) -> Lump:
    return Lump([style.line], style.keep, style.before, style.after)


def _entry(level: int, text: str, page: Page) -> int:
    style = STYLES[f"TOC{min(level, 4)}"]
    room = page.text_width / (style.size * 10) - style.left
    return style.before + style.line * lines(text, room)


def _table(sized: Sized, page: Page) -> Iterator[Lump]:
    table = sized.table
    for style, _, _ in above(table):
        yield _line(STYLES[style])
    yield Lump(list(_rows(sized)), again=sum(sized.heights[: table.header_rows]))
    for note in table.notes:
        yield _text(Paragraph([note], "note"), page, 0)


def _rows(sized: Sized) -> Iterator[int]:
    """Rows as they hold together: the lines of a very high one one by one."""
    pitch = table_pitch(sized.size)
    for height in sized.heights:
        yield from [height] if height <= sized.tall else [pitch] * (height // pitch)
