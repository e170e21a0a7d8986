"""Excel workbooks (xlsx): the XML of the visible sheets, each cell as its number format shows the stored value."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from jixiao.read.archive import archive_of
from jixiao.read.formats.numfmt import Format
from jixiao.read.formats.numfmt_digits import exact
from jixiao.read.formats.sheet_grid import Sheet, address
from jixiao.read.formats.xlsx_blanks import blank_cells, bordered_styles
from jixiao.read.formats.xlsx_book import Book, SheetPart
from jixiao.read.formats.xlsx_sheet import SheetXml, Stored, read_sheet
from jixiao.read.layout import Layout, Paragraph
from jixiao.read.source import Source

if TYPE_CHECKING:
    from jixiao.read.formats.xlsx_formulas import Results

_MOST_NAMED = 10  # cells that a remark names
_DAY_NOUGHT = datetime(1899, 12, 30)
_TEXT_KINDS = ("s", "str", "inlineStr")
_TRUTH = {"1": "TRUE", "0": "FALSE"}


def read_blank_layout(source: Source) -> Layout:
    """Give the layout as `read_layout` does, with the blank cells too: where a form is to be filled in."""
    return _layout(_Reading(Book(archive_of(source)), blanks=True))


def read_layout(source: Source) -> Layout:
    """Give a grid for each visible sheet that has text, its text boxes as paragraphs behind it.

    Cells with text and merged cells are given; a cell shows the stored value in its number format (0.8636 in 0.00% is
    86.36%). Hidden rows and columns drop out, formulas stored without a result are calculated where they are simple;
    what was left out is said in the remarks. Raises `Unreadable`.
    """
    return _layout(_Reading(Book(archive_of(source))))


def _layout(reading: _Reading) -> Layout:
    for part in reading.book.sheets:
        reading.sheet(part)
    reading.layout.remarks += reading.book.archive.remarks()
    return reading.layout


class _Reading:
    """One reading of a workbook: the layout as far as it has come."""

    def __init__(self, book: Book, *, blanks: bool = False) -> None:
        self.book = book
        self._bordered = bordered_styles(book) if blanks else None
        self.layout = Layout([])
        self._shown = _Shown(book)
        self._tables = 0
        self._paragraphs = 0
        self._results: Results | None = None

    def sheet(self, part: SheetPart) -> None:
        """Add a sheet to the layout."""
        if part.hidden:
            self.layout.remarks.append(f"隐藏的工作表“{part.name}”未读取")
            return
        archive = self.book.archive
        stored = read_sheet(archive.name, part.member, archive.read_xml(part.member))
        self._grid(part, stored)
        if stored.drawing:
            self._shapes(part, stored.drawing)

    def _grid(self, part: SheetPart, stored: SheetXml) -> None:
        sheet = Sheet(part.name)
        cells = self._calculated(part, stored) if stored.formulas else stored.cells
        if not stored.shows_zeros:
            cells = [cell for cell in cells if not _is_nought(cell)]
        sheet.texts = self._shown.texts(cells)
        sheet.merged, sheet.hidden_rows, sheet.hidden_columns = stored.merged, stored.hidden_rows, stored.hidden_columns
        if self._bordered is not None:
            sheet.texts |= blank_cells(sheet, self.book.archive.read_xml(part.member), self._bordered)
        grid, remarks = sheet.grid(self._tables + 1)
        self.layout.remarks += remarks
        if any(cell.text for cell in grid.cells):
            self._tables += 1
            self.layout.blocks.append(grid)

    def _calculated(self, part: SheetPart, stored: SheetXml) -> list[Stored]:
        """Give the cells with results for the formulas that were stored without one; name those without any."""
        from jixiao.read.formats.xlsx_formulas import Results

        self._results = self._results or Results(self.book)
        cells, unknown = self._results.of_sheet(part, stored)
        if unknown:
            named = "、".join(map(address, unknown[:_MOST_NAMED])) + "等" * (len(unknown) > _MOST_NAMED)
            self.layout.remarks.append(f"工作表“{part.name}”的 {named} 单元格是公式，没有保存计算结果，未能计算")
        return cells

    def _shapes(self, part: SheetPart, drawing: str) -> None:
        from jixiao.read.formats.xlsx_shapes import shape_texts

        for text in shape_texts(self.book.archive, part.member, drawing):
            self._paragraphs += 1
            self.layout.blocks.append(Paragraph(text, self._paragraphs, sheet=part.name))


class _Numbers(dict[str, str]):
    """What the cells of one style show, by the number that they store: forms repeat theirs (0, 10, 100%)."""

    def __init__(self, shown: Format, from_1904: bool) -> None:
        super().__init__({"": ""})
        self._format = shown
        self._from_1904 = from_1904

    def __missing__(self, stored: str) -> str:
        self[stored] = text = self._format.number(stored, from_1904=self._from_1904)
        return text


class _Shown:
    """Turns stored values into what their cells show."""

    __slots__ = ("_book", "_numbers", "_wordy")

    def __init__(self, book: Book) -> None:
        self._book = book
        self._numbers = [_Numbers(shown, book.from_1904) for shown in book.formats]
        # Styles whose format adds words to texts (@"元") or hides them (;;;): most workbooks have none.
        self._wordy = {style for style, shown in enumerate(book.formats) if not shown.shows_text_as_is}

    def texts(self, cells: list[Stored]) -> dict[int, str]:
        """Give what each cell shows by its key, cells left out that show nothing."""
        texts = {}
        numbers = self._numbers
        strings = self._book.strings
        for place, style, kind, value in cells:
            if kind == "n":
                text = numbers[style if style < len(numbers) else 0][value]
            elif kind == "s":
                text = strings.get(value, "")
            else:
                text = self._other(style, kind, value)
            if style in self._wordy and kind in _TEXT_KINDS:
                text = self._book.formats[style].text(text)
            if text and not text.isspace():
                texts[place] = text
        return texts

    def _other(self, style: int, kind: str, value: str) -> str:
        if kind == "b":
            return _TRUTH.get(value, value)
        if kind != "d" or not value:
            return value
        formats = self._book.formats
        return (formats[style] if style < len(formats) else formats[0]).number(_serial(value))


def _is_nought(cell: Stored) -> bool:
    return cell[2] == "n" and exact(cell[3]) == 0


def _serial(moment: str) -> str:
    """Give a moment in ISO 8601, as strict workbooks store it, as the number of days that others store."""
    try:
        days = (datetime.fromisoformat(moment).replace(tzinfo=None) - _DAY_NOUGHT) / timedelta(days=1)
    except ValueError:
        return moment
    return repr(days)
