"""Pins (对应的格子): what is pinned to a cell follows its row when rows are added, removed or moved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from jixiao.model.form import Form
from jixiao.model.form_pointers import row_of, rows_of
from jixiao.model.pointer import tokens
from jixiao.model.row_matches import matched
from jixiao.workbench.cycle.models import Comment, Evidence, Filing
from jixiao.workbench.cycle.moves import followed

BLOCKS = ("funding", "indicators")
PINNED = (Comment, Evidence)


def follow_moves(filing: Filing, traces: Sequence[Sequence[Any]]) -> None:
    """Let comments and evidence go with their rows through moves; those of a row taken out are for the whole."""
    _repin(filing, lambda pointer: followed(pointer, traces) or "")


def repin(filing: Filing, before: Form, after: Form) -> None:
    """Let comments and evidence point at the same rows of another form, as far as it has them."""
    places = {
        (block, old): new for block in BLOCKS for old, new in matched(rows_of(before, block), rows_of(after, block))
    }
    _repin(filing, lambda pointer: _matching(pointer, places))


def _repin(filing: Filing, leads: Callable[[str], str]) -> None:
    for table in PINNED:
        for pinned in table.objects.filter(filing=filing).exclude(pointer=""):
            pointer = leads(pinned.pointer)
            if pointer != pinned.pointer:
                pinned.pointer = pointer
                pinned.save(update_fields=["pointer"])


def _matching(pointer: str, places: dict[tuple[str, int], int]) -> str:
    row = row_of(pointer)
    if row is None:
        return pointer
    if row not in places:
        return ""
    return "/".join(["", row[0], str(places[row]), *tokens(pointer)[2:]])
