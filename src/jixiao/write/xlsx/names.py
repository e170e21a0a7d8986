"""Names of worksheets (工作表): what Excel allows, none twice."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST = 31  # UTF-16 code units
_NOT_ALLOWED = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_RESERVED = "history"  # Excel keeps it for itself


def sheet_names(wanted: Iterable[str], reserved: Iterable[str] = ()) -> list[str]:
    """Give a valid name for each wanted one, in order; no two are the same in Excel's eyes, none is a reserved one."""
    taken = {name.lower() for name in reserved} | {_RESERVED}
    found = []
    for name in wanted:
        valid = _NOT_ALLOWED.sub(" ", name).strip().strip("'") or "表"
        found.append(_free(valid, taken))
        taken.add(found[-1].lower())
    return found


def _free(name: str, taken: set[str]) -> str:
    shown, number = _cut(name, LONGEST), 1
    while shown.lower() in taken:
        number += 1
        mark = f"({number})"
        shown = _cut(name, LONGEST - len(mark)) + mark
    return shown


def _cut(name: str, length: int) -> str:
    """Characters beyond the basic plane count twice and must not be cut in half."""
    while len(name.encode("utf-16-le")) > 2 * length:
        name = name[:-1]
    return name.rstrip().rstrip("'")
