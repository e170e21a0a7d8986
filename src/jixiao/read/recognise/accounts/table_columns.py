"""The columns of a disclosure table: blocks side by side, each with codes, labels and figures by column id."""

from __future__ import annotations

from collections import Counter

from jixiao.knowledge.tables import TableKind, header_year, side_word, split_measure
from jixiao.read.recognise.accounts.table_economic import economic_columns
from jixiao.read.recognise.accounts.table_head import ROLE_WORDS, Column, Head

_MEASURES = frozenset({"amount", "initial_budget", "budget", "prior", "change", "growth", "share", "completion"})
_MOST_CODES = 3  # cells that a code is printed in
_SAME = 0.6  # part of the columns by which a header is known again


class Slot:
    """What a column of the grid holds: role and block, its id where it holds figures, its place among the codes."""

    __slots__ = ("block", "id", "position", "role")

    def __init__(self, role: str, block: int, identifier: str = "", position: int = 0) -> None:
        self.role = role
        self.block = block
        self.id = identifier
        self.position = position


class Block:
    """One of the tables that stand side by side: `columns` are its figures, id → header as printed."""

    __slots__ = ("columns", "side")

    def __init__(self, side: str | None) -> None:
        self.side = side
        self.columns: dict[str, str] = {}


class Shape:
    """How a kind of table is laid out in one grid: a slot for each of its columns, None where nothing is read."""

    __slots__ = ("blocks", "head", "kind", "last_class", "slots")

    def __init__(self, kind: TableKind, head: Head, blocks: list[Block], slots: list[Slot | None]) -> None:
        self.kind = kind
        self.head = head
        self.blocks = blocks
        self.slots = slots
        self.last_class: str | None = None

    def ids(self) -> set[str]:
        """Give the ids of all columns."""
        return {identifier for block in self.blocks for identifier in block.columns}

    def is_like(self, other: Shape) -> bool:
        """Tell whether this is the same header as another; a text that a page cuts off may be missing from it."""
        if [_role(slot) for slot in self.slots] != [_role(slot) for slot in other.slots]:
            return False
        mine, others = self.ids(), other.ids()
        return len(mine) == len(others) and len(mine & others) >= _SAME * len(mine)

    def with_columns_of(self, other: Shape) -> Shape:
        """Give this layout with the columns of the one that it goes on with."""
        return Shape(self.kind, self.head, other.blocks, other.slots)


def _role(slot: Slot | None) -> tuple[str, int] | None:
    return (slot.role, slot.block) if slot is not None else None


def shape_of(kind: TableKind, head: Head, last_class: str | None = None) -> Shape | None:
    """Give how a header lays a kind of table out, None where its columns are not those of the kind.

    `last_class` is the economic class (301) that the columns of the page before ended in.
    """
    groups = _groups(head.columns)
    if not groups or (kind.two_sided and len(groups) < 2 and not _has_label(groups[0])):
        return None
    shape = Shape(kind, head, [Block(_side(kind, group)) for group in groups], [None] * head.columns[-1].end)
    for number, group in enumerate(groups):
        _lay_out(shape, number, group, last_class)
    return shape if kind.is_served_by(_known(shape)) else None


def shape_by_columns(head: Head, kinds: tuple[TableKind, ...]) -> Shape | None:
    """Give the layout of a table without a title: its kind is the first whose telling columns are there."""
    for kind in kinds:
        shape = shape_of(kind, head) if kind.signature else None
        if shape is not None and set(kind.signature) <= _known(shape):
            return shape
    return None


def _known(shape: Shape) -> set[str]:
    """The columns that were understood, without their measures; `label` where there are labels."""
    names = {split_measure(identifier)[1] for identifier in shape.ids()} | shape.ids()
    if shape.kind.economic and sum(identifier.isdigit() for identifier in names) > 1:
        names.add("economic")
    if any(slot is not None and slot.role == "label" for slot in shape.slots):
        names.add("label")
    return names


def _groups(columns: list[Column]) -> list[list[Column]]:
    """Cut the columns into blocks: codes or labels right of figures begin another one."""
    groups: list[list[Column]] = []
    figures = True
    for column in columns:
        role = column.role
        if role in ("code", "label") and figures:
            groups.append([])
            figures = False
        if not groups:
            groups.append([])
        figures = figures or role in ("value", "line")
        groups[-1].append(column)
    return [group for group in groups if any(column.role == "value" for column in group)]


def _has_label(group: list[Column]) -> bool:
    return any(column.role == "label" for column in group)


def _side(kind: TableKind, group: list[Column]) -> str | None:
    """The side that the headers of a block name; labels speak first."""
    for column in sorted(group, key=lambda column: column.role not in ("code", "label")) if kind.sides else ():
        for text in reversed(column.path):
            side = side_word(text)
            if side in kind.sides:
                return side
    return None


