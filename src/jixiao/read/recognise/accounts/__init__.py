"""Final accounts (部门决算) of a layout: narrative and tables."""

from __future__ import annotations

from collections.abc import Collection

from jixiao.model.accounts import FinalAccounts, Section
from jixiao.read.layout import Block, Layout, Paragraph
from jixiao.read.recognise.accounts.cover import read_cover
from jixiao.read.recognise.accounts.lines import Passage, passages
from jixiao.read.recognise.accounts.outline import outline
from jixiao.read.recognise.accounts.sentences import Reader


def recognise_accounts(layout: Layout, taken: Collection[Block] | None = None) -> list[FinalAccounts]:
    """Give the final accounts of a layout and the reports annexed to them; `taken` are blocks that forms have used."""
    used = {id(block) for block in taken or ()}
    lines = [block for block in layout.blocks if isinstance(block, Paragraph) and id(block) not in used]
    found = passages(lines)
    document = FinalAccounts()
    read_cover(document, found)
    read_narrative(document, found)
    return [document] if document.statements else []


def read_narrative(document: FinalAccounts, found: list[Passage]) -> None:
    """Read the sections and statements of a document from its passages."""
    reader = Reader(document.year)
    for part in outline(found):
        if part.heading:
            section_id = part.section.id if part.section else None
            document.sections.append(Section(section_id, part.passage.value(0, part.start), part.heading))
            reader.enter(part.section)
            continue
        if document.sections:
            document.sections[-1].paragraphs.append(part.passage.value(part.start))
        if part.section is None or part.section.reads != "skipped":
            reader.read(part.passage, part.start)
    document.statements = reader.statements
