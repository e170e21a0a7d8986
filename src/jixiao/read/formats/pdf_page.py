"""One page of a PDF: its tables with their text, and the printed lines outside of them."""

from __future__ import annotations

from itertools import pairwise

from jixiao.read.formats.pdf_borderless import find_borderless
from jixiao.read.formats.pdf_chars import Run, read_runs, reading_turn, usual_height, without_askew
from jixiao.read.formats.pdf_fill import fill
from jixiao.read.formats.pdf_lattice import find_shaded_tables, find_tables
from jixiao.read.formats.pdf_ledger import find_ledgers, lines_of_page
from jixiao.read.formats.pdf_lines import Line, lines_of
from jixiao.read.formats.pdf_margins import is_page_number
from jixiao.read.formats.pdf_native import Page
from jixiao.read.formats.pdf_pictures import without_pictures
from jixiao.read.formats.pdf_rules import Drawing, Rule, read_drawing
from jixiao.read.formats.pdf_table import PageTable
from jixiao.read.formats.pdf_view import View

MAX_CHARS = 200_000
_FEWEST_FIELDS = 4  # coloured fields, before they are looked at as a table
_FEW_CHARS = 20  # a scanned page may carry the name of the scanning program
_PICTURE_SHARE = 0.5  # of the page: so large a picture is a scan


class PageContent:
    """What stands on a page, upright: `lines` are those outside of tables, without page numbers.

    `outside` is the text of these as runs, `lowest` where a page number at its foot begins, `across` the lines drawn.

    `scanned` marks a page that is a picture; `crowded` one with more drawing or text than is looked at.
    """

    __slots__ = (
        "across",
        "crowded",
        "lines",
        "lowest",
        "number",
        "outside",
        "scanned",
        "tables",
        "usual_height",
        "view",
    )

    def __init__(self, number: int, view: View) -> None:
        self.number = number
        self.view = view
        self.tables: list[PageTable] = []
        self.lines: list[Line] = []
        self.outside: list[Run] = []
        self.across: list[Rule] = []
        self.lowest = view.height
        self.usual_height = 0.0
        self.scanned = False
        self.crowded = False


def read_page(page: Page, number: int) -> PageContent:
    """Give the content of an open page; `number` counts from 1."""
    count = page.char_count()
    content = PageContent(number, View(page.edges, reading_turn(page, count), page.turn))
    drawing = read_drawing(page.objects(), content.view)
    content.crowded = drawing.crowded or count > MAX_CHARS
    runs = read_runs(page, content.view, min(count, MAX_CHARS))
    content.usual_height = usual = usual_height(runs)
    runs = without_askew(page, content.view, runs, usual)
    runs = without_pictures(page, runs)
    content.scanned = len(runs) < _FEW_CHARS and _is_scan(drawing, content.view)
    content.tables = _ruled_tables(drawing, runs, content.view, usual)
    outside = fill(content.tables, runs, page, content.view)
    if borderless := find_borderless(outside, drawing.across, [table.ys[0] for table in content.tables]):
        outside = fill(borderless, outside, page, content.view)
        content.tables = sorted(content.tables + borderless, key=lambda table: table.ys[0])
    content.tables = [table for table in content.tables if any(cell.text for cell in table.cells)]
    content.outside, content.across = outside, drawing.across
    content.lines = lines_of(outside)
    if content.lines and is_page_number(content.lines[-1], content.view.height):
        content.lowest = content.lines.pop()[1]
    if content.lines and is_page_number(content.lines[0], content.view.height):
        content.lines = content.lines[1:]
    return content


def _ruled_tables(drawing: Drawing, runs: list[Run], view: View, usual: float) -> list[PageTable]:
    tables = find_tables(drawing.across, drawing.down, runs)
    if tables or len(drawing.fills) < _FEWEST_FIELDS:
        return tables
    shaded = find_shaded_tables(drawing.fills, view.width * view.height)
    ledgers = find_ledgers(lines_of_page(runs, usual), drawing.across, usual) if shaded else []
    return [table for table in shaded if not any(_is_part(table, ledger) for ledger in ledgers)]


def _is_part(shaded: PageTable, ledger: PageTable) -> bool:
    """Whether fields shade but some rows of a table: the header, or every other row."""
    top, bottom = shaded.ys[0], shaded.ys[-1]
    if top > ledger.ys[-1] or bottom < ledger.ys[0]:
        return False
    rows = [(one + other) / 2 for one, other in pairwise(ledger.ys[ledger.head_rows or 0 :])]
    return any(not top < row < bottom for row in rows)


def _is_scan(drawing: Drawing, view: View) -> bool:
    area = view.width * view.height
    return any((x1 - x0) * (y1 - y0) > _PICTURE_SHARE * area for x0, y0, x1, y1 in drawing.pictures)
