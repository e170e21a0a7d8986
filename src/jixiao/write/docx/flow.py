"""What stands where: the blocks of a paper in sections of upright and lying pages, and those that begin a page.

A page break is a property of what comes after it, so that no empty paragraph stands in the paper. Headings that stand
right in front of a lying table lie with it, and no page is begun for a table where its headings have just begun one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from jixiao.write.docx.geometry import page_of
from jixiao.write.lying import is_leading, lying
from jixiao.write.paper import Block, Chart, Contents, Heading, PageBreak, Paper, Paragraph, Table
from jixiao.write.wide import Piece, pieces

TABLE_LEVEL = 2  # of a table's title in the contents: tables stand below a part (第五部分 附表)
_MILLIMETRES = 25.4 / 1440  # of a twip

Content = Heading | Paragraph | Piece | Chart | Contents


class Placed(NamedTuple):
    """A block, whether it begins a page, and the number of its bookmark where the contents lead to it (else 0).

    `drop` marks the first line of a cover, which stands well below the top of the page.
    """

    content: Content
    new_page: bool = False
    number: int = 0
    drop: bool = False

    @property
    def entry(self) -> tuple[int, str]:
        """The level and the text of a numbered block in the contents."""
        if isinstance(self.content, Heading):
            return max(1, self.content.level), self.content.text
        return TABLE_LEVEL, self.content.table.title if isinstance(self.content, Piece) else ""


@dataclass(slots=True)
class Section:
    """Pages of one orientation."""

    landscape: bool
    placed: list[Placed] = field(default_factory=list)


def flow(paper: Paper) -> list[Section]:
    """Give the sections of a paper; an empty paper has one of no content."""
    flowing = _Flow(any(isinstance(block, Contents) for block in paper.blocks))
    for block, landscape in zip(paper.blocks, lying(paper.blocks), strict=True):
        flowing.add(block, landscape)
    return flowing.sections or [Section(False)]


class _Flow:
    """Places one block after the other. `fresh` tells that nothing but headings stands on the page begun last."""

    def __init__(self, numbered: bool) -> None:
        self.sections: list[Section] = []
        self._numbered = numbered
        self._numbers = 0
        self._breaks = False
        self._fresh = True
        self._begun = False

    def add(self, block: Block, landscape: bool) -> None:
        if isinstance(block, PageBreak):
            self._breaks = True
            return
        if not self.sections or self.sections[-1].landscape != landscape:
            self.sections.append(Section(landscape))
            self._breaks, self._fresh = False, True
        if isinstance(block, Table):
            room = page_of(landscape).text_width * _MILLIMETRES
            for piece in pieces(block, room):
                self._place(piece, piece.table.new_page, piece.table.outline)
        else:
            wanted = isinstance(block, Contents) or (isinstance(block, Heading) and block.new_page)
            self._place(block, wanted, isinstance(block, Heading))

    def _place(self, content: Content, new_page: bool, listed: bool) -> None:
        begins = self._breaks or (new_page and not self._fresh)
        numbered = listed and self._numbered
        self._numbers += numbered
        # The first block of a section is on a new page as it is.
        number = self._numbers if numbered else 0
        drop = not self._begun and isinstance(content, Paragraph) and content.style == "cover"
        self.sections[-1].placed.append(Placed(content, begins and bool(self.sections[-1].placed), number, drop))
        self._begun = True
        self._fresh = (self._fresh or begins) and is_leading(content)
        self._breaks = False
