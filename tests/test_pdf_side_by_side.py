"""PDF: tables open at their sides, several tables without lines on a page, and notes below the last rows of a table."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

import pdf_draw as draw
from jixiao.read.formats.pdf import read_layout
from jixiao.read.layout import Layout
from jixiao.read.source import Source

XS = [60.0, 130.0, 260.0, 360.0, 460.0]
ROWS = [
    ["科目编码", "科目名称", "合计", "基本支出"],
    ["213", "农林水支出", "1,925.12", "1,519.84"],
    ["21303", "水利", "1,804.08", "1,519.84"],
    ["2130304", "水利行业业务管理", "49.62", ""],
    ["2130306", "水利工程运行与维护", "1,715.90", "1,519.84"],
]


def read(*paints: draw.Paint) -> Layout:
    return read_layout(Source("accounts.pdf", draw.pdf(draw.together(*paints)), "pdf"))


def rows(layout: Layout, number: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row if cell.text] for row in list(layout.grids())[number].rows()]


def filled(top: float, table: list[list[str]] = ROWS, pitch: float = 13.5) -> draw.Paint:
    """The texts of a table: codes and names at the left, figures at the right of their columns."""
    spots = []
    for number, row in enumerate(table):
        y = top + 11 + number * pitch
        for column, text in enumerate(row):
            width = 9 * sum(1.0 if sign > "~" else 0.5 for sign in text)
            x = XS[column] + 1 if column < 2 else XS[column + 1] - 1 - width
            spots.append((x, y, text))
    return draw.texts(*[spot for spot in spots if spot[2]])


def test_lines_of_a_table_that_is_open_at_its_sides_underline_nothing() -> None:
    def lines(canvas: Canvas) -> None:
        for number in range(len(ROWS) + 1):
            y = draw.HEIGHT - 100 - number * 13.5
            canvas.line(XS[0], y, XS[-1], y)
        for x in XS[1:-1]:
            canvas.line(x, draw.HEIGHT - 100, x, draw.HEIGHT - 100 - len(ROWS) * 13.5)

    assert rows(read(filled(100), lines)) == [[text for text in row if text] for row in ROWS]


def test_tables_without_lines_end_at_the_title_of_the_next() -> None:
    other = [["项目", "", "预算数", "决算数"], ["合计", "", "—", "6.97"], ["公务接待费", "", "5.00", "2.15"]]
    title = draw.texts((220, 190, "“三公”经费支出决算表"))
    layout = read(filled(100), title, filled(200, other))
    assert rows(layout, 0) == [[text for text in row if text] for row in ROWS]
    assert rows(layout, 1)[-3:] == [[text for text in row if text] for row in other]
