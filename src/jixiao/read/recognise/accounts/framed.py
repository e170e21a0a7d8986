"""Text in frames: a table of one column is a frame around paragraphs, as offices and web pages set their text."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.model.place import Place
from jixiao.read.layout import Block, Cell, Grid, Paragraph


class Framed(Paragraph):
    """The text of a cell that frames it; its place is the cell."""

    __slots__ = ("cell", "grid")

    def __init__(self, grid: Grid, cell: Cell) -> None:
        super().__init__(cell.text, 0, page=cell.page, line=cell.line, sheet=grid.sheet)
        self.grid = grid
        self.cell = cell

    def place(self) -> Place:
        """Give the place of the cell."""
        return self.grid.place(self.cell)


def text_of(block: Block) -> Iterator[Paragraph]:
    """Give the paragraphs that a block is or frames; a table of several columns frames none."""
    if isinstance(block, Paragraph):
        yield block
    elif all(cell.column == 0 for cell in block.cells):
        yield from (Framed(block, cell) for cell in block.cells)
