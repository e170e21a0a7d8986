"""Tables of the data completed: the 类 and 款 above the subjects given, totals and sums that were left out."""

from __future__ import annotations

from decimal import Decimal

from jixiao.knowledge.disclosure_tables import TABLE_SETS, Block, Foot, Line, TableLayout, table_set
from jixiao.knowledge.tables import line_words, table_kind
from jixiao.model.accounts import AccountsTable, TableRow
from jixiao.model.value import Value, blank
from jixiao.read.data.sheet_plan import sheet_layout
from jixiao.read.data.table_rows import BlockRows, block_rows

_CLASS = 3  # digits of the code of a 类


def layout_of(kind: str) -> TableLayout | None:
    """Give the first layout of a kind among the sets that come with the program, None where none has it."""
    return next((layout for name in TABLE_SETS if (layout := table_set(name).layout(kind))), None)


def completed(table: AccountsTable, year: int | None) -> AccountsTable:
    """Give a table with the rows and figures that follow from those it has; what it has is left as it is."""
    layout = layout_of(table.id)
    if layout is None or not table.rows:
        return table
    _settle_sides(table, layout, year)
    blocks = block_rows(sheet_layout(layout), table, year, table.unit or "万元")
    for rows in blocks:
        _complete_block(table, rows)
    for foot in layout.foot:
        _complete_foot(table, foot, [rows for rows in blocks if rows.block.side == foot.side])
    return table


def _settle_sides(table: AccountsTable, layout: TableLayout, year: int | None) -> None:
    """Give rows that were typed without their side the side of the block that knows them."""
    for row in table.rows if len(layout.blocks) > 1 else ():
        if row.side is None:
            known = (block.side for block in layout.blocks if _knows(block, row, year))
            row.side = next(known, None)


def _knows(block: Block, row: TableRow, year: int | None) -> bool:
    code, words = row.code.text or "", line_words(row.label.text or "")
    lines = [*block.lines_in(year), *block.ends_in(year)]
    return (bool(block.economic) and code.startswith(block.economic)) or any(
        (line.concept is not None and line.concept == row.concept)
        or (bool(code) and line.code == code)
        or (bool(words) and line_words(line.label) == words)
        for line in lines
    )


def _complete_block(table: AccountsTable, rows: BlockRows) -> None:
    for line in rows.lines:
        figures = {
            column.id: figure.number for column in rows.columns if (figure := rows.figures.get((line.key, column.id)))
        }
        if line.key and any(number is not None for number in figures.values()):
            row = rows.given.get(line.key) or _new_row(table, rows, line)
            row.label = row.label or Value(line.label or None)
            row.concept = row.concept or line.concept or table_kind(table.id).rows
            _fill(row, figures)


def _complete_foot(table: AccountsTable, foot: Foot, blocks: list[BlockRows]) -> None:
    """Add a sum at the foot: of all 类 of its side."""
    if any(row.concept == foot.concept for row in table.rows):
        return
    sums: dict[str, Decimal | None] = {}
    for (key, column), figure in (entry for rows in blocks for entry in rows.figures.items()):
        if len(key) == _CLASS and figure.number is not None:
            sums[column] = (sums.get(column) or Decimal(0)) + figure.number
    if sums:
        table.rows.append(TableRow(Value(foot.label), side=foot.side, concept=foot.concept))
        _fill(table.rows[-1], sums)


def _fill(row: TableRow, figures: dict[str, Decimal | None]) -> None:
    for column, number in figures.items():
        if number is not None and not row.values.get(column):
            row.values[column] = Value(f"{number:f}")


def _new_row(table: AccountsTable, rows: BlockRows, line: Line) -> TableRow:
    """Add a row where it belongs: codes in their order, a total in front of all codes, other lines at the end."""
    kind = table_kind(table.id)
    row = TableRow(Value(line.label), Value(line.code) if line.code else blank(), side=rows.block.side)
    row.concept = line.concept if line.concept else kind.rows
    coded = [place for place, other in enumerate(table.rows) if other.code and other.side == row.side]
    later = [place for place in coded if not line.code or (table.rows[place].code.text or "") > line.code]
    table.rows.insert(later[0] if later else coded[-1] + 1 if coded else len(table.rows), row)
    return row
