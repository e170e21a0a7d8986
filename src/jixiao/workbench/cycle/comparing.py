"""Two versions of a form beside each other (版本比较): each field with both texts, the changed ones marked."""

from __future__ import annotations

from collections.abc import Container, Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from jixiao.model.field_names import field_name
from jixiao.model.form import Form
from jixiao.model.form_changes import Change, changes
from jixiao.model.form_pointers import get_value, row_of
from jixiao.workbench.cycle.evaluation_sheets import Sheet

SHORT = 12  # texts up to this length are marked as a whole: what changed within a number tells nothing
LONG = 800  # texts beyond are marked as a whole too: comparing them letter by letter takes too long
NOTHING = "（空）"
_NAMING = ("/level1", "/level2", "/name", "/label")


class Part(NamedTuple):
    """A stretch of a text, and whether the other version says something else there."""

    text: str
    changed: bool


class Line(NamedTuple):
    """A field, or a row that came, went or moved, in two versions."""

    pointer: str
    name: str
    old: list[Part]
    new: list[Part]
    action: Literal["same", "set", "added", "removed", "moved"]


def compared(before: Form, after: Form, *, everything: bool = False) -> list[Line]:
    """Give what differs between two versions, and with `everything` the fields that say the same too."""
    found = [_line(change) for change in changes(before, after)]
    if not everything:
        return found
    lines = {line.pointer: line for line in found if line.action != "removed"}
    same = [lines.pop(pointer) if pointer in lines else _same(after, pointer) for pointer in _shown(after, lines)]
    return [*same, *lines.values(), *(line for line in found if line.action == "removed")]


def compared_sheets(before: Sheet, after: Sheet, *, everything: bool = False) -> list[Line]:
    """Give what differs between two versions of an evaluation by points, with `everything` all that is filled in."""
    old, new = before.values(), after.values()
    pointers = [pointer for pointer in {**new, **old} if everything or old.get(pointer) != new.get(pointer)]
    return [_told(after.name_of(pointer), pointer, old.get(pointer, ""), new.get(pointer, "")) for pointer in pointers]


def _told(name: str, pointer: str, old: str, new: str) -> Line:
    if old == new:
        return Line(pointer, name, [Part(new, False)], [Part(new, False)], "same")
    return Line(pointer, name, *parts(old, new), "set")


def _shown(form: Form, changed: Container[str]) -> Iterator[str]:
    """The fields of a form that say something, in its order; what names a row stands in the names of its cells."""
    for pointer, value in form.values():
        naming = row_of(pointer) is not None and pointer.endswith(_NAMING)
        if pointer in changed or (value and not naming):
            yield pointer


def _same(form: Form, pointer: str) -> Line:
    text = [Part(get_value(form, pointer), False)]
    return Line(pointer, field_name(form, pointer), text, text, "same")


def _line(change: Change) -> Line:
    old, new = parts(change.old, change.new) if change.action == "set" else _whole(change.old, change.new)
    return Line(change.pointer, change.name, old, new, change.action)


def parts(old: str, new: str) -> tuple[list[Part], list[Part]]:
    """Give both texts in stretches, those that differ marked; a short text, or one that is another, is marked whole."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if min(len(old), len(new)) <= SHORT or max(len(old), len(new)) > LONG or matcher.quick_ratio() < 0.5:
        return _whole(old, new)
    steps = matcher.get_opcodes()
    return (
        [Part(old[start:end], tag != "equal") for tag, start, end, _, _ in steps if end > start],
        [Part(new[start:end], tag != "equal") for tag, _, _, start, end in steps if end > start],
    )


def _whole(old: str, new: str) -> tuple[list[Part], list[Part]]:
    return [Part(old or NOTHING, True)], [Part(new or NOTHING, True)]
