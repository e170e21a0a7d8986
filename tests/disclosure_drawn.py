"""Draws disclosure tables on PDF pages in the many ways of offices: any rules or none, alignments, fonts, page ends."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from jixiao.read.layout import Cell
from layouts import Sheet

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
SONG = "STSong-Light"
_A4 = (595.0, 842.0)
_MARGIN = 50.0
_ASCENT = 0.86  # of the size: from the top of a line to the line it stands on
_DOT = 1.5
_NUMBER_SIGNS = set("0123456789,.-%")


@dataclass(frozen=True)
class Look:
    """How tables are printed; sizes in points.

    `start` is how far down its page the first table begins, as a share of the page; `each_page` begins a page with
    every table; `turned` are quarter turns of the page; `shift` lowers digits against the line they stand on.
    """

    rules: Literal["all", "horizontal", "three", "none", "dotted", "shaded", "outer", "down"] = "none"
    size: float = 9
    pad: tuple[float, float] = (4, 3)
    across: Literal["left", "centre"] = "left"  # of labels
    figures: Literal["left", "centre", "right"] = "right"
    height: Literal["top", "middle", "bottom"] = "middle"
    mixed: bool = False  # figures at the top, labels at the middle
    digits: str = SONG
    shift: float = 0.0
    leading: float = 1.25
    landscape: bool = False
    turned: int = 0
    narrow: float = 1.0  # of the width between the margins
    even: bool = False  # columns of one width, whatever is in them
    repeated: bool = False  # the header again on every page
    each_page: bool = True
    start: float = 0.0
    numbered: bool = True  # pages


@dataclass
class _Drawn:
    """A cell with its lines as wrapped."""

    cell: Cell
    lines: list[str]
    figure: bool


def draw(sheets: list[Sheet], look: Look) -> bytes:
    """Give the sheets as a PDF file."""
    file = io.BytesIO()
    pages = _Pages(Canvas(file), look)
    for number, sheet in enumerate(sheets):
        _draw_sheet(pages, sheet, look, first=number == 0)
    pages.end()
    return file.getvalue()


class _Pages:
    """The pages of a document and how far down the present one is used; heights count from its top."""

    def __init__(self, canvas: Canvas, look: Look) -> None:
        self.canvas, self.look = canvas, look
        self.width, self.height = _A4[::-1] if look.landscape else _A4
        self.left = _MARGIN
        self.right = _MARGIN + (self.width - 2 * _MARGIN) * look.narrow
        self.number = 0
        self._begin()

    def _begin(self) -> None:
        self.number += 1
        self.y = _MARGIN
        turn = self.look.turned % 4
        size = (self.width, self.height) if turn % 2 == 0 else (self.height, self.width)
        self.canvas.setPageSize((self.width, self.height))  # as the page is shown
        if turn:
            self.canvas.setPageRotation(90 * turn)
            self.canvas.translate(*{1: (size[0], 0), 2: size, 3: (0, size[1])}[turn])
            self.canvas.rotate(90 * turn)

    def next(self) -> None:
        """Begin a page."""
        if self.look.numbered:
            self.text(self.width / 2 - 8, self.height - 34, f"- {self.number} -", 9)
        self.canvas.showPage()
        self._begin()

    def end(self) -> None:
        """Write the file."""
        self.next()
        self.canvas.save()

    def room(self, height: float) -> bool:
        """Whether something so high has room on the page."""
        return self.y + height <= self.height - _MARGIN

    def text(self, x: float, y: float, text: str, size: float) -> None:
        """Write a line whose top is at `y`."""
        for is_latin, signs in groupby(text, lambda sign: sign.isascii() and sign != " "):
            part = "".join(signs)
            font = self.look.digits if is_latin else SONG
            self.canvas.setFont(font, size)
            down = y + _ASCENT * size + (self.look.shift if is_latin else 0)
            self.canvas.drawString(x, self.height - down, part)
            x += pdfmetrics.stringWidth(part, font, size)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw a line."""
        self.canvas.setLineWidth(0.5)
        self.canvas.setDash(*([_DOT, _DOT] if self.look.rules == "dotted" else []))
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def field(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Fill a field with grey."""
        self.canvas.setFillGray(0.88)
        self.canvas.rect(x0, self.height - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
        self.canvas.setFillGray(0)


def width_of(text: str, look: Look, size: float | None = None) -> float:
    """Give how wide a line is printed."""
    parts = groupby(text, lambda sign: sign.isascii() and sign != " ")
    size = size or look.size
    return sum(pdfmetrics.stringWidth("".join(part), look.digits if latin else SONG, size) for latin, part in parts)


def _draw_sheet(pages: _Pages, sheet: Sheet, look: Look, *, first: bool) -> None:
    if not first and look.each_page:
        pages.next()
    if first:
        pages.y += look.start * (pages.height - 2 * _MARGIN)
    _draw_before(pages, sheet, look)
    _draw_table(pages, sheet, look)
    for line in sheet.after:
        _next_line(pages, look.size * look.leading)
        pages.text(pages.left, pages.y + 2, line, look.size)
        pages.y += look.size * look.leading + 2
    pages.y += 2 * look.size


def _next_line(pages: _Pages, height: float) -> None:
    if not pages.room(height):
        pages.next()


def _draw_before(pages: _Pages, sheet: Sheet, look: Look) -> None:
    """The title in the middle, larger; lines of several parts from margin to margin; others at the right."""
    for number, line in enumerate(sheet.before):
        size = look.size * (1.5 if number == 0 else 1)
        _next_line(pages, size * look.leading)
        parts = line.split(" ") if number else [line]
        room = pages.right - pages.left - sum(width_of(part, look, size) for part in parts)
        x = pages.left + (room / 2 if number == 0 else room if len(parts) == 1 else 0)
        for part in parts:
            pages.text(x, pages.y, part, size)
            x += width_of(part, look, size) + room / max(1, len(parts) - 1)
        pages.y += size * look.leading + 1


def _draw_table(pages: _Pages, sheet: Sheet, look: Look) -> None:
    cells = sheet.cells()
    xs = _columns(cells, pages, look)
    drawn = [_Drawn(cell, _wrapped(cell, xs, look), _is_amount(cell.text)) for cell in cells]
    heights = _heights(drawn, look)
    head = _head_rows(sheet)
    for number, rows in enumerate(_pages_of(pages, heights, drawn, head, look)):
        if number:
            pages.next()
        _draw_rows(pages, rows, drawn, xs, heights, head, look)


def _head_rows(sheet: Sheet) -> int:
    """How many rows are above the first one with figures or numbers of columns."""
    numbered = (at for at, row in enumerate(sheet.rows) if any(_is_figure(text) for text, _, _ in row))
    return next(numbered, len(sheet.rows))


def _pages_of(pages: _Pages, heights: list[float], drawn: list[_Drawn], head: int, look: Look) -> Iterator[list[int]]:
    """Deal the rows out to pages; rows that share a cell stay together."""
    room = pages.height - _MARGIN - pages.y
    rows: list[int] = []
    tied = {row for d in drawn for row in range(d.cell.row + 1, d.cell.row + d.cell.rows)}
    block: list[int] = []
    blocks: list[list[int]] = []
    for row in range(len(heights)):
        if row in tied:
            block.append(row)
        else:
            block = [row]
            blocks.append(block)
    for block in blocks:
        height = sum(heights[row] for row in block)
        if height > room:
            yield rows
            again = list(range(head)) if look.repeated and block[0] >= head else []
            rows, room = again, pages.height - 2 * _MARGIN - sum(heights[row] for row in again)
        rows = rows + block
        room -= height
    yield rows


def _columns(cells: list[Cell], pages: _Pages, look: Look) -> list[float]:
    """The column edges: shares by the longest texts, no column narrower than its longest number."""
    count = max(cell.column + cell.columns for cell in cells)
    least, natural = [2 * look.size] * count, [2 * look.size] * count
    for cell in cells:
        if cell.columns == 1:
            width = max(width_of(line, look) for line in cell.text.split("\n"))
            natural[cell.column] = max(natural[cell.column], min(width, 14 * look.size))
            if _is_figure(cell.text):
                least[cell.column] = max(least[cell.column], width)
    pad = 2 * look.pad[0]
    room = pages.right - pages.left - count * pad - sum(least)
    if room < 0:
        raise ValueError("the table is wider than the page")
    more = [1.0] * count if look.even else [max(0.5, n - m) for n, m in zip(natural, least, strict=True)]
    widths = [m + pad + room * share / sum(more) for m, share in zip(least, more, strict=True)]
    return [pages.left + x for x in accumulate(widths, initial=0.0)]


def _is_figure(text: str) -> bool:
    return bool(text) and set(text) <= _NUMBER_SIGNS


def _is_amount(text: str) -> bool:
    """Whether a cell has an amount, no code or number of a row or column: these are aligned as labels are."""
    return _is_figure(text) and not (text.isdigit() and text != "0")


def _wrapped(cell: Cell, xs: list[float], look: Look) -> list[str]:
    room = xs[cell.column + cell.columns] - xs[cell.column] - 2 * look.pad[0] + 0.01
    lines: list[str] = []
    for part in cell.text.split("\n") if cell.text else ():
        line = ""
        for sign in part:
            if line and width_of(line + sign, look) > room:
                lines.append(line)
                line = ""
            line += sign
        lines.append(line)
    return lines


def _heights(drawn: list[_Drawn], look: Look) -> list[float]:
    heights = [look.size * look.leading + 2 * look.pad[1]] * max(d.cell.row + d.cell.rows for d in drawn)
    for d in sorted(drawn, key=lambda d: d.cell.rows):
        rows = range(d.cell.row, d.cell.row + d.cell.rows)
        missing = _height(d, look) + 2 * look.pad[1] - sum(heights[row] for row in rows)
        heights[rows[-1]] += max(0.0, missing)
    return heights


def _height(d: _Drawn, look: Look) -> float:
    return len(d.lines) * look.size * look.leading


def _draw_rows(
    pages: _Pages, rows: list[int], drawn: list[_Drawn], xs: list[float], heights: list[float], head: int, look: Look
) -> None:
    if not rows:
        return
    edges = list(accumulate((heights[row] for row in rows), initial=pages.y))
    tops = dict(zip(rows, edges, strict=False))
    here = [d for d in drawn if d.cell.row in tops]
    for d in here:
        x0, x1 = xs[d.cell.column], xs[d.cell.column + d.cell.columns]
        y0 = tops[d.cell.row]
        y1 = y0 + sum(heights[row] for row in range(d.cell.row, d.cell.row + d.cell.rows))
        if look.rules == "shaded" and d.cell.row % 2:
            pages.field(x0, y0, x1, y1)
        _draw_edges(pages, (x0, y0, x1, y1), look)
        _write(pages, d, (x0, y0, x1, y1), look, centred=d.cell.row < head)
    if look.rules in ("three", "outer"):
        for y in {edges[0], edges[-1], *(edges[head : head + 1] if look.rules == "three" and rows[0] == 0 else [])}:
            pages.line(xs[0], y, xs[-1], y)
    if look.rules == "outer":
        for x in (xs[0], xs[-1]):
            pages.line(x, edges[0], x, edges[-1])
    pages.y = edges[-1]


def _draw_edges(pages: _Pages, box: tuple[float, float, float, float], look: Look) -> None:
    x0, y0, x1, y1 = box
    if look.rules in ("all", "dotted", "horizontal"):
        pages.line(x0, y0, x1, y0)
        pages.line(x0, y1, x1, y1)
    if look.rules in ("all", "dotted", "down"):
        pages.line(x0, y0, x0, y1)
        pages.line(x1, y0, x1, y1)


def _write(pages: _Pages, d: _Drawn, box: tuple[float, float, float, float], look: Look, *, centred: bool) -> None:
    x0, y0, x1, y1 = box
    height = "top" if look.mixed and d.figure else look.height
    spare = y1 - y0 - _height(d, look) - 2 * look.pad[1]
    y = y0 + look.pad[1] + {"top": 0.0, "middle": spare / 2, "bottom": spare}[height]
    align = "centre" if centred else look.figures if d.figure else look.across
    for line in d.lines:
        room = x1 - x0 - 2 * look.pad[0] - width_of(line, look)
        x = x0 + look.pad[0] + {"left": 0.0, "centre": room / 2, "right": room}[align]
        pages.text(x, y, line, look.size)
        y += look.size * look.leading
