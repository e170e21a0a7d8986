"""The tables of the disclosure (决算公开表) as they are published, from the tables of the data.

The layout (knowledge/disclosure) says what stands where; the data gives the figures. Sums know their addends, so that
a workbook can calculate them. A table without figures keeps its grid and says in one sentence that it has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.knowledge.disclosure_tables import Foot, Line, TableLayout, TableSet
from jixiao.knowledge.tables import table_kind
from jixiao.model.accounts import AccountsTable
from jixiao.model.unit_year import UnitYear
from jixiao.read.data.table_rows import Figure, block_rows, number_of
from jixiao.score.rounding import half_up
from jixiao.write.paper import Addend, Cell, Table
from jixiao.write.table_head import Leaf, Placed, head_rows, leaves

_LANDSCAPE_FROM = 13.0  # widths together that are too much for a page upright
_INDENT = "　"


def disclosure_tables(data: UnitYear, tables: TableSet, money: str = "万元") -> list[Table]:
    """Give all tables of a set in their order, amounts in `money` (元 or 万元); those without data are empty."""
    return [table_block(layout, data.table(layout.kind), data, tables, money) for layout in tables.layouts]


def table_block(
    layout: TableLayout, table: AccountsTable | None, data: UnitYear, tables: TableSet, money: str = "万元"
) -> Table:
    """Give one table as published; `table` is what the data has for it, amounts are printed in `money`."""
    return _Making(layout, table, data, tables, money).table()


class _Making:
    """One table on its way."""

    def __init__(
        self, layout: TableLayout, table: AccountsTable | None, data: UnitYear, tables: TableSet, money: str
    ) -> None:
        self.layout, self.given, self.data, self.tables, self.money = layout, table, data, tables, money
        self.blocks = block_rows(layout, table, data.year, money)
        self.leaves = leaves(layout, self.blocks, tables.code)
        self.head = head_rows(layout, self.leaves)
        self.rows_of = [
            {line.key: len(self.head) + place for place, line in enumerate(rows.lines) if line.key}
            for rows in self.blocks
        ]
        self.column_of = {(leaf.block, leaf.column): place for place, leaf in enumerate(self.leaves) if leaf.column}

    def table(self) -> Table:
        """Give the table."""
        layout, about = self.layout, self._about()
        widths = [leaf.width for leaf in self.leaves]
        return Table(
            name=layout.title,
            title=layout.title,
            widths=widths,
            cells=[*self.head, *self._body(), *self._foot()],
            header_rows=len(self.head),
            left_line=self.tables.left.format_map(about),
            unit_line=self.tables.right.format_map(about),
            notes=self._notes(about),
            landscape=sum(widths) > _LANDSCAPE_FROM,
            outline=True,
            heading=[layout.number] if layout.number else [],
        )

    def _about(self) -> dict[str, str]:
        unit = self.data.unit
        who = "部门" if unit.whole else "单位"
        return {"unit": unit.name, "year": str(self.data.year), "who": who, "money": self.money}

    def _notes(self, about: dict[str, str]) -> list[str]:
        own = [note.text for note in self.given.notes if note.text] if self.given else []
        if own:
            return own
        empty = self.layout.empty and all(rows.empty for rows in self.blocks)
        return [note.format_map(about) for note in ([self.layout.empty] if empty else self.layout.notes)]

    def _body(self) -> list[list[Placed]]:
        height = len(self.blocks[0].lines)
        return [
            [cell for number in range(len(self.blocks)) for cell in self._line(number, row)] for row in range(height)
        ]

    def _line(self, number: int, row: int) -> Iterator[Placed]:
        """Give the cells of one block in one row."""
        rows = self.blocks[number]
        line = rows.lines[row]
        own = [(place, leaf) for place, leaf in enumerate(self.leaves) if leaf.block == number]
        yield from self._label(line, own)
        for place, leaf in own:
            if leaf.role == "serial":
                yield place, Cell(str(number * len(rows.lines) + row + 1), label=True)
            elif leaf.role == "figure":
                yield place, self._figure(number, line, leaf.column)

    def _label(self, line: Line, own: Sequence[tuple[int, Leaf]]) -> Iterator[Placed]:
        """Give the cells of code and name; a line without a code has both in one cell."""
        named = [place for place, leaf in own if leaf.role in ("code", "label")]
        if not named:
            return
        total = not line.code and (bool(line.sum) or line.label.endswith("计"))
        codes = len(named) - 1
        if codes and (line.code or not line.label):
            yield named[0], Cell(line.code or "", 1, codes, align="left", label=True)
            named = named[-1:]
        text = _INDENT * line.indent + line.label
        yield named[0], Cell(text, 1, len(named), align="center" if total else "left", label=True, bold=total)

    def _figure(self, number: int, line: Line, column: str) -> Cell:
        figure = self.blocks[number].figures.get((line.key, column), Figure()) if line.key else Figure()
        cell = self._cell(figure, line.concept, line.code, column)
        cell.addends = [Addend(self.rows_of[number][key], self.column_of[number, other]) for key, other in figure.parts]
        return cell

    def _cell(self, figure: Figure, concept: str | None, code: str | None, column: str) -> Cell:
        if figure.number is None:
            return Cell(figure.text or "", align="right")
        text = f"{half_up(figure.number, self.tables.places):,f}"
        tag = self._tag(concept, code, column)
        return Cell(text, align="right", number=figure.number, places=self.tables.places, tag=tag)

    def _tag(self, concept: str | None, code: str | None, column: str) -> str | None:
        kind = table_kind(self.layout.kind)
        meaning = kind.figure(concept or (kind.rows if code else None), column)
        if meaning is None:
            return None
        tag = meaning[0] if meaning[1] == "amount" else f"{meaning[0]}.{meaning[1]}"
        return f"{tag}[{code}]" if code else tag

    # --- sums at the foot

    def _foot(self) -> list[list[Placed]]:
        return [[cell for foot in self.layout.foot for cell in self._foot_cells(foot)]] if self.layout.foot else []

    def _foot_cells(self, foot: Foot) -> Iterator[Placed]:
        blocks = [number for number, rows in enumerate(self.blocks) if rows.block.side == foot.side]
        places = [place for place, leaf in enumerate(self.leaves) if leaf.block in blocks]
        yield places[0], Cell(foot.label, 1, len(places) - 1, label=True, bold=True)
        cell = self._foot_figure(foot, blocks, self.leaves[places[-1]].column)
        yield places[-1], cell

    def _foot_figure(self, foot: Foot, blocks: list[int], column: str) -> Cell:
        parts = [
            (self.blocks[number].figures[line.key, column].number, Addend(self.rows_of[number][line.key], place))
            for number in blocks
            for line in self.blocks[number].lines
            if line.code and not line.indent and (line.key, column) in self.blocks[number].figures
            for place in [self.column_of[number, column]]
        ]
        summed = sum((number for number, _ in parts if number is not None), Decimal(0))
        given = self._foot_number(foot, column)
        known = given if given is not None else summed if parts else None
        cell = self._cell(Figure(number=known), foot.concept, None, column)
        if parts and known == summed:
            cell.addends = [addend for _, addend in parts]
        return cell

    def _foot_number(self, foot: Foot, column: str) -> Decimal | None:
        rows = [row for row in self.given.rows if row.concept == foot.concept] if self.given else []
        values = [row.values.get(column) or row.values.get("total") for row in rows]
        numbers = [number_of(value, self.given.unit if self.given else None, self.money) for value in values if value]
        return next((number for number in numbers if number is not None), None)
