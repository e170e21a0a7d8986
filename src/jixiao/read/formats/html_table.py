"""A table of a page while it is read, and its cells as a grid by the table model of HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from jixiao.read.layout import Cell

# limits of the HTML standard for spans, and our own for what a table may cover
_WIDEST = 1000
_TALLEST = 65534
_MOST_SLOTS = 4_000_000

_SPAN = re.compile(r"(?<![\w-])(col|row)span\s*=\s*[\"']?\s*(\d{1,9})", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
# a line end of the source between two wide characters is no blank
_SOURCE_BREAK = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u2e80-\u9fff\uff00-\uffef])")
# the fixed blank, and characters of no width
_INVISIBLE = re.compile("[\u00a0\u00ad\u200b-\u200d\u2060\ufeff]")


class TooLarge(ValueError):
    """The spans of a table cover more than any real table does."""


class RawCell:
    """A cell as written: its texts (a line feed for every break) and the tables inside of it, in order."""

    __slots__ = ("columns", "parts", "rows")

    def __init__(self, attributes: str) -> None:
        self.parts: list[str | RawTable] = []
        self.rows, self.columns = _spans(attributes) if "span" in attributes.lower() else (1, 1)

    def text(self) -> str:
        """Give the lines of the cell's own text."""
        return "\n".join(lines("".join([part for part in self.parts if isinstance(part, str)])))


class RawRow:
    """A row as written; `group` counts the row groups (thead, tbody, tfoot), which no rowspan leaves."""

    __slots__ = ("cells", "group")

    def __init__(self, group: int) -> None:
        self.cells: list[RawCell] = []
        self.group = group


class RawTable:
    """A table as written: what stands before its rows (caption, stray text) and its rows."""

    __slots__ = ("before", "group", "rows")

    def __init__(self) -> None:
        self.before: list[str | RawTable] = []  # no table begins there, the type is that of cells
        self.rows: list[RawRow] = []
        self.group = 0

    def is_layout(self) -> bool:
        """Tell whether it only arranges the page: one column, or tables inside and hardly a row of cells."""
        if all(len(row.cells) <= 1 for row in self.rows):
            return True
        nested = any(isinstance(part, RawTable) for row in self.rows for cell in row.cells for part in cell.parts)
        return nested and sum(_is_filled(row) for row in self.rows) < 2


def lines(text: str) -> list[str]:
    """Give the lines of a text without the blanks around them and without empty ones."""
    if not text.isascii():
        text = _INVISIBLE.sub(_visible, text)
    return [shown for line in text.split("\n") if (shown := line.strip())]


def collapse(text: str) -> str:
    """Give a text of the source as a browser shows it: a run of blanks and line ends is one blank."""
    if "\n" in text or "\r" in text:
        text = _SOURCE_BREAK.sub("", text)
    return _BLANKS.sub(" ", text)


def cells(table: RawTable) -> Iterator[Cell]:
    """Give the cells of a table at their rows and columns, spans cut where they would overlap or leave the table.

    Raises TooLarge where the spans cover more than 4 million places.
    """
    ends = _group_ends(table.rows)
    taken: dict[int, int] = {}  # column → first row that is free again
    slots = 0
    for row, raw in enumerate(table.rows):
        column = 0
        for cell in raw.cells:
            column = _free(taken, column, row)
            rows = min(cell.rows or _TALLEST, ends[raw.group] - row)
            columns = _fitting(taken, column, cell.columns, row)
            slots += columns * rows
            if slots > _MOST_SLOTS:
                raise TooLarge
            if rows > 1:
                taken.update(dict.fromkeys(range(column, column + columns), row + rows))
            yield Cell(cell.text(), row, column, rows, columns)
            column += columns


def _group_ends(rows: Iterable[RawRow]) -> dict[int, int]:
    return {row.group: number + 1 for number, row in enumerate(rows)}


def _free(taken: dict[int, int], column: int, row: int) -> int:
    while taken.get(column, 0) > row:
        column += 1
    return column


def _fitting(taken: dict[int, int], column: int, columns: int, row: int) -> int:
    for width in range(1, columns if taken else 1):
        if taken.get(column + width, 0) > row:
            return width
    return columns


def _spans(attributes: str) -> tuple[int, int]:
    found = {kind.lower(): int(number) for kind, number in reversed(_SPAN.findall(attributes))}
    return min(found.get("row", 1), _TALLEST), min(max(found.get("col", 1), 1), _WIDEST)


def _visible(match: re.Match[str]) -> str:
    return " " if match[0] == "\u00a0" else ""


def _is_filled(row: RawRow) -> bool:
    return sum(bool(cell.text()) for cell in row.cells) >= 2
