"""A worksheet filled in: texts in its cells, rows put in, everything below moved down; all else byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from xml.etree.ElementTree import Element

from jixiao.read.formats.numfmt import Format
from jixiao.read.formats.sheet_grid import letters
from jixiao.read.formats.xlsx_text import local
from jixiao.write.annotate.xlsx_sheet import row_and_column
from jixiao.write.fill.edits import CellText, NewRow
from jixiao.write.fill.xlsx_heights import Heights
from jixiao.write.fill.xlsx_merges import Merges, Range
from jixiao.write.fill.xlsx_moves import Moves, copied_formula
from jixiao.write.fill.xlsx_rich import changed_item
from jixiao.write.fill.xlsx_stored import stored_number, text_cell
from jixiao.write.fill.xlsx_styles import Styles
from jixiao.write.markup import Markup, escaped

_GROWING = {"conditionalFormatting": "sqref", "dataValidation": "sqref", "ignoredError": "sqref",
            "protectedRange": "sqref", "autoFilter": "ref"}  # fmt: skip
_MOST_IDLE_ROWS, _KEPT_ROWS = 20_000, 1_000
_FORMULAS = ("formula", "formula1", "formula2", "f")
# What may stand between the cells and the merged ranges, in the order of the schema (ECMA-376 Part 1, 18.3.1.99).
_BEFORE_MERGES = frozenset(
    (
        "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
        "dataConsolidate", "customSheetViews",
    )
)  # fmt: skip


class SheetFill:
    """One worksheet and what is put into it; `name` is the sheet's, for formulas; rows and columns count from 1."""

    def __init__(self, name: str, data: bytes, formats: list[Format], styles: Styles, rich: dict[str, str]) -> None:
        self.name = name
        self.markup = Markup(_without_idle_rows(data))
        self._formats = formats
        self._styles = styles
        self._rich = rich  # shared strings of several looks
        found = self.markup.root.find("{*}sheetData")
        assert found is not None  # the sheet has been read
        self._data = found
        self._prefix = self.markup.name(found).removesuffix("sheetData")
        self._rows = _numbered(found, False)
        self._cells = {row: _numbered(element, True) for row, element in self._rows.items()}
        self._merged = self.markup.root.find("{*}mergeCells")
        references = [] if self._merged is None else [each.get("ref", "") for each in self._merged]
        self._merges = Merges(references)
        self._heights = Heights(self.markup, styles, self._rows)
        self._formulas = dict(self._written_formulas())
        self._new: dict[int, dict[int, str]] = {}  # cells to be put in, by row and column

    @property
    def has_formulas(self) -> bool:
        """Whether any cell is calculated."""
        return bool(self._formulas)

    def fill(self, cells: list[CellText], rows: list[NewRow]) -> Moves:
        """Put in texts and rows; gives how the rows moved."""
        added = {row: list(group) for row, group in groupby(rows, key=self._sheet_row)}
        moves = Moves({row: len(group) for row, group in added.items()})
        texts = {row_and_column(each.cell.address or ""): each for each in cells}
        whole = {place: each.text for place, each in texts.items() if not each.stretches}
        heights = self._heights.of(whole, self._merges, self._is_text)
        changed = {place: self._cell(place, each, moves) for place, each in texts.items()}
        self._put(changed, moves)
        for row, element in self._rows.items():
            self._move_row(row, element, changed, moves, heights.get(row))
        for row, group in added.items():
            self._insert(row, group, moves)
        if moves:
            self._move_beside(added, moves)
        return moves

    def spliced(self) -> bytes:
        """Give the XML of the sheet."""
        return self.markup.spliced()

    def _sheet_row(self, new: NewRow) -> int:
        """The row of the sheet (from 1) that a row of the grid is."""
        cells = new.grid.cells
        own = next(cell for cell in cells if cell.row == new.after and cell.address)
        return row_and_column(own.address or "")[0]

    def _is_text(self, place: tuple[int, int], text: str) -> bool:
        return stored_number(text, self._format(self._style(*place))) is None

    # --- cells ---

    def _cell(self, place: tuple[int, int], new: CellText, moves: Moves) -> str | None:
        """Give the XML of a cell with a text, None where a formula stands there, which stays.

        A line of labels may run on over what is beside it; another text that is too long breaks into lines.
        """
        row, column = place
        if place in self._formulas:
            return None
        style = self._style(row, column)
        if not new.stretches:
            return self._xml(moves.row(row), column, style, new.text, self._merges.of(row, column))
        content = self._rich_text(row, column, new) or text_cell(new.text)
        return self._text(moves.row(row), column, style, content)

    def _xml(self, row: int, column: int, style: int, text: str, span: Range) -> str:
        """Give the XML of a cell; `span` is the range in which a text that is too long breaks into lines."""
        number = stored_number(text, self._format(style))
        if number is not None:
            p, address = self._prefix, f"{letters(column - 1)}{row}"
            return f'<{p}c r="{address}" s="{style}"><{p}v>{number}</{p}v></{p}c>'
        if not self._styles.wraps(style) and self._heights.lines(text, style, span) > 1:
            style = self._styles.wrapping(style)
        return self._text(row, column, style, text_cell(text))

    def _text(self, row: int, column: int, style: int, content: str) -> str:
        p, address = self._prefix, f"{letters(column - 1)}{row}"
        content = content.replace("<", f"<{p}").replace(f"<{p}/", f"</{p}")
        return f'<{p}c r="{address}" s="{style}" t="inlineStr">{content}</{p}c>'

    def _rich_text(self, row: int, column: int, new: CellText) -> str:
        """The content of a cell whose text has several looks, empty where it has one."""
        cell = self._cells.get(row, {}).get(column)
        value = cell.find("{*}v") if cell is not None and cell.get("t") == "s" else None
        item = self._rich.get(value.text or "") if value is not None else None
        return f"<is>{changed_item(item, new.stretches)}</is>" if item else ""

    def _format(self, style: int) -> Format:
        return self._formats[style] if style < len(self._formats) else self._formats[0]

    def _style(self, row: int, column: int) -> int:
        cell = self._cells.get(row, {}).get(column)
        if cell is not None:
            return _number(cell.get("s"))
        line = self._rows.get(row)
        if line is not None and line.get("customFormat") in ("1", "true"):
            return _number(line.get("s"))
        for element in self.markup.root.iterfind("{*}cols/{*}col"):
            if _number(element.get("min")) <= column <= _number(element.get("max")):
                return _number(element.get("style"))
        return 0

    def _put(self, changed: dict[tuple[int, int], str | None], moves: Moves) -> None:
        """Put in cells, and rows, that the sheet does not hold yet."""
        for (row, column), xml in sorted(changed.items()):
            if xml is None or column in self._cells.get(row, {}):
                continue
            if row in self._rows:
                _insert(self.markup, self._rows[row], self._cells[row], column, xml)
            else:
                self._new.setdefault(row, {})[column] = xml
        for row, cells in self._new.items():
            xml = f'<{self._prefix}row r="{moves.row(row)}">{"".join(cells.values())}</{self._prefix}row>'
            _insert(self.markup, self._data, self._rows, row, xml)

    # --- rows ---

    def _move_row(
        self, row: int, element: Element, changed: dict[tuple[int, int], str | None], moves: Moves, height: float | None
    ) -> None:
        new = moves.row(row)
        if new != row:
            self.markup.set_attribute(element, "r", str(new))
        if height is not None:
            self.markup.set_attribute(element, "ht", f"{height:g}")
            self.markup.set_attribute(element, "customHeight", "1")
        for column, cell in self._cells[row].items():
            xml = changed.get((row, column))
            if xml is not None:
                self.markup.replace(*self.markup.span(cell), xml)
                continue
            if new != row:
                self.markup.set_attribute(cell, "r", f"{letters(column - 1)}{new}")
            if (row, column) in self._formulas and moves:
                self._move_formula(row, column, cell, moves)

    def _move_formula(self, row: int, column: int, cell: Element, moves: Moves) -> None:
        element = cell.find("{*}f")
        assert element is not None
        old = self._formulas[row, column]
        new = moves.formula(old, self.name, own=True)
        array = f' t="array" ref="{moves.ranges(element.get("ref", ""))}"' if element.get("t") == "array" else ""
        if new != old or element.get("t") == "shared" or array:
            self.markup.replace(*self.markup.span(element), f"<{self._prefix}f{array}>{escaped(new)}</{self._prefix}f>")

    def _insert(self, row: int, rows: list[NewRow], moves: Moves) -> None:
        """Put in the copies of a row behind it."""
        first = moves.row(row) + 1
        copies = [self._copy(row, first + number, new, moves) for number, new in enumerate(rows)]
        element = self._rows.get(row)
        if element is not None:
            self.markup.after(element, "".join(copies))
        else:
            _insert(self.markup, self._data, self._rows, row + 1, "".join(copies))

    def _copy(self, row: int, at: int, new: NewRow, moves: Moves) -> str:
        columns = {cell.column: row_and_column(cell.address)[1] for cell in new.grid.cells if cell.address}
        texts = {columns[column]: text for column, text in new.texts.items()}
        goes_on = {columns[column] for column in new.extended}
        held = self._cells.get(row, {})
        cells = [
            self._copied_cell(row, at, column, texts.get(column), moves, goes_on)
            for column in sorted(held.keys() | texts.keys())
        ]
        spans = {column: self._lane_range(row, column) for column in texts}
        height = self._heights.of_new(
            row, {column: (text, spans[column]) for column, text in texts.items()}, self._style
        )
        return f'<{self._prefix}row r="{at}"{height}>{"".join(cells)}</{self._prefix}row>'

    def _lane_range(self, row: int, column: int) -> Range:
        """The columns that a cell of a copied row covers: those of the range that it belongs to."""
        for each in self._merges.ranges.values():
            if each.top <= row <= each.bottom and each.left == column:
                return each._replace(top=row, bottom=row)
        return Range(row, column, row, column)

    def _copied_cell(self, row: int, at: int, column: int, text: str | None, moves: Moves, goes_on: set[int]) -> str:
        style = self._style(row, column)
        p, address = self._prefix, f"{letters(column - 1)}{at}"
        formula = self._formulas.get((row, column))
        if formula is not None and column not in goes_on:
            own = copied_formula(moves.formula(formula, self.name, own=True), at - moves.row(row))
            return f'<{p}c r="{address}" s="{style}"><{p}f>{escaped(own)}</{p}f></{p}c>'
        if text is None:
            return f'<{p}c r="{address}" s="{style}"/>'
        return self._xml(at, column, style, text, self._lane_range(row, column))

    # --- beside the cells ---

    def _move_beside(self, added: dict[int, list[NewRow]], moves: Moves) -> None:
        self._move_merges(self._merges.with_rows(added, moves))
        for element in self.markup.root.iter():
            name = local(element.tag)
            if (attribute := _GROWING.get(name)) and (ranges := element.get(attribute)):
                self.markup.set_attribute(element, attribute, moves.ranges(ranges))
            elif name == "dimension":
                self.markup.set_attribute(element, "ref", moves.ranges(element.get("ref", "")))
            elif name == "hyperlink":
                self.markup.set_attribute(element, "ref", moves.corner_ranges(element.get("ref", "")))
            elif name == "brk" and local(self.markup.parents[element].tag) == "rowBreaks":
                self.markup.set_attribute(element, "id", str(moves.row(_number(element.get("id")))))
            elif name == "sqref" and element.text:
                self._replace_text(element, moves.ranges(element.text))
            elif name in _FORMULAS and element.text and not self._is_in_cell(element):
                self._replace_text(element, moves.formula(element.text, self.name, own=True))

    def _is_in_cell(self, element: Element) -> bool:
        return local(self.markup.parents[element].tag) == "c"

    def _replace_text(self, element: Element, text: str) -> None:
        if text != element.text:
            self.markup.replace(*self.markup.inner(element), escaped(text))

    def _move_merges(self, references: list[str]) -> None:
        p = self._prefix
        ranges = "".join(f'<{p}mergeCell ref="{reference}"/>' for reference in references)
        if not references:
            return
        xml = f'<{p}mergeCells count="{len(references)}">{ranges}</{p}mergeCells>'
        if self._merged is not None:
            self.markup.replace(*self.markup.span(self._merged), xml)
        else:
            last = [child for child in self.markup.root if local(child.tag) in _BEFORE_MERGES][-1]
            self.markup.after(last, xml)

    def _written_formulas(self) -> Iterator[tuple[tuple[int, int], str]]:
        """Give each formula by its cell, shared ones written out."""
        shared: dict[str, tuple[str, int, int]] = {}
        for row, cells in self._cells.items():
            for column, cell in cells.items():
                element = cell.find("{*}f")
                if element is None:
                    continue
                group, text = element.get("si", ""), element.text or ""
                if element.get("t") == "shared" and text:
                    shared[group] = text, row, column
                elif element.get("t") == "shared" and group in shared:
                    first, top, left = shared[group]
                    text = copied_formula(first, row - top, column - left)
                yield (row, column), text


def _without_idle_rows(data: bytes) -> bytes:
    """Blank rows by the hundred thousand behind the last text are a slip of some program and only cost time."""
    end = data.find(b"</sheetData>")
    start = data.rfind(b"</c>", 0, end)
    if start < 0 or data.count(b"<row", start, end) <= _MOST_IDLE_ROWS:
        return data
    for _ in range(_KEPT_ROWS):
        start = data.find(b"<row", start + 1)
    return data[:start] + data[end:]


def _numbered(parent: Element, by_column: bool) -> dict[int, Element]:
    """Give rows or cells by their numbers from 1: those of their addresses, else the next ones."""
    found: dict[int, Element] = {}
    number = 0
    for child in parent:
        address = child.get("r", "")
        own = row_and_column(address)[1] if by_column and address else _number(address) if not by_column else 0
        number = own or number + 1
        found[number] = child
    return found


def _insert(markup: Markup, parent: Element, children: dict[int, Element], number: int, xml: str) -> None:
    behind = min((other for other in children if other > number), default=None)
    if behind is None:
        markup.append(parent, xml)
    else:
        markup.before(children[behind], xml)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
