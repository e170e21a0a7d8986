"""The text that typst sets: a call of a function of the look for each block of the paper."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from jixiao.write.charts import chart_svg, described
from jixiao.write.paper import Block, Chart, Contents, Heading, Paper, Paragraph, Table
from jixiao.write.pdf.flow import Placed, Run, runs
from jixiao.write.pdf.literal import array, literal, truth
from jixiao.write.pdf.sizes import LYING, UPRIGHT, Page, sized
from jixiao.write.pdf.table import table_source

_TOGETHER = 0.25  # of a page: rows beside a merged cell up to that height stay together


def source(paper: Paper) -> str:
    """Give the calls that set a paper, to stand behind the definitions of the look."""
    cover = _cover_of(paper)
    body = [_cover(cover)] if cover else []
    body += [_run(run) for run in runs(paper.blocks[len(cover) :])]
    return (
        f"\n#show: paper.with(title: {literal(paper.title)}, author: {literal(paper.author)}, "
        f"numbered: {truth(paper.page_numbers)})\n#{{\n" + "\n".join(body) + "\n}\n"
    )


def _cover_of(paper: Paper) -> list[Paragraph]:
    """The paragraphs that a paper with a cover begins with, up to whatever comes then."""
    first = list(takewhile(_on_cover, paper.blocks))
    found = [block for block in first if isinstance(block, Paragraph)]
    return found if any(block.style == "cover" for block in found[:1]) else []


def _on_cover(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.style in ("cover", "centered", "plain")


def _cover(cover: list[Paragraph]) -> str:
    titles = array(literal(each.text) for each in cover if each.style == "cover")
    lines = array(literal(each.text) for each in cover if each.style != "cover")
    return f"cover({titles}, {lines})"


def _run(run: Run) -> str:
    page = LYING if run.lying else UPRIGHT
    body = "\n".join(_placed(placed, page) for placed in run.placed)
    return f"page(..{'lying' if run.lying else 'upright'}, {{\n{body}\n}})"


def _placed(placed: Placed, page: Page) -> str:
    return ("pagebreak(weak: true)\n" if placed.new_page else "") + _content(placed, page)


def _content(placed: Placed, page: Page) -> str:
    block = placed.block
    match block:
        case Heading():
            return f"part({block.level}, {literal(block.text)})"
        case Paragraph():
            return f"{block.style if block.style != 'cover' else 'title'}({literal(block.text)})"
        case Table():
            return _table(block, page, placed.above)
        case Chart():
            return f"picture({literal(chart_svg(block))}, {literal(described(block))}, {literal(block.caption)})"
        case Contents():
            return f"contents({literal(block.title)}, {block.levels})"


def _table(table: Table, page: Page, headings: int) -> str:
    """A table, on several pages where it is too wide for one; its notes stand below."""
    limit = _TOGETHER * page.height
    found = [table_source(piece, limit) for piece in sized(table, page, headings)]
    return "\npagebreak(weak: true)\n".join([*found[:-1], found[-1] + _notes(table.notes)])


def _notes(notes: Iterable[str]) -> str:
    return "".join(f"\nnote({literal(note)})" for note in notes)
