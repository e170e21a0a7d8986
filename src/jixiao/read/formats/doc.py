"""Binary Word documents (doc, wps): paragraphs and tables with merged cells, in the order of the document."""

from __future__ import annotations

from struct import error as StructError

from jixiao.read.formats.doc_file import DocFile, DocParagraph, NotReadable
from jixiao.read.formats.doc_sprms import DEPTH, IN_TABLE, INNER_CELL_END, INNER_ROW_END, ROW_END
from jixiao.read.formats.doc_table import RowCell, grid_cells, row_cells
from jixiao.read.layout import Block, Grid, Layout, Paragraph

_TRACKED = "文档有未接受的修订，按接受后的内容读取"
_CELL_END = "\x07"
_DEEPEST = 64


def doc_layout(data: bytes) -> tuple[Layout, bool]:
    """Give the layout of a binary Word document, tables in tables as grids of their own. Raises NotReadable.

    The flag is False where the end of a cell stands outside of any table: then a table was not recognised.
    """
    return layout_of(_open(data))


def layout_of(document: DocFile) -> tuple[Layout, bool]:
    """Give the same of a document whose streams are at hand. Raises NotReadable."""
    walk = _Walk()
    for paragraph in document.paragraphs():
        walk.take(paragraph)
    walk.close_to(0)
    if not walk.blocks:
        raise NotReadable
    return Layout(walk.numbered(), remarks=[_TRACKED] * document.tracked), not walk.stray_cells


def _open(data: bytes) -> DocFile:
    import io

    from xlrd.compdoc import CompDoc, CompDocError

    # beside its own error, what xlrd raises where it trusts the offsets and counts of a damaged file
    damages = (CompDocError, StructError, ArithmeticError, AssertionError, LookupError, TypeError, ValueError)
    try:
        streams = CompDoc(data, logfile=io.StringIO())
        tables = streams.get_named_stream("0Table") or b"", streams.get_named_stream("1Table") or b""
        return DocFile(streams.get_named_stream("WordDocument") or b"", tables, streams.get_named_stream("Data") or b"")
    except damages as error:
        raise NotReadable from error


class _Open:
    """An open table: its finished rows, the cells of its last row, the lines of its last cell."""

    __slots__ = ("cells", "lines", "place", "rows")

    def __init__(self, place: int) -> None:
        self.place = place  # of its grid among the blocks
        self.rows: list[list[RowCell]] = []
        self.cells: list[str] = []
        self.lines: list[str] = []


class _Walk:
    """Collects the blocks; tables are open as deep as the paragraph at hand stands in them."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._open: list[_Open] = []
        self._paragraphs = 0
        self.stray_cells = False

    def take(self, paragraph: DocParagraph) -> None:
        """Read on by one paragraph."""
        depth = _depth(paragraph)
        self.close_to(depth)
        while len(self._open) < depth:
            self.blocks.append(Grid([], 0))
            self._open.append(_Open(len(self.blocks) - 1))
        if not depth:
            self.stray_cells = self.stray_cells or paragraph.end == _CELL_END
            self._paragraph(paragraph.text)
        elif _flag(paragraph, ROW_END if depth == 1 else INNER_ROW_END):
            self._end_row(paragraph)
        else:
            self._line(paragraph, depth)

    def close_to(self, depth: int) -> None:
        """Close the tables that are deeper."""
        while len(self._open) > depth:
            table = self._open.pop()
            if table.cells:
                table.rows.append(row_cells(table.cells, {}))
            self.blocks[table.place] = Grid(grid_cells(table.rows), 0)

    def numbered(self) -> list[Block]:
        """Give the blocks, the tables with their numbers; those without any text are left out."""
        found = [b for b in self.blocks if isinstance(b, Paragraph) or any(cell.text.strip() for cell in b.cells)]
        for number, grid in enumerate((block for block in found if isinstance(block, Grid)), 1):
            grid.table = number
        return found

    def _paragraph(self, text: str) -> None:
        self._paragraphs += 1
        if text.strip():
            self.blocks.append(Paragraph(text, self._paragraphs))

    def _line(self, paragraph: DocParagraph, depth: int) -> None:
        table = self._open[-1]
        table.lines.append(paragraph.text)
        if paragraph.end == _CELL_END if depth == 1 else _flag(paragraph, INNER_CELL_END):
            table.cells.append("\n".join(table.lines))
            table.lines = []

    def _end_row(self, paragraph: DocParagraph) -> None:
        table = self._open[-1]
        table.rows.append(row_cells(table.cells, paragraph.properties))
        table.cells, table.lines = [], []


def _depth(paragraph: DocParagraph) -> int:
    depth = int.from_bytes(paragraph.properties.get(DEPTH, b""), "little")
    return min(depth, _DEEPEST) or int(_flag(paragraph, IN_TABLE))


def _flag(paragraph: DocParagraph, code: int) -> bool:
    return paragraph.properties.get(code, b"\0")[:1] == b"\1"
