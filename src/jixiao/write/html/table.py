"""A table on the page: in a box that scrolls by itself, its first column held, labels told from values."""

from __future__ import annotations

from typing import NamedTuple

from jixiao.write.html.words import attribute, words
from jixiao.write.paper import Cell, Table, stands_right
from jixiao.write.slots import filled
from jixiao.write.wide import MILLIMETRES, SIZES, needs_of

_PADDING = 1.0  # em at both sides of a cell together
_ROOMY = 1.25  # times the least width of a column: on a screen there is room
_HELD = 9.0  # em: a wider first column would hide the others on a phone
_SHEET = 257.0  # millimetres of a line on A4 on its side
_CLASS = {"left": "l", "right": "r", "center": ""}


class Drawn(NamedTuple):
    """A table as HTML, and the rules of style that it has for itself."""

    html: str
    style: str


def draw_table(table: Table, anchor: str) -> Drawn:
    """Give a table with its title and the lines around it."""
    needs = needs_of(table)
    is_vast = sum(need * SIZES[-1] * MILLIMETRES + 1 for need in needs) > _SHEET
    return Drawn(_html(table, anchor, is_vast), "\n".join(_style(table, anchor, needs, is_vast)))


def _line_above(line: str) -> str:
    return f'<p class="{"number" if stands_right(line) else "annex"}">{words(line)}</p>'


def _html(table: Table, anchor: str, is_vast: bool) -> str:
    lines = "".join(_line_above(line) for line in table.heading)
    notes = "".join(f'<p class="note">{words(note)}</p>' for note in table.notes)
    marks = {"table": True, "page": table.new_page, "lying": table.landscape and not is_vast}
    return (
        f'<section class="{" ".join(mark for mark in marks if marks[mark])}" id="{anchor}">'
        f"{lines}{_title(table)}{_above(table)}"
        f'<div class="scroll" role="region" tabindex="0" aria-label="{attribute(table.title or table.name)}">'
        f"<table>{'<col>' * table.columns}{_rows(table)}</table></div>{notes}</section>"
    )


def _style(table: Table, anchor: str, needs: list[float], is_vast: bool) -> list[str]:
    """The widths of the columns, and the sheet in print: for a table that no paper has room for, one as wide as it."""
    least = sum(need * _ROOMY + _PADDING for need in needs)
    whole = sum(table.widths) or 1.0
    rules = [f"#{anchor} table{{min-width:{least:.1f}em}}"]
    rules += [f"#{anchor} col:nth-child({at}){{width:{width / whole:.1%}}}" for at, width in enumerate(table.widths, 1)]
    if needs and needs[0] <= _HELD:
        rules.append(f"#{anchor} .f{{position:sticky;left:0;z-index:1}}")
    if table.min_height:
        rules.append(f"#{anchor} td,#{anchor} th{{height:{table.min_height:g}mm}}")
    if is_vast:
        rules.append(f"@page {anchor}{{size:{max(300, least * 3):.0f}mm 210mm;margin:15mm}}")
        rules.append(f"@media print{{#{anchor}{{page:{anchor}}}}}")
    return rules


def _title(table: Table) -> str:
    tag = "h2" if table.outline else "p"
    return f'<{tag} class="table-title">{words(table.title)}</{tag}>' if table.title else ""


def _above(table: Table) -> str:
    if not (table.left_line or table.unit_line):
        return ""
    return f'<div class="above"><p>{words(table.left_line)}</p><p>{words(table.unit_line)}</p></div>'


def _rows(table: Table) -> str:
    rows = [_row(row, head=number < table.header_rows) for number, row in enumerate(filled(table))]
    head, body = "".join(rows[: table.header_rows]), "".join(rows[table.header_rows :])
    return f"{f'<thead>{head}</thead>' if head else ''}<tbody>{body}</tbody>"


def _row(row: list[tuple[int, Cell]], *, head: bool) -> str:
    above = head or all(cell.label or not cell.text for _, cell in row)
    cells = (_cell(cell, first=column == 0, above=above, head=head) for column, cell in row)
    return f"<tr>{''.join(cells)}</tr>\n"


def _cell(cell: Cell, *, first: bool, above: bool, head: bool) -> str:
    is_label = bool(cell.text) and (cell.label or head)
    marks = [_span("rowspan", cell.rows), _span("colspan", cell.columns), _scope(cell, above) if is_label else ""]
    look = " ".join(filter(None, [_CLASS[cell.align], "f" if first else "", "b" if cell.bold else ""]))
    marks.append(f' class="{look}"' if look else "")
    marks.append(f' data-concept="{attribute(cell.tag)}"' if cell.tag else "")
    tag = "th" if is_label else "td"
    return f"<{tag}{''.join(marks)}>{words(cell.text)}</{tag}>"


def _span(name: str, count: int) -> str:
    return f' {name}="{count}"' if count > 1 else ""


def _scope(cell: Cell, above: bool) -> str:
    """What a label is of: of the columns below it, or of the row beside it."""
    if above:
        return f' scope="{"colgroup" if cell.columns > 1 else "col"}"'
    return f' scope="{"rowgroup" if cell.rows > 1 else "row"}"'
