"""A form laid out band by band: fixed rows, funding lines, indicators with their merged levels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from jixiao.knowledge.form_layout import INDICATOR_FIELDS, LINE_FIELDS, Band, CellPattern, Row, Sheet
from jixiao.model.form import Form, FundingLine, Indicator
from jixiao.score.points import points
from jixiao.write.forms.fields import form_pieces, target_of
from jixiao.write.forms.grid import GridBuilder, Spot, shown, sum_up
from jixiao.write.forms.pieces import Field, Pieces, pieces_of, printed
from jixiao.write.forms.rows import own_labels, source_label
from jixiao.write.paper import Cell

_SCORED = ("weight", "score")


class _Made(NamedTuple):
    """A cell with the pieces that it is made of."""

    cell: Cell
    pieces: Pieces


class FormGrid:
    """Lays out one form by a sheet, row for row as it stands; `grid` is what it becomes, `pieces` what cells are of."""

    def __init__(self, form: Form, sheet: Sheet) -> None:
        self.form = form
        self.sheet = sheet
        self.grid = GridBuilder(len(sheet.widths))
        self.pieces: dict[Spot, Pieces] = {}
        self._parts: dict[str, list[Spot]] = {"weight": [], "score": []}
        self._totals: dict[str, Spot] = {}
        for band in sheet.bands:
            self._band(band)
        for name, spot in self._totals.items():
            sum_up(self.grid, spot, self._parts[name])

    def find(self, name: str) -> Pieces:
        """Give the pieces of a field of the form as a whole."""
        return form_pieces(self.form, name)

    def _band(self, band: Band) -> None:
        side = self._side(band)
        for number, row in enumerate(band.head):
            self._add(row, self.find, side if number == 0 else None)
        add = {"once": self._nothing, "funding": self._funding, "indicators": self._indicators}[band.each]
        add(band, None if band.head else side)

    def _side(self, band: Band) -> _Made | None:
        """The label that governs all rows of the band."""
        if band.side is None:
            return None
        repeats = {"once": 0, "funding": len(self.form.funding), "indicators": len(self.form.indicators)}[band.each]
        return _made(band.side, len(band.head) + repeats, self.find, label=True)

    def _nothing(self, band: Band, side: _Made | None) -> None:
        """A band that is not repeated has its rows already."""

    def _funding(self, band: Band, side: _Made | None) -> None:
        labels, lines = own_labels(self.form, band), self.form.funding
        for number, line in enumerate(lines):
            row = band.total if band.total and line.source == "total" else band.line
            right = _made(band.right, len(lines), self.find) if band.right is not None and number == 0 else None
            find = _line_find(self.find, line, number, labels.get(number))
            self._add(row, find, side if number == 0 else None, right)

    def _indicators(self, band: Band, side: _Made | None) -> None:
        rows = self.form.indicators
        merged = merges(rows, band)
        for number in range(len(rows)):
            find = _indicator_find(self.find, self.form, band, self.sheet, number, merged[number])
            spots = self._add(band.line, find, side if number == 0 else None, spans=merged[number])
            self._remember(spots, _SCORED)

    def _add(
        self,
        row: Row,
        find: Callable[[str], Pieces],
        side: _Made | None = None,
        right: _Made | None = None,
        spans: dict[str, int] | None = None,
    ) -> dict[str, Spot]:
        """Add a row; gives where the cells stand that show one field each. `spans` has 0 for a cell merged above."""
        begun = [(pattern, rows) for pattern in row if (rows := _span(pattern, spans)) > 0]
        beside = [side] if side is not None else []
        made = [*beside, *(_made(pattern, rows, find) for pattern, rows in begun), *([right] if right else [])]
        spots = self.grid.add_row([each.cell for each in made])
        self.pieces |= {spot: each.pieces for spot, each in zip(spots, made, strict=True)}
        named = {
            pattern.fields[0]: spot
            for (pattern, _), spot in zip(begun, spots[len(beside) :], strict=False)
            if pattern.fields
        }
        self._totals |= {name: named[f"total.{name}"] for name in _SCORED if f"total.{name}" in named}
        self._remember(named, ("execution.weight", "execution.score"))
        return named

    def _remember(self, spots: dict[str, Spot], names: Sequence[str]) -> None:
        for name in names:
            if name in spots and self.grid.cell(spots[name]).number is not None:
                self._parts[name.rpartition(".")[2]].append(spots[name])


def merges(rows: Sequence[Indicator], band: Band) -> list[dict[str, int]]:
    """For each row give how many rows its merged cells take, 0 where the cell above goes on."""
    spans: list[dict[str, int]] = [{} for _ in rows]
    for depth, name in enumerate(band.merge):
        keys = [tuple(getattr(row, level).text for level in band.merge[: depth + 1]) for row in rows]
        for key, group in groupby(range(len(rows)), keys.__getitem__):
            members = list(group)
            if key[-1] is not None:
                for at in members:
                    spans[at][name] = len(members) if at == members[0] else 0
    return spans


def _span(pattern: CellPattern, spans: dict[str, int] | None) -> int:
    return spans.get(pattern.fields[0], pattern.rows) if spans and pattern.fields else pattern.rows


def _made(pattern: CellPattern, rows: int, find: Callable[[str], Pieces], label: bool = False) -> _Made:
    pieces: Pieces = pieces_of(pattern.text, find) if pattern.fields else (pattern.text,)
    is_label = label or not pattern.fields
    left = pattern.left and not label
    return _Made(shown(printed(pieces), columns=pattern.columns, rows=rows, left=left, label=is_label), pieces)


def _line_find(
    find: Callable[[str], Pieces], line: FundingLine, number: int, label: str | None
) -> Callable[[str], Pieces]:
    """What the fields of a funding line are; a label of the layout itself is no field."""

    def of_line(name: str) -> Pieces:
        if name == "label" and label is not None:
            return (label,)
        if name not in LINE_FIELDS:
            return find(name)
        blank = source_label(line) if name == "label" else ""
        return (Field(f"/funding/{number}/{name}", getattr(line, name).text or "", blank),)

    return of_line


def _indicator_find(
    find: Callable[[str], Pieces], form: Form, band: Band, sheet: Sheet, number: int, spans: dict[str, int]
) -> Callable[[str], Pieces]:
    indicator = form.indicators[number]
    target = target_of(indicator, band)

    def of_indicator(name: str) -> Pieces:
        if name not in INDICATOR_FIELDS:
            return find(name)
        text = getattr(target if name in target._fields else indicator, name)
        text = text if isinstance(text, str) else text.text or ""
        below = range(number + 1, number + spans.get(name, 1))
        field = Field(f"/indicators/{number}/{name}", text, also=tuple(f"/indicators/{at}/{name}" for at in below))
        if name == "level1" and text and sheet.level1_points:
            return (field, _points_behind(text, indicator, form.indicators))
        return (field,)

    return of_indicator


def _points_behind(level1: str, indicator: Indicator, rows: Sequence[Indicator]) -> str:
    """（50分） behind a level 1 that has no points yet, where all its indicators have some."""
    weights = [points(row.weight) for row in rows if row.level1.text == indicator.level1.text and row.name]
    if "分" in level1 or not weights or None in weights:
        return ""
    total = sum((weight for weight in weights if weight is not None), Decimal(0))
    return f"（{total.normalize():f}分）" if total else ""
