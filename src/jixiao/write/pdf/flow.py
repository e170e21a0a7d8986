"""What stands on which kind of page: blocks in runs of upright and lying pages, and which of them begin a page.

Headings right in front of a lying table lie with it, notes behind it too. No page is begun for a table whose headings
have just begun one. The contents have pages of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from jixiao.write.paper import Block, Chart, Contents, Heading, PageBreak, Paragraph, Table

_LEADING = ("title", "annex", "first", "second", "third")
_TRAILING = ("note", "plain", "centered")

Content = Heading | Paragraph | Table | Chart | Contents


class Placed(NamedTuple):
    """A block and whether it begins a page; the first of a run always does."""

    block: Content
    new_page: bool


class Run(NamedTuple):
    """Blocks on pages of one kind."""

    lying: bool
    placed: list[Placed]


def runs(blocks: list[Block]) -> Iterator[Run]:
    """Give the blocks in runs of upright and lying pages."""
    lying = _orientations(blocks)
    for kind, found in groupby(zip(blocks, lying, strict=True), key=lambda pair: pair[1]):
        placed = list(_placed([block for block, _ in found]))
        if placed:
            yield Run(kind, placed)


def _placed(blocks: list[Block]) -> Iterator[Placed]:
    wanted, begun = False, False
    fresh = True  # nothing but headings stands on the page
    for block in blocks:
        if isinstance(block, PageBreak):
            wanted = begun
            continue
        begins = wanted or (_wants_page(block) and not fresh)
        yield Placed(block, begins)
        fresh = (fresh or begins) and _is_leading(block)
        wanted, begun = isinstance(block, Contents), True


def _wants_page(block: Block) -> bool:
    return isinstance(block, Contents) or (isinstance(block, Heading | Table) and block.new_page)


def _orientations(blocks: list[Block]) -> list[bool]:
    lying = [isinstance(block, Table) and block.landscape for block in blocks]
    for at in reversed(range(len(blocks) - 1)):
        if _is_leading(blocks[at]) or isinstance(blocks[at], PageBreak):
            lying[at] = lying[at + 1]
    for at, block in enumerate(blocks[1:], 1):
        lying[at] |= lying[at - 1] and isinstance(block, Paragraph) and block.style in _TRAILING
    return lying


def _is_leading(block: Block) -> bool:
    return isinstance(block, Heading) or (isinstance(block, Paragraph) and block.style in _LEADING)
