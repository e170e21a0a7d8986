"""Draws a small form as PDF in the many ways in which programs draw tables."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import pairwise
from random import Random
from typing import NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
FONT = "STSong-Light"
WIDTH, HEIGHT = 595.0, 842.0
Paint = Callable[[Canvas], None]
Edge = tuple[float, float, float, float]


class Drawn(NamedTuple):
    """A cell to draw: text with line feeds, slot and span."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


XS = [60.0, 110.0, 170.0, 290.0, 350.0, 410.0, 460.0, 520.0]
YS = [100.0, 124.0, 148.0, 172.0, 210.0, 234.0, 258.0, 282.0]  # from the top
FORM = [
    Drawn("项目名称", 0, 0, columns=2),
    Drawn("城乡居民医保补助", 0, 2, columns=5),
    Drawn("资金", 1, 0, rows=2, columns=2),
    Drawn("预算数", 1, 2),
    Drawn("执行数", 1, 3, columns=2),
    Drawn("分值", 1, 5),
    Drawn("得分", 1, 6),
    Drawn("160.00", 2, 2),
    Drawn("138.17", 2, 3, columns=2),
    Drawn("10", 2, 5),
    Drawn("8.64", 2, 6),
    Drawn("绩\n效\n指\n标", 3, 0, rows=4),
    Drawn("产出\n指标", 3, 1, rows=2),
    Drawn("居民医保参保人数占\n应参保人数的比例", 3, 2),
    Drawn("≥98%", 3, 3),
    Drawn("98.5%", 3, 4),
    Drawn("20", 3, 5),
    Drawn("20", 3, 6),
    Drawn("完成时限", 4, 2),
    Drawn("12月31日前", 4, 3),
    Drawn("按时", 4, 4),
    Drawn("30", 4, 5),
    Drawn("30", 4, 6),
    Drawn("效益指标", 5, 1),
    Drawn("群众满意度", 5, 2),
    Drawn("≥90%", 5, 3),
    Drawn("", 5, 4),
    Drawn("40", 5, 5),
    Drawn("", 5, 6),
    Drawn("总分", 6, 1, columns=4),
    Drawn("100", 6, 5),
    Drawn("98.64", 6, 6),
]


def pdf(*paints: Paint, size: tuple[float, float] = (WIDTH, HEIGHT), rotation: int = 0, password: str = "") -> bytes:
    """A document with a page for each of `paints`; `size` is that of the page as shown, `rotation` in degrees."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=size, encrypt=password or None)
    for paint in paints:
        paint(canvas)
        canvas.setPageRotation(rotation)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def edges() -> list[Edge]:
    """The edges of all cells, each unit of column or row by itself, without repeats; y from the top."""
    found: set[Edge] = set()
    for cell in FORM:
        for column in range(cell.column, cell.column + cell.columns):
            found |= {(XS[column], y, XS[column + 1], y) for y in (YS[cell.row], YS[cell.row + cell.rows])}
        for row in range(cell.row, cell.row + cell.rows):
            found |= {(x, YS[row], x, YS[row + 1]) for x in (XS[cell.column], XS[cell.column + cell.columns])}
    return sorted(found)


def boxes() -> list[Edge]:
    """The boxes of all cells; y from the top."""
    return [(XS[c.column], YS[c.row], XS[c.column + c.columns], YS[c.row + c.rows]) for c in FORM]


def write(canvas: Canvas, align: str = "centre") -> None:
    """Write the texts of the form line by line, in the middle of their cells' height."""
    canvas.setFont(FONT, 9)
    for x, y, line in _lines(align):
        canvas.drawString(x, y, line)


