"""The lines around a disclosure table: its title, its money unit, the notes below it."""

from __future__ import annotations

import re
from functools import lru_cache

from jixiao.knowledge.sections import section_of
from jixiao.knowledge.tables import TableKind, is_cut_title, kind_of_title, plain, table_words, title_part
from jixiao.model.place import Place
from jixiao.model.value import Value
from jixiao.read.layout import Cell, Grid, Paragraph
from jixiao.read.recognise.accounts.numbering import numbered
from jixiao.read.recognise.values import in_paragraph
from jixiao.read.recognise.words import clean, printed

_UNIT = re.compile(r"单位[:：]?(?:人民币)?[(（]?(亿元|万元|千元|百元|元)")
_UNIT_IN_HEADER = re.compile(r"[(（](?:单位[:：]?)?(亿元|万元|千元|百元|元)[)）]")
_FRAME = re.compile(
    r"^(?:(?:公开|附|财决|预算公开|预决公开|表)[0-9一二三四五六七八九十\-—.]*表?[0-9\-]*[:：]?|附[件表].{0,6}|.{0,8}(?:部门|单位|名称)[(（]?.{0,6}[)）]?[:：].*"
    r"|(?:19|20)[0-9]{2}年度?.{0,6}|.{0,4}金额单位.*|单位[:：].*)$"
)
_NUMBERED = re.compile(r"^[(（]?[0-9一二三四五六七八九十]{1,2}[.、)）]")
_NEAR = 8  # lines before a table among which its title is
_LONG = 60  # characters: a line of running text
_MOST_NOTES = 8
_SENTENCE_ENDS = "。！.；;"
_LONGEST_CHAPTER = 48  # characters of the heading of a chapter
_CHAPTER_ENDS = ("说明", "情况", "解释", "概况", "附件", "公开")


class Heading:
    """What stands above a table: its title with the kind it names, its money unit, and the lines that say so."""

    __slots__ = ("first", "kind", "title", "unit")

    def __init__(self) -> None:
        self.title = Value()
        self.kind: TableKind | None = None
        self.unit: str | None = None
        self.first: int | None = None  # of the lines that belong to the table


def heading_of_lines(lines: list[Paragraph]) -> Heading:
    """Give the heading that the last lines before a table are."""
    heading = Heading()
    for index in range(len(lines) - 1, max(-1, len(lines) - 1 - _NEAR), -1):
        text = clean(lines[index].text)
        heading.unit = heading.unit or money_unit(text)
        kind = kind_of_title(text)
        if kind is not None:
            _take_title(heading, lines, index, kind)
            return heading
        cut = index > 0 and kind_of_title(joined := clean(lines[index - 1].text) + text)
        if cut and is_cut_title(clean(lines[index - 1].text)):
            heading.kind, heading.first = cut, index - 1
            heading.title = in_paragraph(joined, lines[index - 1])
            return heading
        if len(text) > _LONG:
            break
        if is_frame(text):
            heading.first = index
    return heading


def _take_title(heading: Heading, lines: list[Paragraph], index: int, kind: TableKind) -> None:
    """Take a line as the title, with the line above it where that is its first half."""
    text, first = clean(lines[index].text), index
    if index and is_cut_title(above := clean(lines[index - 1].text)) and not kind_of_title(above):
        whole = kind_of_title(above + text)
        if whole is not None and whole is not kind:
            kind, text, first = whole, above + text, index - 1
    heading.kind, heading.first = kind, first
    heading.title = in_paragraph(title_part(text), lines[first])


def heading_of_rows(rows: list[list[Cell]], start: int, end: int, grid: Grid) -> Heading:
    """Give the heading that rows of a grid above its header are; titles over two rows are put together."""
    heading = Heading()
    above: str | None = None
    for row in rows[start:end]:
        texts = [(cell, text) for cell in row if (text := printed(cell.text)) is not None]
        line = "".join(text for _, text in texts)
        heading.unit = heading.unit or money_unit(line)
        for cell, text in texts[:2] if heading.kind is None else ():
            kind = (kind_of_title(above + text) if above else None) or kind_of_title(text)
            if kind is not None:
                heading.kind, heading.title = kind, Value(above + text if above else text, (grid, cell))
                break
        above = texts[0][1] if texts and heading.kind is None and is_cut_title(texts[0][1]) else None
    return heading


def heading_of_sheet(grid: Grid) -> Heading:
    """Give the heading that the name of a worksheet is: 2.15单位收支总表."""
    heading = Heading()
    if grid.sheet:
        heading.kind = kind_of_title(grid.sheet, sheet=True)
        if heading.kind is not None:
            heading.title = Value(clean(grid.sheet), Place(sheet=grid.sheet))
    return heading


def money_unit(text: str) -> str | None:
    """Give the unit that a line above a table names (金额单位：万元), None where it names none."""
    if "元" not in text:
        return None
    found = _UNIT.search(text)
    return found[1] if found else None


def unit_in_header(text: str) -> str | None:
    """Give the unit that a column's header has in brackets: 预算数（万元）."""
    found = _UNIT_IN_HEADER.search(text) if "元" in text else None
    return found[1] if found else None


def is_frame(text: str) -> bool:
    """Tell whether a line only frames a table: its number, the unit's name, the year, the money unit."""
    return _FRAME.match(text) is not None


@lru_cache(maxsize=4096)
def is_note(text: str) -> bool:
    """Tell whether a line is a note to a table: 注：…, or the sentence that an empty table has no data."""
    known = table_words()
    words = plain(text)
    if words.startswith(known.note_begins):
        return True
    return len(words) > 8 and any(says in words for says in known.note_says) and kind_of_title(text) is None


def notes_of_lines(lines: list[Paragraph]) -> list[Paragraph]:
    """Give the first lines after a table that are its notes; a note may go on over lines."""
    found: list[Paragraph] = []
    for line in lines[:_MOST_NOTES]:
        text = clean(line.text)
        if kind_of_title(text) is not None or is_frame(text) or (_is_chapter(text) and not is_note(text)):
            break
        open_end = bool(found) and not clean(found[-1].text).endswith(tuple(_SENTENCE_ENDS))
        if not (is_note(text) or open_end or (found and _NUMBERED.match(text))):
            break
        found.append(line)
    return found


def _is_chapter(text: str) -> bool:
    """Tell whether a line is the heading of a chapter of the narrative: 三、2020年度部门决算情况说明."""
    line = text.replace("（", "(").replace("）", ")")
    level, length = numbered(line)
    heading = line[length:]
    if len(heading) > _LONGEST_CHAPTER or any(stop in heading for stop in "。；，"):
        return False
    return level == 1 or (heading.endswith(_CHAPTER_ENDS) and section_of(heading, ()) is not None)
