"""A disclosure table being read: its rows from one grid, or from the several that its pages made of it."""

from __future__ import annotations

from itertools import islice, takewhile

from jixiao.knowledge.tables import TableKind, is_class_name, line_words
from jixiao.model.accounts import AccountsTable, TableRow
from jixiao.model.value import Value
from jixiao.read.layout import Block, Grid
from jixiao.read.recognise.accounts.table_columns import Shape
from jixiao.read.recognise.accounts.table_head import is_number
from jixiao.read.recognise.accounts.table_meaning import name_concepts, name_measures, name_sides
from jixiao.read.recognise.accounts.table_rows import Found
from jixiao.read.recognise.accounts.table_titles import Heading

_TOTALS = ("合计", "总计")
_TEXTS = ("project_name", "unit_name", "unit_code", "remark")
_LOOKED_AT = 400  # figures, to tell whether they are ones
_FIGURES = 0.7  # part of the filled cells that must be numbers
_SAME = 0.5  # part of the rows that must be the same (or other) for two parts to be joined


class Draft:
    """A table that may go on in the next grid: `shape` is the layout of its last part."""

    __slots__ = ("blocks", "codes", "found", "grid", "heading", "is_head_only", "notes", "shape", "unit")

    def __init__(self, shape: Shape, heading: Heading, unit: str | None, grid: Grid) -> None:
        self.shape = shape
        self.heading = heading
        self.unit = unit
        self.grid = grid  # the first one
        self.found: list[Found] = []
        self.codes: dict[int, str] = {}
        self.notes: list[Value] = []
        self.is_head_only = False  # the page ends below the header
        self.blocks: list[Block] = []  # what it was read from

    def goes_on_below(self, shape: Shape, found: list[Found]) -> bool:
        """Tell whether rows under the same header are more rows of this table, not the same table of another unit."""
        if shape.ids() != self.shape.ids() or not found:
            return False
        known = {_key(row) for row in self.found}
        return sum(_key(row) in known for row in found) <= _SAME * len(found)

    def goes_on_beside(self, shape: Shape, found: list[Found]) -> bool:
        """Tell whether rows have more columns for the rows of this table: a wide table cut over pages."""
        if len(found) != len(self.found) or not found or shape.ids() & self.shape.ids():
            return False
        same = sum(_key(one) == _key(other) for one, other in zip(self.found, found, strict=True))
        return same > _SAME * len(found)

    def add_beside(self, other: Draft) -> None:
        """Take in the columns of another part."""
        shape, found = other.shape, other.found
        self.unit = self.unit or other.unit
        for mine, beside in zip(self.found, found, strict=True):
            mine.row.values.update(beside.row.values)
        for mine_block, block in zip(self.shape.blocks, shape.blocks, strict=True):
            mine_block.columns.update(block.columns)
        self.shape.last_class = shape.last_class

    def add_below(self, found: list[Found]) -> None:
        """Take in the rows of the next page, whose header may repeat the first row, and which may begin amid a row."""
        if self.found and found and _texts(found[0]) == _texts(self.found[0]):
            found = found[1:]
        rests = list(takewhile(lambda entry: not entry.row.code and not any(entry.row.values.values()), found))
        self.found += [*self.without_rests(rests), *found[len(rests) :]]

    def add_below_head(self, found: list[Found]) -> None:
        """Take in the rows of the line after the first one: figures of one row may begin in the header's last line."""
        first, second = self.found[-1:], found[:1]
        if len(self.found) == len(found) == 1 and not any((one.row.label or one.row.code) for one in first + second):
            above, below = first[0].row.values, second[0].row.values
            if above.keys() == below.keys() and not any(above[name] and below[name] for name in above):
                above.update({name: value for name, value in below.items() if value})
                return
        self.found += found

    def without_rests(self, found: list[Found]) -> list[Found]:
        """Put labels that a page end has cut together with their rows; gives the rows that are rows of their own."""
        if any(any(entry.row.values.values()) or entry.row.code for entry in found):
            return found
        return [entry for entry in found if not self._takes_rest(entry)]

    def _takes_rest(self, entry: Found) -> bool:
        above = next((other.row for other in reversed(self.found) if other.block == entry.block), None)
        if above is None or above.label.text is None or entry.row.label.text is None:
            return False
        if not _is_whole(self.shape.kind, above, entry.row.label.text):
            return False
        above.label = Value(above.label.text + entry.row.label.text, above.label.place)
        return True

    def is_believable(self) -> bool:
        """Tell whether what stands in the columns of figures are figures; else the columns are not what they seem."""
        values = (item for entry in self.found for item in entry.row.values.items())
        filled = [value.text for name, value in islice(values, _LOOKED_AT) if value.text and name not in _TEXTS]
        return sum(map(is_number, filled)) >= _FIGURES * len(filled)

    def table(self) -> AccountsTable:
        """Give the table; one without a single figure has no rows."""
        kind = self.shape.kind
        columns: dict[str, str] = {}
        self.found.sort(key=_block)
        for block in self.shape.blocks:
            columns.update({name: words for name, words in block.columns.items() if name not in columns})
        name_sides(self.shape, self.found)
        name_concepts(kind, self.found)
        name_measures(kind, self.found, columns)
        rows = [found.row for found in self.found]
        if not any(any(row.values.values()) for row in rows) and all(_says_nothing(row) for row in rows):
            rows = []
        return AccountsTable(kind.id, self.heading.title, self.unit, columns, rows, self.notes)


def _texts(found: Found) -> tuple[str | None, ...]:
    return (*_key(found)[1:], *(value.text for value in found.row.values.values()))


def _is_whole(kind: TableKind, row: TableRow, rest: str) -> bool:
    """Tell whether a row goes on with a label: each row of its own has a code, or a name that is known."""
    label = (row.label.text or "") + rest
    if row.code.text:
        return line_words(rest) not in _TOTALS and not rest.endswith("合计")
    half, whole = line_words(row.label.text or ""), line_words(label)
    known = set().union(*kind.words.values()) if kind.words else set()
    return half not in known and not is_class_name(half) and (whole in known or is_class_name(whole))


def _block(found: Found) -> int:
    return found.block


def _key(found: Found) -> tuple[int, str | None, str | None]:
    return found.block, found.row.code.text, found.row.label.text


def _says_nothing(row: TableRow) -> bool:
    return not row.code and (row.label.text is None or line_words(row.label.text) in _TOTALS)
