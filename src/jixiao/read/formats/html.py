"""HTML: pages of government sites, Word and Excel saved as web page, system exports that call themselves xls or doc.

A browser's view in one pass: no script runs, nothing is fetched, hidden elements are left out. A table becomes a grid;
a table that only arranges the page is paragraphs and the tables inside of it. The encoding is told from the bytes,
which err less often than what pages declare.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from jixiao.read.encoding import decode
from jixiao.read.failure import Unreadable
from jixiao.read.formats.html_table import RawCell, RawRow, RawTable, TooLarge, cells, collapse, lines
from jixiao.read.formats.html_tokens import tokens
from jixiao.read.layout import Block, Grid, Layout, Paragraph
from jixiao.read.source import Source

_TABLE_PARTS = frozenset({"table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LISTS = frozenset({"ul", "ol", "li", "dl", "dt", "dd", "option"})
_SECTIONS = frozenset({"body", "main", "section", "article", "aside", "header", "footer", "nav", "address"})
_BOXES = frozenset({"p", "div", "form", "fieldset", "legend", "blockquote", "center", "hr"})
_BLOCKS = _BOXES | _HEADINGS | _LISTS | _SECTIONS
_EMPTY = frozenset({"br", "hr", "img", "input", "link", "meta", "col", "area", "base", "embed", "source", "wbr"})
_NEVER_SHOWN = frozenset({"template", "noscript", "svg", "xml"})
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_NO_DISPLAY = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_INVISIBLE = re.compile(r"visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_HIDDEN_MARK = re.compile(r"(?<![\w:-])hidden(?![\w:-])", re.IGNORECASE)
_INPUT = re.compile(r"(?<![\w-])(type|value)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)


def read_layout(source: Source) -> Layout:
    """Give the paragraphs and tables that a browser would show, tables in the order in which they begin.

    A caption, and text between the rows of a table, are paragraphs before its grid. Raises Unreadable for a table
    whose spans cover millions of cells.
    """
    reader = Reader()
    for name, attributes, end, _, _ in tokens(decode(source.data)):
        reader.take(name, attributes, end)
    reader.finish()
    try:
        return Layout(list(reading_order(reader.parts, Numbers())))
    except TooLarge:
        raise Unreadable(source.name, "网页中的表格声明了过多的合并单元格，无法读取") from None


class _Open:
    """An open table: the row and the cell that are being read, and whether row, row group or cell are hidden."""

    __slots__ = ("cell", "hidden", "row", "table")

    def __init__(self) -> None:
        self.table = RawTable()
        self.row: RawRow | None = None
        self.cell: RawCell | None = None
        self.hidden = ""  # tag of the hidden part, empty where all is shown


class Reader:
    """The state of reading: finished parts, open tables innermost last, and the hidden element that is skipped."""

    def __init__(self) -> None:
        self.parts: list[str | RawTable] = []
        self._open: list[_Open] = []
        self._skipped = ""  # tag of a hidden element
        self._depth = 0  # how many of that tag are open in it
        self._tables = 0  # how many tables are open in it
        self._preserved = 0  # open pre and textarea
        self._target = self.parts

    def take(self, name: str, attributes: str, end: bool) -> None:
        """Read on by one tag, or by one text where the name is empty (its text then stands for the attributes)."""
        if self._skipped and self._still_skipped(name, end):
            return
        if not name:
            self._target.append(attributes if self._preserved else collapse(attributes))
        elif name in _TABLE_PARTS:
            self._table_part(name, attributes, end)
        elif attributes and not end and name not in _EMPTY and _hides(attributes):
            self._skip(name, attributes, end)
        elif action := _ACTIONS.get(name):
            action(self, name, attributes, end)

    def finish(self) -> None:
        """Close what the page left open."""
        while self._open:
            self._end_table()

    # --- hidden elements ---

    def _skip(self, name: str, attributes: str, end: bool) -> None:
        if not end and not attributes.endswith("/"):
            self._skipped, self._depth, self._tables = name, 1, 0

    def _still_skipped(self, name: str, end: bool) -> bool:
        """Follow a hidden element to its end; one that is never closed ends with the paragraph or cell around it."""
        if self._tables == 0 and self._ends_without_tag(name, end):
            self._skipped = ""
            return False
        step = -1 if end else 1
        if name == "table":
            self._tables = max(self._tables + step, 0)
        if name == self._skipped:
            self._depth += step
        if self._depth == 0:
            self._skipped = ""
        return True

    def _ends_without_tag(self, name: str, end: bool) -> bool:
        if self._skipped == "p" and not end and name in _BLOCKS:
            return True
        return self._skipped != "table" and bool(self._open) and name in ("td", "th", "tr")

    # --- text ---

    def _break(self, name: str, attributes: str, end: bool) -> None:
        self._target.append("\n")

    def _block(self, name: str, attributes: str, end: bool) -> None:
        if self._target and self._target[-1] != "\n":
            self._target.append("\n")

    def _pre(self, name: str, attributes: str, end: bool) -> None:
        self._block(name, attributes, end)
        self._preserved = max(self._preserved + (-1 if end else 1), 0)

    def _input(self, name: str, attributes: str, end: bool) -> None:
        found = {key.lower(): a or b or c for key, a, b, c in _INPUT.findall(attributes)}
        if found.get("type", "text").lower() in ("text", "number", "date"):
            self._target.append(found.get("value", ""))

    # --- tables ---

    def _table_part(self, name: str, attributes: str, end: bool) -> None:
        if name == "table":
            self._end_table() if end else self._begin_table(attributes)
        elif self._open:
            _TABLE_ACTIONS[name](self, self._open[-1], name, attributes, end)

    def _begin_table(self, attributes: str) -> None:
        if self._open and not self._open[-1].cell:
            self._end_table()  # the closing tag of the table before was forgotten
        if _hides(attributes):
            self._skip("table", attributes, False)
            return
        self._open.append(_Open())
        self._target.append(self._open[-1].table)
        self._aim()

    def _end_table(self) -> None:
        if self._open:
            self._open.pop()
            self._aim()

    def _aim(self) -> None:
        """Texts go to the innermost open cell, else before its table, else to the page."""
        self._preserved = 0
        if not self._open:
            self._target = self.parts
            return
        innermost = self._open[-1]
        self._target = innermost.cell.parts if innermost.cell else innermost.table.before

    def _caption(self, open_: _Open, name: str, attributes: str, end: bool) -> None:
        self._end_row(open_)
        self._target.append("\n")

    def _group(self, open_: _Open, name: str, attributes: str, end: bool) -> None:
        self._end_row(open_)
        open_.table.group += 1
        open_.hidden = name if not end and _hides(attributes) else ""

    def _row(self, open_: _Open, name: str, attributes: str, end: bool) -> None:
        self._end_row(open_)
        if open_.hidden == "tr":
            open_.hidden = ""
        if end:
            return
        open_.row = RawRow(open_.table.group)
        if not open_.hidden and (_hides(attributes) or _has_no_height(attributes)):
            open_.hidden = "tr"
        if not open_.hidden:
            open_.table.rows.append(open_.row)

    def _cell(self, open_: _Open, name: str, attributes: str, end: bool) -> None:
        self._end_cell(open_)
        if end:
            return
        if open_.row is None:
            self._row(open_, "tr", "", False)
        open_.cell = RawCell(attributes)
        if open_.row is not None and not _is_removed(attributes):
            open_.row.cells.append(open_.cell)
        if _hides(attributes):
            open_.cell = RawCell("")  # the place stays where only the text is invisible; the text goes nowhere
        self._aim()

    def _end_row(self, open_: _Open) -> None:
        self._end_cell(open_)
        open_.row = None

    def _end_cell(self, open_: _Open) -> None:
        open_.cell = None
        self._aim()


_ACTIONS: dict[str, Callable[[Reader, str, str, bool], None]] = {
    **dict.fromkeys(_BLOCKS, Reader._block),
    **dict.fromkeys(_NEVER_SHOWN, Reader._skip),
    "br": Reader._break,
    "input": Reader._input,
    "pre": Reader._pre,
    "textarea": Reader._pre,
}
_TABLE_ACTIONS: dict[str, Callable[[Reader, _Open, str, str, bool], None]] = {
    **dict.fromkeys(("thead", "tbody", "tfoot"), Reader._group),
    **dict.fromkeys(("td", "th"), Reader._cell),
    "tr": Reader._row,
    "caption": Reader._caption,
}


def _hides(attributes: str) -> bool:
    return _is_removed(attributes) or ("visibility" in attributes and bool(_INVISIBLE.search(attributes)))


def _is_removed(attributes: str) -> bool:
    if ("none" in attributes or "all" in attributes) and _NO_DISPLAY.search(attributes):
        return True
    return "hidden" in attributes and bool(_HIDDEN_MARK.search(_QUOTED.sub("", attributes)))


def _has_no_height(attributes: str) -> bool:
    """Word and Excel end a table with a row of no height that only carries the column widths."""
    return bool(re.search(r"(?<![\w-])height\s*=\s*[\"']?0(?![\d.%])", attributes))


def reading_order(parts: list[str | RawTable], numbers: Numbers) -> Iterator[Block]:
    """Give paragraphs and grids in reading order; nested tables wait on a stack, so that depth costs no recursion."""
    waiting: list[Iterator[str | RawTable]] = [iter(parts)]
    text: list[str] = []
    while waiting:
        part = next(waiting[-1], None)
        if isinstance(part, str):
            text.append(part)
            continue
        yield from numbers.paragraphs(text)
        text.clear()
        if part is None:
            waiting.pop()
            continue
        yield from numbers.paragraphs([text for text in part.before if isinstance(text, str)])
        if part.is_layout():
            waiting.append(_unfolded(part))
        else:
            yield from numbers.grid(part)
            waiting.append(_nested(part))


def _unfolded(table: RawTable) -> Iterator[str | RawTable]:
    for row in table.rows:
        for cell in row.cells:
            yield from cell.parts
            yield "\n"


def _nested(table: RawTable) -> Iterator[str | RawTable]:
    return (part for row in table.rows for cell in row.cells for part in cell.parts if isinstance(part, RawTable))


class Numbers:
    """Counts paragraphs and tables from 1; empty ones are neither counted nor given."""

    def __init__(self) -> None:
        self._paragraph = 0
        self._table = 0

    def paragraphs(self, texts: list[str]) -> Iterator[Paragraph]:
        """Give the lines of a run of texts."""
        for line in lines("".join(texts)):
            self._paragraph += 1
            yield Paragraph(line, self._paragraph)

    def grid(self, table: RawTable) -> Iterator[Grid]:
        """Give a table as a grid, nothing where it is empty."""
        found = list(cells(table))
        if any(cell.text for cell in found):
            self._table += 1
            yield Grid(found, self._table)
