"""Layouts of performance forms (表样): how a county's form looks, as data (form_layouts/*.toml), to be written by.

A form is a grid of columns and bands of rows one below the other. A cell is a text with fields in braces, such as
`{project.name}`, and behind @ how many columns (and x rows) it takes: `项目名称@2`, `{goal.expected}@6x2<`, where <
sets it at the left. A band may stand for each funding line or each indicator, may have a label at its side that
governs its rows, and may merge equal levels of its indicators.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from jixiao.knowledge.form_layout_failure import UnknownField, WrongPart, WrongWidth
from jixiao.model.form import Execution, FormKind, Goal, Indicator, Project, Signatures, Total

Each = Literal["once", "funding", "indicators"]
_CELL = re.compile(r"(.*?)(?:@(\d+)(?:x(\d+))?)?(<?)", re.DOTALL)
FIELD = re.compile(r"\{([^{}]+)\}")  # {initial|budget}: the first that is not blank
LINE_FIELDS = ("label", "initial", "budget", "executed", "rate", "forecast")
INDICATOR_FIELDS = Indicator.__slots__
_PARTS: dict[str, Any] = {
    "project": Project,
    "goal": Goal,
    "execution": Execution,
    "total": Total,
    "signatures": Signatures,
}
FORM_FIELDS = (
    *("project", "months", "year", "department", "unit", "money_unit", "conclusion", "problems", "improvements"),
    *(f"{name}.{key}" for name, part in _PARTS.items() for key in part.__slots__),
)
_FIELDS: dict[str, tuple[str, ...]] = {
    "once": FORM_FIELDS,
    "funding": (*FORM_FIELDS, *LINE_FIELDS),
    "indicators": (*FORM_FIELDS, *INDICATOR_FIELDS),
}


@dataclass(frozen=True, slots=True)
class CellPattern:
    """A cell to be: its text with fields in braces, how many columns and rows it takes, whether it is set left.

    `fields` are those that it may show, none for a label.
    """

    text: str
    columns: int = 1
    rows: int = 1
    left: bool = False
    fields: tuple[str, ...] = ()


Row = tuple[CellPattern, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """Rows that belong together.

    `head` are rows as they are; `line` is repeated for each funding line or indicator, `total` is the line of the
    funding total where that differs. `side` governs all rows at the left, `right` all repeated rows at the right.
    `lines` are the funding lines that the form prints in any case (source and label); `levels` the level-2 indicators
    that it prints even without an indicator; `merge` the fields whose equal neighbours share a cell.
    """

    each: Each = "once"
    head: tuple[Row, ...] = ()
    line: Row = ()
    total: Row = ()
    side: CellPattern | None = None
    right: CellPattern | None = None
    lines: tuple[tuple[str, str], ...] = ()
    levels: tuple[tuple[str, str], ...] = ()
    merge: tuple[str, ...] = ()

    def shows(self, name: str) -> bool:
        """Tell whether the repeated line has a column for a field."""
        return any(name in cell.fields for cell in self.line)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One form of a layout: title, lines around it, widths of the grid's columns in shares, bands and notes."""

    title: str
    widths: tuple[float, ...]
    bands: tuple[Band, ...]
    above: tuple[str, ...] = ()
    below: str = ""
    left: str = ""
    unit_line: str = ""
    notes: tuple[str, ...] = ()
    landscape: bool = False
    level1_points: bool = False  # 产出指标（50分）

    def band(self, each: Each) -> Band | None:
        """Give the first band that stands for each funding line or indicator."""
        return next((band for band in self.bands if band.each == each), None)


@dataclass(frozen=True, slots=True)
class FormLayout:
    """A county's forms: name, other names, the scoring scheme that goes with them, and a sheet for each kind.

    `like` names the layout whose sheet serves for a kind that this one has no sheet of its own for.
    """

    name: str
    title: str
    summary: str = ""
    aliases: tuple[str, ...] = ()
    scheme: str | None = None
    sheets: dict[FormKind, Sheet] = field(default_factory=dict)
    like: dict[FormKind, str] = field(default_factory=dict)