def _lines(align: str) -> list[tuple[float, float, str]]:
    """Where each line of text begins, in PDF's coordinates."""
    found = []
    for cell, (x0, y0, x1, y1) in zip(FORM, boxes(), strict=True):
        lines = cell.text.split("\n")
        top = (y0 + y1) / 2 - len(lines) * 5
        for number, line in enumerate(lines):
            room = x1 - x0 - 4 - pdfmetrics.stringWidth(line, FONT, 9)
            x = x0 + 2 + {"left": 0.0, "centre": room / 2, "right": room}[align]
            found.append((x, HEIGHT - top - number * 10 - 8.5, line))
    return found


def write_twice(canvas: Canvas) -> None:
    """Bold as some programs print it: everything a second time, a little off."""
    write(canvas)
    canvas.translate(0.3, 0.2)
    write(canvas)


def scatter(canvas: Canvas) -> None:
    """Write every character by itself, in an order of its own."""
    spots = []
    for x, y, line in _lines("centre"):
        for char in line:
            spots.append((x, y, char))
            x += pdfmetrics.stringWidth(char, FONT, 9)
    Random(5).shuffle(spots)
    canvas.setFont(FONT, 9)
    for x, y, char in spots:
        canvas.drawString(x, y, char)


def strokes(canvas: Canvas) -> None:
    """Each edge a stroke of its own."""
    canvas.setLineWidth(0.5)
    for x0, y0, x1, y1 in edges():
        canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)


def thick_strokes(canvas: Canvas) -> None:
    """Each edge a thick stroke."""
    canvas.setLineWidth(2.25)
    for x0, y0, x1, y1 in edges():
        canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)


def short_strokes(canvas: Canvas) -> None:
    """Each edge a stroke that stops short of the corners."""
    canvas.setLineWidth(0.5)
    for x0, y0, x1, y1 in edges():
        dx, dy = (1.2, 0.0) if y0 == y1 else (0.0, 1.2)
        canvas.line(x0 + dx, HEIGHT - y0 - dy, x1 - dx, HEIGHT - y1 + dy)


def frames(canvas: Canvas) -> None:
    """Each cell a stroked rectangle."""
    for x0, y0, x1, y1 in boxes():
        canvas.rect(x0, HEIGHT - y1, x1 - x0, y1 - y0)


def slabs(canvas: Canvas) -> None:
    """Each edge a thin filled rectangle with a small square at its ends, as Word draws."""
    for x0, y0, x1, y1 in edges():
        if y0 == y1:
            canvas.rect(x0 + 0.24, HEIGHT - y0 - 0.24, x1 - x0 - 0.48, 0.48, stroke=0, fill=1)
        else:
            canvas.rect(x0 - 0.24, HEIGHT - y1 + 0.24, 0.48, y1 - y0 - 0.48, stroke=0, fill=1)
        for x, y in ((x0, y0), (x1, y1)):
            canvas.rect(x - 0.24, HEIGHT - y - 0.24, 0.48, 0.48, stroke=0, fill=1)


def one_filled_path(canvas: Canvas) -> None:
    """All edges in one filled path of thin rectangles."""
    path = canvas.beginPath()
    for x0, y0, x1, y1 in edges():
        path.rect(x0 - 0.25, HEIGHT - y1 - 0.25, x1 - x0 + 0.5, y1 - y0 + 0.5)
    canvas.drawPath(path, stroke=0, fill=1)


def one_stroked_path(canvas: Canvas) -> None:
    """All edges in one stroked path."""
    path = canvas.beginPath()
    for x0, y0, x1, y1 in edges():
        path.moveTo(x0, HEIGHT - y0)
        path.lineTo(x1, HEIGHT - y1)
    canvas.drawPath(path, stroke=1, fill=0)


def dots(canvas: Canvas) -> None:
    """Each edge a row of dots."""
    for x0, y0, x1, y1 in edges():
        steps = int(max(x1 - x0, y1 - y0) / 2)
        for step in range(steps + 1):
            x, y = x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps
            canvas.rect(x - 0.25, HEIGHT - y - 0.25, 0.5, 0.5, stroke=0, fill=1)


