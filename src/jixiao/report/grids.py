"""A form drawn as it was read: its paragraphs and its grid with merged cells, the wrong cells marked."""

from __future__ import annotations

from html import escape

from jixiao.read.layout import Cell, Grid, Paragraph
from jixiao.report.marks import Mark, Marks
from jixiao.report.markup import marks_html, table_html, text, worst
from jixiao.report.regions import GridPart, Part

MOST_ROWS = 500


def draw_parts(parts: list[Part], marks: Marks) -> str:
    """Give the HTML of a form's region."""
    return "\n".join(_grid(part, marks) if isinstance(part, GridPart) else _paragraph(part, marks) for part in parts)


def _paragraph(paragraph: Paragraph, marks: Marks) -> str:
    found = marks.of_paragraph(paragraph)
    if not found and not paragraph.text.strip():
        return ""
    anchor = marks.paragraph_anchor(paragraph.number)
    return f"<p{_marked(found, anchor, 'line')}>{text(paragraph.text.strip())}{_links(found, marks)}</p>"


def _grid(part: GridPart, marks: Marks) -> str:
    last = min(part.last, part.first + MOST_ROWS - 1)
    rows = _rows(part, last)
    body = "\n".join(f"<tr>{''.join(_cell(part, cell, last, marks) for cell in row)}</tr>" for row in rows)
    left_out = part.last - last
    more = f'<p class="more">（下面还有 {left_out} 行，此处从略）</p>' if left_out else ""
    return table_html(_caption(part.grid), body) + more


def _caption(grid: Grid) -> str:
    sheet = f"工作表“{escape(grid.sheet)}”，" if grid.sheet else ""
    return f"{sheet}第 {grid.table} 个表"


def _rows(part: GridPart, last: int) -> list[list[Cell]]:
    """Give the cells to draw row by row; a position that no cell covers is filled with an empty cell."""
    rows: list[list[Cell]] = [[] for _ in range(last - part.first + 1)]
    covered: set[tuple[int, int]] = set()
    for cell in part.grid.cells:
        if cell.row + cell.rows > part.first and cell.row <= last:
            rows[max(cell.row, part.first) - part.first].append(cell)
            covered.update(_positions(cell, part.first, last))
    columns = 1 + max((column for _, column in covered), default=0)
    for index, row in enumerate(rows, part.first):
        row += [Cell("", index, column) for column in range(columns) if (index, column) not in covered]
        row.sort(key=lambda cell: cell.column)
    return [_spilled(row) for row in rows] if part.grid.sheet else rows


def _spilled(row: list[Cell]) -> list[Cell]:
    """Let the only text of a worksheet row run over the blank cells to its right, as spreadsheets show it."""
    texts = [index for index, cell in enumerate(row) if cell.text.strip()]
    if len(texts) != 1 or any(cell.rows > 1 or cell.columns > 1 for cell in row):
        return row
    index, cell = texts[0], row[texts[0]]
    spilled = Cell(cell.text, cell.row, cell.column, 1, len(row) - index)
    return [*row[:index], spilled]


def _positions(cell: Cell, first: int, last: int) -> set[tuple[int, int]]:
    rows = range(max(cell.row, first), min(cell.row + cell.rows, last + 1))
    return {(row, column) for row in rows for column in range(cell.column, cell.column + cell.columns)}


def _cell(part: GridPart, cell: Cell, last: int, marks: Marks) -> str:
    rows = min(cell.row + cell.rows, last + 1) - max(cell.row, part.first)
    spans = (f' rowspan="{rows}"' if rows > 1 else "") + (f' colspan="{cell.columns}"' if cell.columns > 1 else "")
    found = marks.of_cell(part.grid, cell)
    anchor = marks.cell_anchor(part.grid, cell)
    return f"<td{spans}{_marked(found, anchor)}>{text(cell.text.strip())}{_links(found, marks)}</td>"


def _marked(found: list[Mark], anchor: str, kind: str = "") -> str:
    if not found:
        return f' class="{kind}"' if kind else ""
    return f' class="{f"{kind} {worst(found)}".strip()}" id="{escape(anchor)}"'


def _links(found: list[Mark], marks: Marks) -> str:
    return marks_html(found, marks.anchor) if found else ""
