"""Which rows a sheet (表) prints of a form's data, and in which order: those of the layout, then what else there is."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

from jixiao.knowledge.form_layout import Band, Sheet
from jixiao.model.form import SOURCE_NAMES, Form, FundingLine, FundingSource, Indicator
from jixiao.model.value import Value

_SOURCES = SOURCE_NAMES | {"fiscal": "其中：财政拨款"}


def arranged(form: Form, sheet: Sheet, *, keep_blank: bool = False) -> Form:
    """Give the form with every row that the sheet prints, in that order; rows are shared with the form given.

    Funding lines that the layout has no row for are printed where they have an amount; `keep_blank` keeps those
    without, at the end.
    """
    new = copy(form)
    for band in sheet.bands:
        if band.each == "funding":
            new.funding = _funding(new.funding, band, keep_blank)
        elif band.each == "indicators":
            new.indicators = _indicators(new.indicators, band)
    return new


def own_labels(form: Form, band: Band) -> dict[int, str]:
    """Give the labels that the layout itself prints, by the index of the funding line: one for each of its sources."""
    labels = dict(band.lines)
    first = {line.source: index for index, line in reversed(list(enumerate(form.funding)))}
    return {index: labels[source] for source, index in first.items() if source in labels}


def source_label(line: FundingLine) -> str:
    """Give the label that is printed for a line of the data's own that has none."""
    return _SOURCES[line.source]


def _funding(lines: Sequence[FundingLine], band: Band, keep_blank: bool) -> list[FundingLine]:
    rest = list(lines)
    printed = [_taken(rest, source) for source, _ in band.lines]  # type: ignore[arg-type]
    printed += [line for line in rest if _amounts(line)]
    return printed + [line for line in rest if keep_blank and not _amounts(line)]


def _taken(rest: list[FundingLine], source: FundingSource) -> FundingLine:
    """The first line of a source, taken from the rest; a blank one where there is none."""
    at = next((at for at, line in enumerate(rest) if line.source == source), None)
    return FundingLine(source) if at is None else rest.pop(at)


def _amounts(line: FundingLine) -> list[Value]:
    return [value for value in (line.initial, line.budget, line.executed, line.forecast) if value]


def _indicators(indicators: Sequence[Indicator], band: Band) -> list[Indicator]:
    """The form's own rows, each level 2 of the layout at least once, in its order."""
    rows = list(indicators)
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
