"""The cells of a worksheet's XML: their styles are changed, and cells that are not there yet are put in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element

from jixiao.read.formats.sheet_grid import column_number, letters
from jixiao.read.formats.xlsx_text import local
from jixiao.write.markup import Closed, Markup

_ADDRESS = re.compile(r"([A-Z]*)([0-9]*)")
_TRUE = ("1", "true")


class SheetCells:
    """The rows and cells of a sheet by their numbers, from 1; both may leave their addresses out."""

    def __init__(self, markup: Markup) -> None:
        self._markup = markup
        data = markup.root.find("{*}sheetData")
        assert data is not None  # the sheet has been read
        self._data = data
        self._rows = _numbered(data, _number)
        self._cells: dict[int, dict[int, Element]] = {}
        self._new: dict[int, dict[int, int]] = {}  # styles of new cells by row and column

    def style(self, address: str) -> int:
        """Give the number of the style of a cell; that of its row or column where there is no such cell."""
        row, column = row_and_column(address)
        cell = self._cells_of(row).get(column)
        if cell is not None:
            return _number(cell.get("s"))
        line = self._rows.get(row)
        if line is not None and line.get("customFormat") in _TRUE:
            return _number(line.get("s"))
        return self._column_style(column)

    def set_style(self, address: str, style: int) -> None:
        """Give a cell another style."""
        row, column = row_and_column(address)
        cell = self._cells_of(row).get(column)
        if cell is not None:
            self._markup.set_attribute(cell, "s", str(style))
        else:
            self._new.setdefault(row, {})[column] = style

    def add_missing(self) -> None:
        """Put in the cells that were given a style and were not there."""
        prefix = self._markup.name(self._data).removesuffix("sheetData")
        for row, styles in sorted(self._new.items()):
            cells = {at: f'<{prefix}c r="{letters(at - 1)}{row}" s="{styles[at]}"/>' for at in sorted(styles)}
            if row in self._rows:
                for column, xml in cells.items():
                    self._insert(self._rows[row], self._cells_of(row), column, xml)
            else:
                xml = f'<{prefix}row r="{row}">{"".join(cells.values())}</{prefix}row>'
                self._insert(self._data, self._rows, row, xml)
        self._new = {}

    def _insert(self, parent: Element, children: dict[int, Element], number: int, xml: str) -> None:
        behind = min((other for other in children if other > number), default=None)
        if behind is None:
            self._markup.append(parent, xml)
        else:
            self._markup.before(children[behind], xml)

    def _cells_of(self, row: int) -> dict[int, Element]:
        if row not in self._cells:
            self._cells[row] = _numbered(self._rows[row], _column) if row in self._rows else {}
        return self._cells[row]

    def _column_style(self, column: int) -> int:
        for element in self._markup.root.iterfind("{*}cols/{*}col"):
            if _number(element.get("min")) <= column <= _number(element.get("max")):
                return _number(element.get("style"))
        return 0


def rows_other_than(addresses: Iterable[str]) -> Closed:
    """Give what tells the rows that no such cell is in: they are most of a large sheet and need not be looked into."""
    wanted = {0, *(row_and_column(address)[0] for address in addresses)}  # 0: a row that leaves its number out
    return lambda tag, attributes: local(tag) == "row" and _number(attributes.get("r")) not in wanted


def row_and_column(address: str) -> tuple[int, int]:
    """Give row and column of an address such as B7, from 1."""
    found = _ADDRESS.match(address)
    assert found  # it matches anything
    return int(found[2] or 0), column_number(found[1]) + 1


def _numbered(parent: Element, number_of: Callable[[str], int]) -> dict[int, Element]:
    """Give rows or cells by their numbers: those of their addresses, else the next ones."""
    found: dict[int, Element] = {}
    number = 0
    for child in parent:
        number = number_of(child.get("r", "")) or number + 1
        found[number] = child
    return found


def _column(address: str) -> int:
    return row_and_column(address)[1]


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
