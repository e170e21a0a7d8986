"""Rows of a fixed height in a Word table give way where the text that was put in needs more lines."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from xml.etree.ElementTree import Element

from jixiao.read.formats import docx_names as w
from jixiao.read.formats.docx_map import DocumentMap
from jixiao.write.fill.docx_cells import Change
from jixiao.write.fill.edits import Edits
from jixiao.write.fill.width import text_width
from jixiao.write.markup import Markup

_HEIGHT = f"{{{w.NAMESPACE}}}trHeight"
_RULE = f"{{{w.NAMESPACE}}}hRule"
_WIDTH = f"{{{w.NAMESPACE}}}tcW"
_SIZE = f"{{{w.NAMESPACE}}}sz"
_AMOUNT = f"{{{w.NAMESPACE}}}w"
_USUAL_SIZE = 10.5  # points, 五号
_USUAL_WIDTH = 1500  # twips, where the cell does not say
_TWIPS, _MARGINS, _LINE = 20, 216, 1.3


def heights(document: Markup, places: DocumentMap, edits: Edits) -> Iterator[Change]:
    """Give the changes that make the height of too small rows the least instead of the exact one."""
    done = set()
    for each in edits.cells.values():
        cell = places.cells[each.grid.table, each.cell.row + 1, each.cell.column + 1]
        row = document.parents.get(cell)
        while row is not None and row.tag != w.ROW:
            row = document.parents.get(row)
        height = None if row is None else row.find(f"{w.ROW_PROPERTIES}/{_HEIGHT}")
        if row is None or height is None or row in done or height.get(_RULE) != "exact":
            continue
        if _needed(cell, each.text) > _number(height.get(w.VALUE)):
            done.add(row)
            start, end = document.span(height)
            xml = document.data[start:end].decode().replace('"exact"', '"atLeast"').replace("'exact'", "'atLeast'")
            yield Change(start, end, xml)


def _needed(cell: Element, text: str) -> float:
    """The height in twentieths of a point that a text takes in a cell."""
    size = next((_number(each.get(w.VALUE)) / 2 for each in cell.iter(_SIZE)), _USUAL_SIZE)
    width = (next((_number(each.get(_AMOUNT)) for each in cell.iter(_WIDTH)), 0) or _USUAL_WIDTH) - _MARGINS
    per_line = max(width / _TWIPS / size, 1)
    lines = sum(max(1, ceil(text_width(line) / 2 / per_line)) for line in text.split("\n"))
    return lines * size * _LINE * _TWIPS


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
