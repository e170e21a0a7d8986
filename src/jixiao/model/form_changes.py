"""What changed between two states of a form (修改记录), field by field; rows are matched though others came or went."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from jixiao.model.field_names import COLUMN_NAMES, field_name, row_name, row_summary
from jixiao.model.form import Form
from jixiao.model.form_pointers import get_value, rows_of
from jixiao.model.pointer import token
from jixiao.model.row_matches import matched, moved

Action = Literal["set", "added", "removed", "moved"]


class Change(NamedTuple):
    """One change: a field that says something else, or a row that was added, taken out or moved.

    `pointer` leads into the later form, of a row taken out into the earlier one. `old` and `new` are texts, empty where
    blank; of a row added or taken out what it says, of a row moved where it stood (第3行). `name` is for people.
    """

    pointer: str
    old: str
    new: str
    name: str
    action: Action = "set"


def changes(before: Form, after: Form) -> list[Change]:
    """Give what a form says now and did not say before: single fields, then funding lines, then indicators."""
    found = [Change(pointer, *texts, field_name(after, pointer)) for pointer, texts in _single(before, after)]
    return [*found, *_block(before, after, "funding"), *_block(before, after, "indicators")]


def cell_changes(before: Form, after: Form) -> list[Change]:
    """Give the fields that say something else, of two states with the same rows in the same places."""
    found = [Change(pointer, *texts, field_name(after, pointer)) for pointer, texts in _single(before, after)]
    for block in COLUMN_NAMES:
        for index, (old, new) in enumerate(zip(rows_of(before, block), rows_of(after, block), strict=True)):
            if _texts(old) != _texts(new):
                found += _cells(before, after, f"/{block}/{index}", f"/{block}/{index}")
    return found


def _texts(row: object) -> list[str | None]:
    return [getattr(row, name).text for name in row.__slots__ if name != "source"]  # type: ignore[attr-defined]


def _single(before: Form, after: Form) -> Iterator[tuple[str, tuple[str, str]]]:
    """The fields that stand once in a form and say something else."""
    pointers = [pointer for pointer, _ in after.values() if not pointer.startswith(("/funding/", "/indicators/"))]
    gone = [f"/texts/{token(label)}" for label in before.texts if label not in after.texts]
    for pointer in (*pointers, *gone):
        old, new = get_value(before, pointer), get_value(after, pointer)
        if old != new:
            yield pointer, (old, new)


def _block(before: Form, after: Form, block: str) -> Iterator[Change]:
    pairs = matched(rows_of(before, block), rows_of(after, block))
    for old in sorted(set(range(len(rows_of(before, block)))) - {old for old, _ in pairs}):
        name, said = row_name(before, block, old), row_summary(before, block, old)
        yield Change(f"/{block}/{old}", said, "", name, "removed")
    stood, changed_places = {new: old for old, new in pairs}, moved(pairs)
    for new in range(len(rows_of(after, block))):
        if new not in stood:
            name, said = row_name(after, block, new), row_summary(after, block, new)
            yield Change(f"/{block}/{new}", "", said, name, "added")
            continue
        if new in changed_places:
            name = row_name(after, block, new)
            yield Change(f"/{block}/{new}", f"第{stood[new] + 1}行", f"第{new + 1}行", name, "moved")
        yield from _cells(before, after, f"/{block}/{stood[new]}", f"/{block}/{new}")


def _cells(before: Form, after: Form, stood: str, stands: str) -> Iterator[Change]:
    """The cells of a row that say something else; `stood` and `stands` are its pointers."""
    for field in COLUMN_NAMES[stands.split("/")[1]]:
        old, new = get_value(before, f"{stood}/{field}"), get_value(after, f"{stands}/{field}")
        if old != new:
            pointer = f"{stands}/{field}"
            yield Change(pointer, old, new, field_name(after, pointer))
