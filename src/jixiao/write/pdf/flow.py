"""What stands on which kind of page: blocks in runs of upright and lying pages, and which of them begin a page.

No page is begun for a table whose headings have just begun one. The contents have pages of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from jixiao.write.lying import is_leading, lying
from jixiao.write.paper import Block, Chart, Contents, Heading, PageBreak, Paragraph, Table

Content = Heading | Paragraph | Table | Chart | Contents


class Placed(NamedTuple):
    """A block, whether it begins a page (the first of a run always does), and the headings above it on that page."""

    block: Content
    new_page: bool
    above: int


class Run(NamedTuple):
    """Blocks on pages of one kind."""

    lying: bool
    placed: list[Placed]


def runs(blocks: list[Block]) -> Iterator[Run]:
    """Give the blocks in runs of upright and lying pages."""
    pairs = zip(blocks, lying(blocks), strict=True)
    for kind, found in groupby(pairs, key=lambda pair: pair[1]):
        placed = list(_placed([block for block, _ in found]))
        if placed:
            yield Run(kind, placed)


def _placed(blocks: list[Block]) -> Iterator[Placed]:
    wanted, begun = False, False
    headings: int | None = 0  # on the page, as long as nothing else stands there
    for block in blocks:
        if isinstance(block, PageBreak):
            wanted = begun
            continue
        begins = wanted or (_wants_page(block) and headings is None)
        above = 0 if begins else headings or 0
        yield Placed(block, begins, above)
        alone = begins or headings is not None
        headings = above + 1 if alone and is_leading(block) else None
        wanted, begun = isinstance(block, Contents), True


def _wants_page(block: Block) -> bool:
    return isinstance(block, Contents) or (isinstance(block, Heading | Table) and block.new_page)
