"""Headings and paragraphs as XML, each in the style of its kind."""

from __future__ import annotations

from math import ceil

from jixiao.write.docx.figures import Figures
from jixiao.write.docx.geometry import POINT, Page
from jixiao.write.docx.measure import lines, width
from jixiao.write.docx.styles import STYLES, Style
from jixiao.write.docx.text import bookmarked, paragraph, run
from jixiao.write.paper import Heading, Paragraph, ParagraphStyle

PARAGRAPHS: dict[ParagraphStyle, str] = {
    "body": "Body",
    "cover": "Cover",
    "title": "Title",
    "annex": "Annex",
    "plain": "Plain",
    "centered": "Centered",
    "note": "Note",
    "first": "First",
    "second": "Second",
    "third": "Third",
}
COVER_DROP = 3600  # twips from the top of the text to the title of a cover
_LOWEST = 4  # headings of Word that have a style here
_BALANCED = ("Title", "Cover")


def style_of(block: Heading | Paragraph) -> Style:
    """Give the style of a heading or a paragraph."""
    if isinstance(block, Heading):
        return STYLES[f"Heading{max(1, min(block.level, _LOWEST))}"]
    return STYLES[PARAGRAPHS[block.style]]


def heading(block: Heading, number: int, new_page: bool) -> str:
    """Give a heading, with its bookmark where it has a number."""
    content = run(block.text) if block.text else ""
    return paragraph(style_of(block).id, bookmarked(content, number) if number else content, new_page=new_page)


def plain_paragraph(block: Paragraph, figures: Figures, page: Page, new_page: bool, *, first: bool = False) -> str:
    """Give a paragraph; `first` is the first of a cover, which stands well below the top."""
    style = style_of(block)
    drop = f'<w:spacing w:before="{COVER_DROP}"/>' if first else ""
    side = balance(style, block.text, page)
    indent = f'<w:ind w:left="{side}" w:right="{side}"/>' if side else ""
    return paragraph(style.id, figures.runs(block.runs), new_page=new_page, more=drop + indent)


def line_count(block: Heading | Paragraph, page: Page) -> int:
    """Give how many lines a heading or a paragraph fills."""
    style = style_of(block)
    room = (page.text_width - 2 * balance(style, block.text, page)) / (style.size * 10 + style.squeeze)
    return lines(block.text, room, style.first)


def height_of(block: Heading | Paragraph, page: Page) -> int:
    """Give the height of a heading or a paragraph in twips, with the space around it."""
    style = style_of(block)
    return style.before + style.line * line_count(block, page) + style.after


def balance(style: Style, text: str, page: Page) -> int:
    """Give the indent in twips that makes the lines of a long title about equally long (梯形或菱形), else 0."""
    if style.id not in _BALANCED or "\n" in text:
        return 0
    character = style.size // 2 * POINT
    room = page.text_width // character
    count = ceil(width(text) / room)
    if count < 2:
        return 0
    return max(0, (page.text_width - (ceil(width(text) / count) + 1) * character) // 2)