def layout_of(data: Mapping[str, Any], file: str) -> FormLayout:
    """Give the layout that the data of a file describes; raises LayoutFailure with the place in the file."""
    sheets: dict[FormKind, Sheet] = {
        kind: _sheet(_of_type(data, kind, dict, file, "", "一组键和值"), file, kind)
        for kind in get_args(FormKind)
        if kind in data and not isinstance(data[kind], str)
    }
    like: dict[FormKind, str] = {kind: data[kind] for kind in get_args(FormKind) if isinstance(data.get(kind), str)}
    if not sheets:
        raise WrongPart(file, "、".join(get_args(FormKind)), "至少其中一种表")
    return FormLayout(
        _text(data, "name", file, ""),
        _text(data, "title", file, ""),
        data.get("summary", ""),
        tuple(data.get("aliases", ())),
        data.get("scheme"),
        sheets,
        like,
    )


def _sheet(data: Mapping[str, Any], file: str, where: str) -> Sheet:
    widths = tuple(float(width) for width in _of_type(data, "widths", list, file, where, "一列数字"))
    bands = _of_type(data, "band", list, file, where, "一组行带")
    return Sheet(
        title=_text(data, "title", file, where),
        widths=widths,
        bands=tuple(_band(band, file, f"{where}.band[{number}]", len(widths)) for number, band in enumerate(bands, 1)),
        above=tuple(data.get("above", ())),
        below=data.get("below", ""),
        left=data.get("left", ""),
        unit_line=data.get("unit", ""),
        notes=tuple(data.get("notes", ())),
        landscape=bool(data.get("landscape", False)),
        level1_points=bool(data.get("level1_points", False)),
    )


def _band(data: Mapping[str, Any], file: str, where: str, columns: int) -> Band:
    each = data.get("each", "once")
    if each not in get_args(Each):
        raise WrongPart(file, f"{where}.each", "funding、indicators 之一，或不写")
    band = Band(
        each,
        tuple(_row(row) for row in data.get("head", data.get("rows", ()))),
        _row(data.get("line", ())),
        _row(data.get("total", ())),
        _cell(data["side"]) if "side" in data else None,
        _cell(data["right"]) if "right" in data else None,
        tuple((source, label) for source, label in data.get("lines", ())),
        tuple((level1, level2) for level1, level2 in data.get("levels", ())),
        tuple(data.get("merge", ())),
    )
    _check_widths(band, file, where, columns)
    _check_fields(band, file, where)
    return band


def _check_widths(band: Band, file: str, where: str, columns: int) -> None:
    side = band.side.columns if band.side else 0
    right = band.right.columns if band.right else 0
    below = [0] * len(band.head)  # columns that cells of earlier rows take in each row
    for number, row in enumerate(band.head):
        for cell in row:
            for later in range(number + 1, min(number + cell.rows, len(band.head))):
                below[later] += cell.columns
        _check_width(row, side + below[number], file, f"{where}.head[{number + 1}]", columns)
    for name, row in (("line", band.line), ("total", band.total)):
        if row:
            _check_width(row, side + right, file, f"{where}.{name}", columns)


def _check_width(row: Row, beside: int, file: str, where: str, columns: int) -> None:
    taken = beside + sum(cell.columns for cell in row)
    if taken != columns:
        raise WrongWidth(file, where, taken, columns)


def _check_fields(band: Band, file: str, where: str) -> None:
    known = _FIELDS[band.each]
    for name in (name for cell in cells_of(band) for name in cell.fields):
        if name not in known and not name.startswith("texts."):
            raise UnknownField(file, where, name, known)


def cells_of(band: Band) -> Iterator[CellPattern]:
    """Give all cells of a band."""
    for row in (*band.head, band.line, band.total):
        yield from row
    yield from (cell for cell in (band.side, band.right) if cell)


def _row(cells: list[str] | tuple[()]) -> Row:
    return tuple(_cell(cell) for cell in cells)


def _cell(text: str) -> CellPattern:
    found = _CELL.fullmatch(text)
    assert found is not None  # the pattern fits any text
    words, columns, rows, left = found.groups()
    fields = tuple(name for field in FIELD.findall(words) for name in field.split("|"))
    return CellPattern(words, int(columns or 1), int(rows or 1), bool(left), fields)


def _text(data: Mapping[str, Any], key: str, file: str, where: str) -> str:
    return str(_of_type(data, key, str, file, where, "文字"))


def _of_type(data: Mapping[str, Any], key: str, kind: type, file: str, where: str, expected: str) -> Any:
    value = data.get(key)
    if not isinstance(value, kind):
        raise WrongPart(file, f"{where}.{key}" if where else key, expected)
    return value
