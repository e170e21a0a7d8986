"""Which blocks of a paper stand on pages that lie on their side: wide tables, and what belongs to them.

Headings right in front of a lying table lie with it, and so do the notes behind it.
"""

from __future__ import annotations

from jixiao.write.paper import Block, Heading, PageBreak, Paragraph, Table

_LEADING = ("title", "annex", "first", "second", "third")
_TRAILING = ("note", "plain", "centered")


def lying(blocks: list[Block]) -> list[bool]:
    """Give for each block whether it lies."""
    found = [isinstance(block, Table) and block.landscape for block in blocks]
    for at in reversed(range(len(blocks) - 1)):
        if is_leading(blocks[at]) or isinstance(blocks[at], PageBreak):
            found[at] = found[at + 1]
    for at, block in enumerate(blocks[1:], 1):
        found[at] |= found[at - 1] and isinstance(block, Paragraph) and block.style in _TRAILING
    return found


def is_leading(block: object) -> bool:
    """Whether a block heads what comes after it."""
    return isinstance(block, Heading) or (isinstance(block, Paragraph) and block.style in _LEADING)
