"""Layout: one neutral picture of a file, whatever its format — paragraphs and grids in reading order.

Every format module turns bytes into a `Layout`; everything after (recognising forms, filling them in) sees only this.
The classes are plain and slotted because a form has hundreds of cells and reading one must take about a millisecond.
"""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.model.accounts import Written
from jixiao.model.place import Box, Place


class Cell:
    """One cell of a grid, merged cells being one: rows and columns count from 0, spans are at least 1.

    `text` is what the cell shows, lines separated by a line feed; white space is left as it is in the source.
    """

    __slots__ = ("address", "box", "column", "columns", "line", "page", "paragraph", "row", "rows", "text")

    def __init__(
        self,
        text: str,
        row: int,
        column: int,
        rows: int = 1,
        columns: int = 1,
        *,
        page: int | None = None,
        box: Box | None = None,
        line: int | None = None,
        address: str | None = None,
        paragraph: int | None = None,
    ) -> None:
        self.text = text
        self.row = row
        self.column = column
        self.rows = rows
        self.columns = columns
        self.page = page
        self.box = box
        self.line = line  # line of a text file, from 1
        self.address = address  # cell of a worksheet, such as B7
        self.paragraph = paragraph  # number of the paragraph, where the grid was made out of paragraphs

    def __repr__(self) -> str:
        return f"Cell({self.text!r}, {self.row}, {self.column}, {self.rows}, {self.columns})"


class Grid:
    """A table: its cells in reading order (by row, then column), each span covered once, no two cells overlapping.

    `breaks` are the rows (from 0) that are the first after a page break, where the format has pages: a row may be cut
    there, half of each cell on either page.
    """

    __slots__ = ("breaks", "cells", "sheet", "table")

    def __init__(
        self, cells: list[Cell], table: int, *, sheet: str | None = None, breaks: tuple[int, ...] = ()
    ) -> None:
        self.cells = cells
        self.table = table  # number of the table in the file, from 1
        self.sheet = sheet
        self.breaks = breaks

    def rows(self) -> list[list[Cell]]:
        """Give the cells that begin in each row, left to right; rows without a beginning cell are empty lists."""
        count = max((cell.row + cell.rows for cell in self.cells), default=0)
        rows: list[list[Cell]] = [[] for _ in range(count)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        return rows

    def place(self, cell: Cell) -> Place:
        """Give the place of a cell for provenance."""
        return Place(
            page=cell.page,
            sheet=self.sheet,
            cell=cell.address,
            table=self.table,
            row=cell.row + 1,
            column=cell.column + 1,
            paragraph=cell.paragraph,
            line=cell.line,
            bbox=cell.box,
        )


class Paragraph:
    """A run of text outside of tables; `number` counts the paragraphs of the file from 1."""

    __slots__ = ("box", "line", "number", "page", "sheet", "text")

    def __init__(
        self,
        text: str,
        number: int,
        *,
        page: int | None = None,
        box: Box | None = None,
        line: int | None = None,
        sheet: str | None = None,
    ) -> None:
        self.text = text
        self.number = number
        self.page = page
        self.box = box
        self.line = line
        self.sheet = sheet

    def __repr__(self) -> str:
        return f"Paragraph({self.text!r}, {self.number})"

    def place(self) -> Place:
        """Give the place of the paragraph for provenance."""
        return Place(page=self.page, sheet=self.sheet, paragraph=self.number or None, line=self.line, bbox=self.box)


Block = Grid | Paragraph


class Layout:
    """A whole file: its blocks in reading order, its page count where it has pages, and remarks for the reader.

    `remarks` are Chinese sentences on what was seen and set aside: hidden sheets, tracked changes, macros, links.
    `written` are the figures that jixiao itself wrote into the file and can tell from what was typed since.
    """

    __slots__ = ("blocks", "pages", "remarks", "written")

    def __init__(
        self,
        blocks: list[Block],
        *,
        pages: int | None = None,
        remarks: list[str] | None = None,
        written: list[Written] | None = None,
    ) -> None:
        self.blocks = blocks
        self.pages = pages
        self.remarks = remarks or []
        self.written = written or []

    def grids(self) -> Iterator[Grid]:
        """Give the tables in reading order."""
        return (block for block in self.blocks if isinstance(block, Grid))

    def paragraphs(self) -> Iterator[Paragraph]:
        """Give the paragraphs in reading order."""
        return (block for block in self.blocks if isinstance(block, Paragraph))