def _lay_out(shape: Shape, number: int, group: list[Column], last_class: str | None) -> None:
    """Give every column of a block its slot, and its figures their ids."""
    figures: list[Column] = []
    position = 0
    for column in group:
        role = column.role
        if role == "name":
            role = "value" if _has_label(group) else "label"
        if role == "value":
            figures.append(column)
        elif role is not None:
            for at in range(column.first, _codes_end(column, group) if role == "code" else column.end):
                shape.slots[at] = Slot(role, number, position=position)
                position += role == "code"
    for column, identifier in zip(figures, _ids(shape, number, figures, last_class), strict=True):
        shape.blocks[number].columns[identifier] = "/".join(_printed(shape.kind, column))
        for at in range(column.first, column.end):
            shape.slots[at] = Slot("value", number, identifier)


def _codes_end(column: Column, group: list[Column]) -> int:
    """Give where columns of codes end: the last of three may have no header of its own before that of the labels."""
    after = next((each for each in group if each.first >= column.end and each.path), None)
    is_label = after is not None and after.role in ("label", "name")
    return after.first if after and is_label and after.first - column.first <= _MOST_CODES else column.end


def _ids(shape: Shape, number: int, figures: list[Column], last_class: str | None) -> list[str]:
    if shape.kind.economic:
        found, shape.last_class = economic_columns(figures, last_class)
    else:
        found = _renamed(shape.kind, [_id(shape.kind, column) for column in figures])
        found = _years_apart(found, figures)
    return _told_apart(found, figures)


def _told_apart(found: list[str], figures: list[Column]) -> list[str]:
    """Of columns with the same id one keeps it; the others are called by their header, and numbered where needed."""
    times: Counter[str] = Counter()
    apart = []
    for identifier, column in zip(found, figures, strict=True):
        name = "/".join(column.path) if times[identifier] else identifier
        times[name] += 1
        apart.append(name if times[name] == 1 else f"{name}#{times[name]}")
    return apart


def _id(kind: TableKind, column: Column) -> str:
    """Give the id of a column: its measure where it is not the amount, then the words above it that say what it is."""
    words = [word for word in column.words if word and word not in ROLE_WORDS]
    if not words or column.words[-1] is None:
        name = next((word for word in column.words if word in ROLE_WORDS), None)
        return name or "/".join(column.path)
    if len(words) > 1 and words[0] in kind.sides:
        words = words[1:]
    measure = _measure(words)
    name = _name([word for word in words if word not in _MEASURES])
    if not name:
        return measure or "amount"
    return f"{measure}.{name}" if measure not in (None, "amount") else f"amount.{name}" if kind.measured else name


def _measure(words: list[str]) -> str | None:
    """Give the measure that words name; below 增减, % is its rate; below 2023年 the words say more."""
    named = [word for word in words if word in _MEASURES]
    if named[:1] == ["change"] and "growth" in named:
        return "growth"
    return next((word for word in named if word != "amount"), named[0] if named else None)


def _name(words: list[str]) -> str:
    """Join words from top to bottom; 小计 and 合计 below or above others say nothing."""
    plain_words = [word for word in words if word not in ("subtotal", "total")]
    if words and not plain_words:
        return "total"
    kept: list[str] = []
    for word in plain_words:
        if kept and (word == kept[-1] or word.startswith(kept[-1] + ".")):
            kept.pop()
        kept.append(word)
    return ".".join(kept)


def _renamed(kind: TableKind, found: list[str]) -> list[str]:
    """Give columns the names that they have in this kind of table.

    Where a column is printed that is renamed to 合计, another 合计 beside it is of more than this table is about.
    """
    totals = [name for name, new in kind.rename.items() if new == "total"]
    beside = {measure for measure, name in map(split_measure, found) if kind.measured and name in totals}
    renamed = []
    for identifier in found:
        measure, name = split_measure(identifier)
        prefix = identifier[: len(identifier) - len(name)] if identifier.endswith(name) else ""
        if name == "total" and measure in beside:
            renamed.append(f"{prefix}all")
        elif identifier in kind.rename:
            renamed.append(kind.rename[identifier])
        else:
            renamed.append(prefix + kind.rename.get(name, name) if prefix else identifier)
    return renamed


def _years_apart(found: list[str], figures: list[Column]) -> list[str]:
    """Columns under an earlier year than that of the accounts beside them have the figures of the year before."""
    years = [max((year for text in column.path if (year := header_year(text))), default=0) for column in figures]
    dated = list(zip(years, found, strict=True))
    newest = max((year for year, name in dated if split_measure(name)[0] == "amount"), default=0)
    undated = (0, "amount") in dated
    return [
        _as_prior(name) if year and (year < newest or (undated and name == "amount")) else name for year, name in dated
    ]


def _as_prior(column: str) -> str:
    return "prior" if column in _MEASURES else f"prior.{split_measure(column)[1]}"


def _printed(kind: TableKind, column: Column) -> list[str]:
    """The header of a column as printed, without the name of the block."""
    if len(column.path) > 1 and column.words[0] in kind.sides:
        return column.path[1:]
    return column.path