def double_strokes(canvas: Canvas) -> None:
    """Each edge drawn double."""
    canvas.setLineWidth(0.4)
    for x0, y0, x1, y1 in edges():
        for off in (-0.9, 0.9):
            dx, dy = (0.0, off) if y0 == y1 else (off, 0.0)
            canvas.line(x0 + dx, HEIGHT - y0 - dy, x1 + dx, HEIGHT - y1 - dy)


def shades(canvas: Canvas) -> None:
    """Every cell with a background, and thin lines."""
    for number, (x0, y0, x1, y1) in enumerate(boxes()):
        canvas.setFillGray(0.8 + 0.2 * (number % 2))
        canvas.rect(x0, HEIGHT - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
    canvas.setFillGray(0)
    slabs(canvas)


def open_sides(canvas: Canvas) -> None:
    """No border at the left and the right."""
    for x0, y0, x1, y1 in edges():
        if not (x0 == x1 and x0 in (XS[0], XS[-1])):
            canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)


def nested_forms(canvas: Canvas) -> None:
    """The lines inside a form object inside a form object, moved and scaled."""
    canvas.beginForm("inner")
    canvas.scale(2, 2)
    canvas.translate(-30, -21)
    frames(canvas)
    canvas.endForm()
    canvas.beginForm("outer")
    canvas.translate(30, 21)
    canvas.scale(0.5, 0.5)
    canvas.doForm("inner")
    canvas.endForm()
    canvas.doForm("outer")


def together(*paints: Paint) -> Paint:
    """Paint one over the other."""

    def paint(canvas: Canvas) -> None:
        for each in paints:
            each(canvas)

    return paint


def turned(degrees: int, paint: Paint) -> Paint:
    """Paint on a page that lies on its side, so that it is upright when the page is turned clockwise by `degrees`."""

    def paint_turned(canvas: Canvas) -> None:
        if degrees == 90:
            canvas.translate(HEIGHT, 0)
        elif degrees == 180:
            canvas.translate(WIDTH, HEIGHT)
        else:
            canvas.translate(0, WIDTH)
        canvas.rotate({90: 90, 180: 180, 270: -90}[degrees])
        paint(canvas)

    return paint_turned


def texts(*spots: tuple[float, float, str], size: float = 9) -> Paint:
    """Write texts at places counted from the top left."""

    def paint(canvas: Canvas) -> None:
        canvas.setFont(FONT, size)
        for x, y, text in spots:
            canvas.drawString(x, HEIGHT - y, text)

    return paint


def ruled(xs: list[float], ys: list[float]) -> Paint:
    """A grid of lines; y from the top."""

    def paint(canvas: Canvas) -> None:
        for x in xs:
            canvas.line(x, HEIGHT - ys[0], x, HEIGHT - ys[-1])
        for y in ys:
            canvas.line(xs[0], HEIGHT - y, xs[-1], HEIGHT - y)

    return paint


def rows_of_cells(xs: list[float], top: float, heights: list[float], rows: list[list[str]], size: float = 9) -> Paint:
    """A ruled table whose texts begin at the top left of their cells; "-" leaves out the line above a cell."""

    def paint(canvas: Canvas) -> None:
        canvas.setFont(FONT, size)
        y = top
        for height, row in zip(heights, rows, strict=True):
            for (x0, x1), text in zip(pairwise(xs), row, strict=True):
                canvas.line(x0, HEIGHT - y, x0, HEIGHT - y - height)
                if text != "-":
                    canvas.line(x0, HEIGHT - y, x1, HEIGHT - y)
                    for number, line in enumerate(text.split("\n")):
                        canvas.drawString(x0 + 3, HEIGHT - y - 1 - size * (number * 1.2 + 1), line)
            canvas.line(xs[-1], HEIGHT - y, xs[-1], HEIGHT - y - height)
            y += height
        canvas.line(xs[0], HEIGHT - y, xs[-1], HEIGHT - y)

    return paint
