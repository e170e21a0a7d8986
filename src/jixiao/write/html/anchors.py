"""What the contents lead to: headings and titles of tables, each with its level and its anchor."""

from __future__ import annotations

from typing import NamedTuple

from jixiao.write.html.words import attribute
from jixiao.write.paper import Block, Heading, Table

TABLE_LEVEL = 2  # tables stand below a part (第五部分 附表)


class Entry(NamedTuple):
    """A line of the contents."""

    anchor: str
    level: int
    text: str


def entries(blocks: list[Block]) -> list[Entry]:
    """Give the entries in their order; a block's anchor is its number in the paper."""
    return [
        Entry(anchor(number), block.level, block.text)
        if isinstance(block, Heading)
        else Entry(anchor(number), TABLE_LEVEL, block.title)
        for number, block in enumerate(blocks)
        if isinstance(block, Heading) or (isinstance(block, Table) and block.outline)
    ]


def anchor(number: int) -> str:
    """Give the anchor of a block by its number."""
    return f"b{number}"


def contents(found: list[Entry], levels: int) -> str:
    """Give entries down to a level as lists in lists."""
    shown = [entry for entry in found if entry.level <= levels]
    html, depth = [], 0
    for entry in shown:
        step = min(entry.level, depth + 1)  # no list without an entry above it
        html.append("<ul>" if step > depth else "</li>" + "</ul></li>" * (depth - step))
        html.append(f'<li><a href="#{entry.anchor}">{attribute(" ".join(entry.text.split()))}</a>')
        depth = step
    return "".join(html) + "</li></ul>" * depth
