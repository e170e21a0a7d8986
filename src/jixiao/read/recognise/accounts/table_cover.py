"""Unit and year as the lines above tables name them (部门：某局 2024年度), for a file of tables without a cover."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from jixiao.knowledge.narrative import any_word
from jixiao.model.accounts import FinalAccounts
from jixiao.model.value import Value
from jixiao.read.layout import Block, Cell, Grid
from jixiao.read.recognise.values import in_paragraph
from jixiao.read.recognise.words import clean

_TOP = 4  # rows of a grid in which the lines above its header stand
_NAME = re.compile(
    r"(?<!金额)(?:编制|填报|公开|预算)?(?:部门|单位)(?:名称)?[(（]?[^:：()（）]{0,4}[)）]?[:：]"
    rf"(?P<unit>[^0-9,，。：:]{{3,40}}?{any_word('unit', 'ends')}(?:[(（](?:本级|机关)[)）])?)"
    r"(?=$|[0-9]|金额|单位|公开)"
)
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})年度?(?![0-9]{1,2}月)")


def read_table_cover(document: FinalAccounts, blocks: Iterable[Block]) -> None:
    """Put the unit and the year into a document of tables, as far as it has none."""
    for value in _lines(blocks):
        text = value.text or ""
        if not document.unit and (name := _NAME.search(text)):
            document.unit = value.part(*name.span("unit"))
        if document.year is None and (year := _YEAR.search(text)):
            document.year, document.year_printed = int(year[1]), value.part(*year.span())
        if document.unit and document.year is not None:
            return


def _lines(blocks: Iterable[Block]) -> Iterator[Value]:
    for block in blocks:
        if not isinstance(block, Grid):
            yield in_paragraph(clean(block.text), block)
            continue
        for cell in takewhile(_is_at_top, block.cells):
            yield Value(clean(cell.text), (block, cell))


def _is_at_top(cell: Cell) -> bool:
    return cell.row < _TOP
