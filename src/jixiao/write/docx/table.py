"""Tables as XML: fixed widths, merged cells, header rows that are repeated, rows that are not cut by a page's end."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from jixiao.write.docx.figures import Figures
from jixiao.write.docx.flow import TABLE_LEVEL, Placed
from jixiao.write.docx.geometry import CELL_SIDE, CELL_TOP, PORTRAIT, Page, twips
from jixiao.write.docx.grid import Slot, slots
from jixiao.write.docx.paragraphs import height_of
from jixiao.write.docx.row_heights import least_height, row_heights
from jixiao.write.docx.styles import STYLES, TABLE_SIZES, table_style
from jixiao.write.docx.text import bookmarked, paragraph, run, spacer
from jixiao.write.paper import Align, Cell, Figure, Paragraph, Table, stands_right
from jixiao.write.wide import Piece

_TALL = 0.3  # of a page: a row that is higher may be cut by the page's end
_STEPS = 2  # sizes of type by which a table may be set smaller to make it fit a page
_TOO_LONG = 1.6  # pages: a table that is longer is none that almost fits
_SPARE = 160
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MARGINS = "".join(
    f'<w:{side} w:w="{width}" w:type="dxa"/>'
    for side, width in (("top", CELL_TOP), ("left", CELL_SIDE), ("bottom", CELL_TOP), ("right", CELL_SIDE))
)
_BOLD = "<w:b/><w:bCs/>"


class Sized:
    """A table in the measures of Word: its slots, the widths of its columns, the heights of its rows, in twips.

    A table that begins a page and is a little too long for it is set smaller, so that it does not run over the page.
    `taken` is what headings take of the page above it; None where the table does not begin a page.
    """

    def __init__(self, piece: Piece, page: Page, taken: int | None = 0) -> None:
        self.table = piece.table
        self.widths = [twips(width) for width in piece.widths]
        self.rows = slots(piece.table)
        self.tall = page.text_height * _TALL
        self._measure(round(piece.size * 2))
        if taken is not None:
            room = page.text_height - _SPARE - taken - self._lines_around(page)
            if room < sum(self.heights) < room * _TOO_LONG:
                self._shrink(room)

    def _measure(self, size: int) -> None:
        self.size = size
        self.least = least_height(size, self.table.min_height)
        self.heights = row_heights(self.rows, self.widths, size, self.least)

    def _shrink(self, room: int) -> None:
        """Take the largest size of type that fits; none of them does: stay as it was."""
        first = self.size
        for size in [size for size in TABLE_SIZES if size < first][:_STEPS]:
            self._measure(size)
            if sum(self.heights) <= room:
                return
        self._measure(first)

    def _lines_around(self, page: Page) -> int:
        styles = [STYLES[style] for style, _, _ in above(self.table)]
        notes = sum(height_of(Paragraph([note], "note"), page) for note in self.table.notes)
        return sum(style.before + style.line + style.after for style in styles) + notes


def table_parts(placed: Placed, sized: Sized, page: Page, figures: Figures) -> list[str]:
    """Give a table with the lines above it and the notes below it."""
    table = sized.table
    lines = list(above(table, placed.number, page))
    if not lines and placed.new_page:
        lines = [("Spacer", "", "")]
    parts = [
        paragraph(style, content, new_page=placed.new_page and not number, more=more)
        for number, (style, content, more) in enumerate(lines)
    ]
    body = [_table(sized, figures)] if sized.rows and sized.widths else []  # Word takes a table of no rows for damage
    return [*parts, *body, *(paragraph("Note", run(note)) for note in table.notes)]


def above(table: Table, number: int = 0, page: Page = PORTRAIT) -> Iterator[tuple[str, str, str]]:
    """Give the style, the content and further properties of each line above a table; `number` is its bookmark's."""
    for line in table.heading:
        yield "TableNumber", run(line), "" if stands_right(line) else '<w:jc w:val="left"/>'
    if table.title:
        outline = f'<w:outlineLvl w:val="{TABLE_LEVEL - 1}"/>' if table.outline else ""
        title = run(table.title)
        yield "TableTitle", bookmarked(title, number) if number else title, outline
    if table.left_line:
        tab = f'<w:tabs><w:tab w:val="right" w:pos="{page.text_width}"/></w:tabs>'
        unit = f"\t{table.unit_line}" if table.unit_line else ""
        yield "TableUnit", run(table.left_line + unit), tab if unit else ""
    elif table.unit_line:
        yield "TableUnit", run(table.unit_line), '<w:jc w:val="right"/>'


def _table(sized: Sized, figures: Figures) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in sized.widths)
    rows = "".join(_row(number, sized, figures) for number in range(len(sized.rows)))
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="{sum(sized.widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{_MARGINS}</w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(number: int, sized: Sized, figures: Figures) -> str:
    whole = "<w:cantSplit/>" if sized.heights[number] <= sized.tall else ""
    header = "<w:tblHeader/>" if number < sized.table.header_rows else ""
    cells = "".join(_cell(slot, sized, figures) for slot in sized.rows[number])
    return f'<w:tr><w:trPr>{whole}<w:trHeight w:val="{sized.least}"/>{header}</w:trPr>{cells}</w:tr>'


def _cell(slot: Slot, sized: Sized, figures: Figures) -> str:
    cell = slot.cell
    width = sum(sized.widths[slot.column : slot.column + slot.columns])
    merge = 0 if cell.rows == 1 else 1 if slot.first else 2
    content = _content(cell, figures) if slot.first and cell.text else ""
    return f"{_start(width, slot.columns, merge, sized.size, cell.align)}{content}</w:p></w:tc>"


def _content(cell: Cell, figures: Figures) -> str:
    bold = _BOLD if cell.bold else ""
    return figures.control(Figure(cell.text, cell.tag), bold) if cell.tag else run(cell.text, bold)


@lru_cache(maxsize=4096)
def _start(width: int, columns: int, merge: int, size: int, align: Align) -> str:
    """A cell up to its text; the same ones recur all over a paper."""
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    merged = ("", '<w:vMerge w:val="restart"/>', "<w:vMerge/>")[merge]
    side = "" if align == "center" else f'<w:jc w:val="{align}"/>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merged}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{table_style(size)}"/>{side}</w:pPr>'
    )


def between_tables(parts: list[str]) -> list[str]:
    """Put a paragraph of no height between tables that follow one another: Word would make one table of them."""
    apart: list[str] = []
    for part in parts:
        if apart and part.startswith("<w:tbl>") and apart[-1].startswith("<w:tbl>"):
            apart.append(spacer())
        apart.append(part)
    return apart
