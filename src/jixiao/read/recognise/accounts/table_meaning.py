"""What the rows of a disclosure table mean: the side that they are on and the concept that they are about."""

from __future__ import annotations

from jixiao.knowledge.tables import (
    MEASURES,
    TableKind,
    header_word,
    header_year,
    is_class_name,
    line_words,
    plain,
    split_measure,
)
from jixiao.model.accounts import TableRow
from jixiao.read.recognise.accounts.table_columns import Shape
from jixiao.read.recognise.accounts.table_rows import Found

_PERSONNEL = ("301", "303")  # classes of the economic classification that are 人员经费


def name_sides(shape: Shape, found: list[Found]) -> None:
    """Give the rows of a table with blocks side by side the side that they are on."""
    kind = shape.kind
    if not kind.sides or _has_both(shape):
        return
    sides = [block.side for block in shape.blocks]
    if kind.two_sided:
        sides = _sides_by_labels(kind, sides, found)
    alone = kind.two_sided and len(sides) == 1
    side = kind.sides[0]
    for entry in found:
        if alone:
            side = entry.row.side = _next_side(kind, side, entry.row)
        elif kind.two_sided:
            entry.row.side = sides[entry.block]
        else:
            entry.row.side = _economic_side(entry.row, sides[entry.block])


def _has_both(shape: Shape) -> bool:
    """Tell whether 人员经费 and 公用经费 are columns of one block: its rows are one list, on no side."""
    return len(shape.blocks) == 1 and shape.blocks[0].columns.keys() >= {"personnel", "public"}


def _sides_by_labels(kind: TableKind, sides: list[str | None], found: list[Found]) -> list[str | None]:
    """Blocks whose header names no side, or one that another block has with better right, are what their labels are."""
    if None not in sides and sides.count("expenditure") < 2:
        return sides
    fits = [{side: _count_fits(kind, found, block, side) for side in kind.sides} for block in range(len(sides))]
    best = max(range(len(sides)), key=lambda block: (sides[block] == "expenditure", fits[block]["expenditure"]))
    named = [None if side == "expenditure" and block != best else side for block, side in enumerate(sides)]
    for block, side in enumerate(named):
        if side is None:
            free = [other for other in kind.sides if other not in named] or kind.sides
            named[block] = max(free, key=fits[block].__getitem__)
    return named


def _count_fits(kind: TableKind, found: list[Found], block: int, side: str) -> int:
    labels = [line_words(entry.row.label.text or "") for entry in found if entry.block == block]
    return sum(_fits(kind, label, side) for label in labels)


def _fits(kind: TableKind, label: str, side: str) -> bool:
    if label in kind.words.get(side, {}):
        return True
    return side == "expenditure" and is_class_name(label) and label not in kind.words.get("nature", {})


def _next_side(kind: TableKind, side: str, row: TableRow) -> str:
    """In a table that has its sides one below the other, expenditure begins with its first line."""
    label = line_words(row.label.text or "")
    begins = _fits(kind, label, "expenditure") and label not in kind.words["income"]
    return "expenditure" if begins else side


def _economic_side(row: TableRow, side: str | None) -> str | None:
    """人员经费 and 公用经费 are told by the row's own class or label, else by the header of its block."""
    code = row.code.text
    if code is not None:
        return side if not code.startswith("3") else "personnel" if code.startswith(_PERSONNEL) else "public"
    label = plain(row.label.text or "")
    return "personnel" if label.startswith("人员") else "public" if "公用" in label else side


def name_measures(kind: TableKind, found: list[Found], columns: dict[str, str]) -> None:
    """Give the figures of rows that are called 预算数 or 增减率 these measures, where the columns have none."""
    newest = max((header_year(entry.row.label.text or "") or 0 for entry in found), default=0) if kind.measured else 0
    for entry in found if kind.measured else ():
        row, label = entry.row, entry.row.label.text or ""
        measure = header_word(label)
        if measure == "amount" and (header_year(label) or newest) < newest:
            measure = "prior"
        if measure in MEASURES and measure != "amount" and not row.code:
            for name in row.values:
                columns.setdefault(_with_measure(name, measure), columns.get(name, name))
            row.values = {_with_measure(name, measure): value for name, value in row.values.items()}


def _with_measure(column: str, measure: str) -> str:
    had, name = split_measure(column)
    return f"{measure}.{name}" if had == "amount" and name != "amount" else column


def name_concepts(kind: TableKind, found: list[Found]) -> None:
    """Give lines their concepts; 一般公共预算 below 年初结转 is the 结转 of that budget, not its income."""
    under: dict[int, dict[str, str]] = {}
    for entry in found:
        row = entry.row
        if row.code.text is not None:
            row.concept = kind.rows
            continue
        if row.label.text is None:
            row.concept = kind.total if kind.columns else None
            continue
        label = line_words(row.label.text)
        concept = kind.line(label, row.side)
        below = under.get(entry.block, {}) if under else {}
        if concept in below:
            row.concept = below[concept]
            continue
        under[entry.block] = kind.under.get(concept or "", {})
        is_class = concept is None and kind.two_sided and row.side == "expenditure" and is_class_name(label)
        row.concept = kind.rows if is_class else concept
