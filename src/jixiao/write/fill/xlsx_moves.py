"""References of a workbook after rows were put into a sheet: rows below move down, ranges around grow.

`Moves` knows how many rows were put in behind which row of one sheet; all rows are counted from 1 as in addresses.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from jixiao.read.formats.sheet_grid import column_number, letters

_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}"
# A text in quotes, or a reference with the sheet it may name: a range, whole rows, a cell.
_REFERENCE = re.compile(
    r'"(?:[^"]|"")*"|'
    r"(?P<sheet>'(?:[^']|'')+'!|[^\W\d][\w.]*!)?"
    rf"(?<![\w.$])(?P<first>{_CELL}|\$?[1-9]\d{{0,6}}(?=:\$?[1-9]))(?::(?P<last>{_CELL}|\$?[1-9]\d{{0,6}}))?(?![\w(.!])"
)
_CORNER = re.compile(r"(\$?)([A-Za-z]*)(\$?)(\d*)")
_PLAIN_RANGE = re.compile(r"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?")


class Moves:
    """The rows put into a sheet: how many behind each row."""

    def __init__(self, added: dict[int, int] | None = None) -> None:
        self._added = added or {}

    def __bool__(self) -> bool:
        return bool(self._added)

    def row(self, row: int) -> int:
        """Give where a row stands now."""
        return row + sum(count for after, count in self._added.items() if after < row)

    def last(self, row: int) -> int:
        """Give where a range that ended with a row ends now, rows put in right behind it included."""
        return self.row(row) + self._added.get(row, 0)

    def ranges(self, references: str) -> str:
        """Give ranges (A1:B2 C3) moved; those that hold a row that was copied hold its copies too."""
        return _PLAIN_RANGE.sub(self._range, references)

    def corner_ranges(self, references: str) -> str:
        """Give ranges moved that do not grow at their end, such as that of a hyperlink."""
        return _PLAIN_RANGE.sub(lambda found: self._range(found, grows=False), references)

    def formula(self, text: str, sheet: str, *, own: bool) -> str:
        """Give a formula moved; only what refers to `sheet` moves, to which other references belong where `own`."""
        return _REFERENCE.sub(lambda found: self._reference(found, sheet.lower(), own), text) if self._added else text

    def _range(self, found: re.Match[str], *, grows: bool = True) -> str:
        column, row, last_column, last_row = found.groups()
        start = f"{column}{self.row(int(row))}"
        end = (self.last if grows else self.row)(int(last_row or row))
        last = f"{last_column or column}{end}"
        return start if last == start else f"{start}:{last}"

    def _reference(self, found: re.Match[str], sheet: str, own: bool) -> str:
        first, last, named = found["first"], found["last"], found["sheet"]
        if first is None or not (own if named is None else _sheet_name(named) == sheet):
            return found[0]
        if last is None:
            return (named or "") + _with_row(first, self.row)
        grows = _row_of(first) < _row_of(last)
        return f"{named or ''}{_with_row(first, self.row)}:{_with_row(last, self.last if grows else self.row)}"


def copied_formula(text: str, rows: int, columns: int = 0) -> str:
    """Give a formula as it reads when its cell is copied so many rows further down and columns to the right."""

    def moved(corner: str) -> str:
        column_fixed, column, row_fixed, row = _corner(corner)
        if column and not column_fixed:
            column = letters(max(column_number(column.upper()) + columns, 0))
        if row and not row_fixed:
            row = str(max(int(row) + rows, 1))
        return f"{column_fixed}{column}{row_fixed}{row}"

    def reference(found: re.Match[str]) -> str:
        if found["first"] is None:
            return found[0]
        last = f":{moved(found['last'])}" if found["last"] else ""
        return f"{found['sheet'] or ''}{moved(found['first'])}{last}"

    return _REFERENCE.sub(reference, text)


def renamed_formula(text: str, old: str, new: str) -> str:
    """Give a formula with the references to one sheet going to another."""

    def reference(found: re.Match[str]) -> str:
        named = found["sheet"]
        if named is None or _sheet_name(named) != old.lower():
            return found[0]
        return f"{quoted(new)}!{found[0][len(named) :]}"

    return _REFERENCE.sub(reference, text)


def quoted(sheet: str) -> str:
    """Give the name of a sheet as formulas write it."""
    return "'" + sheet.replace("'", "''") + "'"


def _sheet_name(named: str) -> str:
    name = named[:-1]
    return (name[1:-1].replace("''", "'") if name.startswith("'") else name).lower()


def _with_row(corner: str, row_of: Callable[[int], int]) -> str:
    column_fixed, column, row_fixed, row = _corner(corner)
    return f"{column_fixed}{column}{row_fixed}{row_of(int(row))}"


def _corner(corner: str) -> tuple[str, str, str, str]:
    found = _CORNER.fullmatch(corner)
    assert found  # a reference has this form
    column_fixed, column, row_fixed, row = found.groups()
    return (column_fixed, column, row_fixed, row) if column else ("", "", column_fixed + row_fixed, row)


def _row_of(corner: str) -> int:
    return int(_corner(corner)[3])
