"""Invented sound disclosures (部门决算) of many wordings and layouts: a narrative and nine tables that agree."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from disclosure_book import Book
from disclosure_tables import make_style, tables
from disclosure_text import TEXTS, Narrative
from jixiao.read.layout import Block, Grid, Layout, Paragraph
from layouts import Sheet


@dataclass
class Disclosure:
    """The lines of the narrative and the tables after it."""

    wording: str
    lines: list[str]
    sheets: list[Sheet] = field(default_factory=list)

    def layout(self) -> Layout:
        """What a reader of a format would give."""
        blocks: list[Block] = [Paragraph(line, number) for number, line in enumerate(self.lines, 1)]
        for number, sheet in enumerate(self.sheets, 1):
            place = 1000 + 10 * number
            blocks += [Paragraph(line, place + i) for i, line in enumerate(sheet.before)]
            blocks.append(Grid(sheet.cells(), number))
            blocks += [Paragraph(line, place + 8 + i) for i, line in enumerate(sheet.after)]
        return Layout(blocks)

    def written(self) -> list[Sheet]:
        """The sheets with the narrative before the first of them, for the writers of formats."""
        first, *others = self.sheets
        return [Sheet(first.width, first.rows, [*self.lines, *first.before], first.after), *others]


def disclosure(seed: int) -> Disclosure:
    """Give a sound disclosure."""
    return disclosed(Book(seed), seed)


def disclosed(book: Book, seed: int) -> Disclosure:
    """Give the disclosure of a book, its wording and layouts drawn by the seed."""
    text = TEXTS[seed % len(TEXTS)]
    dice = Random(seed + 7)
    narrative = Narrative(book, text.read_text(encoding="utf-8"), bare=dice.random() < 0.3)
    return Disclosure(text.stem, narrative.lines(), tables(book, make_style(dice)))
