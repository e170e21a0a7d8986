"""Plain text: what was copied or extracted from Word, Excel and PDF, in whatever encoding.

Tables survive in two shapes, told apart by where the tabs stand: rows with tabs between the cells (text_rows) and cells
on lines of their own behind a tab (text_cells). All other lines are paragraphs, one a line; a form among them that has
lost its table altogether is for the recogniser.
"""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.read.encoding import decode
from jixiao.read.formats.text_cells import is_cell, tab_cells
from jixiao.read.formats.text_rows import tab_rows
from jixiao.read.layout import Block, Cell, Grid, Layout, Paragraph
from jixiao.read.source import Source


def read_layout(source: Source) -> Layout:
    """Give the grids and paragraphs of a text, each cell and paragraph with its line (from 1)."""
    text = decode(source.data).replace("\r\n", "\n").replace("\r", "\n")
    return Layout(list(_blocks([line.lstrip("\f") for line in text.split("\n")])))


def _blocks(lines: list[str]) -> Iterator[Block]:
    tables = paragraphs = at = 0
    while at < len(lines):
        cells, following = _table(lines, at)
        if cells:
            tables += 1
            yield Grid(cells, tables)
        for number in range(at, at if cells else following):
            if text := lines[number].strip():
                paragraphs += 1
                yield Paragraph(text, paragraphs, line=number + 1)
        at = following


def _table(lines: list[str], at: int) -> tuple[list[Cell], int]:
    """Give the cells of the table that begins at a line, none where these lines are no table, and the line after."""
    if "\t" not in lines[at] and not lines[at].startswith('"'):
        return [], at + 1
    return tab_cells(lines, at) if is_cell(lines[at]) else tab_rows(lines, at)
