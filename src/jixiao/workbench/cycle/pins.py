"""Pins (对应的格子): what is pinned to a cell follows its row when rows are added, removed or moved."""

from __future__ import annotations

from jixiao.model.form import Form
from jixiao.model.form_pointers import row_of, rows_of
from jixiao.model.pointer import tokens
from jixiao.model.row_matches import matched
from jixiao.workbench.cycle.models import Comment, Evidence, Filing

BLOCKS = ("funding", "indicators")
PINNED = (Comment, Evidence)


def repin(filing: Filing, before: Form, after: Form) -> None:
    """Let comments and evidence point at their rows as they stand now; those of a row taken out are for the whole."""
    places = {
        (block, old): new for block in BLOCKS for old, new in matched(rows_of(before, block), rows_of(after, block))
    }
    for table in PINNED:
        for pinned in table.objects.filter(filing=filing).exclude(pointer=""):
            pointer = _followed(pinned.pointer, places)
            if pointer != pinned.pointer:
                pinned.pointer = pointer
                pinned.save(update_fields=["pointer"])


def _followed(pointer: str, places: dict[tuple[str, int], int]) -> str:
    row = row_of(pointer)
    if row is None:
        return pointer
    if row not in places:
        return ""
    return "/".join(["", row[0], str(places[row]), *tokens(pointer)[2:]])
