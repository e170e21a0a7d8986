"""A form laid out band by band: fixed rows, funding lines, indicators with their merged levels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import groupby

from jixiao.knowledge.form_layout import Band, CellPattern, Row, Sheet
from jixiao.model.form import SOURCE_NAMES, Form, FundingLine, Indicator
from jixiao.model.value import Value
from jixiao.score.points import points
from jixiao.write.forms.fields import form_field, indicator_field, line_field, text_of
from jixiao.write.forms.grid import GridBuilder, Spot, shown, sum_up
from jixiao.write.paper import Cell

_SOURCES = SOURCE_NAMES | {"fiscal": "其中：财政拨款"}
_SCORED = ("weight", "score")


class FormGrid:
    """Lays out one form by a sheet; `grid` is what it becomes."""

    def __init__(self, form: Form, sheet: Sheet) -> None:
        self.form = form
        self.sheet = sheet
        self.grid = GridBuilder(len(sheet.widths))
        self._parts: dict[str, list[Spot]] = {"weight": [], "score": []}
        self._totals: dict[str, Spot] = {}
        for band in sheet.bands:
            self._band(band)
        for name, spot in self._totals.items():
            sum_up(self.grid, spot, self._parts[name])

    def _band(self, band: Band) -> None:
        side = self._side(band)
        for number, row in enumerate(band.head):
            self._add(row, self._show, side if number == 0 else None)
        add = {"once": self._nothing, "funding": self._funding, "indicators": self._indicators}[band.each]
        add(band, None if band.head else side)

    def _side(self, band: Band) -> Cell | None:
        """The label that governs all rows of the band."""
        if band.side is None:
            return None
        rows = len(band.head) + self._repeats(band)
        return shown(text_of(band.side.text, self._show), columns=band.side.columns, rows=rows, label=True)

    def _repeats(self, band: Band) -> int:
        if band.each == "funding":
            return len(funding_lines(self.form, band))
        return len(indicator_rows(self.form, band)) if band.each == "indicators" else 0

    def _nothing(self, band: Band, side: Cell | None) -> None:
        """A band that is not repeated has its rows already."""

    def _funding(self, band: Band, side: Cell | None) -> None:
        lines = funding_lines(self.form, band)
        for number, (label, line) in enumerate(lines):
            row = band.total if band.total and line.source == "total" else band.line
            right = self._right(band, len(lines)) if number == 0 else None
            self._add(row, _line_show(self._show, line, label), side if number == 0 else None, right)

    def _right(self, band: Band, rows: int) -> Cell | None:
        if band.right is None:
            return None
        return shown(text_of(band.right.text, self._show), columns=band.right.columns, rows=rows, left=band.right.left)

    def _indicators(self, band: Band, side: Cell | None) -> None:
        rows = indicator_rows(self.form, band)
        merged = _merges(rows, band)
        for number, indicator in enumerate(rows):
            show = _indicator_show(self._show, indicator, band, self.sheet, rows)
            spots = self._add(band.line, show, side if number == 0 else None, spans=merged[number])
            self._remember(spots, ("weight", "score"))

    def _add(
        self,
        row: Row,
        show: Callable[[str], str],
        side: Cell | None = None,
        right: Cell | None = None,
        spans: dict[str, int] | None = None,
    ) -> dict[str, Spot]:
        """Add a row; gives where the cells stand that show one field each. `spans` has 0 for a cell merged above."""
        begun = [(pattern, rows) for pattern in row if (rows := _span(pattern, spans)) > 0]
        cells = [_cell(pattern, rows, show) for pattern, rows in begun]
        beside = [side] if side is not None else []
        spots = self.grid.add_row([*beside, *cells, *([right] if right is not None else [])])[len(beside) :]
        named = {pattern.fields[0]: spot for (pattern, _), spot in zip(begun, spots, strict=False) if pattern.fields}
        self._totals |= {name: named[f"total.{name}"] for name in _SCORED if f"total.{name}" in named}
        self._remember(named, ("execution.weight", "execution.score"))
        return named

    def _remember(self, spots: dict[str, Spot], names: Sequence[str]) -> None:
        for name in names:
            if name in spots and self.grid.cell(spots[name]).number is not None:
                self._parts[name.rpartition(".")[2]].append(spots[name])

    def _show(self, name: str) -> str:
        return form_field(self.form, name)


def funding_lines(form: Form, band: Band) -> list[tuple[str, FundingLine]]:
    """Give the funding lines that a form prints with their labels: those of the layout, then what else the data has."""
    found: list[tuple[str, FundingLine]] = []
    rest = list(form.funding)
    for source, label in band.lines:
        line = next((line for line in rest if line.source == source), None)
        if line is not None:
            rest.remove(line)
        found.append((label, line or FundingLine(source)))  # type: ignore[arg-type]
    return found + [(line.label.text or _SOURCES[line.source], line) for line in rest if _amounts(line)]


def _amounts(line: FundingLine) -> list[Value]:
    return [value for value in (line.initial, line.budget, line.executed, line.forecast) if value]


def indicator_rows(form: Form, band: Band) -> list[Indicator]:
    """Give the rows of the indicator block: the form's own, each level 2 of the layout at least once, in its order."""
    rows = list(form.indicators)
    names = [(row.level1.text, row.level2.text) for row in rows]
    for position, (level1, level2) in enumerate(band.levels):
        if (level1, level2) not in names:
            place = _place(band.levels[:position], names)
            rows.insert(place, Indicator(Value(level1), Value(level2)))
            names.insert(place, (level1, level2))
    return rows or [Indicator()]


def _place(before: Sequence[tuple[str, str]], names: list[tuple[str | None, str | None]]) -> int:
    """Where a missing level belongs: behind the last row of the nearest level before it."""
    for level in reversed(before):
        if level in names:
            return len(names) - names[::-1].index(level)
    return 0


def _merges(rows: list[Indicator], band: Band) -> list[dict[str, int]]:
    """For each row how many rows its merged cells take, 0 where the cell above goes on."""
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


def _cell(pattern: CellPattern, rows: int, show: Callable[[str], str]) -> Cell:
    label = not pattern.fields
    text = pattern.text if label else text_of(pattern.text, show)
    return shown(text, columns=pattern.columns, rows=rows, left=pattern.left, label=label)


def _line_show(show: Callable[[str], str], line: FundingLine, label: str) -> Callable[[str], str]:
    def of_line(name: str) -> str:
        found = line_field(line, label, name)
        return show(name) if found is None else found

    return of_line


def _indicator_show(
    show: Callable[[str], str], indicator: Indicator, band: Band, sheet: Sheet, rows: list[Indicator]
) -> Callable[[str], str]:
    def of_indicator(name: str) -> str:
        found = indicator_field(indicator, band, name)
        if name == "level1" and found and sheet.level1_points:
            return found + _points_behind(found, indicator, rows)
        return show(name) if found is None else found

    return of_indicator


def _points_behind(level1: str, indicator: Indicator, rows: list[Indicator]) -> str:
    """（50分） behind a level 1 that has no points yet, where all its indicators have some."""
    weights = [points(row.weight) for row in rows if row.level1.text == indicator.level1.text and row.name]
    if "分" in level1 or not weights or None in weights:
        return ""
    total = sum((weight for weight in weights if weight is not None), Decimal(0))
    return f"（{total.normalize():f}分）" if total else ""
