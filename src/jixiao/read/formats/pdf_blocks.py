"""The pages of a PDF become one row of blocks: each table where its first part is, each printed line a paragraph."""

from __future__ import annotations

from jixiao.read.formats.pdf_fold import fold
from jixiao.read.formats.pdf_foot import join_cut
from jixiao.read.formats.pdf_join import chains
from jixiao.read.formats.pdf_lines import Line
from jixiao.read.formats.pdf_page import PageContent
from jixiao.read.layout import Block, Grid, Paragraph


def blocks_of(pages: list[PageContent]) -> list[Block]:
    """Give tables and lines by page and height; tables and lines are numbered from 1."""
    join_cut(pages)
    tables = chains(pages)
    grids = {id(parts[0].table): fold(parts, number) for number, parts in enumerate(tables, 1)}
    repeated = {id(line) for parts in tables for part in parts for line in part.heading}
    blocks: list[Block] = []
    paragraphs = 0
    for page in pages:
        for item in _by_height(page, grids, repeated):
            if isinstance(item, Grid):
                blocks.append(item)
            else:
                paragraphs += 1
                blocks.append(Paragraph(item[4], paragraphs, page=page.number, box=page.view.on_display(item[:4])))
    return blocks


def _by_height(page: PageContent, grids: dict[int, Grid], repeated: set[int]) -> list[Line | Grid]:
    lines = [line for line in page.lines if id(line) not in repeated]
    tables = [table for table in page.tables if id(table) in grids]
    if not tables:
        return list(lines)
    items: list[tuple[float, Line | Grid]] = [(line[1], line) for line in lines]
    items += [(table.ys[0], grids[id(table)]) for table in tables]
    items.sort(key=lambda item: item[0])
    return [item for _, item in items]
