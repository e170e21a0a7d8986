"""A Paper as a reader of a format would see it: paragraphs and grids, without the format between."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.check.golden import as_read
from jixiao.model.result import ReadResult
from jixiao.read.layout import Block, Cell, Grid, Layout, Paragraph
from jixiao.read.recognise.accounts import recognise_accounts
from jixiao.read.recognise.forms import recognise_forms
from jixiao.write import paper as written


def layout_of(paper: written.Paper) -> Layout:
    """Give the blocks of a paper as a format's reader does; contents and charts are no text."""
    blocks: list[Block] = []
    tables = 0
    for block in paper.blocks:
        if isinstance(block, written.Table):
            tables += 1
            blocks += [Paragraph(line, len(blocks) + 1) for line in _above(block)]
            blocks.append(Grid(list(_cells(block)), tables))
            blocks += [Paragraph(note, len(blocks) + 1) for note in block.notes]
        elif isinstance(block, written.Heading | written.Paragraph):
            blocks.append(Paragraph(block.text, len(blocks) + 1))
        elif isinstance(block, written.Chart):
            blocks.append(Paragraph(block.caption, len(blocks) + 1))
    return Layout(blocks)


def _above(table: written.Table) -> list[str]:
    return [line for line in (*table.heading, table.title, f"{table.left_line} {table.unit_line}".strip()) if line]


def _cells(table: written.Table) -> Iterator[Cell]:
    for row, cells in enumerate(table.cells):
        for column, cell in cells:
            yield Cell(cell.text, row, column, cell.rows, cell.columns)


def read_back(paper: written.Paper) -> ReadResult:
    """Give what jixiao reads from the paper."""
    layout = layout_of(paper)
    forms = recognise_forms(layout)
    read = as_read(recognise_accounts(layout, forms.taken))
    read.documents.extend(forms.forms)
    read.layout = layout
    return read
