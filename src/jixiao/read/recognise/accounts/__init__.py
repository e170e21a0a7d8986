"""Final accounts (部门决算) of a layout: narrative and tables."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from jixiao.knowledge.sections import SectionKind, section_kind
from jixiao.model.accounts import FinalAccounts, Section
from jixiao.read.layout import Block, Layout
from jixiao.read.recognise.accounts.cover import read_cover, read_title
from jixiao.read.recognise.accounts.framed import text_of
from jixiao.read.recognise.accounts.lines import Passage, passages
from jixiao.read.recognise.accounts.outline import outline
from jixiao.read.recognise.accounts.reports import Piece, pieces, read_result
from jixiao.read.recognise.accounts.sentences import Reader
from jixiao.read.recognise.accounts.table_cover import read_table_cover
from jixiao.read.recognise.accounts.tables import find_tables

_BASE = {"department_self_evaluation_report": "report.department", "project_evaluation_report": "report.project"}
_TOLD_ALONE = "three_public"
_FEWEST = 3  # known figures of accounts, paragraphs of a report


class RecognisedAccounts(NamedTuple):
    """The accounts and reports of a layout, and the tables that were read, with the lines that belong to them."""

    documents: list[FinalAccounts]
    used: list[Block]


def recognise_accounts(layout: Layout, taken: Collection[Block] | None = None) -> list[FinalAccounts]:
    """Give the final accounts of a layout and the reports annexed to them; `taken` are blocks that forms have used."""
    return accounts_and_tables(layout, taken).documents


def accounts_and_tables(layout: Layout, taken: Collection[Block] | None = None) -> RecognisedAccounts:
    """Give what `recognise_accounts` does, and what it was read from."""
    used = {id(block) for block in taken or ()}
    found = find_tables(layout, used)
    used.update(map(id, found.used))
    lines = [line for block in layout.blocks if id(block) not in used for line in text_of(block)]
    main, *reports = pieces(passages(lines))
    document = FinalAccounts(tables=found.tables)
    read_cover(document, main.passages)
    read_table_cover(document, found.used)
    read_narrative(document, main.passages)
    documents = [document] if _is_accounts(document) else []
    documents += [report for piece in reports if _is_report(report := _report(piece, document.year))]
    return RecognisedAccounts(documents, found.used)


def read_narrative(document: FinalAccounts, found: list[Passage], base: SectionKind | None = None) -> None:
    """Read the sections and statements of a document from its passages; `base` is the section around them."""
    reader = Reader(document.year)
    reader.enter(base)
    for part in outline(found, base):
        if part.heading:
            section_id = part.section.id if part.section else None
            document.sections.append(Section(section_id, part.passage.value(0, part.start), part.heading))
            reader.enter(part.section, part.passage.text[: part.start])
            continue
        if document.sections:
            document.sections[-1].paragraphs.append(part.passage.value(part.start))
        if part.section is None or part.section.reads != "skipped":
            reader.read(part.passage, part.start)
    document.statements = reader.end()


def _is_accounts(document: FinalAccounts) -> bool:
    """Tell whether figures and headings are those of final accounts: a form, a budget, a web page's menu has others."""
    known = sum(statement.concept is not None for statement in document.statements)
    titles = [title.text or "" for title in (document.title, *(section.heading for section in document.sections))]
    named = any("决算" in title for title in titles) or _is_page_alone(document, titles)
    return bool(document.tables) or (known >= _FEWEST and named)


def _is_page_alone(document: FinalAccounts, titles: list[str]) -> bool:
    """“三公”经费增减情况说明: the expenses that are told on a page of their own, spent and not budgeted."""
    told = bool(document.sections) and (document.sections[0].id or "").startswith(_TOLD_ALONE)
    return told and not any("预算" in title for title in titles)


def _report(piece: Piece, year: int | None) -> FinalAccounts:
    """Read a report; it is about the year of the accounts where it names none itself."""
    document = FinalAccounts(kind=piece.kind)
    read_title(document, piece.title)
    read_cover(document, piece.passages)
    document.year = document.year or year
    read_narrative(document, piece.passages, section_kind(_BASE[piece.kind]))
    read_result(document, piece.passages)
    return document


def _is_report(document: FinalAccounts) -> bool:
    """Tell whether a report has text of its own: the title alone may stand above a form."""
    return sum(len(section.paragraphs) for section in document.sections) >= _FEWEST
